"""`make golden`: ask every question again and name each record that differs; WRITE=1 writes what is answered now.

ONLY=plain asks one question, or several between commas. SHOW=plain/forms/12 prints the records at a place, as
they are hashed: what two commits print can be compared by `diff`. WITHOUT=obligation_records,sentence_parts takes keys
off before it hashes: it asks whether answers are the same but for what is new in them.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Collection, Iterator

from tests.database import DefaultDatabase
from tests.golden.committed import Hashes, committed, write
from tests.golden.hashing import hash_of, texts_of
from tests.golden.questions import questions
from tests.golden.service import propose


def main(write_anew: str = "", only: str = "", show: str = "", without: str = "") -> None:
    """Compare, or write, or show; exit status 1 where a record differs. What is written is whole."""
    keys = frozenset(filter(None, without.split(",")))
    database = DefaultDatabase()
    database.want("law")
    with database.opened():
        propose()
        if show:
            for text in texts_at(show, keys):
                print(text)
        elif write_anew:
            for name in _chosen(only):
                _write(name)
        else:
            sys.exit(_compare(_chosen(only), keys))


def _chosen(only: str) -> list[str]:
    return only.split(",") if only else [*questions()]


def _compare(chosen: list[str], without: Collection[str]) -> int:
    """Print what differs as it is found, and return the exit status."""
    number = 0
    for name in chosen:
        started = time.perf_counter()
        for difference in differences(name, without):
            number += 1
            print(difference, flush=True)
        print(f"{name}: {time.perf_counter() - started:.0f} s", file=sys.stderr)
    print(f"{number} records differ")
    return 1 if number else 0


def _write(question: str) -> None:
    before, now = committed(question), hashes(question)
    write(question, now)
    changed = sum(before.get(place) != now.get(place) for place in before.keys() | now.keys())
    print(f"{question}: {len(now)} records, {changed} of them new, changed or gone")


def hashes(question: str) -> Hashes:
    """Return the hash of each record that a question is answered."""
    return {place: hash_of(text) for section in questions()[question]() for place, text in texts_of(section)}


def differences(question: str, without: Collection[str] = ()) -> Iterator[str]:
    """Yield each record that, without some keys, is not as committed: its place, the hash before, and the hash now."""
    before = committed(question)
    for section in questions()[question]():
        for place, text in texts_of(section, without):
            old, new = before.pop(place, "none"), hash_of(text)
            if old != new:
                yield f"{question}/{'/'.join(place)} {old} {new}"
    for place, old in before.items():
        yield f"{question}/{'/'.join(place)} {old} none"


def texts_at(place: str, without: Collection[str] = ()) -> Iterator[str]:
    """Yield the lasting text of each record at a place: a question, a section of it, or one record."""
    question, _, rest = place.partition("/")
    for section in questions()[question]():
        if rest and rest.split("/")[0] != section.name:
            continue
        for of, text in texts_of(section, without):
            if not rest or f"{'/'.join(of)}/".startswith(f"{rest}/"):
                yield f"{question}/{'/'.join(of)} {text}"

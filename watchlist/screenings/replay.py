"""Ask a stored screening's question again, as it was known then, and name every difference and its cause.

The same engine answers byte for byte what it answered. Another engine may not: then the difference is shown, and the
engines are named. Nothing is written.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

import orjson
from django.utils.translation import gettext_lazy as _

from watchlist.audit.models import AuditEvent
from watchlist.engine.answer import Answer, Coverage, Line, Part, Record, Summary
from watchlist.engine.answer_codec import as_mapping, encode_text
from watchlist.engine.asof import AsOf
from watchlist.engine.decision.answering import records_of
from watchlist.engine.decision.question import Question
from watchlist.engine.errors import WatchlistError
from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.engine.workers.limits import DETAILS
from watchlist.screenings.models import ScreenedLine, Screening
from watchlist.screenings.pipeline import run_of
from watchlist.screenings.stored_answers import read_coverage, read_line, read_summary

TIMED: Final = ("seconds",)


class CannotReplay(WatchlistError):
    """There is nothing to ask again: the answer is not stored, not yet or not any more."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One line that is answered differently now; no `then`: it is not stored; no `now`: it is not read again."""

    then: Line | None
    now: Line | None

    @property
    def either(self) -> Line:
        """Return what is there of it: the number and the key of a line are no part of its answer."""
        line = self.then or self.now
        assert line is not None
        return line


@dataclass(frozen=True, slots=True)
class Replay:
    """What was answered then, and what is now, but for the lines; `differences` are in the order of these.

    `sha256_*`: of the records of the lines, each with a line feed behind it; `limited`: how many of those that differ
    hold a structure that only one of the two examinations came to the end of; `file_sha256`: of the bytes read now.
    """

    coverage_then: Coverage
    coverage_now: Coverage
    summary_then: Summary
    summary_now: Summary
    lines: int
    sha256_then: str
    sha256_now: str
    limited: int
    file_sha256: str
    differences: tuple[Difference, ...]

    @property
    def is_same(self) -> bool:
        """Say whether every line, and all of them together, are answered as they were."""
        return self.sha256_then == self.sha256_now and not self.summary

    @property
    def coverage(self) -> tuple[str, ...]:
        """Return which fields of the coverage differ."""
        return fields_that_differ(self.coverage_then, self.coverage_now)

    @property
    def summary(self) -> tuple[str, ...]:
        """Return which fields of the summary differ, but for the time that it took."""
        return tuple(name for name in fields_that_differ(self.summary_then, self.summary_now) if name not in TIMED)

    @property
    def engine(self) -> tuple[str, ...]:
        """Return which versions of the engine differ."""
        return fields_that_differ(self.coverage_then.engine, self.coverage_now.engine)


def refuse_unless_stored(screening: Screening) -> None:
    """Raise `CannotReplay` where a screening is under way, or is being let go."""
    if screening.let_go_at is not None:
        raise CannotReplay(_("It is being let go: what law and house asked to keep of it is over."))
    if screening.made_at is None:
        raise CannotReplay(_("It is still under way: it was not answered to its end."))


def why_not_stored(key: str) -> CannotReplay:
    """Return the refusal of a screening that is not there: the trail tells whether it was let go."""
    told = AuditEvent.objects.filter(verb="let_go", payload__body__contains=key).order_by("-sequence").first()
    if told is None:
        return CannotReplay(_("No screening %(key)s is stored."), key=key)
    return CannotReplay(_("It was let go on %(day)s: its file and its answers are gone."), day=f"{told.at:%Y-%m-%d}")


def replay(
    screening: Screening, manifest: DeclaredManifest, tell: Callable[[Difference], None] | None = None
) -> Replay:
    """Screen the declared manifest of a screening again, from where it looked; nothing is stored.

    Each difference goes to `tell` as it is found, and is kept only where there is none. Raises `CannotReplay`.
    """
    refuse_unless_stored(screening)
    assert screening.made_at is not None
    question = Question.from_record(orjson.loads(screening.question))
    # Stored shipments counted until it was done; its law is that of its tick, though another may have come meanwhile.
    asked = replace(question, known_at=question.known_at or screening.made_at)
    started = time.perf_counter()
    run = run_of(manifest, asked, AsOf(screening.manifest.received_at.date(), screening.known_at))
    kept = list[Difference]()
    compared = _Compared(tell or kept.append)
    compared.all((text for _, text in screening.lines.in_order()), records_of(run, started))
    return Replay(
        read_coverage(screening.coverage),
        compared.coverage,
        read_summary(screening.summary),
        compared.summary,
        compared.lines,
        compared.then.hexdigest(),
        compared.now.hexdigest(),
        compared.limited,
        manifest.sha256,
        tuple(kept),
    )


def stored_answer(screening: Screening) -> Answer:
    """Return what a screening said, word for word."""
    lines = ScreenedLine.objects.filter(screening=screening).order_by("pk").values_list("record", flat=True)
    return Answer(read_coverage(screening.coverage), tuple(map(read_line, lines)), read_summary(screening.summary))


class _Compared:
    """The lines of two answers beside each other, hashed as they pass."""

    coverage: Coverage
    summary: Summary

    def __init__(self, tell: Callable[[Difference], None]) -> None:
        self.then, self.now, self.lines, self.limited = hashlib.sha256(), hashlib.sha256(), 0, 0
        self._tell = tell

    def all(self, stored: Iterable[str], records: Iterable[Record]) -> None:
        """Compare every line, and keep the records before the first and behind the last."""
        for before, after in zip_longest(stored, self._lines(records)):
            self.lines += 1
            self._one(before, after)

    def _lines(self, records: Iterable[Record]) -> Iterator[Line]:
        for record in records:
            match record:
                case Coverage():
                    self.coverage = record
                case Line():
                    yield record
                case Summary():
                    self.summary = record

    def _one(self, before: str | None, after: Line | None) -> None:
        now = encode_text(after) if after is not None else None
        for digest, text in ((self.then, before), (self.now, now)):
            if text is not None:
                digest.update(f"{text}\n".encode())
        if before != now:
            difference = Difference(read_line(before) if before is not None else None, after)
            self.limited += _hit_limits(difference.then) != _hit_limits(difference.now)
            self._tell(difference)


def _hit_limits(line: Line | None) -> bool:
    return line is not None and any(problem.code in DETAILS for problem in line.problems)


def fields_that_differ(then: Part | None, now: Part | None) -> tuple[str, ...]:
    """Return the keys under which two records say different things, those of the first in its order; None: no key."""
    was, is_now = (as_mapping(record) if record else {} for record in (then, now))
    names = dict.fromkeys((*was, *is_now))
    return tuple(name for name in names if was.get(name) != is_now.get(name) or (name in was) != (name in is_now))

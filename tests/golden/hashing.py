"""The hash of a record: of its canonical bytes, without what is another thing in another run."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from typing import Any, Final

from tests.golden.committed import Place
from tests.golden.questions import Section
from tests.golden.service import canonical, records

DIGITS: Final = 16
OF_ITS_RUN: Final = {"coverage": ("engine", "known_at"), "summary": ("seconds",)}
"""Which engine gave it, when the law was loaded, and how long it took."""


def texts_of(section: Section, without: Collection[str] = ()) -> Iterator[tuple[Place, str]]:
    """Yield the place of each record of an answer, a line by its number, and its lasting text without some keys."""
    for record in records(section.manifest, section.question):
        yield (section.name, str(record.get("line", record["record"]))), lasting(record, without)


def lasting(record: dict[str, Any], without: Collection[str] = ()) -> str:
    """Return a record as exports write it, without what is another thing in another run, and without some keys."""
    left_out = OF_ITS_RUN.get(record["record"], ())
    lasts = {name: value for name, value in record.items() if name not in left_out}
    return canonical(_without(lasts, without) if without else lasts)


def _without(value: Any, keys: Collection[str], of: str = "") -> Any:
    """Return plain JSON without some keys, wherever they stand in it, or under one other alone: "failures.site"."""
    match value:
        case dict():
            kept = {name: part for name, part in value.items() if not {name, f"{of}.{name}"}.intersection(keys)}
            return {name: _without(part, keys, name) for name, part in kept.items()}
        case list() | tuple():
            return [_without(part, keys, of) for part in value]
        case _:
            return value


def hash_of(text: str) -> str:
    """Return the hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]

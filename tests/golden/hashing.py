"""The hash of a record: of its canonical bytes, without what is another thing in another run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Final

from tests.golden.committed import Place
from tests.golden.questions import Section
from tests.golden.service import canonical, records

DIGITS: Final = 16
OF_ITS_RUN: Final = {"coverage": ("engine", "known_at"), "summary": ("seconds",)}
"""Which engine gave it, when the law was loaded, and how long it took."""


def texts_of(section: Section) -> Iterator[tuple[Place, str]]:
    """Yield the place of each record of an answer, a line by its number, and its lasting text."""
    for record in records(section.manifest, section.question):
        yield (section.name, str(record.get("line", record["record"]))), lasting(record)


def lasting(record: dict[str, Any]) -> str:
    """Return a record as exports write it, without what is another thing in another run."""
    left_out = OF_ITS_RUN.get(record["record"], ())
    return canonical({name: value for name, value in record.items() if name not in left_out})


def hash_of(text: str) -> str:
    """Return the hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]

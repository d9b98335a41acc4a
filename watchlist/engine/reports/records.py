"""What every writer asks of a stream of records and of one line record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Record = Mapping[str, Any]


class NoCoverageError(ValueError):
    """The stream does not open with its coverage record. There is no answer without it; `got` is what stood there."""

    def __init__(self, got: str) -> None:
        super().__init__(f"the first record is {got}, not coverage")
        self.got = got


def opened(records: Iterable[Record]) -> tuple[Record, Iterator[Record]]:
    """The coverage record and the records after it, unread. Raises NoCoverageError."""
    rest = iter(records)
    first = next(rest, None)
    if first is None or first.get("record") != "coverage":
        raise NoCoverageError("missing" if first is None else str(first.get("record")))
    return first, rest


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts that are not empty, each once, in the order of their first appearance."""
    return tuple(dict.fromkeys(filter(None, texts)))


def read_as(line: Record) -> tuple[str, ...]:
    """The names of what the fields of a line were read as."""
    return unique(found.get("name") or found.get("substance") or "" for found in line["resolution"])


def place(finding: Record) -> str:
    """Where a finding stands, short: "UN Table I"."""
    return " ".join(unique((finding.get("jurisdiction") or "", finding.get("category") or "")))


def declared(line: Record, field: str) -> str:
    """A declared field as it was read from whatever heading it stood under, or ""."""
    value = line.get("fields", line["declared"]).get(field)
    return "" if value is None else str(value)


def amount(line: Record) -> str:
    """The declared quantity with its unit, as written: "25 KGS"."""
    return " ".join(unique((declared(line, "quantity"), declared(line, "unit"))))


def cited(finding: Record) -> str:
    """The citation of the instrument that a finding rests on, or ""."""
    return (finding.get("instrument") or {}).get("citation") or ""

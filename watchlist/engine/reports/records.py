"""What every writer reads of a stream of records and of one line.

Of a line whose reasons are withheld from a reader, any part of a finding but its tier, branch, severity, substance and
explanation is None (`answer_shown`), so that whoever reads one says what stands there for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from msgspec import UnsetType

from watchlist.engine.answer import Condition, CorrectedField, Coverage, Finding, Line, Record, Summary
from watchlist.engine.vocabulary import ConditionKind

T = TypeVar("T")
NAMED_BY: Final = ("name", "cas", "smiles", "inchi", "inchikey")
"""The fields by which goods are declared, the most readable first."""


class NoCoverageError(ValueError):
    """The stream does not open with its coverage record. There is no answer without it; `got` is what stood there."""

    def __init__(self, got: str) -> None:
        super().__init__(f"the first record is {got}, not coverage")
        self.got = got


def opened(records: Iterable[Record]) -> tuple[Coverage, Iterator[Line | Summary]]:
    """Return the coverage record and the records after it, unread. Raises NoCoverageError."""
    rest = iter(records)
    first = next(rest, None)
    if not isinstance(first, Coverage):
        raise NoCoverageError("missing" if first is None else str(first.__struct_config__.tag))
    return first, (record for record in rest if not isinstance(record, Coverage))


def where_set(field: T | UnsetType, otherwise: T) -> T:
    """Return a field of a record, or something else where the record does not have it."""
    return otherwise if isinstance(field, UnsetType) else field


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the texts that are not empty, each once, in the order of their first appearance."""
    return tuple(dict.fromkeys(filter(None, texts)))


def read_as(line: Line) -> tuple[str, ...]:
    """Return the names of what the fields of a line were read as."""
    return unique(reading.name or reading.substance or "" for reading in line.resolution)


def list_label(finding: Finding) -> str:
    """Return where a finding stands, short: "UN Table I"."""
    return " ".join(unique((finding.jurisdiction or "", finding.category or "")))


def correction_phrase(row: CorrectedField) -> str:
    """Return what a person corrected, with who and when: "quantity: 160 to 1600 (officer, 2026-11-28T10:12…): why"."""
    people = ", ".join(filter(None, (row.by, row.agreed_by and f"agreed by {row.agreed_by}", row.at)))
    return f"{row.field}: {row.declared or 'nothing'} to {row.corrected or 'nothing'} ({people}): {row.reason}"


def declared(line: Line, field: str) -> str:
    """Return a declared field as it was read from whatever heading it stood under, or ""."""
    return line.fields.get(field, "")


def declared_goods(line: Line) -> str:
    """Return by what a line declares its goods: the name, else a number or a structure; "" where none is written."""
    return next(filter(None, (declared(line, field) for field in NAMED_BY)), "")


def as_declared(line: Line, field: str) -> str:
    """Return a field as it was read of the file, whatever people corrected since, or ""."""
    corrected = {row.field: row.declared for row in line.corrections or ()}
    return corrected.get(field, declared(line, field))


def amount(line: Line) -> str:
    """Return the declared quantity with its unit, as written: "25 KGS"."""
    return " ".join(unique((declared(line, "quantity"), declared(line, "unit"))))


def cited(finding: Finding) -> str:
    """Return the citation of the instrument that a finding rests on, or ""."""
    return finding.instrument.citation if finding.instrument else ""


def web_address(url: str) -> str:
    """Return the address where it is one that a browser fetches; anything else (script, data) is no link."""
    return url if url.startswith(("https://", "http://")) else ""


def is_licence_coverage(condition: Condition) -> bool:
    """Say whether a condition is of a document on file; those of the law itself declare nothing."""
    return condition.kind == ConditionKind.AUTHORISATION and bool(condition.declared)

"""What stands in the sheets of a workbook: the columns of lines, of findings and of parcels, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from watchlist.engine.answer import Condition, Coverage, Finding, Line, Parcel, Proposal, ShipmentFinding, Summary
from watchlist.engine.reports.coverage import compared_with, engine_parts, held_lists, point_of_view, warnings
from watchlist.engine.reports.csvfile import FROM_LINE, FROM_TRACES
from watchlist.engine.reports.proposals import NOTICES
from watchlist.engine.reports.records import cited, declared
from watchlist.engine.reports.shipment import known_parties, shipment_findings
from watchlist.engine.reports.words import (
    ACTIONS,
    BEARS,
    CERTAINTIES,
    CONDITIONS,
    DATE_BASES,
    DEPTHS,
    MET,
    SEVERITIES,
    TIERS,
    VERDICTS,
    field_name,
    words_for,
)

Whole = TypeVar("Whole")
Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class SheetColumn(Generic[Whole, Part]):
    """A column: its width in characters, and its cell, from the line or sum and from the part of it that is the row."""

    width: int
    read: Callable[[Whole, Part], str | int]


Columns = dict[str, SheetColumn[Whole, Part]]
WORDS: dict[str, dict[str, str]] = {
    "verdict": VERDICTS,
    "action": ACTIONS,
    "severity": SEVERITIES,
    "depth": DEPTHS,
}
WIDTHS = {"line": 7, "key": 12, "explanation": 60, "read_as": 28, "obligations": 50, "reasons": 60, "declared_name": 40}


def _line(name: str, read: Callable[[Line], str]) -> SheetColumn[Line, Any]:
    if name == "line":
        return SheetColumn(WIDTHS[name], lambda line, _: line.line)
    if words := WORDS.get(name):
        return SheetColumn(WIDTHS.get(name, 18), lambda line, _: words_for(words, read(line)))
    return SheetColumn(WIDTHS.get(name, 18), lambda line, _: read(line))


def _text(read: Callable[[Part], object], width: int = 18) -> SheetColumn[Any, Part]:
    """Return the column of a fact as it is: a day in ISO 8601, nothing for None."""
    return SheetColumn(width, lambda _, part: str(read(part) or ""))


def _words(read: Callable[[Part], str | None], width: int, words: dict[str, str]) -> SheetColumn[Any, Part]:
    """Return the column of a word of the contract, as a person reads it."""
    return SheetColumn(width, lambda _, part: words_for(words, read(part)))


LINES: Columns[Line, Any] = {field_name(name): _line(name, read) for name, read in (FROM_LINE | FROM_TRACES).items()}
NAME: SheetColumn[Line, Any] = SheetColumn(36, lambda line, _: declared(line, "name"))
FINDINGS: Columns[Line, Finding] = {
    "Line": LINES["Line"],
    "Key": LINES["Key"],
    "Declared name": NAME,
    "Verdict": LINES["Verdict"],
    "Tier": _words(lambda finding: finding.tier, 16, TIERS),
    "Severity": _words(lambda finding: finding.severity, 10, SEVERITIES),
    "Substance": _text(lambda finding: finding.substance, 28),
    "Form": _text(lambda finding: finding.form),
    "Jurisdiction": _text(lambda finding: finding.jurisdiction, 8),
    "List": _text(lambda finding: finding.list_title, 36),
    "Category": _text(lambda finding: finding.category, 14),
    "Explanation": _text(lambda finding: finding.explanation, 60),
    "Obligations": SheetColumn(60, lambda _, finding: "\n".join(finding.obligations or ())),
    "Conditions": SheetColumn(60, lambda _, finding: "\n".join(map(_condition, finding.conditions or ()))),
    "Citation": _text(cited, 28),
    "Confidence": _text(lambda finding: finding.confidence, 12),
    "How sure": _words(lambda finding: finding.certainty, 10, CERTAINTIES),
    "Bears": _words(lambda finding: finding.bears, 28, BEARS),
    "Law of": _text(lambda finding: finding.as_of, 12),
    "By the": _words(lambda finding: finding.date_basis, 18, DATE_BASES),
    "In force from": _text(lambda finding: finding.valid_from, 12),
    "Until": _text(lambda finding: finding.valid_until, 12),
    "Entry": _text(lambda finding: finding.entry, 30),
}
PROPOSALS: Columns[Line, Proposal] = {
    "Line": LINES["Line"],
    "Key": LINES["Key"],
    "Declared name": NAME,
    "Kind": _words(lambda proposal: proposal.kind, 14, NOTICES),
    "Jurisdiction": _text(lambda proposal: proposal.jurisdiction, 8),
    "Substance": _text(lambda proposal: proposal.substance, 28),
    "Title": _text(lambda proposal: proposal.title, 60),
    "Published": _text(lambda proposal: proposal.published_on, 12),
    "Comments close": _text(lambda proposal: proposal.comments_close_on, 12),
    "Effective": _text(lambda proposal: proposal.effective_on, 12),
    "Address": _text(lambda proposal: proposal.url, 40),
    "Notice": _text(lambda proposal: proposal.notice, 20),
}
PARCELS: Columns[ShipmentFinding, Parcel] = {
    "Sum": SheetColumn(60, lambda found, _: found.explanation),
    "Party": SheetColumn(28, lambda found, _: found.party.name),
    "Substance": SheetColumn(24, lambda found, _: found.substance),
    "List": SheetColumn(30, lambda found, _: found.list_title),
    "Period": SheetColumn(24, lambda found, _: " to ".join(map(str, found.period))),
    "Total": SheetColumn(14, lambda found, _: f"{found.total} {found.unit}"),
    "Limit": SheetColumn(14, lambda found, _: f"{found.limit} {found.unit}"),
    "Met": SheetColumn(12, lambda found, _: words_for(MET, found.met)),
    "Parcel": SheetColumn(20, lambda _, parcel: parcel.reference or "this shipment"),
    "Line": SheetColumn(7, lambda _, parcel: parcel.line or ""),
    "Date": _text(lambda parcel: parcel.date, 12),
    "Quantity": _text(lambda parcel: parcel.quantity, 14),
}


def _condition(condition: Condition) -> str:
    kind = words_for(CONDITIONS, condition.kind).capitalize()
    says = f"the law asks {condition.required}; the line says {condition.declared or 'nothing'}"
    return f"{kind}: {says}: {words_for(MET, condition.met).lower()}"


def about(coverage: Coverage, summary: Summary | None, written: int) -> Iterator[tuple[str, str | int]]:
    """Yield what the workbook says and rests on, a fact a row: counts, point of view, warnings, lists, engine."""
    on, known_at = point_of_view(coverage)
    yield "Law as of", on
    yield "As known", known_at
    yield from _counts(summary, written)
    yield "Compared with", compared_with(coverage)
    yield from (("Warning", warning) for warning in warnings(coverage))
    yield from (("The shipment as a whole", found.explanation) for found in shipment_findings(summary))
    yield from (("Party", party) for party in known_parties(summary))
    for held_list in held_lists(coverage):
        stale = f"; {held_list.stale}" if held_list.stale else ""
        yield (
            f"{held_list.jurisdiction or ''} {held_list.title}".strip(),
            f"edition {held_list.edition}, {held_list.sha256}{stale}",
        )
    yield from ((f"Engine: {part}", version or "none") for part, version in engine_parts(coverage))
    yield "Columns carried through, not read", ", ".join(coverage.ignored_columns) or "none"


def _counts(summary: Summary | None, written: int) -> Iterator[tuple[str, str | int]]:
    if summary is None or summary.lines != written:
        yield "INCOMPLETE", "The answer was cut short; lines are missing."
    yield "Lines", written
    for token, label in VERDICTS.items() if summary else ():
        yield label, getattr(summary, token)

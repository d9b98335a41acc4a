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
    say,
)

Whole = TypeVar("Whole")
Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Column(Generic[Whole, Part]):
    """A column: its width in characters, and its cell, from the line or sum and from the part of it that is the row."""

    width: int
    read: Callable[[Whole, Part], str | int]


Columns = dict[str, Column[Whole, Part]]
WORDS: dict[str, dict[str, str]] = {
    "verdict": VERDICTS,
    "action": ACTIONS,
    "severity": SEVERITIES,
    "depth": DEPTHS,
}
WIDTHS = {"line": 7, "key": 12, "explanation": 60, "read_as": 28, "obligations": 50, "reasons": 60, "declared_name": 40}


def _line(name: str, read: Callable[[Line], str]) -> Column[Line, Any]:
    if name == "line":
        return Column(WIDTHS[name], lambda line, _: line.line)
    if words := WORDS.get(name):
        return Column(WIDTHS.get(name, 18), lambda line, _: say(words, read(line)))
    return Column(WIDTHS.get(name, 18), lambda line, _: read(line))


def _text(read: Callable[[Part], object], width: int = 18) -> Column[Any, Part]:
    """Return the column of a fact as it is: a day in ISO 8601, nothing for None."""
    return Column(width, lambda _, part: str(read(part) or ""))


def _words(read: Callable[[Part], str | None], width: int, words: dict[str, str]) -> Column[Any, Part]:
    """Return the column of a word of the contract, as a person reads it."""
    return Column(width, lambda _, part: say(words, read(part)))


LINES: Columns[Line, Any] = {field_name(name): _line(name, read) for name, read in (FROM_LINE | FROM_TRACES).items()}
NAME: Column[Line, Any] = Column(36, lambda line, _: declared(line, "name"))
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
    "Obligations": Column(60, lambda _, finding: "\n".join(finding.obligations or ())),
    "Conditions": Column(60, lambda _, finding: "\n".join(map(_condition, finding.conditions or ()))),
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
    "Sum": Column(60, lambda found, _: found.explanation),
    "Party": Column(28, lambda found, _: found.party.name),
    "Substance": Column(24, lambda found, _: found.substance),
    "List": Column(30, lambda found, _: found.list_title),
    "Period": Column(24, lambda found, _: " to ".join(map(str, found.period))),
    "Total": Column(14, lambda found, _: f"{found.total} {found.unit}"),
    "Limit": Column(14, lambda found, _: f"{found.limit} {found.unit}"),
    "Met": Column(12, lambda found, _: say(MET, found.met)),
    "Parcel": Column(20, lambda _, parcel: parcel.reference or "this shipment"),
    "Line": Column(7, lambda _, parcel: parcel.line or ""),
    "Date": _text(lambda parcel: parcel.date, 12),
    "Quantity": _text(lambda parcel: parcel.quantity, 14),
}


def _condition(condition: Condition) -> str:
    kind = say(CONDITIONS, condition.kind).capitalize()
    says = f"the law asks {condition.required}; the line says {condition.declared or 'nothing'}"
    return f"{kind}: {says}: {say(MET, condition.met).lower()}"


def about(coverage: Coverage, summary: Summary | None, written: int) -> Iterator[tuple[str, str | int]]:
    """Yield what the workbook says and rests on, a fact a row: counts, point of view, warnings, lists, engine."""
    on, known = point_of_view(coverage)
    yield "Law as of", on
    yield "As known", known
    yield from _counts(summary, written)
    yield "Compared with", compared_with(coverage)
    yield from (("Warning", warning) for warning in warnings(coverage))
    yield from (("The shipment as a whole", found.explanation) for found in shipment_findings(summary))
    yield from (("Party", known) for known in known_parties(summary))
    for held in held_lists(coverage):
        stale = f"; {held.stale}" if held.stale else ""
        yield f"{held.jurisdiction or ''} {held.title}".strip(), f"edition {held.edition}, {held.sha256}{stale}"
    yield from ((f"Engine: {part}", version or "none") for part, version in engine_parts(coverage))
    yield "Columns carried through, not read", ", ".join(coverage.ignored_columns) or "none"


def _counts(summary: Summary | None, written: int) -> Iterator[tuple[str, str | int]]:
    if summary is None or summary.lines != written:
        yield "INCOMPLETE", "The answer was cut short; lines are missing."
    yield "Lines", written
    for token, label in VERDICTS.items() if summary else ():
        yield label, getattr(summary, token)

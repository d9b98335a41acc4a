"""What stands in the sheets of a workbook: the columns of lines, of findings and of parcels, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from watchlist.engine.reports.coverage import compared_with, held_lists, point_of_view, warnings
from watchlist.engine.reports.csvfile import FROM_LINE, FROM_TRACES
from watchlist.engine.reports.proposals import NOTICES
from watchlist.engine.reports.records import Record, cited, declared
from watchlist.engine.reports.shipment import known_parties
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


class Column(NamedTuple):
    """A column: its width in characters, and its cell, from the line or sum and from the part of it that is the row."""

    width: int
    read: Callable[[Record, Record], str | int]


Columns = dict[str, Column]
WORDS = {"verdict": VERDICTS, "action": ACTIONS, "severity": SEVERITIES, "depth": DEPTHS}
WIDTHS = {"line": 7, "key": 12, "explanation": 60, "read_as": 28, "obligations": 50, "reasons": 60, "declared_name": 40}


def _line(name: str, read: Callable[[Record], str]) -> Column:
    words = WORDS.get(name)
    if name == "line":
        return Column(WIDTHS[name], lambda line, _: int(line["line"]))
    said = (lambda line, _: say(words, line[name])) if words else (lambda line, _: read(line))
    return Column(WIDTHS.get(name, 18), said)


def _said(key: str, width: int = 18, words: dict[str, str] | None = None) -> Column:
    return Column(width, lambda _, part: say(words, part.get(key)) if words else str(part.get(key) or ""))


LINES: Columns = {field_name(name): _line(name, read) for name, read in (FROM_LINE | FROM_TRACES).items()}
FINDINGS: Columns = {
    "Line": LINES["Line"],
    "Key": LINES["Key"],
    "Declared name": Column(36, lambda line, _: declared(line, "name")),
    "Verdict": LINES["Verdict"],
    "Tier": _said("tier", 16, TIERS),
    "Severity": _said("severity", 10, SEVERITIES),
    "Substance": _said("substance", 28),
    "Form": _said("form"),
    "Jurisdiction": _said("jurisdiction", 8),
    "List": _said("list_title", 36),
    "Category": _said("category", 14),
    "Explanation": _said("explanation", 60),
    "Obligations": Column(60, lambda _, part: "\n".join(part.get("obligations") or ())),
    "Conditions": Column(60, lambda _, part: "\n".join(map(_condition, part.get("conditions") or ()))),
    "Citation": Column(28, lambda _, part: cited(part)),
    "Confidence": _said("confidence", 12),
    "How sure": _said("certainty", 10, CERTAINTIES),
    "Bears": _said("bears", 28, BEARS),
    "Law of": _said("as_of", 12),
    "By the": _said("date_basis", 18, DATE_BASES),
    "In force from": _said("valid_from", 12),
    "Until": _said("valid_until", 12),
    "Entry": _said("entry", 30),
}
PROPOSALS: Columns = {
    "Line": LINES["Line"],
    "Key": LINES["Key"],
    "Declared name": Column(36, lambda line, _: declared(line, "name")),
    "Kind": _said("kind", 14, NOTICES),
    "Jurisdiction": _said("jurisdiction", 8),
    "Substance": _said("substance", 28),
    "Title": _said("title", 60),
    "Published": _said("published_on", 12),
    "Comments close": _said("comments_close_on", 12),
    "Effective": _said("effective_on", 12),
    "Address": _said("url", 40),
    "Notice": _said("notice", 20),
}
PARCELS: Columns = {
    "Sum": Column(60, lambda found, _: found["explanation"]),
    "Party": Column(28, lambda found, _: found["party"]["name"] or ""),
    "Substance": Column(24, lambda found, _: found["substance"]),
    "List": Column(30, lambda found, _: found["list_title"]),
    "Period": Column(24, lambda found, _: " to ".join(found["period"])),
    "Total": Column(14, lambda found, _: f"{found['total']} {found['unit']}"),
    "Limit": Column(14, lambda found, _: f"{found['limit']} {found['unit']}"),
    "Met": Column(12, lambda found, _: say(MET, found["met"])),
    "Parcel": Column(20, lambda _, parcel: parcel.get("reference") or "this shipment"),
    "Line": Column(7, lambda _, parcel: parcel.get("line") or ""),
    "Date": _said("date", 12),
    "Quantity": _said("quantity", 14),
}


def _condition(condition: Record) -> str:
    says = condition.get("declared") or "nothing"
    kind = say(CONDITIONS, condition["kind"]).capitalize()
    return f"{kind}: the law asks {condition['required']}; the line says {says}: {say(MET, condition['met']).lower()}"


def about(coverage: Record, summary: Record | None, written: int) -> Iterator[tuple[str, str | int]]:
    """Yield what the workbook says and rests on, a fact a row: counts, point of view, warnings, lists, engine."""
    on, known = point_of_view(coverage)
    yield "Law as of", on
    yield "As known", known
    yield from _counts(summary, written)
    yield "Compared with", compared_with(coverage)
    yield from (("Warning", warning) for warning in warnings(coverage))
    for found in (summary or {}).get("shipment_findings", ()):
        yield "The shipment as a whole", found["explanation"]
    yield from (("Party", known) for known in known_parties(summary))
    for held in held_lists(coverage):
        stale = f"; {held.stale}" if held.stale else ""
        yield f"{held.jurisdiction or ''} {held.title}".strip(), f"edition {held.edition}, {held.sha256}{stale}"
    yield from ((f"Engine: {part}", str(version or "none")) for part, version in coverage["engine"].items())
    yield "Columns carried through, not read", ", ".join(coverage["ignored_columns"]) or "none"


def _counts(summary: Record | None, written: int) -> Iterator[tuple[str, Any]]:
    if summary is None or summary["lines"] != written:
        yield "INCOMPLETE", "The answer was cut short; lines are missing."
    yield "Lines", written
    yield from ((label, summary[token]) for token, label in VERDICTS.items() if summary)

"""XLSX: a workbook to be filtered and kept, of which every cell is a text or a number, and none computes.

What a person reads first of a line stands first, and a column that is empty on every line is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Generic, TypeVar

from msgspec import UnsetType, json, structs
from openpyxl import Workbook as Book
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from watchlist.engine.answer import (
    Amount,
    Condition,
    Coverage,
    Finding,
    Line,
    Obligation,
    Parcel,
    Proposal,
    Record,
    ShipmentFinding,
    Summary,
)
from watchlist.engine.decision import as_decided
from watchlist.engine.reports.coverage import compared_with, engine_parts, held_lists, point_of_view, warnings
from watchlist.engine.reports.csvfile import FROM_DECISIONS, FROM_LINE, FROM_TRACES
from watchlist.engine.reports.proposals import NOTICES, includes_proposals, proposals_of
from watchlist.engine.reports.records import as_declared, cited, opened, where_set
from watchlist.engine.reports.shipment import (
    known_parties,
    limit_status,
    route_tasks,
    shipment_findings,
    sum_sentence,
    total_words,
)
from watchlist.engine.reports.text import all_visible
from watchlist.engine.reports.words import (
    ACTIONS,
    BEARS,
    CERTAINTIES,
    CONDITIONS,
    DATE_BASES,
    DECISIONS,
    DEPTHS,
    LIMITS,
    MET,
    SEVERITIES,
    TIERS,
    VERDICTS,
    field_name,
    words_for,
)
from watchlist.engine.vocabulary import Bears

CellValue = str | int | float
Whole = TypeVar("Whole")
Part = TypeVar("Part")
MOST_NUMBERS = 50
"""Lines that a duty names; where there are more, it says so."""
LONGEST_CELL = 32_767
"""Characters that a cell holds, by the limits of the format."""
MOST_ROWS = 1_048_576
HEAD = Font(bold=True)
WRAPPED = Alignment(wrap_text=True, vertical="top")
# The colours of the verdicts in the reports; never green: nothing here says that goods may move.
FILLS = {
    "Controlled": ("A31616", "FEE9E9"),
    "Needs review": ("854A08", "FEF3D2"),
    "Not identified": ("5B21B6", "F0EBFE"),
}


@dataclass(frozen=True, slots=True)
class SheetColumn(Generic[Whole, Part]):
    """A column: its width in characters, and its cell, from the line or sum and from the part of it that is the row."""

    width: int
    read: Callable[[Whole, Part], CellValue]


Columns = dict[str, SheetColumn[Whole, Part]]
WORDS: dict[str, dict[str, str]] = {
    "verdict": VERDICTS,
    "action": ACTIONS,
    "severity": SEVERITIES,
    "depth": DEPTHS,
    "decision": DECISIONS,
}
READ_FIRST = (
    *("line", "verdict", "decision_sentence", "action", "severity", "declared_name", "declared_cas"),
    *("declared_quantity", "declared_unit", "net_kg", "litres", "not_measured,_may_be_kg", "declared_concentration"),
    *("read_as", "found_on", "explanation", "declared_consignor", "declared_consignee", "obligations"),
)
ALWAYS_SHOWN = frozenset({"Line", "Verdict", "Action", "Declared name"})
"""Columns that stand even where they are empty on every line."""
NUMBERS = frozenset({"declared_quantity"})
PLAIN_FIGURE = re.compile(r"\d{1,12}(?:\.\d{1,6})?")
WIDTHS = {
    "line": 7,
    "key": 12,
    "explanation": 60,
    "read_as": 28,
    "obligations": 50,
    "reasons": 60,
    "declared_name": 40,
    "decision_sentence": 60,
    "decision_note": 40,
    "decided_at": 30,
}


def _line(name: str, read: Callable[[Line], str]) -> SheetColumn[Line, Any]:
    if name == "line":
        return SheetColumn(WIDTHS[name], lambda line, _: line.line)
    if name in NUMBERS:
        return SheetColumn(WIDTHS.get(name, 12), lambda line, _: _number(read(line)))
    if words := WORDS.get(name):
        return SheetColumn(WIDTHS.get(name, 18), lambda line, _: words_for(words, read(line)))
    return SheetColumn(WIDTHS.get(name, 18), lambda line, _: read(line))


def _number(text: str) -> CellValue:
    """Return a plain figure as a number, which a spreadsheet sums and sorts; any other text as it is."""
    if PLAIN_FIGURE.fullmatch(text) is None:
        return text
    return float(text) if "." in text else int(text)


def _measured(read: Callable[[Amount], str | UnsetType | None]) -> SheetColumn[Line, Any]:
    return SheetColumn(12, lambda line, _: _number((line.amount and where_set(read(line.amount), None)) or ""))


def _in_order() -> Columns[Line, Any]:
    """Return the columns of a line: what a person reads first, then all others in the order of the CSV file."""
    columns = {name: _line(name, read) for name, read in (FROM_LINE | FROM_TRACES | FROM_DECISIONS).items()} | MEASURES
    return {field_name(name): columns[name] for name in dict.fromkeys((*READ_FIRST, *columns))}


def _text(read: Callable[[Part], object], width: int = 18) -> SheetColumn[Any, Part]:
    """Return the column of a fact as it is: a day in ISO 8601, nothing for None."""
    return SheetColumn(width, lambda _, part: str(read(part) or ""))


def _words(read: Callable[[Part], str | None], width: int, words: dict[str, str]) -> SheetColumn[Any, Part]:
    return SheetColumn(width, lambda _, part: words_for(words, read(part)))


MEASURES: Columns[Line, Any] = {
    "net_kg": _measured(lambda amount: amount.kg),
    "litres": _measured(lambda amount: amount.litres),
    "not_measured,_may_be_kg": _measured(lambda amount: amount.may_be_kg),
}
LINES = _in_order()
OF_THE_LINE: Columns[Line, Any] = {
    "Line": LINES["Line"],
    "Key": LINES["Key"],
    "Declared name": SheetColumn(36, lambda line, _: as_declared(line, "name")),
}
FINDINGS: Columns[Line, Finding] = {
    **OF_THE_LINE,
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
    **OF_THE_LINE,
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
    "Total": SheetColumn(28, lambda found, _: total_words(found)),
    "Limit": SheetColumn(14, lambda found, _: f"{found.limit} {found.unit}"),
    "Met": SheetColumn(16, lambda found, _: words_for(LIMITS, limit_status(found))),
    "Parcel": SheetColumn(20, lambda _, parcel: parcel.reference or "this shipment"),
    "Line": SheetColumn(7, lambda _, parcel: parcel.line or ""),
    "Date": _text(lambda parcel: parcel.date, 12),
    "Quantity": _text(lambda parcel: parcel.quantity or "not measured", 14),
    "After decisions": SheetColumn(60, lambda found, _: found.decided.sentence if found.decided else ""),
}

DUTIES: Columns[Obligation, list[int]] = {
    "List": SheetColumn(36, lambda duty, _: duty.list),
    "Action": SheetColumn(22, lambda duty, _: words_for(ACTIONS, duty.action)),
    "Duty": SheetColumn(70, lambda duty, _: duty.text),
    "First due": SheetColumn(12, lambda duty, _: str(duty.due or "")),
    "Clock": SheetColumn(34, lambda duty, _: duty.clock or ""),
    "Only if": SheetColumn(26, lambda duty, _: f"it comes to it: {duty.trigger}" if duty.contingent else ""),
    "Citation": SheetColumn(28, lambda duty, _: duty.citation),
    "Lines": SheetColumn(30, lambda _, numbers: _line_numbers(numbers)),
}


def _line_numbers(numbers: Sequence[int]) -> str:
    more = " and more" if len(numbers) > MOST_NUMBERS else ""
    return ", ".join(map(str, numbers[:MOST_NUMBERS])) + more


def _condition(condition: Condition) -> str:
    kind = words_for(CONDITIONS, condition.kind).capitalize()
    says = f"the law asks {condition.required}; the line says {condition.declared or 'nothing'}"
    return f"{kind}: {says}: {words_for(MET, condition.met).lower()}"


def _about(coverage: Coverage, summary: Summary | None, written: int) -> Iterator[tuple[str, str | int]]:
    """Yield what the workbook says and rests on, a fact a row: counts, point of view, warnings, lists, engine."""
    on, known_at = point_of_view(coverage)
    yield "Law as of", on
    yield "As known", known_at
    if summary is None or summary.lines != written:
        yield "INCOMPLETE", "The answer was cut short; lines are missing."
    yield "Lines", written
    if summary:
        yield from ((label, getattr(summary, token)) for token, label in VERDICTS.items())
        counts = summary.by_decision or {}
        yield from ((f"Judged: {words_for(DECISIONS, word)}", number) for word, number in counts.items())
    yield "Compared with", compared_with(coverage)
    yield from (("Warning", warning) for warning in warnings(coverage))
    yield from (("Route", task) for task in route_tasks(summary))
    yield from (("The shipment as a whole", sum_sentence(found)) for found in shipment_findings(summary))
    yield from (("Party", party) for party in known_parties(summary))
    for held_list in held_lists(coverage):
        stale = f"; {held_list.stale}" if held_list.stale else ""
        yield (
            f"{held_list.jurisdiction or ''} {held_list.title}".strip(),
            f"edition {held_list.edition}, {held_list.sha256}{stale}",
        )
    yield from ((f"Engine: {part}", version or "none") for part, version in engine_parts(coverage))
    yield "Columns carried through, not read", ", ".join(coverage.ignored_columns) or "none"


@dataclass(frozen=True, slots=True)
class Workbook:
    """Writes a workbook as its records come: what it rests on, lines, findings, sums over the shipment."""

    def write(self, records: Iterable[Record], out: IO[Any]) -> None:
        """Write the workbook."""
        coverage, rest = opened(map(all_visible, records))
        with whole_workbook(out) as book:
            _fill(book, coverage, rest)


def _fill(book: Book, coverage: Coverage, rest: Iterable[Line | Summary]) -> None:
    first = _SheetWriter(book, "About", {"What": 34, "Said": 90})
    lines = _SpooledSheet(LINES)
    findings = _SheetWriter(book, "Findings", _widths(FINDINGS))
    parcels = _SheetWriter(book, "Shipment", _widths(PARCELS))
    ahead = _SheetWriter(book, "On the horizon", _widths(PROPOSALS)) if includes_proposals(coverage) else None
    duties = _SheetWriter(book, "Duties", _widths(DUTIES))
    summary: Summary | None = None
    found_duties: dict[str, tuple[Obligation, list[int]]] = {}
    for record in rest:
        if isinstance(record, Summary):
            summary = record
            continue
        _note_duties(found_duties, record)
        lines.add(_cells(LINES, record, record))
        findings.add_all(_cells(FINDINGS, record, finding) for finding in record.findings)
        if ahead:
            ahead.add_all(_cells(PROPOSALS, record, proposal) for proposal in proposals_of(record))
    for found in shipment_findings(summary):
        parcels.add_all(_cells(PARCELS, found, parcel) for parcel in as_decided(found).parcels or found.parcels)
    titles = {held_list.key: held_list.title for held_list in coverage.lists}
    for duty, numbers in found_duties.values():
        duties.add(_cells(DUTIES, structs.replace(duty, list=titles.get(duty.list, duty.list)), numbers))
    for row in _about(coverage, summary, lines.rows):
        first.add(row)
    for sheet in filter(None, (first, lines.written(book, "Lines", 1), findings, parcels, duties, ahead)):
        sheet.close()


def _note_duties(found: dict[str, tuple[Obligation, list[int]]], line: Line) -> None:
    """Note the duties of a line's findings that bear or may bear, each once, with its first day and its lines."""
    for finding in line.findings:
        if finding.bears == Bears.NO:
            continue
        for duty in where_set(finding.obligation_records, ()) or ():
            earlier, numbers = found.get(duty.id, (duty, []))
            days = [each.due for each in (earlier, duty) if each.due]
            found[duty.id] = structs.replace(earlier, due=min(days, default=None)), numbers
            if len(numbers) <= MOST_NUMBERS and line.line not in numbers:
                numbers.append(line.line)


class _SpooledSheet:
    """The rows of a sheet kept on disk until the last has come, since only then it is known which columns are empty."""

    def __init__(self, columns: Columns[Any, Any]) -> None:
        self._names, self._widths = list(columns), _widths(columns)
        self._filled = [name in ALWAYS_SHOWN for name in self._names]
        # Closed with the last reference to it: nothing else holds the file.
        self._spool = TemporaryFile()  # noqa: SIM115 - written here, read in `written`
        self.rows = 0

    def add(self, values: Sequence[CellValue]) -> None:
        self._filled = [filled or value != "" for filled, value in zip(self._filled, values, strict=True)]
        self._spool.write(json.encode(values) + b"\n")
        self.rows += 1

    def written(self, book: Book, title: str, at: int) -> _SheetWriter:
        """Write the rows into a sheet at a place of the book, without columns that are empty in all, and return it."""
        widths = {name: self._widths[name] for name in compress(self._names, self._filled)}
        sheet = _SheetWriter(book, title, widths, at)
        self._spool.seek(0)
        for row in self._spool:
            sheet.add(list(compress(json.decode(row), self._filled)))
        self._spool.close()
        return sheet


class _SheetWriter:
    """One sheet with a header row that stays in sight and can be filtered by; when full it goes on in another."""

    def __init__(self, book: Book, title: str, widths: dict[str, int], at: int | None = None) -> None:
        self._book, self._title, self._widths, self._at = book, title, widths, at
        self.rows = 0
        self._sheet, self._filled = self._begin(title), 1

    def _begin(self, title: str) -> Any:
        sheet = self._book.create_sheet(title, self._at)
        self._at = None if self._at is None else self._at + 1
        sheet.freeze_panes = "A2"
        for at, width in enumerate(self._widths.values(), start=1):
            sheet.column_dimensions[get_column_letter(at)].width = width
        sheet.append([_cell(sheet, heading, font=HEAD) for heading in self._widths])
        return sheet

    def add(self, texts: Sequence[CellValue]) -> None:
        if self._filled == MOST_ROWS:
            self.close()
            self._sheet, self._filled = self._begin(f"{self._title} {self.rows // (MOST_ROWS - 1) + 1}"), 1
        self._sheet.append([_cell(self._sheet, text) for text in texts])
        self.rows += 1
        self._filled += 1

    def add_all(self, rows: Iterable[Sequence[CellValue]]) -> None:
        for row in rows:
            self.add(row)

    def close(self) -> None:
        self._sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._widths))}{self._filled}"


def _widths(columns: Columns[Whole, Part]) -> dict[str, int]:
    return {name: column.width for name, column in columns.items()}


def _cells(columns: Columns[Whole, Part], whole: Whole, part: Part) -> list[CellValue]:
    return [column.read(whole, part) for column in columns.values()]


def _cell(sheet: Any, value: CellValue, font: Font | None = None) -> Any:
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:LONGEST_CELL] if isinstance(value, str) else value
    cell = WriteOnlyCell(sheet, text)
    if isinstance(text, str):
        cell.data_type = "s"  # a text that begins with "=" is a text
        cell.alignment = WRAPPED
    if text in FILLS:
        ink, paper = FILLS[str(text)]
        cell.font, cell.fill = Font(bold=True, color=ink), PatternFill("solid", fgColor=paper)
    elif font:
        cell.font = font
    return cell


@contextmanager
def whole_workbook(out: IO[Any]) -> Iterator[Book]:
    """Yield a workbook to be filled, and write it once the block is done.

    Where either breaks off, the files of its sheets are removed too: the library keeps them until the process ends.
    """
    book = Book(write_only=True)
    try:
        yield book
        book.save(out)
    finally:
        sheets: list[Any] = book.worksheets
        for sheet in sheets:
            writer, rows = sheet._writer, sheet._rows
            for begun in filter(None, (rows, writer)):
                with suppress(OSError, ValueError):  # a disk that is full takes no end of a sheet either
                    begun.close()
            if writer and Path(writer.out).exists():
                writer.cleanup()

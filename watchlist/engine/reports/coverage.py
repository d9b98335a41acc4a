"""What an answer rests on, in words: said by the table and by the report alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from msgspec import UNSET

from watchlist.engine.answer import Coverage, Sheet
from watchlist.engine.decision import country_name
from watchlist.engine.reports.records import where_set
from watchlist.engine.reports.text import day, instant, short_hash
from watchlist.engine.reports.words import STAGES, counted
from watchlist.engine.texts import enumerated
from watchlist.engine.vocabulary import Visibility

PAPERS: Final = frozenset({"pdf", "docx", "eml", "zip"})
"""What may hold more than was read: a page without text, a file of another kind. Of a workbook, sheets are named."""


@dataclass(frozen=True, slots=True)
class HeldListView:
    """One list that the lines were compared with; `stale` says since when nobody has verified it, or is ""."""

    jurisdiction: str | None
    title: str
    branch: str
    edition: str
    sha256: str
    hash: str
    entries: str
    verified: str
    confirmed: str
    stale: str


def point_of_view(coverage: Coverage) -> tuple[str, str]:
    """Return the day or days of the law and the instant of knowledge, as a person reads them."""
    first, last = coverage.as_of_range
    return day(first) if first == last else f"{day(first)} to {day(last)}", instant(coverage.known_at)


def held_lists(coverage: Coverage) -> tuple[HeldListView, ...]:
    """Return the lists of a coverage record, in its order."""
    return tuple(
        HeldListView(
            jurisdiction=record.jurisdiction,
            title=record.title,
            branch=record.branch,
            edition=record.edition,
            sha256=record.sha256,
            hash=short_hash(record.sha256),
            entries=f"{record.entries:,}",
            verified=day(record.last_verified),
            confirmed=f"{record.confirmed_share * 100:.0f} %",
            stale=f"stale: last verified {day(record.last_verified)}" if record.stale else "",
        )
        for record in coverage.lists
    )


def engine_parts(coverage: Coverage) -> tuple[tuple[str, str | None], ...]:
    """Return each part of the engine that answered, with its version; None is a part that it does not have."""
    engine = coverage.engine
    versions = ((part, getattr(engine, part)) for part in engine.__struct_fields__)
    return tuple((part, version) for part, version in versions if version is not UNSET)


def compared_with(coverage: Coverage) -> str:
    """Return how much was compared: "6 lists of UN, CN, EU, 412 entries"."""
    where = ", ".join(coverage.jurisdictions) or "no jurisdiction"
    entries = sum(held_list.entries for held_list in coverage.lists)
    return f"{counted(len(coverage.lists), 'list')} of {where}, {counted(entries, 'entry', 'entries')}"


def warnings(coverage: Coverage) -> Iterator[str]:
    """Yield what the answer does not cover, or covers with old text: one sentence each, the worst first."""
    if not coverage.lists:
        yield "No list was compared."
    if coverage.not_held:
        places = enumerated([f"{country_name(country)} ({country})" for country in coverage.not_held])
        yield f"Law not held whole here: {places}. It is to be checked once for the shipment."
    for held_list in held_lists(coverage):
        if held_list.stale:
            yield f"{held_list.jurisdiction} {held_list.title} is {held_list.stale}; it may have changed since."
    if missing := [stage for stage in STAGES if stage not in coverage.stages]:
        yield f"Not evaluated by this engine: {', '.join(missing)}."
    if coverage.read.dialect in PAPERS:
        yield from (f"Not read of the shipment: {name}." for name in coverage.read.not_read)
    for sheet in coverage.read.sheets:
        yield from _totals(sheet)
        yield from _not_seen(sheet)


def _totals(sheet: Sheet) -> Iterator[str]:
    """Yield which rows were taken as totals, as no goods or as the same goods, so that nobody misses a line."""
    if totals := where_set(sheet.total_rows, 0):
        rows = "; ".join(f"“{text}”" for text in where_set(sheet.total_texts, ()))
        yield f"{counted(totals, 'row')} taken as a total of the rows above, and as no line: {rows}."
    if skipped := where_set(sheet.skipped_rows, 0):
        rows = "; ".join(f"“{text}”" for text in where_set(sheet.skipped_texts, ()))
        yield f"{counted(skipped, 'row')} below the goods taken as no line: {rows}."
    if reconciled := where_set(sheet.reconciled_rows, 0):
        yield f"{counted(reconciled, 'row')} of {sheet.name} taken as goods that another paper names, and as no line."


def _not_seen(sheet: Sheet) -> Iterator[str]:
    """Yield what of a sheet nobody sees who looks at the workbook, and the comments that stand on no line of it."""
    name = f"Sheet “{sheet.name}”"
    if (visibility := where_set(sheet.visibility, Visibility.VISIBLE)) != Visibility.VISIBLE:
        yield f"{name} is {visibility.replace('_', ' ')} in the workbook; its lines were read as the others."
    if rows := where_set(sheet.hidden_rows, 0):
        yield f"{name} hides {counted(rows, 'row')}, which were read as the others; each line says so."
    if hidden := where_set(sheet.hidden_columns, ()):
        yield f"{name} hides what stands in these columns, which was read as the others: {', '.join(hidden)}."
    if unseen := where_set(sheet.unseen_lines, 0):
        yield f"{name} does not show texts of {counted(unseen, 'line')}, which were read as the others; each says so."
    yield from (f"{name} has a comment that stands on no line: {comment}" for comment in where_set(sheet.comments, ()))

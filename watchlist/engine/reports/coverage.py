"""What an answer rests on, in words: said by the table and by the report alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from msgspec import UNSET

from watchlist.engine.answer import Coverage, Sheet
from watchlist.engine.decision import country_in_words
from watchlist.engine.reports.records import where_set
from watchlist.engine.reports.text import day, instant, short_hash
from watchlist.engine.reports.words import STAGES
from watchlist.engine.texts import Count, Enumeration, gettext_lazy as _, grouped, ngettext_lazy
from watchlist.engine.vocabulary import Visibility

STALE: Final = _("stale: last verified %(day)s")
BETWEEN_DAYS: Final = _("%(first)s to %(last)s")
LISTS: Final = ngettext_lazy("%(n)s list of %(places)s", "%(n)s lists of %(places)s", "n")
ENTRIES: Final = ngettext_lazy("%(lists)s, %(n)s entry", "%(lists)s, %(n)s entries", "n")
NO_JURISDICTION: Final = _("no jurisdiction")
NO_LIST: Final = _("No list was compared.")
NOT_HELD: Final = _("Law not held whole here: %(places)s. It is to be checked once for the shipment.")
PLACE: Final = _("%(country)s (%(code)s)")
LIST_STALE: Final = _("%(list)s is %(stale)s; it may have changed since.")
NOT_EVALUATED: Final = _("Not evaluated by this engine: %(stages)s.")
NOT_READ: Final = _("Not read of the shipment: %(name)s.")
TOTALS: Final = ngettext_lazy(
    "%(n)s row taken as a total of the rows above, and as no line: %(rows)s.",
    "%(n)s rows taken as a total of the rows above, and as no line: %(rows)s.",
    "n",
)
SKIPPED: Final = ngettext_lazy(
    "%(n)s row below the goods taken as no line: %(rows)s.",
    "%(n)s rows below the goods taken as no line: %(rows)s.",
    "n",
)
RECONCILED: Final = ngettext_lazy(
    "%(n)s row of %(sheet)s taken as goods that another paper names, and as no line.",
    "%(n)s rows of %(sheet)s taken as goods that another paper names, and as no line.",
    "n",
)
SHEET_HIDDEN: Final = {
    Visibility.HIDDEN: _("Sheet “%(sheet)s” is hidden in the workbook; its lines were read as the others."),
    Visibility.VERY_HIDDEN: _("Sheet “%(sheet)s” is very hidden in the workbook; its lines were read as the others."),
}
ROWS_HIDDEN: Final = ngettext_lazy(
    "Sheet “%(sheet)s” hides %(n)s row, which were read as the others; each line says so.",
    "Sheet “%(sheet)s” hides %(n)s rows, which were read as the others; each line says so.",
    "n",
)
COLUMNS_HIDDEN: Final = _(
    "Sheet “%(sheet)s” hides what stands in these columns, which was read as the others: %(columns)s."
)
TEXTS_UNSEEN: Final = ngettext_lazy(
    "Sheet “%(sheet)s” does not show texts of %(n)s line, which were read as the others; each says so.",
    "Sheet “%(sheet)s” does not show texts of %(n)s lines, which were read as the others; each says so.",
    "n",
)
COMMENT: Final = _("Sheet “%(sheet)s” has a comment that stands on no line: %(comment)s")
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
    days = day(first) if first == last else BETWEEN_DAYS.fill(first=day(first), last=day(last))
    return days, instant(coverage.known_at)


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
            entries=grouped(record.entries),
            verified=day(record.last_verified),
            confirmed=f"{record.confirmed_share * 100:.0f} %",
            stale=STALE.fill(day=day(record.last_verified)) if record.stale else "",
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
    where = ", ".join(coverage.jurisdictions) or NO_JURISDICTION
    entries = sum(held_list.entries for held_list in coverage.lists)
    lists = LISTS.fill(n=Count(len(coverage.lists)), places=where)
    return ENTRIES.fill(n=Count(entries), lists=lists)


def warnings(coverage: Coverage) -> Iterator[str]:
    """Yield what the answer does not cover, or covers with old text: one sentence each, the worst first."""
    if not coverage.lists:
        yield NO_LIST.fill()
    if coverage.not_held:
        places = [PLACE.fill(country=country_in_words(country), code=country) for country in coverage.not_held]
        yield NOT_HELD.fill(places=Enumeration(tuple(places)))
    for held_list in held_lists(coverage):
        if held_list.stale:
            yield LIST_STALE.fill(list=f"{held_list.jurisdiction} {held_list.title}", stale=held_list.stale)
    if missing := [stage for stage in STAGES if stage not in coverage.stages]:
        yield NOT_EVALUATED.fill(stages=", ".join(missing))
    if coverage.read.dialect in PAPERS:
        yield from (NOT_READ.fill(name=name) for name in coverage.read.not_read)
    for sheet in coverage.read.sheets:
        yield from _totals(sheet)
        yield from _not_seen(sheet)


def _totals(sheet: Sheet) -> Iterator[str]:
    """Yield which rows were taken as totals, as no goods or as the same goods, so that nobody misses a line."""
    if totals := where_set(sheet.total_rows, 0):
        rows = "; ".join(f"“{text}”" for text in where_set(sheet.total_texts, ()))
        yield TOTALS.fill(n=Count(totals), rows=rows)
    if skipped := where_set(sheet.skipped_rows, 0):
        rows = "; ".join(f"“{text}”" for text in where_set(sheet.skipped_texts, ()))
        yield SKIPPED.fill(n=Count(skipped), rows=rows)
    if reconciled := where_set(sheet.reconciled_rows, 0):
        yield RECONCILED.fill(n=Count(reconciled), sheet=sheet.name)


def _not_seen(sheet: Sheet) -> Iterator[str]:
    """Yield what of a sheet nobody sees who looks at the workbook, and the comments that stand on no line of it."""
    name = sheet.name
    if (visibility := where_set(sheet.visibility, Visibility.VISIBLE)) != Visibility.VISIBLE:
        yield SHEET_HIDDEN[visibility].fill(sheet=name)
    if rows := where_set(sheet.hidden_rows, 0):
        yield ROWS_HIDDEN.fill(sheet=name, n=Count(rows))
    if hidden := where_set(sheet.hidden_columns, ()):
        yield COLUMNS_HIDDEN.fill(sheet=name, columns=", ".join(hidden))
    if unseen := where_set(sheet.unseen_lines, 0):
        yield TEXTS_UNSEEN.fill(sheet=name, n=Count(unseen))
    yield from (COMMENT.fill(sheet=name, comment=comment) for comment in where_set(sheet.comments, ()))

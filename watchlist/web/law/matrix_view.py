"""The matrix in marks and words: a cell is text first; tint, dashes and hatching only repeat what it says."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, gettext_lazy

from watchlist.engine.law import Matrix, MatrixCell, MatrixListing, MatrixRow
from watchlist.engine.texts import lowered
from watchlist.web import words
from watchlist.web.law.words import Addresses, short_category, since, year

EMPTY_CELLS = {
    "absent": gettext_lazy("not listed"),
    "in_part": gettext_lazy("not in the part that is held"),
    "not_held": gettext_lazy("no list held"),
}
COLUMN_NOTES = {"held": "", "in_part": gettext_lazy("in part"), "not_held": gettext_lazy("not held")}


@dataclass(frozen=True, slots=True)
class MatrixRowView:
    """One line of the table."""

    name: str
    note: str
    address: str
    cells: SafeString


@dataclass(frozen=True, slots=True)
class ColumnView:
    """The head of one column; `lists` names the lists held."""

    key: str
    note: str
    lists: str


def columns_of(table: Matrix) -> list[ColumnView]:
    """Return the heads of the columns."""
    return [
        ColumnView(
            column.jurisdiction,
            str(COLUMN_NOTES[column.coverage]),
            "; ".join(control_list.title for control_list in column.lists) or _("no list held"),
        )
        for column in table.columns
    ]


def rows_of(table: Matrix, addresses: Addresses) -> list[MatrixRowView]:
    """Return the lines of the table."""
    return [_row(row, addresses) for row in table.rows]


def _row(row: MatrixRow, addresses: Addresses) -> MatrixRowView:
    cells = format_html_join("", "{}", ((_cell(cell, addresses),) for cell in row.cells))
    note = _("class") if row.substance.kind == "class" else ", ".join(row.cas[:1])
    return MatrixRowView(row.substance.name, note, addresses.substance(row.substance.key), cells)


def _cell(cell: MatrixCell, addresses: Addresses) -> SafeString:
    if not cell.listings:
        return format_html('<td class="{}"><span class="sr-only">{}</span></td>', cell.status, EMPTY_CELLS[cell.status])
    marks: dict[tuple[str, str, str], list[MatrixListing]] = {}
    for listing in cell.listings:
        marks.setdefault((listing.status, short_category(listing.row.list.category), _when(listing)), []).append(
            listing
        )
    cell_marks = format_html_join("", "{}", ((_mark(*mark, listings, addresses),) for mark, listings in marks.items()))
    return format_html('<td class="{}">{}</td>', cell.status, cell_marks)


def _mark(status: str, category: str, when: str, listings: list[MatrixListing], addresses: Addresses) -> SafeString:
    """Return one mark for all listings that say the same, as two acts of one state often do. It links to the first."""
    return format_html(
        '<a class="m-{}" href="{}" title="{}"><bdi>{}</bdi><small>{}</small></a>',
        status,
        addresses.entry(listings[0].row.entry),
        "; ".join(_in_full(listing) for listing in listings),
        category,
        when,
    )


def _when(listing: MatrixListing) -> str:
    if listing.status == "ended":
        return _("until %(year)s") % {"year": listing.row.valid_until.year if listing.row.valid_until else "?"}
    if listing.status == "announced":
        return _("from %(year)s") % {"year": year(listing.spell.row)}
    return year(listing.spell.row)


def _in_full(listing: MatrixListing) -> str:
    row, first = listing.row, listing.spell.row
    phrases = [lowered(words.LISTING_STATUSES[listing.status]), since(first)]
    if words.doubt(first.date_confidence):
        phrases.append(_(first.date_confidence))
    if row.valid_until:
        phrases.append(_("until %(day)s") % {"day": words.day(row.valid_until)})
    return _("%(list)s: %(told)s") % {"list": row.list.title, "told": ", ".join(phrases)}

"""The matrix in marks and words: a cell is text first; tint, dashes and hatching only repeat what it says."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from watchlist.engine.law.matrix import Matrix, MatrixCell, MatrixListing, MatrixRow
from watchlist.web import words
from watchlist.web.law.words import Addresses, short_category, since, year

SILENT = {
    "absent": _("not listed"),
    "in_part": _("not in the part that is held"),
    "not_held": _("no list held"),
}
HELD = {"held": "", "in_part": _("in part"), "not_held": _("not held")}


@dataclass(frozen=True, slots=True)
class RowView:
    """One line of the table."""

    name: str
    note: str
    address: str
    cells: SafeString


@dataclass(frozen=True, slots=True)
class ColumnView:
    """The head of one column: `lists` says which lists are held, for who asks."""

    key: str
    note: str
    lists: str


def columns_of(table: Matrix) -> list[ColumnView]:
    """Return the heads of the columns."""
    return [
        ColumnView(
            column.jurisdiction,
            str(HELD[column.coverage]),
            "; ".join(of.title for of in column.lists) or say("no list held"),
        )
        for column in table.columns
    ]


def rows_of(table: Matrix, addresses: Addresses) -> list[RowView]:
    """Return the lines of the table."""
    return [_row(row, addresses) for row in table.rows]


def _row(row: MatrixRow, addresses: Addresses) -> RowView:
    cells = format_html_join("", "{}", ((_cell(cell, addresses),) for cell in row.cells))
    note = say("class") if row.substance.kind == "class" else ", ".join(row.cas[:1])
    return RowView(row.substance.name, note, addresses.substance(row.substance.key), cells)


def _cell(cell: MatrixCell, addresses: Addresses) -> SafeString:
    if not cell.listings:
        return format_html('<td class="{}"><span class="sr-only">{}</span></td>', cell.status, SILENT[cell.status])
    marks: dict[tuple[str, str, str], list[MatrixListing]] = {}
    for one in cell.listings:
        marks.setdefault((one.status, short_category(one.row.list.category), _when(one)), []).append(one)
    told = format_html_join("", "{}", ((_mark(*mark, same, addresses),) for mark, same in marks.items()))
    return format_html('<td class="{}">{}</td>', cell.status, told)


def _mark(standing: str, category: str, when: str, same: list[MatrixListing], addresses: Addresses) -> SafeString:
    """One mark for all listings that say the same: two acts of one state often do. It leads to the first."""
    return format_html(
        '<a class="m-{}" href="{}" title="{}"><bdi>{}</bdi><small>{}</small></a>',
        standing,
        addresses.entry(same[0].row.entry),
        "; ".join(_in_full(one) for one in same),
        category,
        when,
    )


def _when(one: MatrixListing) -> str:
    if one.status == "ended":
        return say("until %(year)s") % {"year": one.row.valid_until.year if one.row.valid_until else "?"}
    if one.status == "announced":
        return say("from %(year)s") % {"year": year(one.spell.row)}
    return year(one.spell.row)


def _in_full(one: MatrixListing) -> str:
    row, first = one.row, one.spell.row
    told = [str(words.STANDINGS[one.status]).lower(), since(first)]
    if words.doubt(first.date_confidence):
        told.append(say(first.date_confidence))
    if row.valid_until:
        told.append(say("until %(day)s") % {"day": words.day(row.valid_until)})
    return say("%(list)s: %(told)s") % {"list": row.list.title, "told": ", ".join(told)}

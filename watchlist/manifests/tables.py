"""From rows of text to lines: the header row is found, title rows above it are skipped, no row below it is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from watchlist.errors import Problem
from watchlist.manifests.characters import REPLACEMENT
from watchlist.manifests.columns import FIELDS, IDENTITY_FIELDS, Column, read_column, read_columns
from watchlist.manifests.declaring import Cell, Contents, declare_line
from watchlist.manifests.errors import ManifestError

HEADER_WITHIN = 20


class Row(NamedTuple):
    """The cells of one row as written, and what was amiss in reading it."""

    cells: Sequence[str]
    problems: tuple[Problem, ...] = ()

    @property
    def blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


class Header(NamedTuple):
    """Where the header row stands, how well it is understood (`rank`), and in how many cells."""

    rank: int
    understood: int
    at: int


def find_header(rows: Sequence[Row]) -> Header | None:
    """Return the header row among the first 20 that are not blank, or None.

    It is the first with two headers understood, one of them naming goods: "Consignor … Consignee" in a title block is
    no header while a row that names goods stands below it. One header is enough where it names goods, or stands alone.
    """
    alone = all(sum(1 for cell in row.cells if cell.strip()) <= 1 for row in rows)
    candidates = [_header(index, row, alone) for index, row in islice(_filled(enumerate(rows)), HEADER_WITHIN)]
    best = max(candidates, key=lambda header: header.rank, default=None)
    return best if best and best.rank else None


def read_table(rows: Sequence[Row]) -> Contents:
    """Return the lines of a table, one for each row below its header that is not blank; raises ManifestError."""
    header = find_header(rows)
    if header is None:
        raise no_header([cell for _, row in islice(_filled(enumerate(rows)), 1) for cell in row.cells if cell.strip()])
    titles = rows[header.at].cells
    below = [row for _, row in _filled(enumerate(rows[header.at + 1 :]))]
    if not below:
        raise ManifestError("it has a header row and no line under it; add the lines of the shipment")
    width = max(len(row.cells) for row in [rows[header.at], *below])
    columns = read_columns([*titles, *[""] * (width - len(titles))])
    lines = [
        declare_line(number, _cells(columns, titles, row), _problems(titles, row))
        for number, row in enumerate(below, start=1)
    ]
    declared = set().union(*(line.declared for line in lines))
    return Contents(tuple(column for column in columns if column.name in declared), tuple(lines))


def no_header(headings: Sequence[str]) -> ManifestError:
    """Return the refusal of a file none of whose headers is understood: what was found, and what would be."""
    found = ", ".join(f'"{heading[:40]}"' for heading in headings[:12]) or "nothing"
    encoding = " (it is not UTF-8: save it as UTF-8)" if REPLACEMENT in "".join(headings) else ""
    return ManifestError(
        f"no header is understood{encoding}; found {found}; name the columns, for example Description of goods, "
        f"CAS No., SMILES, HS Code, Quantity, Export date, or by field: {' '.join(FIELDS)}"
    )


def _header(index: int, row: Row, alone: bool) -> Header:
    fields = [field for cell in row.cells if (field := read_column(cell).field)]
    names_goods = not IDENTITY_FIELDS.isdisjoint(fields)
    rank = 2 + names_goods if len(fields) >= 2 else int(bool(fields) and (alone or names_goods))
    return Header(rank, len(fields), index)


def _filled(rows: Iterator[tuple[int, Row]] | enumerate[Row]) -> Iterator[tuple[int, Row]]:
    return ((index, row) for index, row in rows if not row.blank)


def _cells(columns: Sequence[Column], titles: Sequence[str], row: Row) -> Iterator[Cell]:
    for at, text in enumerate(row.cells):
        if text or (at < len(titles) and titles[at].strip()):
            yield Cell(columns[at], text)


def _problems(titles: Sequence[str], row: Row) -> tuple[Problem, ...]:
    extra = sum(1 for text in row.cells[len(titles) :] if text.strip())
    if not extra:
        return row.problems
    return (*row.problems, Problem("extra_cells", None, f"{extra} more than the {len(titles)} columns of the header"))

"""`precursor-watchlist law [NAME]`: the lists that the engine compares with, or the listings of one substance."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Final

import orjson

from chemistry import CasError, normalise_cas
from watchlist.engine.answer_codec import as_mapping
from watchlist.engine.decision import held_list
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.host import seeds_folder
from watchlist.engine.law import (
    CompiledLaw,
    CompiledList,
    CompiledScheduling,
    find_named,
    law_of_seeds,
)
from watchlist.engine.reports import columns as columns_of
from watchlist.engine.texts import gettext_lazy as _

Row = Mapping[str, str | int | float | bool | None]
GAP: Final = "  "
LONGEST: Final = 48  # characters of a cell of the table; the whole text is in JSON Lines
SUGGESTED: Final = 5
OF_LISTS: Final[Sequence[str]] = (
    *("list", "jurisdiction", "branch", "complete", "entries", "last_verified", "stale", "edition", "title"),
)
OF_LISTINGS: Final[Sequence[str]] = (
    *("substance", "list", "printed_name", "status", "since", "until", "confidence", "citation"),
)


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        help="a substance, by a name or CAS number, whose listings are shown (default: the lists are)",
    )
    parser.add_argument(
        "--format", choices=["table", "jsonl"], default="table", help="how to write it (default: %(default)s)"
    )


def run(options: Namespace) -> int:
    """Print a row for each list, or for each period of each listing of a substance; return 0.

    Raises CorrectTheQuestion where no substance held bears the name.
    """
    law, today = law_of_seeds(seeds_folder()), datetime.now(UTC).date()
    if options.name:
        columns, rows = OF_LISTINGS, listing_rows(law, options.name, today)
    else:
        columns, rows = OF_LISTS, [list_row(control_list, today) for _key, control_list in sorted(law.lists.items())]
    for line in (orjson.dumps(row).decode() for row in rows) if options.format == "jsonl" else _table(columns, rows):
        print(line)
    return 0


def list_row(control_list: CompiledList, today: date) -> Row:
    """Return a list as the coverage of an answer names it."""
    named = held_list(control_list, today)
    fields = {name: value for name, value in as_mapping(named).items() if name not in {"key", "house"}}
    return {"record": "list", "list": named.key, **fields}


def listing_rows(law: CompiledLaw, name: str, today: date) -> list[Row]:
    """Return the periods of the listings of what a name or number stands for, list by list, the oldest first."""
    return [
        {
            "record": "listing",
            "substance": law.substances[key].name,
            "list": row.list.key,
            "jurisdiction": row.list.jurisdiction,
            "category": row.list.category,
            "entry": row.entry,
            "printed_name": row.printed_name,
            "status": row.status(today),
            "since": _since(row),
            "date_precision": row.date_precision,
            "date_confidence": row.date_confidence,
            "until": row.valid_until.isoformat() if row.valid_until else None,
            "confidence": row.confidence,
            "instrument": row.instrument.key,
            "citation": row.instrument.citation,
        }
        for key in _substances(law, name)
        for row in sorted(law.schedulings.get(key, ()), key=lambda row: (row.list.key, row.valid_from or date.min))
    ]


def _since(row: CompiledScheduling) -> str | None:
    """Return since when a listing runs, no more exactly than it is known."""
    if row.valid_from is None:
        return None
    return str(row.valid_from.year) if row.date_precision == "year" else row.valid_from.isoformat()


def _substances(law: CompiledLaw, name: str) -> list[str]:
    try:
        targets = law.numbers.get(normalise_cas(name), ())
        substances, alike = [target.substance for target in targets], []
    except CasError:
        matches = find_named(law, name)
        substances = [match.substance for match in matches if match.match == "exact"]
        alike = [match.name for match in islice(matches, SUGGESTED)]
    if substances:
        return list(dict.fromkeys(substances))
    if alike:
        raise CorrectTheQuestion(
            _("no substance held is named %(name)r; names with it are: %(names)s."), name=name, names="; ".join(alike)
        )
    raise CorrectTheQuestion(_("no substance held has the name or number %(name)r."), name=name)


def _table(columns: Sequence[str], rows: Sequence[Row]) -> Iterator[str]:
    cells = [[column.replace("_", " ").capitalize() for column in columns]]
    cells += [[_cell(row[column]) for column in columns] for row in rows]
    widths = [max(map(columns_of, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (cell + " " * (width - columns_of(cell)) for cell, width in zip(row, widths, strict=True))
        yield GAP.join(padded).rstrip()


def _cell(value: str | float | bool | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "" if value is None else str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"

"""Tables of the law as files: CSV for a spreadsheet, JSON for a program, SDF for a program of chemistry."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from chemistry.sdf import SdRecord, sd_file
from watchlist.engine.law.compiled import CompiledScheduling
from watchlist.engine.reports.csvfile import inert

SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class LawFile:
    """One table, three times over: `head` says from where the law was seen, and stands on every row of CSV and SDF."""

    name: str
    head: Mapping[str, str]
    columns: tuple[str, ...]
    rows: Sequence[Mapping[str, str]]
    nested: Mapping[str, Any]
    structures: Sequence[SdRecord] = ()


def as_csv(file: LawFile) -> str:
    """Return the rows as CSV, none of whose cells a spreadsheet takes for a formula."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow((*file.columns, *file.head))
    for row in file.rows:
        writer.writerow([inert(row.get(column, "")) for column in file.columns] + list(file.head.values()))
    return out.getvalue()


def as_json(file: LawFile) -> str:
    """Return the whole as one JSON object."""
    return json.dumps({**file.head, **file.nested}, ensure_ascii=False, indent=1) + "\n"


def as_sdf(file: LawFile) -> str:
    """Return the structures with their properties; what has no single structure is in the other two formats only."""
    return sd_file(
        SdRecord(record.smiles, record.name, {**record.properties, **file.head}) for record in file.structures
    )


WRITERS: dict[str, tuple[str, Callable[[LawFile], str]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "json": ("application/json", as_json),
    "sdf": ("chemical/x-mdl-sdfile; charset=utf-8", as_sdf),
}


def iso(day: date | None) -> str:
    """Return a day as ISO writes it, "" for none."""
    return day.isoformat() if day else ""


def start_of(row: CompiledScheduling) -> str:
    """Return since when a listing runs, no more exactly than it is known: a day, a year, "" where it is not known."""
    if row.valid_from is None:
        return ""
    return str(row.valid_from.year) if row.date_precision == "year" else row.valid_from.isoformat()


def listing(row: CompiledScheduling) -> dict[str, Any]:
    """Return one period of one entry as a record for the JSON of these files."""
    return {
        "list": row.list.key,
        "jurisdiction": row.list.jurisdiction,
        "category": row.list.category,
        "entry": row.entry,
        "printed_name": row.printed_name,
        "since": start_of(row),
        "date_precision": row.date_precision,
        "date_confidence": row.date_confidence,
        "until": iso(row.valid_until),
        "confidence": row.confidence,
        "instrument": row.instrument.key,
        "citation": row.instrument.citation,
    }

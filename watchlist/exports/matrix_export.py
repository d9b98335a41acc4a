"""The matrix of who controls what, as a file."""

from __future__ import annotations

from typing import Any

from chemistry import SdRecord
from watchlist.engine.law import Matrix, MatrixCell, MatrixListing, MatrixRow
from watchlist.exports.law_files import SEPARATOR, LawFile, iso, listing, start_of

FIRST = ("substance", "name", "cas", "inchikey", "smiles", "family")
EMPTY_CELLS = {
    "absent": "not listed",
    "in_part": "not listed in the part that is held",
    "not_held": "no list held",
}


def matrix_file(table: Matrix) -> LawFile:
    """Return the matrix: a row a substance, a column a jurisdiction, in words."""
    keys = tuple(column.jurisdiction for column in table.columns)
    return LawFile(
        name=f"matrix-{table.day}",
        head={"as_of": table.day.isoformat(), "known_at": table.known_at.isoformat()},
        columns=(*FIRST, *keys),
        rows=[_substance_record(row) | _statuses(row) for row in table.rows],
        nested={
            "jurisdictions": [
                {
                    "key": column.jurisdiction,
                    "held": column.coverage,
                    "lists": [control_list.key for control_list in column.lists],
                }
                for column in table.columns
            ],
            "substances": [_nested(row) for row in table.rows],
        },
        structures=[_structure(row) for row in table.rows if row.substance.smiles],
    )


def status(cell: MatrixCell) -> str:
    """Return a cell in words: "Table I since 2024-12-03; List II announced from 2026-01-01"."""
    return SEPARATOR.join(map(_listing_text, cell.listings)) or EMPTY_CELLS[cell.status]


def _listing_text(matrix_listing: MatrixListing) -> str:
    row, first = matrix_listing.row, matrix_listing.spell.row
    if matrix_listing.status == "ended":
        return f"{row.list.category} until {iso(row.valid_until)}"
    start = start_of(first) or "an unknown day"
    doubt = " (unverified)" if first.valid_from and first.date_confidence == "unverified" else ""
    return f"{row.list.category} {'since' if matrix_listing.status == 'law' else 'announced from'} {start}{doubt}"


def _substance_record(row: MatrixRow) -> dict[str, str]:
    substance = row.substance
    return {
        "substance": substance.key,
        "name": substance.name,
        "cas": SEPARATOR.join(row.cas),
        "inchikey": substance.inchikey,
        "smiles": substance.smiles,
        "family": row.family,
    }


def _statuses(row: MatrixRow) -> dict[str, str]:
    return {cell.column.jurisdiction: status(cell) for cell in row.cells}


def _nested(row: MatrixRow) -> dict[str, Any]:
    by_jurisdiction = {
        cell.column.jurisdiction: {
            "standing": cell.status,
            "listings": [_listing(matrix_listing) for matrix_listing in cell.listings],
        }
        for cell in row.cells
    }
    return _substance_record(row) | {"cas": list(row.cas), "status": by_jurisdiction}


def _listing(matrix_listing: MatrixListing) -> dict[str, Any]:
    """A listing since its first day, with what it says on the day asked for."""
    first = listing(matrix_listing.spell.row)
    dated = {name: first[name] for name in ("since", "date_precision", "date_confidence")}
    return {"standing": matrix_listing.status, **listing(matrix_listing.row), **dated}


def _structure(row: MatrixRow) -> SdRecord:
    named = _substance_record(row)
    smiles = named.pop("smiles")
    return SdRecord(smiles, row.substance.name, named | _statuses(row))

"""What the columns of a manifest mean: headers, in the seven languages of headers.csv, to canonical fields."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from watchlist.manifests.characters import clean, fold

_GOODS = ("name", "cas", "smiles", "inchi", "inchikey", "hs_code", "cn_code", "un_number")
_AMOUNT = ("quantity", "unit", "concentration", "product_form")
DATE_FIELDS = ("date", "order_date", "export_date", "arrival_date")
_MOVEMENT = ("operation", "role", "origin", "destination", "transit", "operator_country")
_PARTIES = ("consignor", "consignee", "remarks")
SHIPMENT_FIELDS = frozenset((*DATE_FIELDS, *_MOVEMENT, *_PARTIES))
FIELDS = ("line", "key", *_GOODS, *_AMOUNT, *DATE_FIELDS, *_MOVEMENT, *_PARTIES)
# What a column "SMILES / InChI" holds until its text tells which.
STRUCTURE = "structure"
IDENTITY_FIELDS = frozenset((*_GOODS, STRUCTURE))

_LONGEST_HEADER = 200
_BRACKETED = re.compile(r"[(\[{（【](?P<inside>[^)\]}）】]*)[)\]}）】]")
_TAIL = re.compile(r"(?P<head>.+?)(?:\s*[,/]\s*|\s+)(?:(?:in|en|em|в)\s+)?(?P<unit>[^\s,/]+)")
_UNIT_OF = {"quantity", "concentration"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in `declared`, its canonical field, and the unit that its header states.

    A fallback column ("Seller", "Invoice date") speaks only on lines where no plainer column gives its field.
    """

    name: str
    field: str | None = None
    unit: str | None = None
    fallback: bool = False


class _Meaning(NamedTuple):
    field: str
    fallback: bool


def read_column(header: str) -> Column:
    """Return the column that a header announces; `field` is None where the header is not understood."""
    name = clean(header).text
    if not name or len(name) > _LONGEST_HEADER:
        return Column(name)
    for head, unit in _readings(unicodedata.normalize("NFKC", name)):
        if meaning := _meaning(header_key(head)):
            return Column(name, meaning.field, unit if meaning.field in _UNIT_OF else None, meaning.fallback)
    return Column(name)


def read_columns(headers: Sequence[str]) -> list[Column]:
    """Return the columns of a header row, each under a name of its own: "Name", "Name (2)", "column 3"."""
    columns = [read_column(header) for header in headers]
    names = unique_names(column.name or f"column {at}" for at, column in enumerate(columns, start=1))
    return [replace(column, name=name) for name, column in zip(names, columns, strict=True)]


def unique_names(names: Iterable[str]) -> list[str]:
    """Return the names in order, a repeated one numbered: nothing that was written is lost under another's name."""
    wanted = list(names)
    reserved = set(wanted)
    counts: dict[str, int] = {}
    unique = []
    for name in wanted:
        counts[name] = counts.get(name, 0) + 1
        while counts[name] > 1 and f"{name} ({counts[name]})" in reserved:
            counts[name] += 1
        unique.append(name if counts[name] == 1 else f"{name} ({counts[name]})")
    return unique


def header_key(header: str) -> str:
    """Return what is compared of a header: folded letters and digits, and the signs that stand for a word.

    The stroke is one of them: "Quantity unit" holds a unit, "Quantity / Unit" holds both.
    """
    return "".join(mark for mark in fold(header) if mark.isalnum() or mark in "#%/")


def _meaning(key: str) -> _Meaning | None:
    return HEADERS.get(key) or HEADERS.get(key.replace("/", ""))


def _readings(header: str) -> Iterator[tuple[str, str | None]]:
    yield header, None
    if match := _BRACKETED.search(header):
        yield _BRACKETED.sub(" ", header), _unit(match["inside"])
    if (match := _TAIL.fullmatch(header)) and (unit := _unit(match["unit"])):
        yield match["head"], unit


def _unit(text: str) -> str | None:
    return text.strip() if header_key(text) in UNITS else None


def _rows(name: str) -> list[dict[str, str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


HEADERS = {
    header_key(row["header"]): _Meaning(row["field"], row["standing"] == "fallback") for row in _rows("headers.csv")
}
UNITS = frozenset(header_key(row["unit"]) for row in _rows("header_units.csv"))

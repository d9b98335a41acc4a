"""What the columns of a manifest mean: headers, in the eight languages of headers.csv, to canonical fields."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from watchlist.engine.reading.characters import clean, fold
from watchlist.engine.reading.data_tables import rows_of

_GOODS = ("name", "cas", "smiles", "inchi", "inchikey", "hs_code", "cn_code", "un_number")
_AMOUNT = ("quantity", "unit", "concentration", "product_form")
DATE_FIELDS = ("date", "order_date", "export_date", "arrival_date")
_MOVEMENT = ("operation", "role", "origin", "destination", "transit", "operator_country")
_PARTIES = ("consignor", "consignee", "remarks")
SHIPMENT_FIELDS = frozenset((*DATE_FIELDS, *_MOVEMENT, *_PARTIES))
FIELDS = ("line", "key", *_GOODS, *_AMOUNT, *DATE_FIELDS, *_MOVEMENT, *_PARTIES)
# What a column "SMILES / InChI" holds until its text tells which.
STRUCTURE = "structure"
# China's numbered elements of a declaration (申报要素), several fields in one cell.
DECLARATION_ELEMENTS = "declaration_elements"
MAPPABLE = (*FIELDS, STRUCTURE, DECLARATION_ELEMENTS)
IDENTITY_FIELDS = frozenset((*_GOODS, STRUCTURE, DECLARATION_ELEMENTS))

_LONGEST_HEADER = 200
_LONGEST_PAIR = 80
_MOST_SEAMS = 8
_BRACKETED = re.compile(r"[(\[{（【](?P<inside>[^)\]}）】]*)[)\]}）】]")
_TAIL = re.compile(r"(?P<head>.+?)(?:\s*[,/]\s*|\s+)(?:(?:in|en|em|в)\s+)?(?P<unit>[^\s,/]+)")
_NUMBERED = re.compile(r"[0-9]{1,2}(?:[./][0-9]{1,2})?[.)]?\s{1,4}(?=[^\W\d_])")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_")
_SEAM = re.compile(r"\s+|/|(?<=[\u3040-\u9fff])(?=[A-Za-z])|(?<=[A-Za-z])(?=[\u3040-\u9fff])")
_WORD = re.compile(r"\w+")
_UNIT_OF = {"quantity", "concentration"}

Corrections = Callable[[str], Mapping[str, str | None]]
"""From the shape of a file to what an officer said of its columns: by column key, a field of MAPPABLE, or None."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in `declared`, its canonical field, the unit that its header states, and its key.

    A fallback column ("Seller", "Invoice date") speaks only on lines where no plainer column gives its field.
    """

    name: str
    field: str | None = None
    unit: str | None = None
    fallback: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class SheetHeading:
    """The header of one sheet or file: the shape by which it is known again, and what each column was read as."""

    sheet: str
    shape: str
    columns: tuple[Column, ...]


class _Meaning(NamedTuple):
    field: str
    fallback: bool


def uncorrected(_shape: str) -> Mapping[str, str | None]:
    """Return no corrections, for any file."""
    return {}


@lru_cache(maxsize=4096)
def read_column(header: str) -> Column:
    """Return the column that a header announces; `field` is None where the header is not understood."""
    name = clean(header).text
    if not name or len(name) > _LONGEST_HEADER:
        return Column(name)
    for head, unit in _readings(unicodedata.normalize("NFKC", name)):
        if meaning := _meaning(header_key(head)):
            return Column(name, meaning.field, unit if meaning.field in _UNIT_OF else None, meaning.fallback)
    return Column(name)


def read_columns(headers: Sequence[str], corrections: Mapping[str, str | None] | None = None) -> list[Column]:
    """Return the columns of a header row, each under a name of its own: "Name", "Name (2)", "column 3".

    A correction, by the key of that name, goes before what the header says.
    """
    columns = [read_column(header) for header in headers]
    names = unique_names(column.name or f"column {at}" for at, column in enumerate(columns, start=1))
    keyed = [
        replace(column, name=name, key=header_key(name) or name) for name, column in zip(names, columns, strict=True)
    ]
    return [_corrected(column, corrections) for column in keyed] if corrections else keyed


def file_shape(headers: Sequence[str]) -> str:
    """Return what files of one form share: the SHA-256 of their header texts in order, normalised."""
    keys = [header_key(header[:_LONGEST_HEADER]) for header in headers]
    while keys and not keys[-1]:
        keys.pop()
    return hashlib.sha256("\x1f".join(keys).encode()).hexdigest()


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

    The stroke is one of them, and the dot of Japanese: "Quantity unit" holds a unit, "Quantity / Unit" holds both.
    """
    return "".join(mark for mark in fold(header).replace("・", "/") if mark.isalnum() or mark in "#%/")


def key_pairs(label: str) -> Iterator[tuple[str, str]]:
    """Yield the keys of both halves of a label that may stand in two languages: "发票号 Invoice No." where it parts."""
    for seam in list(_SEAM.finditer(label))[:_MOST_SEAMS] if len(label) <= _LONGEST_PAIR else ():
        yield header_key(label[: seam.start()]), header_key(label[seam.end() :])


def is_gross(header: str) -> bool:
    """Say whether a header announces what is weighed with its packing."""
    return any(header_key(word) in GROSS for word in _WORD.findall(header))


def _corrected(column: Column, corrections: Mapping[str, str | None]) -> Column:
    if column.key not in corrections:
        return column
    field = corrections[column.key]
    readings = _readings(unicodedata.normalize("NFKC", column.name[:_LONGEST_HEADER])) if field in _UNIT_OF else ()
    return Column(column.name, field, next((unit for _, unit in readings if unit), None), key=column.key)


def _meaning(key: str) -> _Meaning | None:
    found = HEADERS.get(key) or HEADERS.get(key.replace("/", ""))
    return found or (_Meaning("quantity", fallback=False) if _is_both(key) else None)


def _readings(header: str) -> Iterator[tuple[str, str | None]]:
    """Yield what a header may say, with the unit that it states: itself, without its brackets, without a last word."""
    yield header, None
    # What is weighed with its packing is never a quantity: "Weight (gross)" is not "Weight".
    if is_gross(header):
        return
    readings = [reading for text in dict.fromkeys((header, _CAMEL.sub(" ", header))) for reading in _parts(text)]
    yield from readings
    yield from ((half, unit) for text, unit in readings for half in _said_twice(text))
    # Boxes of a form are numbered: "9 Nature of goods".
    if match := _NUMBERED.match(header):
        yield from _parts(header[match.end() :])


def _parts(header: str) -> Iterator[tuple[str, str | None]]:
    yield header, None
    if inside := [match["inside"] for match in _BRACKETED.finditer(header)]:
        yield _BRACKETED.sub(" ", header).strip(), next(filter(None, map(_unit, inside)), None)
    if (match := _TAIL.fullmatch(header)) and (unit := _unit(match["unit"])):
        yield match["head"], unit


def _said_twice(header: str) -> Iterator[str]:
    """Yield the first half of a header in two languages ("品名 Description of goods") whose halves mean the same."""
    for half, other in key_pairs(header):
        left, right = _meaning(half), _meaning(other)
        if left and right and left.field == right.field:
            yield half


def in_both(header: str) -> str:
    """Return a header that names a quantity and then its unit with a stroke between: "Menge / ME"; "" for any other."""
    for seam in list(_SEAM.finditer(header))[:_MOST_SEAMS] if len(header) <= _LONGEST_PAIR else ():
        halves = header[: seam.start()], header[seam.end() :]
        if [read_column(half).field for half in halves] == ["quantity", "unit"]:
            return f"{halves[0]} / {halves[1]}"
    return ""


def _is_both(key: str) -> bool:
    left, stroke, right = key.partition("/")
    first, second = HEADERS.get(left), HEADERS.get(right)
    return bool(stroke and first and second and (first.field, second.field) == ("quantity", "unit"))


def _unit(text: str) -> str | None:
    return text.strip() if header_key(text) in UNITS else None


HEADERS = {
    header_key(row["header"]): _Meaning(row["field"], row["standing"] == "fallback") for row in rows_of("headers.csv")
}
UNITS = frozenset(header_key(row["unit"]) for row in rows_of("header_units.csv"))
GROSS = frozenset(header_key(row["word"]) for row in rows_of("header_gross.csv"))

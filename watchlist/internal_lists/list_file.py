"""Read the file of a house list, strictly: a column that is not understood is refused, and so is a wrong number."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from chemistry import INCHIKEY, CasError, Examination, StructureRefusal, StructureText, normalise_cas, skeleton
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.identification import Dictionary, DictionaryEntry
from watchlist.engine.workers import identified
from watchlist.internal_lists.errors import EntriesRefused, RefusedRow

MOST_ENTRIES: Final = 20_000
LARGEST_FILE: Final = 50_000_000
"""Bytes of a file."""
LONGEST: Final = {"key": 80, "name": 300, "other_names": 4_000, "smiles": 2_000, "reason": 2_000, "note": 2_000}
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """The row of `HouseEntry`, without its list and its times; `structure` is worked out of the others."""

    key: str
    name: str
    other_names: str = ""
    cas: str = ""
    smiles: str = ""
    inchikey: str = ""
    reason: str = ""
    note: str = ""
    structure: str = ""


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file as read: its entries by key, its SHA-256, and a sentence on each entry that contradicts itself."""

    entries: tuple[EntryFacts, ...]
    sha256: str
    notes: tuple[str, ...]


COLUMNS: Final = tuple(name for name in EntryFacts.__dataclass_fields__ if name != "structure")


def read_house_list(source: str, original: bytes) -> ListFile:
    """Return the entries of a CSV (a header row, UTF-8, other names parted by |) or of JSON lines, by the file's name.

    Raises `EntriesRefused`, which names the rows that break a rule, and `CorrectTheData` for a file that has no rows
    to name.
    """
    try:
        text = original.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorrectTheData("the file is not in UTF-8.") from error
    rows = _json_rows(text) if source.endswith(".jsonl") else _csv_rows(text)
    refused: list[RefusedRow] = []
    numbered = [(number, entry) for number, row in _bounded(rows) if (entry := _entry(number, row, refused))]
    _refuse_doubles(numbered, refused)
    notes: list[str] = []
    drawn = tuple(_with_structures(numbered, refused, notes))
    if refused:
        raise EntriesRefused(refused)
    return ListFile(drawn, hashlib.sha256(original).hexdigest(), tuple(notes))


def _bounded(rows: Iterable[tuple[int, Mapping[str, Any]]]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the rows of a file, which is given up as soon as there are too many: the rest takes no memory."""
    for count, row in enumerate(rows, start=1):
        if count > MOST_ENTRIES:
            raise CorrectTheData(f"the file holds more than {MOST_ENTRIES:,} entries.")
        yield row


def _csv_rows(text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        _refuse_columns(reader.fieldnames or ())
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise CorrectTheData(f"line {reader.line_num}: {error}.") from error


def _json_rows(text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise CorrectTheData(f"line {number} is no JSON.") from error
        if not isinstance(row, dict):
            raise CorrectTheData(f"line {number} is no JSON object.")
        _refuse_columns(row)
        yield number, row


def _refuse_columns(names: Sequence[str] | Mapping[str, Any]) -> None:
    unknown = [name for name in names if name not in COLUMNS]
    if unknown:
        raise CorrectTheData(f"column {unknown[0]!r} is not understood; the columns are {', '.join(COLUMNS)}.")


def _entry(number: int, row: Mapping[str, Any], refused: list[RefusedRow]) -> EntryFacts | None:
    """Return the entry of a row, or None with the reason added to `refused`."""
    try:
        return _entry_of({name: _text(name, value) for name, value in row.items() if value is not None})
    except (CorrectTheData, CasError) as error:
        detail = error.detail if isinstance(error, CasError) else str(error)
        refused.append(RefusedRow(number, f"line {number}: {detail}"))
        return None


def _text(name: str | None, value: Any) -> str:
    if name is None:
        raise CorrectTheData("it has more cells than the header names")
    parts = value if isinstance(value, list) else str(value).split("|") if name == "other_names" else [value]
    if not all(isinstance(part, str) for part in parts):
        raise CorrectTheData(f"{name} is no text")
    text = "\n".join(filter(None, (" ".join(part.split()) for part in parts)))
    if len(text) > LONGEST.get(name, 64):
        raise CorrectTheData(f"{name} has {len(text)} characters")
    return text


def _entry_of(fields: Mapping[str, str]) -> EntryFacts:
    entry = EntryFacts(**{"key": "", "name": "", **fields})
    if not KEY.fullmatch(entry.key):
        raise CorrectTheData(f"key {entry.key!r} is not of small letters, digits and hyphens")
    if not entry.name:
        raise CorrectTheData("it has no name")
    if entry.inchikey and not INCHIKEY.fullmatch(entry.inchikey):
        raise CorrectTheData(f"{entry.inchikey!r} is not of the form of an InChIKey")
    return replace(entry, cas=normalise_cas(entry.cas)) if entry.cas else entry


def _refuse_doubles(numbered: Sequence[tuple[int, EntryFacts]], refused: list[RefusedRow]) -> None:
    seen: set[str] = set()
    for number, entry in numbered:
        if entry.key in seen:
            refused.append(RefusedRow(number, f"key {entry.key} stands there twice"))
        seen.add(entry.key)


def _with_structures(
    numbered: Sequence[tuple[int, EntryFacts]], refused: list[RefusedRow], notes: list[str]
) -> Iterator[EntryFacts]:
    """Yield the entries with the structure that they draw, else that of their number; a drawing must be readable.

    Structures are read in child processes: the file of a stranger may hang a reader of structures.
    """
    dictionary_entries = {entry.key: _dictionary().by_cas(entry.cas) for _, entry in numbered if entry.cas}
    texts = {entry.key: _text_of(entry, dictionary_entries.get(entry.key)) for _, entry in numbered}
    examined = identified(text for text in texts.values() if text.text)
    for number, entry in numbered:
        found = examined.get(texts[entry.key])
        identity = found.identity if isinstance(found, Examination) else None
        if isinstance(found, StructureRefusal) and entry.smiles:
            refused.append(RefusedRow(number, f"entry {entry.key}: {found.detail}"))
        notes += _contradictions(entry, identity.inchikey if identity else "", dictionary_entries.get(entry.key))
        inchikey = entry.inchikey or (identity.inchikey if identity else "")
        yield replace(entry, structure=identity.smiles if identity else "", inchikey=inchikey)


def _text_of(entry: EntryFacts, dictionary_entry: DictionaryEntry | None) -> StructureText:
    """Return the structure of an entry: as drawn, else that of its CAS number where it has no InChIKey."""
    of_number = dictionary_entry.smiles if dictionary_entry and not entry.inchikey else ""
    return StructureText(entry.smiles or of_number, "smiles")


def _contradictions(entry: EntryFacts, drawn: str, dictionary_entry: DictionaryEntry | None) -> Iterator[str]:
    """Yield where number, structure and InChIKey of an entry speak of different skeletons: noted, never settled."""
    if drawn and entry.inchikey and skeleton(drawn) != skeleton(entry.inchikey):
        yield f"entry {entry.key}: the structure has the InChIKey {drawn}, and the entry says {entry.inchikey}."
    inchikey, known = drawn or entry.inchikey, dictionary_entry and dictionary_entry.inchikey
    if dictionary_entry and known and inchikey and skeleton(known) != skeleton(inchikey):
        other_name = f"CAS {entry.cas} is known as {dictionary_entry.name}"
        yield f"entry {entry.key}: {other_name}, another structure than that of the entry."


@cache
def _dictionary() -> Dictionary:
    return Dictionary()

"""What a connector is, and what it makes of a publication: rows, notices and text, in plain values that are kept."""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Self

import msgspec
import orjson

from watchlist.list_updates.declaring import DeclaredSource

INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRow:
    """One line of a list as the publication prints it.

    `list` is the key of the published list (of `DeclaredSource.lists`), `code` the law's own number for the line
    ("27(3)"), `name` its text on one line. `place` says where it stands, for a citation. Days are half-open; None is
    not said. `instruments` are the acts that the publication names for the row's present text, latest last; `facts`
    are its other columns, by name.
    """

    list: str
    code: str
    name: str
    place: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    decided_on: date | None = None
    instruments: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()

    def as_record(self) -> dict[str, Any]:
        """Return the row as JSON holds it."""
        return asdict(self)

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """Return the row that `as_record` wrote, through JSON or not."""
        return msgspec.convert(record, cls)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedRow:
    """What a publication says of rows that it no longer prints: which, since when, by which acts.

    `code` is the number that they bore, those below it included; "" stands for every row of the list. `on` is the first
    day without them.
    """

    list: str
    code: str
    on: date | None = None
    decided_on: date | None = None
    instruments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedNotice:
    """A proposal, a consultation, or an act made and not in force: never a scheduling.

    `key` is the publisher's own number in small letters ("fr-2026-06523"); `kind` is one of `Notice.Kind`.
    """

    key: str
    kind: str
    title: str
    citation: str = ""
    url: str = ""
    text: str = ""
    published_on: date | None = None
    comments_close_on: date | None = None
    effective_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedPublication:
    """A publication as read: `as_of` is the day to which it says that it is current.

    A list whose rows are all there is in `lists`, also where it has none; one that the publication itself empties, by
    what it says in `ended` of rows no longer printed, is not. A watcher, which reads no rows, gives `text`. `ignored`
    names what was passed over on purpose.
    """

    as_of: date | None = None
    lists: tuple[str, ...] = ()
    rows: tuple[PublishedRow, ...] = ()
    ended: tuple[EndedRow, ...] = ()
    notices: tuple[PublishedNotice, ...] = ()
    text: str = ""
    ignored: tuple[str, ...] = ()


Interpret = Callable[[Sequence[bytes], DeclaredSource], ParsedPublication]
"""Reads the pages of a publication, in order. Raises `NotTheDocument`, `LayoutChanged` or `ListEmptied`."""
Following = Callable[[Sequence[bytes], DeclaredSource], str | None]
"""The path of the page to fetch after those fetched; None where they are all."""


def one_line(text: str) -> str:
    """Return a printed text on one line: canonical composition, without invisible characters, single spaces."""
    return " ".join(INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def csv_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table that stands beside the code."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def end_of(row: PublishedRow, ended: Sequence[EndedRow]) -> EndedRow | None:
    """Return what a publication says of how a row left it: of its own number first, then of what it stood below."""
    ends_by_code = {end.code: end for end in ended if end.list == row.list}
    return next(
        (ends_by_code[code] for code in (row.code, row.code.partition("(")[0], "") if code in ends_by_code), None
    )


def content_of(rows: Sequence[PublishedRow]) -> str:
    """Return rows as the canonical JSON that an edition keeps, in the order of the publication."""
    return orjson.dumps([row.as_record() for row in rows], option=orjson.OPT_SORT_KEYS).decode()


def rows_of(content: str) -> tuple[PublishedRow, ...]:
    """Return the rows of an edition's content."""
    return msgspec.json.decode(content, type=tuple[PublishedRow, ...])


def sha256_of(content: str) -> str:
    """Return the hash by which an edition is known."""
    return hashlib.sha256(content.encode()).hexdigest()


def one_page(pages: Sequence[bytes], source: DeclaredSource) -> str | None:
    """Return None: the publication is whole with its first page."""
    return None


@dataclass(frozen=True, slots=True)
class Connector:
    """How a format is read. `unproven`: no real edition was read yet, so what it finds always needs attention."""

    interpret: Interpret
    following: Following = one_page
    unproven: bool = False

"""Letters with files attached (.eml) and archives of files (.zip): one shipment, whose papers are read one by one.

What is in no file that is read is named. An archive within an archive is refused; so is more than anybody sends.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import PurePosixPath
from time import monotonic
from typing import Final

from msgspec import Struct

from watchlist.engine.reading import readers
from watchlist.engine.reading.apart import REFUSALS, TOOK_TOO_LONG, taken_apart
from watchlist.engine.reading.archives import Archive, BrokenArchive
from watchlist.engine.reading.characters import clean
from watchlist.engine.reading.columns import Corrections, SheetHeading, uncorrected
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.lines import Contents, DeclaredLine, Keep, SheetAccount, TableHead
from watchlist.engine.reading.paper_kinds import paper_kind
from watchlist.engine.reading.readers.papers import contents_of_tables
from watchlist.engine.reading.readers.reconciling import PaperTable
from watchlist.engine.reading.readers.spreadsheet import refuse_size
from watchlist.engine.reading.rows import PLACE
from watchlist.engine.reading.tables import LineTable
from watchlist.engine.texts import gettext_lazy as _

ARCHIVE, LETTER = ".zip", ".eml"
MOST_PARTS: Final = 50
MOST_BYTES: Final = 300_000_000
MOST_PICTURES: Final = 20
"""Files that are pictures: letters come with logos, and each takes a second or more."""
BY_THE_CLOCK: Final = 120
"""Seconds for all files of a bundle together; each has its own bounds besides."""
DEEPEST: Final = 3
"""A letter in an archive in a letter."""
_OF_SYSTEM: Final = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_BESIDE_A_FILE, _BESIDE_SIGNATURE = "._", b"\x00\x05\x16\x07"
"""What a system adds to an archive by itself: files of its own, and beside each file one of its icon."""
_TEXT_OF_LETTER: Final = "the text of the letter (goods are read from its files)"
_TEXT_OF_LETTERS: Final = "the texts of the letters (goods are read from their files)"
NESTED: Final = _("it holds an archive within an archive; unpack it, and send its files")
TOO_MANY_PICTURES: Final = _("no more than %(most)s pictures of a letter or an archive are read; send it by itself")
NOTHING_READ: Final = _("it holds no file of a kind that is read; send one of %(suffixes)s")


class PartTakenApart(Struct, forbid_unknown_fields=True):
    """A file attached to a letter, its bytes in Base64."""

    name: str
    data: str


class LetterTakenApart(Struct, forbid_unknown_fields=True):
    """A letter as it comes from the other process; `texts` counts it and those within it that say something."""

    subject: str
    parts: list[PartTakenApart]
    texts: int


class TooMuch(ManifestError):
    """A whole bundle holds more than anybody sends: it is refused, and not one of its files."""


@dataclass(frozen=True, slots=True)
class BundledFile:
    """One file of a bundle."""

    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix.lower()


@dataclass(slots=True)
class _Bundle:
    """What was found in all files of a bundle so far, and how much may still come."""

    corrections: Corrections
    tables: list[PaperTable] = field(default_factory=list)
    encodings: list[str] = field(default_factory=list)
    not_read: list[str] = field(default_factory=list)
    left_unread: list[str] = field(default_factory=list)
    refused: list[ManifestError] = field(default_factory=list)
    parts: int = 0
    pictures: int = 0
    size: int = 0
    until: float = field(default_factory=lambda: monotonic() + BY_THE_CLOCK)

    def take_bundle(self, suffix: str, data: bytes, depth: int, within: str = "") -> None:
        """Read the files of an archive or a letter; what a letter itself says is named."""
        if suffix == ARCHIVE:
            self.take(list(_packed(data)), depth)
            return
        letter = taken_apart("letter", data, LetterTakenApart)
        if letter.texts:
            self.not_read.append(f"{within}{_TEXT_OF_LETTER if letter.texts == 1 else _TEXT_OF_LETTERS}")
        self.take(list(_attached(letter)), depth)

    def take(self, parts: Sequence[BundledFile], depth: int) -> None:
        """Read files; what is refused is named, or is why nothing was read."""
        self.parts += len(parts)
        self.size += sum(len(part.data) for part in parts)
        if self.parts > MOST_PARTS:
            raise TooMuch(REFUSALS["parts"])
        if self.size > MOST_BYTES:
            raise TooMuch(REFUSALS["texts"])
        for part in parts:
            if monotonic() > self.until:
                raise TooMuch(TOOK_TOO_LONG, seconds=BY_THE_CLOCK)
            if part.suffix not in readers.READERS:
                self.not_read.append(f"{part.name} (files of this kind are not read)")
                continue
            try:
                self._read(part, depth)
            except TooMuch:
                raise
            except ManifestError as error:
                self.refused.append(error.about(part.name))
                self.not_read.append(f"{part.name} ({_in_short(error)})")

    def _read(self, part: BundledFile, depth: int) -> None:
        if part.suffix in (ARCHIVE, LETTER):
            if depth >= DEEPEST:
                raise ManifestError(REFUSALS["depth"])
            self.take_bundle(part.suffix, part.data, depth + 1, f"{part.name}: ")
            return
        self.pictures += part.suffix in readers.PICTURES
        if self.pictures > MOST_PICTURES and part.suffix in readers.PICTURES:
            raise ManifestError(TOO_MANY_PICTURES, most=MOST_PICTURES)
        contents = readers.read_contents(part.suffix, part.data, self.corrections)
        self.tables += _tables_of(part.name, contents)
        self.not_read += [f"{part.name}: {name}" for name in contents.account.not_read]
        self.left_unread += [f"{part.name}: {name}" for name in contents.left_unread]
        self.encodings += [contents.account.encoding] if contents.account.encoding else []


def read_archive(data: bytes, corrections: Corrections = uncorrected, keep: Keep = tuple) -> Contents:
    """Return the lines of all files in an archive; raises ManifestError."""
    return _contents(ARCHIVE, data, corrections, keep)


def read_letter(data: bytes, corrections: Corrections = uncorrected, keep: Keep = tuple) -> Contents:
    """Return the lines of all files attached to a letter; raises ManifestError."""
    return _contents(LETTER, data, corrections, keep)


def _contents(suffix: str, data: bytes, corrections: Corrections, keep: Keep) -> Contents:
    bundle = _Bundle(corrections)
    bundle.take_bundle(suffix, data, 1)
    if not bundle.tables:
        if bundle.refused:
            raise bundle.refused[0]
        raise ManifestError(NOTHING_READ, suffixes=" ".join(readers.READERS))
    contents = contents_of_tables(bundle.tables, keep, suffix.removeprefix("."))
    account = replace(
        contents.account,
        encoding=", ".join(dict.fromkeys(bundle.encodings)),
        not_read=tuple(bundle.not_read),
    )
    return replace(contents, account=account, left_unread=tuple(bundle.left_unread))


def _packed(data: bytes) -> Iterator[BundledFile]:
    try:
        archive = Archive(data)
        refuse_size(archive, len(data))
        names = frozenset(_files_of(archive))
        # Of two parts of one name both are read.
        for name, unpacked in zip(archive.names, archive, strict=True):
            if name in names and not _is_companion_file(name, unpacked):
                yield BundledFile(_printable(name), unpacked)
    except BrokenArchive as error:
        raise ManifestError(_("it is no whole archive; pack it again, without a password")) from error


def _files_of(archive: Archive) -> Iterator[str]:
    """Yield the names of the files that somebody put into an archive; raises ManifestError for an archive in it."""
    names = [name for name in archive.names if not name.endswith("/") and PurePosixPath(name).name not in _OF_SYSTEM]
    theirs = [name for name in names if not PurePosixPath(name).name.startswith(_BESIDE_A_FILE)]
    if len(theirs) > MOST_PARTS:
        raise ManifestError(REFUSALS["parts"])
    if any(name.lower().endswith(ARCHIVE) for name in theirs):
        raise ManifestError(NESTED)
    yield from names


def _is_companion_file(name: str, data: bytes) -> bool:
    """Say whether a file is what a system keeps beside another, by its name and by how it begins."""
    is_named = PurePosixPath(name).name.startswith(_BESIDE_A_FILE)
    return is_named and (not data or data.startswith(_BESIDE_SIGNATURE))


def _attached(letter: LetterTakenApart) -> Iterator[BundledFile]:
    for part in letter.parts:
        try:
            yield BundledFile(_printable(part.name), base64.b64decode(part.data, validate=True))
        except binascii.Error as error:
            raise ManifestError(REFUSALS["damaged"]) from error


def _in_short(error: ManifestError) -> str:
    """Return what a refusal says, without all the columns that might be named."""
    return str(error).partition(";")[0][:200]


def _printable(name: str) -> str:
    return clean(name).declared.replace("\\", "/")[-200:]


def _tables_of(name: str, contents: Contents) -> Iterator[PaperTable]:
    """Yield what a file holds as tables, each line with the name of its file, and what the file says of all of them."""
    kind = paper_kind(PurePosixPath(name).stem.replace("_", " ").replace("-", " "))
    rest = iter(contents.lines)
    sheets = contents.account.sheets
    if len(sheets) != len(contents.headings):
        sheets = ()
    if not sheets:
        lines = tuple(_of_file(line, name, contents.shipment) for line in rest)
        account = SheetAccount(name, rows=len(lines), lines=len(lines))
        yield kind, LineTable(SheetHeading(name, "", contents.columns), lines, account, contents.head)
        return
    kinds = contents.kinds or ("",) * len(sheets)
    heads = contents.heads or (TableHead(contents.head, {}),) * len(sheets)
    for of_sheet, head, heading, account in zip(kinds, heads, contents.headings, sheets, strict=True):
        lines = tuple(_of_file(line, name, contents.shipment) for line in islice(rest, account.lines))
        whole = f"{name}: {account.name}" if account.name else name
        heading_here, account_here = replace(heading, sheet=whole), replace(account, name=whole)
        yield of_sheet or kind, LineTable(heading_here, lines, account_here, head.texts, head.references)


def _of_file(line: DeclaredLine, name: str, shipment: dict[str, str]) -> DeclaredLine:
    place = f"{name}, {line.declared[PLACE]}" if PLACE in line.declared else name
    return replace(line, declared={**line.declared, PLACE: place}, fields={**shipment, **line.fields})

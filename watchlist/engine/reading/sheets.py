"""How large a sheet of an XLSX is once it is laid out, told by its XML before anything lays it out.

The reader of workbooks makes every cell from the first to the last, and gives each a text of its own: one cell far out
is millions, and one long text that a million cells share is a million texts. Element by element, since a search for
letters is misled by brackets in attributes, by comments, and by cells that do not say where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

from watchlist.engine.errors import Refusal
from watchlist.engine.reading.archives import BrokenArchive

PLACE: Final = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
SHEET: Final = b"sheetData"
SHARED: Final = b"sst"


def extent_of(part: bytes) -> Extent:
    """Return the extent of a part; that of one that is no sheet is nothing. Raises BrokenArchive."""
    extent = Extent()
    if SHEET in part:
        parse(part, extent)
    return extent


def shared_lengths(part: bytes) -> tuple[int, ...]:
    """Return the length in characters of each text that cells may share, in order. Raises BrokenArchive."""
    if SHARED not in part:
        return ()
    texts = _SharedTexts()
    parse(part, texts)
    return tuple(texts.lengths)


def characters_shared(part: bytes, lengths: tuple[int, ...]) -> int:
    """Return how many characters the cells of a part hold that share these texts. Raises BrokenArchive."""
    if SHEET not in part:
        return 0
    sheet = Extent(lengths)
    parse(part, sheet)
    return sheet.characters


@lru_cache(2_048)
def column_number(letters: str) -> int:
    """Return the number of a column, A being 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


class ElementReader:
    """Hears of elements; of texts and of ends where it says so."""

    hears_texts = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Hear that an element begins."""

    def end(self, name: str) -> None:
        """Hear that an element ends."""

    def text(self, text: str) -> None:
        """Hear a piece of text."""


class CellReader(ElementReader):
    """Follows rows and cells, counted from 1; one that says no place stands beside the one before."""

    def __init__(self) -> None:
        self.row = self.column = 0

    def begin_cell(self, attributes: Mapping[str, str]) -> None:
        """Go to the place of a cell that begins."""
        if (place := attributes.get("r")) is None:
            self.column += 1
            return
        found = PLACE.fullmatch(place)
        if not found:
            raise BrokenArchive("a cell stands nowhere")
        self.row, self.column = int(found[2]), column_number(found[1])

    def begin_row(self, attributes: Mapping[str, str]) -> None:
        """Go to before the first cell of a row that begins."""
        number = attributes.get("r", "")
        self.row, self.column = int(number) if number.isdecimal() and len(number) < 8 else self.row + 1, 0


class Extent(CellReader):
    """The last row and column that hold a value, how many cells share a text, how many ranges are merged.

    A formula takes a place, whether it has a value or not. `characters` are those of shared texts, of given lengths.
    """

    def __init__(self, lengths: tuple[int, ...] = ()) -> None:
        super().__init__()
        self.rows = self.columns = self.sharing = self.merged = self.characters = 0
        self.hears_texts = bool(lengths)
        self._lengths = lengths
        self._shares = False
        self._index = ""

    @property
    def cells(self) -> int:
        """Return how many cells are made of it."""
        return self.rows * self.columns

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        name = local_name(name)
        if name == "c":
            self.begin_cell(attributes)
            self._shares = attributes.get("t") == "s"
        elif name in ("v", "is", "f"):
            self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
            self.sharing += self._shares and name != "f"
            self._index = ""
        elif name == "row":
            self.begin_row(attributes)
        elif name == "mergeCell":
            self.merged += 1

    def end(self, name: str) -> None:
        if self._shares and local_name(name) == "v" and self._lengths:
            at = int(self._index) if self._index.isdecimal() and len(self._index) < 9 else len(self._lengths)
            self.characters += self._lengths[at] if at < len(self._lengths) else max(self._lengths)

    def text(self, text: str) -> None:
        self._index += text[:16]


def local_name(name: str) -> str:
    """Return the name of an element without its prefix."""
    return name.rpartition(":")[2] if ":" in name else name


class _SharedTexts(ElementReader):
    hears_texts = True

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if local_name(name) == "si":
            self.lengths.append(0)

    def text(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


def parse(part: bytes, reader: ElementReader) -> None:
    """Have a reader hear of every element of a part, in order. Raises BrokenArchive, and what the reader refuses."""
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EntityDeclHandler = _refuse_entity
    if reader.hears_texts:
        parser.EndElementHandler = reader.end
        parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(part, True)
    except Refusal:
        raise
    except (ExpatError, ValueError, LookupError) as error:
        raise BrokenArchive(f"a part is no whole XML ({error})") from error


def _refuse_entity(*_: object) -> None:
    raise BrokenArchive("a part declares an entity")

"""Pages that are pictures: their words as lines of text, and of each line that it was read so.

A field of such a line says by a problem that it was read from a picture, and how sure the least sure of its words is:
`read_from_picture`, or `picture_unclear` where that is not sure enough. What the goods are is then a guess.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Final

from msgspec import Struct

from watchlist.engine.errors import LineProblem
from watchlist.engine.reading.apart import taken_apart
from watchlist.engine.reading.characters import fold
from watchlist.engine.reading.columns import DATE_FIELDS
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.items import ITEM
from watchlist.engine.reading.lines import DeclaredLine
from watchlist.engine.reading.readers.papers import PaperBlock
from watchlist.engine.reading.recognition import PictureWord, Recogniser, words_of_picture
from watchlist.engine.reading.rows import PLACE, Box
from watchlist.engine.reading.tables import LineTable
from watchlist.engine.texts import gettext_lazy as _

MOST_PAGES: Final = 20
"""Of one file: a page takes one to three seconds."""
MOST_FAILURES: Final = 2
"""Pages that took too much or could not be drawn: behind so many no other is tried."""
LEAST_CONFIDENCE: Final = 80.0
"""Of 100, of the least sure word of a field. Of print that is plain hardly a word has less than 90."""
SAID_IF_UNCLEAR: Final = (*DATE_FIELDS, "quantity", "unit", "concentration")
"""Fields that say nothing of which goods they are: only what is read badly of them is said."""
NO_MORE_TRIED: Final = _("pages before it could not be read either")
NO_MORE_PAGES: Final = _("no more than %(most)s pages of a file are read so")
_GAP: Final = 0.9
"""Of the height of a line: what is further apart is no space between words."""
_EM: Final = 1.35
"""Heights of letters in the height of a line of print."""
_PAGE: Final = re.compile(r"page ([0-9]+)")


class DrawnPage(Struct, forbid_unknown_fields=True):
    """A page as it comes from the other process: its picture in Base64, points a pixel, how many pages there are."""

    png: str
    scale: float
    pages: int


@dataclass(slots=True)
class PicturedPages:
    """The pages of a file that are read as pictures: their lines of text, how sure each word is, what is told of them.

    `confidences` are those of the words of each page, folded: of a word that stands there twice the lower.
    """

    data: bytes
    recogniser: Recogniser
    blocks: list[PaperBlock] = field(default_factory=list)
    confidences: dict[int, dict[str, float]] = field(default_factory=dict)
    accounts: list[str] = field(default_factory=list)
    failures: list[ManifestError] = field(default_factory=list)

    def read(self, number: int) -> int:
        """Read a page, counted from 1, or say why it was not; return how many pages the file has, 0 if not known."""
        pages = 0
        try:
            self._refuse_more()
            drawn = taken_apart("picture", self.data, DrawnPage, str(number))
            pages = drawn.pages
            words = words_of_picture(base64.b64decode(drawn.png), self.recogniser)
        except ManifestError as error:
            self.failures.append(error)
            self.accounts.append(f"page {number} (it is a picture, and was not read: {str(error).partition(';')[0]})")
            return pages
        self.blocks += blocks_of_words(number, words, drawn.scale)
        sure = self.confidences.setdefault(number, {})
        for word in words:
            text = fold(word.text)
            sure[text] = min(word.confidence, sure.get(text, 100.0))
        title = self.recogniser.title
        found = f"{title} read {len(words)} words of it, as guesses; what it did not make out is missing"
        self.accounts.append(f"page {number} (it is a picture: {found if words else f'{title} found no words in it'})")
        return pages

    def _refuse_more(self) -> None:
        if len(self.failures) >= MOST_FAILURES:
            raise ManifestError(NO_MORE_TRIED)
        if len(self.accounts) >= MOST_PAGES:
            raise ManifestError(NO_MORE_PAGES, most=MOST_PAGES)

    def marked(self, table: LineTable) -> LineTable:
        """Return a table with, on each line of these pages, how its fields were read."""
        return replace(table, lines=tuple(map(self._marked, table.lines)))

    def _marked(self, line: DeclaredLine) -> DeclaredLine:
        number = _page_of(line)
        if number is not None and number not in self.confidences:
            return line
        pages = self.confidences if number is None else (number,)
        sure: dict[str, float] = {}
        for page in pages:
            for word, confidence in self.confidences[page].items():
                sure[word] = min(confidence, sure.get(word, 100.0))
        problems = self._problems(line, sure, f" on page {number}" if number else "")
        return replace(line, problems=(*line.problems, *problems))

    def _problems(self, line: DeclaredLine, sure: dict[str, float], where: str) -> Iterator[LineProblem]:
        for name, text in line.fields.items():
            word, confidence = least_sure(text, sure)
            is_unclear = confidence < LEAST_CONFIDENCE
            if name not in ITEM and not (is_unclear and name in SAID_IF_UNCLEAR):
                continue
            how = f"it was read from a picture{where} by {self.recogniser.title}"
            detail = f"{how}; its least sure word, {word[:40]!r}, has {confidence:.0f} of 100" if word else how
            yield LineProblem("picture_unclear" if is_unclear else "read_from_picture", name, detail)


def _page_of(line: DeclaredLine) -> int | None:
    """Return the page that a line says it stands on; None where it says none.

    A column may be called as its place is: that stands behind all columns.
    """
    places = [text for name, text in line.declared.items() if name.startswith(PLACE)]
    found = _PAGE.match(places[-1]) if places else None
    return int(found[1]) if found else None


def least_sure(text: str, sure: dict[str, float]) -> tuple[str, float]:
    """Return the word of a text that was read least surely, and how surely; "" and 100 where none was read.

    A word that two lines of a page were joined to is as sure as the less sure of them.
    """
    found = [("", 100.0)]
    for word in fold(text).split():
        parts = (word,) if word in sure else (part for part in sure if len(part) > 1 and part in word)
        found += ((part, sure[part]) for part in parts)
    return min(found[1:] or found, key=lambda pair: pair[1])


def blocks_of_words(page: int, words: Sequence[PictureWord], scale: float) -> list[PaperBlock]:
    """Return the words of a picture as lines of text in segments, from the top, in points of the page."""
    blocks = []
    for line in _lines(words):
        segments = list(_segments(line))
        boxes: list[Box | None] = [_box(segment, line, scale) for segment in segments]
        texts = [" ".join(word.text for word in segment) for segment in segments]
        blocks.append(PaperBlock(page, is_table=False, rows=[texts], boxes=[boxes], merged=[]))
    return blocks


def _lines(words: Iterable[PictureWord]) -> Iterator[list[PictureWord]]:
    """Yield words in lines, from the top, each from left to right; what stands half beside a line is of it."""
    line: list[PictureWord] = []
    top = bottom = 0.0
    for word in sorted(words, key=lambda word: (word.top + word.bottom, word.left)):
        shared = min(bottom, word.bottom) - max(top, word.top)
        if line and shared < min(bottom - top, word.bottom - word.top) / 2:
            yield sorted(line, key=lambda word: word.left)
            line = []
        line.append(word)
        top, bottom = median(each.top for each in line), median(each.bottom for each in line)
    if line:
        yield sorted(line, key=lambda word: word.left)


def _height(line: Sequence[PictureWord]) -> float:
    return median(word.bottom - word.top for word in line)


def _segments(line: Sequence[PictureWord]) -> Iterator[list[PictureWord]]:
    """Yield the words of a line in parts, where more than a space is between them."""
    height, segment = _height(line), [line[0]]
    for word in line[1:]:
        if word.left - segment[-1].right > _GAP * height:
            yield segment
            segment = []
        segment.append(word)
    yield segment


def _box(segment: Sequence[PictureWord], line: Sequence[PictureWord], scale: float) -> Box:
    """Return where words stand on the page, as high as a line of print is: the program's boxes end with the letters."""
    top, bottom = min(word.top for word in line), max(word.bottom for word in line)
    half = max(bottom - top, _EM * _height(line)) / 2
    sides = (segment[0].left, (top + bottom) / 2 - half, segment[-1].right, (top + bottom) / 2 + half)
    left, upper, right, lower = (round(side * scale, 1) for side in sides)
    return left, upper, right, lower

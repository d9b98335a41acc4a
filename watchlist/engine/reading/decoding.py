"""From bytes to text, in whatever encoding the file was written, decided by evidence.

Marks, then UTF-8, speak for themselves. Of the rest (encodings.csv), that encoding is taken under which the first rows
hold the most headers that are understood, and then the text the most letters that its languages use; what none
explains is left to `charset_normalizer`, and what that does not explain either is UTF-8 with U+FFFD in places.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import IO, NamedTuple

import charset_normalizer

from watchlist.engine.reading.columns import read_column
from watchlist.engine.reading.data_tables import rows_of
from watchlist.engine.reading.file_bytes import blocks, head as file_head

UTF8 = "utf-8"
# The longer mark first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", UTF8),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
)
# What charset_normalizer may say: beyond it, its guesses on short texts are mere chance.
_RARER = ["cp866", "cp850", "cp852", "mac_roman", "mac_cyrillic"]
_END = re.compile(rb"[\r\n]")
_HEADER_LINES = 20
_SAMPLE_LINES = 200
_LONGEST_LINE = 2000
_SAMPLE_UNITS = 65_536
_UTF8_LETTER = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_CELL = re.compile(r"[^,;\t|\r\n\"'{}\[\]:]+")
_LEAST_SENSE = 0.7
_LEAST_COHERENCE = 0.3
_MOST_BROKEN = 0.1
# Signs of trade documents in every encoding of one byte, and those that may stand between letters.
_SIGNS = frozenset("°±µ®™€£§×·²³½¼¾«»„“”‘’‚–—…•№©¿¡\u00a0\u00ad")
_JOINTS = frozenset("’–·\u00ad")


class DecodedText(NamedTuple):
    """A text, and the encoding that it was read in."""

    text: str
    encoding: str


class RecognisedEncoding(NamedTuple):
    """The codec of a file, how its encoding is named, and whether every byte of it is of UTF-8."""

    codec: str
    name: str
    is_sound_utf8: bool = False


class _Sense(NamedTuple):
    """How much a reading makes sense: the headers understood, then the share of letters as its languages use them."""

    headers: int = 0
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class _Encoding:
    """An encoding, and what its languages write most: letters, or the leading bytes of common characters."""

    name: str
    codec: str
    least: int
    measure: str
    leads: frozenset[bytes]
    common: frozenset[str]
    letters: frozenset[str]
    latin: bool

    def weight(self, previous: str, mark: str, following: str) -> float:
        """Return how much a character speaks for this encoding where it stands, from 0 to 1."""
        if self.measure:
            # A letter of one byte and the next, read as one sign: "25 °C", "Désignation".
            if mark.encode(self.measure, "ignore")[:1] not in self.leads:
                return 0.0
            alone = previous.isascii() and following.isascii()
            return 1.0 if not alone else 0.3 if previous.isalpha() or following.isalpha() else 0.75
        if mark in self.common or mark in self.letters:
            by_use = 1.0 if mark in self.common else 0.5
            return by_use if self._fits(previous, mark, following) else 0.0
        joins = previous.isalpha() and following.isalpha() and mark not in _JOINTS
        return 0.9 if mark in _SIGNS and not joins else 0.0

    def _fits(self, previous: str, mark: str, following: str) -> bool:
        """Say whether a letter may stand there: no capital within a word, no two scripts in one."""
        in_latin_word = any(neighbour.isascii() and neighbour.isalpha() for neighbour in (previous, following))
        if previous.islower() and mark.isupper():
            return False
        alone = previous.isascii() and following.isascii() and mark.islower()
        return in_latin_word or alone if self.latin else not in_latin_word


def decode(data: bytes) -> DecodedText:
    """Return the text of a file and its encoding; what cannot be decoded becomes U+FFFD."""
    codec, encoding, _ = recognise(BytesIO(data))
    return DecodedText(data.decode(codec, "replace").removeprefix("\ufeff"), encoding)


def recognise(file: IO[bytes]) -> RecognisedEncoding:
    """Return the encoding of a file, which is read a block at a time."""
    head = file_head(file, _SAMPLE_UNITS)
    for mark, codec, name in _MARKS:
        if head.startswith(mark):
            return RecognisedEncoding(codec, name, name == UTF8 and _is_utf8(file))
    if wide := _unmarked_utf16(head):
        return RecognisedEncoding(wide, wide)
    if _is_utf8(file):
        return RecognisedEncoding(UTF8, UTF8, is_sound_utf8=True)
    codec = _legacy(file)
    return RecognisedEncoding(codec, _NAMES.get(codec, codec))


def _is_utf8(file: IO[bytes]) -> bool:
    try:
        check_utf8(file)
    except UnicodeDecodeError:
        return False
    return True


def check_utf8(file: IO[bytes]) -> None:
    """Raise UnicodeDecodeError for a file that is not all UTF-8."""
    decoder = codecs.getincrementaldecoder(UTF8)()
    for block in blocks(file):
        decoder.decode(block)
    decoder.decode(b"", final=True)


def _unmarked_utf16(sample: bytes) -> str | None:
    """Return the byte order of UTF-16 without its mark: every second byte of what is ASCII is NUL."""
    first, second = sample[::2].count(0), sample[1::2].count(0)
    often, seldom, codec = (first, second, "utf-16-be") if first > second else (second, first, "utf-16-le")
    if often < 2 or seldom * 10 > often:
        return None
    lines = sample.decode(codec, "replace").splitlines()[:_HEADER_LINES]
    return codec if _headers(lines, ascii_too=True) or often * 3 > len(sample) // 2 else None


def _legacy(file: IO[bytes]) -> str:
    """Return the codec of bytes that are not all UTF-8."""
    # Those of a header stand among the first.
    lines = list(islice(_lines_not_ascii(file), _SAMPLE_LINES))
    joined = b"\n".join(lines)
    letters = len(_UTF8_LETTER.findall(joined))
    if letters > 4 * len(_HIGH.findall(_UTF8_LETTER.sub(b"", joined))):
        return UTF8
    senses = {encoding.codec: _sense(lines, encoding) for encoding in ENCODINGS}
    best = max(senses, key=lambda codec: senses[codec])
    if senses[best].headers or senses[best].share >= _LEAST_SENSE:
        return best
    match = charset_normalizer.from_bytes(joined, cp_isolation=_RARER).best()
    if match and (match.coherence >= _LEAST_COHERENCE or _headers(str(match).splitlines()[:_HEADER_LINES])):
        return match.encoding
    return UTF8


def _lines_not_ascii(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the beginning of each line that is not all ASCII."""
    line, is_ascii = b"", True
    for block in blocks(file):
        for at, part in enumerate(_END.split(block)):
            if at and not is_ascii:
                yield line
            if at:
                line, is_ascii = b"", True
            line = (line + part[:_LONGEST_LINE])[:_LONGEST_LINE]
            is_ascii = is_ascii and part.isascii()
    if not is_ascii:
        yield line


def _sense(lines: Sequence[bytes], encoding: _Encoding) -> _Sense:
    texts = []
    for line in lines:
        # A line that was cut may end within a character: that is no fault.
        decoder = codecs.getincrementaldecoder(encoding.codec)()
        try:
            texts.append(decoder.decode(line, final=len(line) < _LONGEST_LINE))
        except UnicodeDecodeError:
            continue
    weights = [
        encoding.weight(previous, mark, following)
        for text in texts
        for previous, mark, following in zip(f" {text}", text, f"{text[1:]} ", strict=False)
        if not mark.isascii()
    ]
    broken = len(lines) - len(texts)
    if broken > max(1, _MOST_BROKEN * len(lines)) or broken * 3 > len(texts) or len(weights) < encoding.least:
        return _Sense()
    return _Sense(_headers(texts[:_HEADER_LINES]), sum(weights) / len(weights))


def _headers(lines: Iterable[str], *, ascii_too: bool = False) -> int:
    """Return how many headers are understood that another encoding would write otherwise."""
    cells = {cell.strip() for line in lines for cell in _CELL.findall(line)}
    return sum(1 for cell in cells if (ascii_too or not cell.isascii()) and read_column(cell).field)


def _bytes(ranges: str) -> Iterator[bytes]:
    for part in ranges.split():
        first, last = (int(end, 16) for end in part.split("-"))
        yield from (bytes([lead]) for lead in range(first, last + 1))


ENCODINGS = [
    _Encoding(
        row["encoding"],
        row["codec"],
        int(row["least"]),
        row["measure"],
        frozenset(_bytes(row["leads"])),
        frozenset(row["common"]),
        frozenset(row["letters"]),
        unicodedata.name((row["common"] or " ")[0]).startswith("LATIN"),
    )
    for row in rows_of("encodings.csv")
]
_NAMES = {encoding.codec: encoding.name for encoding in ENCODINGS}

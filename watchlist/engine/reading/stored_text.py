"""The text of a file on the disk: decoded a block at a time, and its lines cut out when each is asked for.

To hold the text of a long file takes up to four bytes for each of its characters, wherever one of them is rare.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Final, NamedTuple

from watchlist.engine.reading.decoding import UTF8, check_utf8, recognise
from watchlist.engine.reading.file_bytes import FileBytes, blocks, head, opened

_IN_MEMORY: Final = 1024 * 1024
"""Bytes of a text that needs no disk."""
_MARK: Final = codecs.BOM_UTF8
_KEPT: Final = "surrogatepass"
_FEED: Final = (b"\n",)
_ENDS: Final = (b"\n", b"\r")


class PlacedLine(NamedTuple):
    """A line with its end, and the place in the text behind it."""

    text: str
    end: int


@dataclass(frozen=True, slots=True)
class StoredText:
    """A text as UTF-8 in a file, from a place on; and the encoding that it was read in."""

    file: IO[bytes]
    start: int
    encoding: str

    def lines(self, start: int | None = None) -> Iterator[PlacedLine]:
        """Yield the lines, which end as those of a file do ("\\r\\n", "\\r", "\\n"), from the beginning of one on."""
        return self._placed(_cut(blocks(self.file, self._from(start))), self._from(start))

    def texts(self) -> Iterator[str]:
        """Yield the text of each of these lines."""
        return (line.decode(UTF8, _KEPT) for line in _cut(blocks(self.file, self.start)))

    def holds(self, mark: str) -> bool:
        """Say whether a character of ASCII stands anywhere in the text."""
        return any(mark.encode() in block for block in blocks(self.file, self.start))

    def lines_by_feed(self) -> Iterator[str]:
        """Yield the lines that end with line feeds alone."""
        return (line.text for line in self._placed(_fed(blocks(self.file, self.start)), self.start))

    def is_blank(self) -> bool:
        """Return whether nothing but blanks stands in the text."""
        return all(line.text.isspace() for line in self.lines())

    def after(self, line: PlacedLine) -> StoredText:
        """Return the text behind a line."""
        return StoredText(self.file, line.end, self.encoding)

    def _from(self, start: int | None) -> int:
        return self.start if start is None else start

    @staticmethod
    def _placed(lines: Iterable[bytes], start: int) -> Iterator[PlacedLine]:
        at = start
        for line in lines:
            at += len(line)
            yield PlacedLine(line.decode(UTF8, _KEPT), at)


def store_text(data: FileBytes) -> StoredText:
    """Return the text of a file; what cannot be decoded becomes U+FFFD.

    One that is in UTF-8 stays where it is, and is read there; any other is written once more.
    """
    file = opened(data)
    codec, encoding, is_sound = recognise(file)
    text = file if is_sound else _transcoded(file, codec)
    start = 0
    # As many as `decode` takes off: one that belongs to UTF-8 itself, and one more.
    for _mark in range(2 if is_sound else 1):
        text.seek(start)
        start += len(_MARK) if text.read(len(_MARK)) == _MARK else 0
    return StoredText(text, start, encoding)


def utf8_text(data: FileBytes) -> StoredText:
    """Return the text of a file that is in UTF-8, with a mark or without. Raises UnicodeDecodeError for any other."""
    file = opened(data)
    check_utf8(file)
    return StoredText(file, len(_MARK) if head(file, len(_MARK)) == _MARK else 0, UTF8)


def _transcoded(file: IO[bytes], codec: str) -> IO[bytes]:
    text = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - it is open for as long as its lines are read
    decoder = codecs.getincrementaldecoder(codec)("replace")
    for block in blocks(file):
        text.write(decoder.decode(block).encode(UTF8, _KEPT))
    text.write(decoder.decode(b"", final=True).encode(UTF8, _KEPT))
    return text


def _cut(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines of bytes that come in pieces."""
    begun: list[bytes] = []
    carried = b""
    for piece in pieces:
        # "\r" at the end of a piece may be half of an end.
        block = carried + piece
        carried = b"\r" if block.endswith(b"\r") else b""
        yield from _whole_lines(block.removesuffix(carried).splitlines(keepends=True), begun, _ENDS)
    yield from _whole_lines([carried] if carried else [], begun, _ENDS)
    if begun:
        yield b"".join(begun)


def _fed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same, ended by line feeds alone."""
    begun: list[bytes] = []
    for piece in pieces:
        yield from _whole_lines(BytesIO(piece).readlines(), begun, _FEED)
    if begun:
        yield b"".join(begun)


def _whole_lines(lines: Sequence[bytes], begun: list[bytes], ends: tuple[bytes, ...]) -> Iterator[bytes]:
    """Yield those of some lines that have an end, behind what is `begun`; what has none is begun then."""
    for line in lines:
        if not line.endswith(ends):
            begun.append(line)
        elif begun:
            yield b"".join([*begun, line])
            begun.clear()
        else:
            yield line

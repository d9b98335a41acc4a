"""The lines of a long file in parts: all lines of one good are in the parts of one process, which resolves it once."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from tempfile import TemporaryFile
from typing import Final, NamedTuple

from watchlist.engine.decision import MOVEMENT, PARTY_FIELDS
from watchlist.engine.reading import (
    DATE_FIELDS,
    ITEM,
    DeclaredLine,
    NotedTexts,
    as_plain,
    from_plain,
    texts_of,
)

BLOCK: Final = 2_000
"""Lines that are handed out, and written, together."""
NOTED: Final = (MOVEMENT, DATE_FIELDS, PARTY_FIELDS)
Key = tuple[str | None, ...]
Tell = Callable[[int, Sequence[Key]], None]
"""Tells a process, by its number, of goods that its lines declare and no line did before."""


class Place(NamedTuple):
    """Where the bytes of a part stand in the file of all parts."""

    at: int
    size: int


class SharedBlock(NamedTuple):
    """Some lines that follow each other: the process that each is given to, and the part of each process."""

    owners: bytes
    places: tuple[Place | None, ...]


class LineParts(Collection[DeclaredLine]):
    """Lines on their way from a reader to a few processes that were forked after it was made.

    They wait in a file that nobody else sees, and that is gone with the last of these processes.
    """

    def __init__(self, processes: int, tell: Tell) -> None:
        self.blocks: list[SharedBlock] = []
        self.noted = NotedTexts(NOTED)
        self._processes, self._tell = processes, tell
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - it is open for as long as its lines are read
        self._size = 0
        self._seen: set[int] = set()

    def take(self, lines: Iterable[DeclaredLine]) -> LineParts:
        """Append lines, and return itself."""
        rest = iter(lines)
        while chunk := list(islice(rest, BLOCK)):
            self.noted.add(chunk)
            self._hand_out(chunk)
        return self

    def read(self, place: Place) -> list[DeclaredLine]:
        """Return the lines of a part; any of the processes may ask, of the parts that were written before."""
        return from_plain(marshal.loads(os.pread(self._file.fileno(), place.size, place.at)))  # noqa: S302 - of our own  # nosec B302

    def __len__(self) -> int:
        return sum(len(block.owners) for block in self.blocks)

    def __iter__(self) -> Iterator[DeclaredLine]:
        for block in self.blocks:
            parts = [iter(self.read(place) if place else ()) for place in block.places]
            yield from (next(parts[owner]) for owner in block.owners)

    def __contains__(self, line: object) -> bool:
        return any(line == other for other in self)

    def _hand_out(self, chunk: Sequence[DeclaredLine]) -> None:
        keys = texts_of(chunk, ITEM)
        hashes = list(map(hash, keys))
        owners = bytes([number % self._processes for number in hashes])
        parts: list[list[DeclaredLine]] = [[] for _ in range(self._processes)]
        for owner, line in zip(owners, chunk, strict=True):
            parts[owner].append(line)
        self.blocks.append(SharedBlock(owners, tuple(self._write(part) if part else None for part in parts)))
        new: list[list[Key]] = [[] for _ in range(self._processes)]
        for number, key in zip(hashes, keys, strict=True):
            if number not in self._seen:
                self._seen.add(number)
                new[number % self._processes].append(key)
        for owner, goods in enumerate(new):
            if goods:
                self._tell(owner, goods)

    def _write(self, part: Sequence[DeclaredLine]) -> Place:
        packed = marshal.dumps(as_plain(part))
        place = Place(self._size, len(packed))
        self._size += os.pwrite(self._file.fileno(), packed, self._size)
        return place

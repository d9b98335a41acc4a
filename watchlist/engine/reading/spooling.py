"""The lines of a long file, on the disk while it is read, and what they say in a few fields, each once.

How a file writes its days and decimals, and which movements and parties it names, is known only when all of it was
read; to hold a million lines until then takes a gigabyte.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from tempfile import TemporaryFile
from typing import Final, NamedTuple

from watchlist.engine.reading.lines import DeclaredLine, DeclaredManifest
from watchlist.engine.reading.numbers import shape
from watchlist.engine.reading.packed import pack, unpack

Names = tuple[str, ...]
Said = tuple[str | None, ...]
"""What a line says in some fields: None where it says nothing."""

QUANTITY: Final = ("quantity",)


class Block(NamedTuple):
    """Some lines that follow each other: the number of the first, how many, and where their bytes stand."""

    first: int
    lines: int
    at: int
    size: int


class Spool(Collection[DeclaredLine]):
    """Lines in blocks of a file that nobody else sees, and that is gone with its process."""

    def __init__(self, block: int, noted: Iterable[Names]) -> None:
        self.blocks: list[Block] = []
        self._block = block
        self._file = TemporaryFile()  # noqa: SIM115 - it is open for as long as its lines are read
        self._noted: dict[Names, dict[Said, None]] = {names: {} for names in noted}
        self._quantities: dict[Said, None] = {}

    def take(self, lines: Iterable[DeclaredLine]) -> Spool:
        """Put lines behind those that are there, and return itself."""
        rest = iter(lines)
        while some := list(islice(rest, self._block)):
            self._note(some)
            packed = pack(some)
            self.blocks.append(Block(some[0].number, len(some), self._file.tell(), len(packed)))
            self._file.write(packed)
        return self

    def packed(self, block: Block) -> bytes:
        """Return the bytes of a block."""
        self._file.seek(block.at)
        return self._file.read(block.size)

    def said(self, names: Names) -> Collection[Said]:
        """Return what lines say in fields that are noted together; of quantities, one for all that are shaped alike."""
        return self._quantities if names == QUANTITY else self._noted[names]

    def __len__(self) -> int:
        return sum(block.lines for block in self.blocks)

    def __iter__(self) -> Iterator[DeclaredLine]:
        for block in self.blocks:
            yield from unpack(self.packed(block))

    def __contains__(self, line: object) -> bool:
        return any(line == other for other in self)

    def _note(self, lines: Sequence[DeclaredLine]) -> None:
        for names, noted in self._noted.items():
            noted.update(dict.fromkeys(tuple(map(line.fields.get, names)) for line in lines))
        shapes = {shape(text) for line in lines if (text := line.fields.get("quantity"))}
        self._quantities.update(dict.fromkeys((text,) for text in sorted(shapes)))


def said_in(lines: Collection[DeclaredLine], names: Names) -> Collection[Said]:
    """Return what lines say in some fields together, each once, in the order of the first that says it."""
    if isinstance(lines, Spool):
        return lines.said(names)
    return dict.fromkeys(tuple(map(line.fields.get, names)) for line in lines)


def said_of(manifest: DeclaredManifest, names: Names) -> Iterator[dict[str, str]]:
    """Yield the same of a manifest by the names of fields, with what its shipment says where lines are silent."""
    for said in said_in(manifest.lines, names):
        own = {name: text for name, text in zip(names, said, strict=True) if text is not None}
        yield {**manifest.shipment, **own}

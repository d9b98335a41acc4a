"""The lines of a long file, on the disk while it is read, and the distinct texts of a few of their fields.

How a file writes its days and decimals, and which movements and parties it names, is known only when all of it was
read; to hold a million lines until then takes a gigabyte. They wait as bytes, on a disk or in a row of a database, for
whoever answers them.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from tempfile import TemporaryFile
from typing import Any, Final, NamedTuple

import orjson
from msgspec import convert, to_builtins

from watchlist.engine.answer import CorrectedField
from watchlist.engine.errors import LineProblem
from watchlist.engine.reading.columns import DATE_FIELDS
from watchlist.engine.reading.lines import DeclaredLine, DeclaredManifest
from watchlist.engine.reading.numbers import shape

_FAST: Final = 1

Names = tuple[str, ...]
FieldTexts = tuple[str | None, ...]
"""The texts of a line in some fields: None where it has none."""

QUANTITY: Final = ("quantity",)
CONVENTIONAL: Final = frozenset({QUANTITY, DATE_FIELDS})
"""The fields of whose texts it is inferred how a file writes its decimals and days."""


class Block(NamedTuple):
    """Some lines that follow each other: the number of the first, how many, and where their bytes stand."""

    first: int
    lines: int
    at: int
    size: int


class NotedTexts:
    """The distinct texts of lines as they pass: of some fields together, and of quantities one for all shaped alike."""

    def __init__(self, noted: Iterable[Names]) -> None:
        self._noted: dict[Names, dict[FieldTexts, None]] = {names: {} for names in noted}
        self._quantities: dict[FieldTexts, None] = {}

    def add(self, lines: Sequence[DeclaredLine]) -> None:
        """Note the texts of some lines."""
        for names, noted in self._noted.items():
            noted.update(_distinct(lines, names))
        quantities = {line.as_read("quantity") if line.corrections else line.fields.get("quantity") for line in lines}
        shapes = {shape(text) for text in quantities if text}
        self._quantities.update(dict.fromkeys((text,) for text in sorted(shapes)))

    def distinct(self, names: Names) -> Collection[FieldTexts]:
        """Return the distinct texts of fields noted together."""
        return self._quantities if names == QUANTITY else self._noted[names]


class Spool(Collection[DeclaredLine]):
    """Lines in blocks of a file that nobody else sees, and that is gone with its process."""

    def __init__(self, block: int, noted: Iterable[Names]) -> None:
        self.blocks: list[Block] = []
        self._block = block
        self._file = TemporaryFile()  # noqa: SIM115 - it is open for as long as its lines are read
        self.noted = NotedTexts(noted)

    def take(self, lines: Iterable[DeclaredLine]) -> Spool:
        """Append lines, and return itself."""
        rest = iter(lines)
        while chunk := list(islice(rest, self._block)):
            self.noted.add(chunk)
            packed = pack(chunk)
            self.blocks.append(Block(chunk[0].number, len(chunk), self._file.tell(), len(packed)))
            self._file.write(packed)
        return self

    def packed(self, block: Block) -> bytes:
        """Return the bytes of a block."""
        self._file.seek(block.at)
        return self._file.read(block.size)

    def __len__(self) -> int:
        return sum(block.lines for block in self.blocks)

    def __iter__(self) -> Iterator[DeclaredLine]:
        for block in self.blocks:
            yield from unpack(self.packed(block))

    def __contains__(self, line: object) -> bool:
        return any(line == other for other in self)


def distinct_texts(lines: Collection[DeclaredLine], names: Names) -> Collection[FieldTexts]:
    """Return the distinct texts of lines in some fields together, in the order of their first line.

    Of days and quantities those of the file itself: how it writes them, no person's correction shows.
    """
    noted = getattr(lines, "noted", None)
    if isinstance(noted, NotedTexts):
        return noted.distinct(names)
    return _distinct(lines, names)


def _distinct(lines: Collection[DeclaredLine], names: Names) -> dict[FieldTexts, None]:
    if names in CONVENTIONAL and any(line.corrections for line in lines):
        return dict.fromkeys(tuple(map(line.as_read, names)) for line in lines)
    return dict.fromkeys(texts_of(lines, names))


def texts_of(lines: Iterable[DeclaredLine], names: Names) -> list[FieldTexts]:
    """Return the texts of each line in some fields."""
    return [tuple([fields.get(name) for name in names]) for fields in [line.fields for line in lines]]


def distinct_fields(manifest: DeclaredManifest, names: Names) -> Iterator[dict[str, str]]:
    """Yield the distinct texts of a manifest's lines by field, those of its shipment where lines are silent."""
    for texts in distinct_texts(manifest.lines, names):
        own = {name: text for name, text in zip(names, texts, strict=True) if text is not None}
        yield {**manifest.shipment, **own}


def pack(lines: Iterable[DeclaredLine]) -> bytes:
    """Return lines as compressed JSON."""
    return zlib.compress(orjson.dumps(as_plain(lines)), _FAST)


def unpack(packed: bytes) -> list[DeclaredLine]:
    """Return the lines that `pack` wrote."""
    return from_plain(orjson.loads(zlib.decompress(packed)))


def as_plain(lines: Iterable[DeclaredLine]) -> list[tuple[Any, ...]]:
    """Return lines as plain values, of which `from_plain` makes them again."""
    return [
        (
            *(line.number, line.key, line.declared, line.fields),
            [(p.code, p.field, p.detail) for p in line.problems] if line.problems else [],
            # Only where there are any: the version before reads five values.
            *([to_builtins(line.corrections)] if line.corrections else []),
        )
        for line in lines
    ]


def from_plain(lines: Iterable[Sequence[Any]]) -> list[DeclaredLine]:
    """Return the lines of which `as_plain` made these values."""
    return [
        DeclaredLine(
            number,
            key,
            declared,
            fields,
            tuple(LineProblem(*problem) for problem in problems) if problems else (),
            convert(corrections[0], tuple[CorrectedField, ...]) if corrections else (),
        )
        for number, key, declared, fields, problems, *corrections in lines
    ]

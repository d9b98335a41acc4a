"""Which of our code reads a record of an answer by string key: `python -m tests.answer_keys` names each such read.

An answer has types (`watchlist/engine/answer.py`), and whoever reads one reads its attributes: a name that is misspelt
is then an error of mypy, and a fact that moves is moved everywhere. A read is `part["tier"]` or `part.get("tier")` with
the name of any field of any of these types. Much else has fields of these names: rows of a CSV file, forms, requests,
the facts of a change set. `answer_keys.csv` says of each such mapping where it is (`where`, a path), as what the code
knows it (`receiver`), with which of its keys (`key`, several with spaces between, or *), and what it is. All three
may have wildcards; a row that excuses nothing is an error too.
"""

from __future__ import annotations

import ast
import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from inspect import getmembers, isclass
from pathlib import Path

from msgspec import Struct

from watchlist.engine import answer
from watchlist.engine.host import ROOT

TABLE = Path(__file__).with_suffix(".csv")
SOURCES = ("chemistry", "config", "watchlist")
CODECS = "watchlist/engine/answer*.py"
"""They make records of bytes and bytes of records, key by key."""


@dataclass(frozen=True, slots=True)
class Read:
    """A read by string key: the file with the line, the expression that is read from, and the key."""

    path: str
    line: int
    receiver: str
    key: str


@dataclass(frozen=True, slots=True)
class OtherMapping:
    """What has fields of these names and is no part of an answer, where it is, and what it is."""

    where: str
    receiver: str
    key: str
    reason: str

    def excuses(self, read: Read) -> bool:
        """Say whether a read is of it."""
        is_of_key = self.key == "*" or read.key in self.key.split()
        return is_of_key and fnmatchcase(read.path, self.where) and fnmatchcase(read.receiver, self.receiver)


def names() -> frozenset[str]:
    """Return the name of every field of every type of an answer, as its JSON has it."""
    types = (of for _, of in getmembers(answer, isclass) if issubclass(of, Struct))
    return frozenset(name for of in types for name in of.__struct_encode_fields__)


def reads(source: str, path: str, keys: frozenset[str]) -> Iterator[Read]:
    """Yield each read of one of some keys from whatever mapping."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Subscript(value=receiver, slice=ast.Constant(value=str(key)), ctx=ast.Load()):
                pass
            case ast.Call(
                func=ast.Attribute(value=receiver, attr="get" | "pop"), args=[ast.Constant(value=str(key)), *_]
            ):
                pass
            case _:
                continue
        if key in keys:
            yield Read(path, node.lineno, ast.unparse(receiver), key)


def others() -> list[OtherMapping]:
    """Return what else has fields of these names."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [OtherMapping(**row) for row in csv.DictReader(file)]


def of_answers(found: Iterable[Read], excused: Sequence[OtherMapping]) -> list[Read]:
    """Return the reads that no row of the table excuses."""
    return [read for read in found if not any(other.excuses(read) for other in excused)]


def idle(found: Sequence[Read], excused: Iterable[OtherMapping]) -> list[OtherMapping]:
    """Return the rows of the table that excuse nothing."""
    return [other for other in excused if not any(map(other.excuses, found))]


def reads_of_all() -> list[Read]:
    """Return the reads of all our code but that of the codecs, by file and line."""
    keys, found = names(), list[Read]()
    for path in sorted(path for folder in SOURCES for path in (ROOT / folder).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if "migrations" not in path.parts and not fnmatchcase(name, CODECS):
            found += sorted(reads(path.read_text(encoding="utf-8"), name, keys), key=lambda read: read.line)
    return found


def main() -> int:
    """Name each read of an answer by string key, and each idle row of the table; return 1 where there is any."""
    found, excused = reads_of_all(), others()
    left, without_use = of_answers(found, excused), idle(found, excused)
    for read in left:
        print(f"{read.path}:{read.line}: {read.receiver}[{read.key!r}] reads an answer by string key")
    for other in without_use:
        print(f"{TABLE.name}: {other.where}, {other.receiver}, {other.key}: excuses nothing")
    print(f"{len(left)} reads of answers by string key")
    return int(bool(left or without_use))


if __name__ == "__main__":
    sys.exit(main())

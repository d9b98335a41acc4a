"""The record of hashes: a file for each question; a line without indent is a section, the others name a record each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from tests.golden.service import GOLDEN

Place = tuple[str, str]
"""A record by its section and its name there: the number of a line, or which record of the answer it is."""

Hashes = dict[Place, str]


def path_of(question: str) -> Path:
    """Return where the hashes of a question stand."""
    return GOLDEN / f"{question}.txt"


def committed(question: str) -> Hashes:
    """Return the hashes of a question as committed; none where it was never asked."""
    path, section, hashes = path_of(question), "", Hashes()
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        if line.startswith(" "):
            name, digest = line.split()
            hashes[section, name] = digest
        else:
            section = line
    return hashes


def write(question: str, hashes: Hashes) -> None:
    """Put down the hashes of a question."""
    path_of(question).write_text("\n".join(_lines(hashes.items())) + "\n", encoding="utf-8")


def _lines(rows: Iterable[tuple[Place, str]]) -> Iterator[str]:
    for section, group in groupby(rows, key=lambda row: row[0][0]):
        yield section
        yield from (f" {name} {digest}" for (_, name), digest in group)

"""Declared lines as bytes: so they wait, on a disk or in a row, for whoever answers them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Final

import orjson

from watchlist.engine.errors import LineProblem
from watchlist.engine.reading.lines import DeclaredLine

_FAST: Final = 1


def pack(lines: Iterable[DeclaredLine]) -> bytes:
    """Return lines as compressed JSON."""
    plain = [
        (line.number, line.key, line.declared, line.fields, [(p.code, p.field, p.detail) for p in line.problems])
        for line in lines
    ]
    return zlib.compress(orjson.dumps(plain), _FAST)


def unpack(packed: bytes) -> list[DeclaredLine]:
    """Return the lines that `pack` wrote."""
    return [
        DeclaredLine(number, key, declared, fields, tuple(LineProblem(*problem) for problem in problems))
        for number, key, declared, fields, problems in orjson.loads(zlib.decompress(packed))
    ]

"""By what a publication was read: its declaration, and the connectors. By another, the same bytes may say more."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Final

import orjson

from watchlist.list_updates.declaring import DeclaredSource

HERE: Final = Path(__file__).parent
CODE: Final = HERE / "connectors"
OF_PEOPLE: Final = frozenset({"title", "note", "hours", "most_drop"})
"""What a declaration says to people and to the schedule, and no reading hangs on."""


def read_as(source: DeclaredSource) -> str:
    """Return the hash of all that a reading of a source hangs on, beside the bytes."""
    declared = {name: value for name, value in asdict(source).items() if name not in OF_PEOPLE}
    said = orjson.dumps(declared, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(said + _code(CODE)).hexdigest()


@lru_cache(maxsize=2)
def _code(folder: Path) -> bytes:
    digest = hashlib.sha256()
    for path in (HERE / "published.py", *sorted(folder.rglob("*"))):
        if path.suffix in {".py", ".csv"}:
            digest.update(path.name.encode() + path.read_bytes())
    return digest.digest()

"""What a publication was read by: its declaration and the connectors. By others, the same bytes may say more."""

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
NOT_READ_BY: Final = frozenset({"title", "note", "hours", "most_drop"})
"""Fields of a declaration for people and the schedule, on which no reading depends."""


def reading_digest(source: DeclaredSource) -> str:
    """Return the SHA-256 of all that a reading of a source depends on, except its bytes."""
    declared = {name: value for name, value in asdict(source).items() if name not in NOT_READ_BY}
    canonical = orjson.dumps(declared, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(canonical + _code(CODE)).hexdigest()


@lru_cache(maxsize=2)
def _code(folder: Path) -> bytes:
    digest = hashlib.sha256()
    for path in (HERE / "published.py", *sorted(folder.rglob("*"))):
        if path.suffix in {".py", ".csv"}:
            digest.update(path.name.encode() + path.read_bytes())
    return digest.digest()

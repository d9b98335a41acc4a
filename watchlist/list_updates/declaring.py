"""The sources that are followed, each declared in a file of its own: what is published, where, how often it is read."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import orjson

from watchlist.conf import source_addresses, source_folders
from watchlist.engine.errors import CorrectTheData

HERE: Final = Path(__file__).parent
CODE: Final = HERE / "connectors"
NOT_READ_BY: Final = frozenset({"title", "note", "hours", "most_drop"})
"""Fields of a declaration for people and the schedule, on which no reading depends."""

MOST_DROP: Final = 20


@dataclass(frozen=True, slots=True)
class DeclaredList:
    """One list of a publication: the bounds of its rows, and what they are to the law.

    `entries_of`: the control list whose entries its rows are. `conditions_of`: the control lists on whose entries its
    rows lay a condition of the kind `condition`. With neither, its rows are compared and shown, and apply to nothing.
    """

    key: str
    least: int
    most: int
    entries_of: str = ""
    conditions_of: tuple[str, ...] = ()
    condition: str = ""


@dataclass(frozen=True, slots=True)
class DeclaredSource:
    """A publication: `connector` reads it, from `path` below the address of its `site`.

    `most_drop` is the share of rows, in percent, beyond which a loss needs a person's word; `settings` are the
    connector's own. `hours` is how often it is looked at.
    """

    key: str
    title: str
    connector: str
    site: str
    address: str
    path: str
    jurisdiction: str
    authority: str
    hours: int
    accepts: tuple[str, ...]
    language: str = "en"
    most_bytes: int = 32 * 1024 * 1024
    most_drop: int = MOST_DROP
    lists: Mapping[str, DeclaredList] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""

    @property
    def interval(self) -> timedelta:
        """Return how long after one look the next is due."""
        return timedelta(hours=self.hours)

    @property
    def origin(self) -> str:
        """Return the origin of its editions."""
        return f"sources/{self.key}"

    @property
    def house_list(self) -> str:
        """Return the key of the house list that it feeds; "" where its rows are of law, or for people to read."""
        return str(self.settings.get("house_list", ""))


def declared_sources() -> dict[str, DeclaredSource]:
    """Return every source declared, by key. Raises `CorrectTheData`, which names the file, for one that is broken."""
    return _read_sources(tuple(source_folders()), tuple(sorted(source_addresses().items())))


def declared_source(key: str) -> DeclaredSource:
    """Return one source. Raises `CorrectTheData` where none is declared under the key."""
    sources = declared_sources()
    if key not in sources:
        raise CorrectTheData(f"no source {key!r} is declared; declared are {', '.join(sorted(sources))}.")
    return sources[key]


def read_source(text: str, name: str, addresses: Mapping[str, str]) -> DeclaredSource:
    """Return the source that a file declares; the addresses of sites that are set go before its own."""
    try:
        declaration = tomllib.loads(text)
        lists = {
            key: DeclaredList(key=key, **{**bounds, "conditions_of": tuple(bounds.get("conditions_of", ()))})
            for key, bounds in declaration.pop("lists", {}).items()
        }
        declaration["accepts"] = tuple(declaration["accepts"])
        declaration["address"] = addresses.get(declaration["site"], declaration["address"]).rstrip("/")
        return DeclaredSource(**declaration, lists=lists)
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:  # of TOML, or of its shape
        raise CorrectTheData(f"{name}: {error}") from error


@lru_cache(maxsize=4)
def _read_sources(folders: tuple[Path, ...], addresses: tuple[tuple[str, str], ...]) -> dict[str, DeclaredSource]:
    files = [path for folder in folders for path in sorted(folder.glob("*.toml"))]
    sources = [read_source(path.read_text(encoding="utf-8"), path.name, dict(addresses)) for path in files]
    return {source.key: source for source in sources}


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

"""The general dictionary: chemicals of commerce by number, name and InChIKey, from the package `chemicals`.

Its names are English; those of other languages stand in data/ordinary_names.csv.

Its text tables are compiled once into a read-only SQLite file. The file's name holds the version of the package and a
digest of the code that makes its keys, so that it can never be read with keys of another making.
"""

from __future__ import annotations

import csv
import hashlib
import logging
import os
import re
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from inspect import getfile, unwrap
from pathlib import Path
from typing import Literal

from chemistry import CasError, normalise_cas, normalise_name
from watchlist.engine.host import build_folder, table, table_path
from watchlist.engine.identification.morphemes import as_pronounced

log = logging.getLogger(__name__)

# Where several tables describe one number, the first is believed: the package's own order.
TABLES = (
    "Inorganic db.tsv",
    "Anion db.tsv",
    "Cation db.tsv",
    "chemical identifiers example user db.tsv",
    "chemical identifiers pubchem small.tsv",
    "chemical identifiers pubchem large.tsv",
)
ELEMENTS = "Element data.csv"
OTHER_LANGUAGES = "ordinary_names.csv"
REMEMBERED = 65_536
RANKS = {1: 0, 0: 1}
SYNONYM = len(RANKS)
"""A record names its chemical systematically, then commonly, then by synonyms: the common name ranks first."""

SKELETON = 14
"""Letters of an InChIKey that say how the atoms are bound."""

HEADER = 100
"""Bytes that say what an SQLite file is."""

NUMBERS_ONLY = re.compile(r"[\d,]*")

SCHEMA = """
CREATE TABLE numbers (id INTEGER PRIMARY KEY, cas TEXT NOT NULL, name TEXT NOT NULL, smiles TEXT NOT NULL,
                      inchikey TEXT NOT NULL);
CREATE TABLE names (name TEXT NOT NULL, chemical INTEGER NOT NULL, rank INTEGER NOT NULL,
                    is_unverified INTEGER NOT NULL, PRIMARY KEY (name, chemical)) WITHOUT ROWID;
"""
PRONOUNCED = """
CREATE TABLE pronounced (letters TEXT PRIMARY KEY, chemical INTEGER NOT NULL) WITHOUT ROWID;
"""
INDEXES = """
CREATE UNIQUE INDEX numbers_by_cas ON numbers (cas);
CREATE INDEX numbers_by_inchikey ON numbers (inchikey);
"""

BY_CAS = "SELECT cas, name, smiles, inchikey, 0 FROM numbers WHERE cas = ?"
BY_INCHIKEY = "SELECT cas, name, smiles, inchikey, 0 FROM numbers WHERE inchikey = ? ORDER BY id"
BY_NAME = """
SELECT cas, numbers.name, smiles, inchikey, is_unverified FROM numbers JOIN names ON chemical = id
WHERE names.name = ? AND (rank < ? OR names.name GLOB '*[0-9]*') ORDER BY id
"""

BY_PRONOUNCED = """
SELECT cas, name, smiles, inchikey, 1 FROM numbers JOIN pronounced ON chemical = id WHERE letters = ?
"""

STRUCTURES = "SELECT DISTINCT smiles, inchikey FROM numbers WHERE smiles != '' AND inchikey != '' ORDER BY id"


@dataclass(frozen=True, slots=True)
class DictionaryEntry:
    """A chemical of commerce; `smiles` and `inchikey` are empty where the dictionary draws none.

    `is_unverified`: found by a name that no source confirms, so that it is a guess.
    """

    cas: str
    name: str
    smiles: str
    inchikey: str
    is_unverified: bool = False


class Dictionary:
    """Answers from the compiled file; compiles it on first use where it is missing. Threads may share one."""

    def __init__(self, folder: Path | None = None) -> None:
        self.path = dictionary_path(folder or build_folder())
        self.engine = f"chemicals {version('chemicals')}"
        self._local = threading.local()
        self._compiling = threading.Lock()
        self.by_cas = lru_cache(REMEMBERED)(self._by_cas)
        self.by_inchikey = lru_cache(REMEMBERED)(self._by_inchikey)
        self.by_names = lru_cache(REMEMBERED)(self._by_names)
        self.by_proper_names = lru_cache(REMEMBERED)(self._by_proper_names)
        self.by_pronounced = lru_cache(REMEMBERED)(self._by_pronounced)

    def structures(self) -> list[tuple[str, Literal["smiles"], str]]:
        """Return every structure that has an InChIKey, as look-ups give it: text, notation, key."""
        rows = self._connection().execute(STRUCTURES)
        return [(smiles, "smiles", inchikey) for smiles, inchikey in rows]

    def _by_cas(self, cas: str) -> DictionaryEntry | None:
        return next(self._select(BY_CAS, cas), None)

    def _by_inchikey(self, inchikey: str) -> DictionaryEntry | None:
        return next(self._select(BY_INCHIKEY, inchikey), None)

    def _by_names(self, name: str) -> tuple[DictionaryEntry, ...]:
        """Return every chemical that a normalised name may stand for, one for each structure."""
        return self._named(name, SYNONYM + 1)

    def _by_proper_names(self, name: str) -> tuple[DictionaryEntry, ...]:
        """Return every chemical of a name, without loose synonyms of mere letters ("detail", "impact" are brands)."""
        return self._named(name, SYNONYM)

    def _by_pronounced(self, letters: str) -> DictionaryEntry | None:
        """Return the one chemical whose proper name is pronounced so, by its letters of `as_pronounced`."""
        return next(self._select(BY_PRONOUNCED, letters), None)

    def _named(self, name: str, below: int) -> tuple[DictionaryEntry, ...]:
        found = [*self._select(BY_NAME, name, below)]
        return tuple({entry.inchikey or entry.cas: entry for entry in reversed(found)}.values())[::-1]

    def _select(self, query: str, *keys: str | int) -> Iterator[DictionaryEntry]:
        rows = self._connection().execute(query, keys)
        return (
            DictionaryEntry(cas, name, smiles, inchikey, bool(unverified))
            for cas, name, smiles, inchikey, unverified in rows
        )

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._local, "connection"):
            with self._compiling:
                if not is_whole(self.path):
                    build_dictionary(self.path)
            self._local.connection = sqlite3.connect(f"{self.path.as_uri()}?mode=ro&immutable=1", uri=True)
        connection: sqlite3.Connection = self._local.connection
        return connection


def dictionary_path(folder: Path) -> Path:
    """Return where the compiled dictionary of this version lies in a folder."""
    return folder.resolve() / f"dictionary-{version('chemicals')}-{_digest()}.sqlite3"


def is_whole(path: Path) -> bool:
    """Say whether the file is there in all its pages: a copy that broke off, or a lost disk, leaves fewer."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        head = file.read(HEADER)
    # https://www.sqlite.org/fileformat.html: the size of a page (1 stands for 65,536), and how many the file has.
    size, pages = (int.from_bytes(head[at : at + long]) for at, long in ((16, 2), (28, 4)))
    return len(head) == HEADER and path.stat().st_size == pages * (65_536 if size == 1 else size)


@cache
def _digest() -> str:
    modules = (Path(getfile(unwrap(each))) for each in (normalise_name, as_pronounced))
    tables = (table_path("identification", name) for name in (OTHER_LANGUAGES, "spellings.csv"))
    makers = (*modules, Path(__file__), *tables)
    return hashlib.sha256(b"".join(path.read_bytes() for path in makers)).hexdigest()[:8]


def build_dictionary(path: Path, show: Callable[[int], None] = lambda done: None) -> int:
    """Compile the dictionary into `path`, all or nothing, and return how many chemicals it holds.

    `show` is told how many of `records_in_package` are done. Of two that compile at once, the last one's file stays:
    both are whole, and the same.
    """
    log.warning("Compiling the dictionary of chemicals into %s (about ten seconds, once).", path)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        count = _write(temporary, show)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return count


def _write(path: Path, show: Callable[[int], None]) -> int:
    chemicals: dict[str, tuple[DictionaryEntry, list[str]]] = {}
    for number, (entry, names) in enumerate(_read_package(), start=1):
        chemicals.setdefault(entry.cas, (entry, names))
        show(number)
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.executescript(SCHEMA)
        rows = [(place, e.cas, e.name, e.smiles, e.inchikey) for place, (e, _) in enumerate(chemicals.values())]
        connection.executemany("INSERT INTO numbers VALUES (?, ?, ?, ?, ?)", rows)
        named = list(_names_of(names for _, names in chemicals.values()))
        connection.executemany("INSERT INTO names VALUES (?, ?, ?, 0)", named)
        places = {cas: place for place, cas in enumerate(chemicals)}
        others = list(_in_other_languages(places, {name for name, _, _ in named}))
        connection.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", others)
        connection.executescript(PRONOUNCED)
        ranked = [*named, *((name, place, rank) for name, place, rank, _ in others)]
        proper = ((name, place) for name, place, rank in ranked if rank < SYNONYM)
        skeletons = [entry.inchikey[:SKELETON] or entry.cas for entry, _ in chemicals.values()]
        connection.executemany("INSERT INTO pronounced VALUES (?, ?)", _as_pronounced(proper, skeletons))
        connection.executescript(INDEXES)
        connection.commit()
    finally:
        connection.close()
    return len(chemicals)


def _names_of(lists: Iterable[list[str]]) -> Iterator[tuple[str, int, int]]:
    """Yield names with the places of the chemicals they stand for, and how properly they do.

    The common name of one chemical is not also the systematic name or a loose synonym of another: "methanol" is not the
    hydroxymethyl radical. What several bear with equal right stays ambiguous.
    """
    bearers: dict[str, tuple[int, set[int]]] = {}
    for place, names in enumerate(lists):
        for position, name in enumerate(names):
            key, rank = normalise_name(name), RANKS.get(position, SYNONYM)
            best, places = bearers.get(key, (rank, set()))
            if rank < best:
                bearers[key] = (rank, {place})
            elif rank == best:
                bearers[key] = (rank, places | {place})
    for name in sorted(bearers):
        if not NUMBERS_ONLY.fullmatch(name):
            rank, places = bearers[name]
            yield from ((name, place, rank) for place in sorted(places))


def _in_other_languages(
    places: Mapping[str, int], package_names: Collection[str]
) -> Iterator[tuple[str, int, int, bool]]:
    """Yield the names of data/ordinary_names.csv with the places of their chemicals, and whether no source says so.

    What the package itself names so keeps its meaning.
    """
    for row in table("identification", OTHER_LANGUAGES):
        key, rank = normalise_name(row["text"]), SYNONYM if row["kind"] == "trade" else RANKS[0]
        if key not in package_names and row["cas"] in places:
            yield key, places[row["cas"]], rank, row["confidence"] == "unverified"


def _as_pronounced(proper_names: Iterable[tuple[str, int]], skeletons: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield how proper names are pronounced, with the place of the first chemical, where they are of one skeleton."""
    places: dict[str, set[int]] = {}
    for name, place in proper_names:
        if letters := as_pronounced(name):
            places.setdefault(letters, set()).add(place)
    for letters, found in places.items():
        if len({skeletons[place] for place in found}) == 1:
            yield letters, min(found)


def records_in_package() -> int:
    """Return how many records the tables of the package have, those of the elements among them."""
    folder = _package()
    paths = (*(folder / "Identifiers" / name for name in TABLES), folder / "Misc" / ELEMENTS)
    return sum(path.read_bytes().count(b"\n") for path in paths)


def _read_package() -> Iterator[tuple[DictionaryEntry, list[str]]]:
    """Yield each record with its names: the systematic, the common, then synonyms."""
    package = _package()
    for name in TABLES:
        with (package / "Identifiers" / name).open(encoding="utf-8") as lines:
            yield from filter(None, (_record(line.rstrip("\n").split("\t")) for line in lines))
    with (package / "Misc" / ELEMENTS).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            name = row["name"].lower()
            yield DictionaryEntry(row["CAS"], name, f"[{row['element symbol']}]", ""), [name]


def _package() -> Path:
    spec = find_spec("chemicals")  # its tables are read without importing it: that takes seconds
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("chemicals")
    return Path(spec.submodule_search_locations[0])


def _record(values: list[str]) -> tuple[DictionaryEntry, list[str]] | None:
    cas, smiles, inchikey, systematic, common = values[1], values[4], values[6], values[7], values[8]
    try:
        cas = normalise_cas(cas)
    except CasError:  # the package makes up numbers for what has none
        return None
    name = systematic if systematic and NUMBERS_ONLY.fullmatch(normalise_name(common)) else common
    return DictionaryEntry(cas, name, smiles, inchikey), [systematic, common, *values[9:]]

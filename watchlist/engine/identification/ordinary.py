"""Chemicals of commerce that no law held touches, found once and kept in a file: they are most of what is shipped.

A row says that a structure of the dictionary, examined under one law by one engine, is no form of anything listed, in
or near no class, and resembles nothing. The whole dictionary is examined when it is built, so that the file says
nothing of what anybody shipped. Beside them stands what the law itself draws, all of it, as it was examined: a listed
chemical by its name or number needs no child process. What else law touches is examined anew by every process. The file
can be deleted any time.
"""

from __future__ import annotations

import hashlib
import json
import logging
import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any, Final

import msgspec

from chemistry import Examination, Identity, ReferenceData, StructureRefusal, StructureText
from watchlist.engine.host import ROOT, build_folder
from watchlist.engine.identity import meaning_of

log = logging.getLogger(__name__)

KEPT: Final = 3
"""Laws whose rows are kept: the one of today, and those that somebody asked of lately."""
AT_ONCE: Final = 500
SECONDS: Final = 2.0
"""How long to wait for another process that writes."""

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS laws (id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, is_whole INTEGER DEFAULT 0);
CREATE TABLE IF NOT EXISTS ordinary (law INTEGER NOT NULL, text TEXT NOT NULL, inchikey TEXT NOT NULL,
                                     identity TEXT NOT NULL, PRIMARY KEY (law, text, inchikey)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS drawn (law INTEGER NOT NULL, text TEXT NOT NULL, inchikey TEXT NOT NULL,
                                  examined BLOB NOT NULL, PRIMARY KEY (law, text, inchikey)) WITHOUT ROWID;
"""
Pair = tuple[str, str]
"""A structure, as the dictionary or the law writes it, and its InChIKey, where one is written beside it."""

INSERT: Final = "INSERT OR IGNORE INTO ordinary VALUES (?, ?, ?, ?)"
INSERT_DRAWN: Final = "INSERT OR IGNORE INTO drawn VALUES (?, ?, ?, ?)"
SELECT: Final = """
SELECT text, inchikey, {value} FROM {table}
WHERE law = (SELECT id FROM laws WHERE digest = ?) AND (text, inchikey) IN (VALUES {pairs})
"""
SELECT_DRAWN: Final = "SELECT 1 FROM drawn WHERE law = (SELECT id FROM laws WHERE digest = ?) LIMIT 1"
FORGET: Final = (
    "DELETE FROM laws WHERE id IN (SELECT id FROM laws ORDER BY id DESC LIMIT -1 OFFSET ?)",
    "DELETE FROM ordinary WHERE law NOT IN (SELECT id FROM laws)",
    "DELETE FROM drawn WHERE law NOT IN (SELECT id FROM laws)",
)
UNREADABLE: Final = (sqlite3.DatabaseError, pickle.UnpicklingError, EOFError, ImportError, AttributeError)
"""What a file raises that broke off, or holds values of modules that bear other names by now."""


class OrdinaryChemicals:
    """The ordinary chemicals under one law. Threads and processes may share the file.

    Where the file cannot be used an answer takes longer, and is the same.
    """

    def __init__(self, reference_data: ReferenceData, folder: Path | None = None) -> None:
        self.path = (folder or build_folder()) / "ordinary.sqlite3"
        self._digest = _digest(reference_data)

    def recall(self, texts: Iterable[StructureText]) -> dict[StructureText, Examination]:
        """Return the stored results of those texts that are ordinary, or that the law draws.

        What people write ("written") is not among them: it may be read otherwise.
        """
        wanted = {(text.text, text.inchikey): text for text in texts if text.notation == "smiles"}
        if not (wanted and self.path.exists()):
            return {}
        pairs = list(wanted)
        try:
            with closing(self._opened()) as database:
                ordinary = list(self._select(database, "ordinary", "identity", [pair for pair in pairs if pair[1]]))
                drawn = list(self._select(database, "drawn", "examined", pairs))
            found = {pair: pickle.loads(examined) for pair, examined in drawn}  # noqa: S301 - of our own  # nosec B301
        except UNREADABLE as error:
            log.warning("%s cannot be read (%s): structures are examined anew.", self.path, error)
            return {}
        identities = {pair: msgspec.json.decode(identity, type=Identity) for pair, identity in ordinary}
        found |= {pair: Examination(identity, (), (), ()) for pair, identity in identities.items()}
        return {wanted[pair]: examined for pair, examined in found.items()}

    def remember(self, examined: Mapping[StructureText, Examination | StructureRefusal]) -> None:
        """Store those that turned out to be ordinary."""
        rows = [
            (text.text, text.inchikey, msgspec.json.encode(outcome.identity).decode())
            for text, outcome in examined.items()
            if isinstance(outcome, Examination) and not (outcome.matches or outcome.classes or outcome.relatives)
        ]
        self._insert(INSERT, rows)

    def remember_drawn(self, examined: Mapping[StructureText, Examination | StructureRefusal]) -> None:
        """Store what the law itself draws, whatever it is."""
        rows = [
            (text.text, text.inchikey, pickle.dumps(outcome, pickle.HIGHEST_PROTOCOL))
            for text, outcome in examined.items()
            if isinstance(outcome, Examination)
        ]
        self._insert(INSERT_DRAWN, rows)

    def _insert(self, statement: str, rows: Sequence[tuple[str, str, str | bytes]]) -> None:
        with closing(self._opened()) as database, database:
            law = self._law(database)
            database.executemany(statement, ((law, *row) for row in rows))

    def has_drawn(self) -> bool:
        """Say whether what the law draws is kept."""
        with closing(self._opened()) as database:
            return database.execute(SELECT_DRAWN, [self._digest]).fetchone() is not None

    def is_whole(self) -> bool:
        """Say whether every chemical of the dictionary was examined under this law."""
        with closing(self._opened()) as database:
            row = database.execute("SELECT is_whole FROM laws WHERE digest = ?", [self._digest]).fetchone()
        return bool(row and row[0])

    def close(self) -> int:
        """Record that every chemical was examined, and return how many are ordinary."""
        with closing(self._opened()) as database, database:
            law = self._law(database)
            database.execute("UPDATE laws SET is_whole = 1 WHERE id = ?", [law])
            (count,) = database.execute("SELECT count(*) FROM ordinary WHERE law = ?", [law]).fetchone()
        return int(count)

    def _opened(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.path, timeout=SECONDS)
        database.executescript(SCHEMA)
        return database

    def _select(
        self, database: sqlite3.Connection, table: str, value: str, wanted: Sequence[Pair]
    ) -> Iterator[tuple[Pair, Any]]:
        for start in range(0, len(wanted), AT_ONCE):
            batch = wanted[start : start + AT_ONCE]
            query = SELECT.format(table=table, value=value, pairs=", ".join(["(?, ?)"] * len(batch)))
            for text, inchikey, kept in database.execute(query, [self._digest, *chain.from_iterable(batch)]):
                yield (text, inchikey), kept

    def _law(self, database: sqlite3.Connection) -> int:
        """Return the number of this law in the file; a new one takes the place of the oldest."""
        database.execute("INSERT OR IGNORE INTO laws (digest) VALUES (?)", [self._digest])
        if database.execute(FORGET[0], [KEPT]).rowcount:
            for forget in FORGET[1:]:
                database.execute(forget)
        (number,) = database.execute("SELECT id FROM laws WHERE digest = ?", [self._digest]).fetchone()
        return int(number)


def _digest(reference_data: ReferenceData) -> str:
    """Return what the answers depend on: what structures are compared with, the code that does so, and RDKit."""
    digest = hashlib.sha256(json.dumps(asdict(reference_data), default=sorted, sort_keys=True).encode())
    digest.update(version("rdkit").encode())
    digest.update(meaning_of(ROOT, ["chemistry"], cached_in=build_folder()).encode())
    return digest.hexdigest()

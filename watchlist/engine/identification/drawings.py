"""What the dictionary draws, by the one way of drawing: a structure that it draws has its InChIKey without computing.

A file beside the dictionary, made when all of it is examined: each drawing with its InChIKey, and the formulas that
occur. It may be deleted any time; where there is none, more InChIKeys are computed, and the answers are the same.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
import threading
from collections.abc import Iterable
from contextlib import closing
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from chemistry import Identity, gives_inchikey
from watchlist.engine.host import ROOT, build_folder
from watchlist.engine.identification.dictionary import Dictionary
from watchlist.engine.identity import meaning_of

log = logging.getLogger(__name__)

SCHEMA: Final = """
CREATE TABLE drawings (smiles TEXT PRIMARY KEY, inchikey TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE formulas (formula TEXT PRIMARY KEY) WITHOUT ROWID;
"""
DIGITS: Final = 16


class DictionaryDrawings:
    """The drawings of one dictionary, as one engine makes them. Threads and forked processes may share one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    def is_there(self) -> bool:
        """Say whether the file was made."""
        return self.path.exists()

    def write(self, identities: Iterable[Identity]) -> None:
        """Make the file of the identities of all that the dictionary draws, each with the InChIKey that it states.

        Of those whose InChIKey may be that of another drawing, the formula alone is kept.
        """
        found = list(identities)
        temporary = self.path.with_name(f"{self.path.name}.{os.getpid()}.{threading.get_ident()}")
        try:
            with closing(sqlite3.connect(temporary)) as database, database:
                database.executescript(SCHEMA)
                drawn = ((each.smiles, each.inchikey) for each in found if gives_inchikey(each.smiles))
                database.executemany("INSERT OR IGNORE INTO drawings VALUES (?, ?)", drawn)
                database.executemany("INSERT OR IGNORE INTO formulas VALUES (?)", ((each.formula,) for each in found))
            temporary.replace(self.path)
        finally:
            temporary.unlink(missing_ok=True)

    def inchikey_of(self, smiles: str) -> str:
        """Return the InChIKey of a standardised structure that the dictionary draws; "" of any other."""
        row = self._row("SELECT inchikey FROM drawings WHERE smiles = ?", smiles)
        return str(row[0]) if row else ""

    def may_draw(self, identity: Identity) -> bool:
        """Say whether the dictionary may have the InChIKey of a structure: a no is certain, by its formula."""
        if not gives_inchikey(identity.smiles) or self._connection is None:
            return True
        return self._row("SELECT 1 FROM formulas WHERE formula = ?", identity.formula) is not None

    def _row(self, query: str, value: str) -> tuple[object, ...] | None:
        connection = self._connection
        row: tuple[object, ...] | None = connection.execute(query, (value,)).fetchone() if connection else None
        return row

    @property
    def _connection(self) -> sqlite3.Connection | None:
        """Return the connection of this thread; None where there is no file that can be read."""
        if not hasattr(self._local, "connection"):
            self._local.connection = self._opened()
        connection: sqlite3.Connection | None = self._local.connection
        return connection

    def _opened(self) -> sqlite3.Connection | None:
        if not self.is_there():
            return None
        connection = sqlite3.connect(f"{self.path.as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            connection.execute("SELECT 1 FROM formulas LIMIT 1").fetchone()
        except sqlite3.DatabaseError as error:
            log.warning("%s cannot be read (%s): more InChIKeys are computed.", self.path, error)
            return None
        return connection


@lru_cache(maxsize=4)
def drawings_of(dictionary: Dictionary) -> DictionaryDrawings:
    """Return the drawings of a dictionary, by the code that draws them now."""
    digest = hashlib.sha256(dictionary.path.name.encode())
    digest.update(version("rdkit").encode())
    digest.update(meaning_of(ROOT, ["chemistry/identity"], cached_in=build_folder()).encode())
    return DictionaryDrawings(dictionary.path.with_name(f"drawings-{digest.hexdigest()[:DIGITS]}.sqlite3"))

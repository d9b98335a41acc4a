"""What is asked of the tables of the cartridge, in its own SQL. Nothing here decides what a hit is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from logging import getLogger
from typing import Any, Final

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext_lazy as _
from psycopg.errors import QueryCanceled

from chemistry import Drawing, StoredStructure, maker_version
from watchlist.structure_index.base import LATE, QueryTooCostly, RebuildTheStore

SECONDS: Final = 10
"""For one statement, as long as a search may take."""

CARTRIDGE: Final = """
SELECT trim(rdkit_version() || ' ' || rdkit_toolkit_version() || ' ' || extversion)
FROM pg_extension WHERE extname = 'rdkit'
"""
STORE: Final = "SELECT made_by, cartridge FROM watchlist_structure_store WHERE name = %s"
OPEN: Final = """
INSERT INTO watchlist_structure_store (name, made_by, cartridge) VALUES (%s, %s, %s) ON CONFLICT (name) DO NOTHING
"""
LOCK: Final = f"{STORE} FOR UPDATE"
COUNT: Final = "SELECT count(DISTINCT key) FROM watchlist_stored_structure WHERE store = %s"
DRAWINGS_OF_KEYS: Final = "SELECT key, smiles, place FROM watchlist_stored_structure WHERE store = %s AND key = ANY(%s)"
COPY: Final = """
COPY watchlist_stored_structure (store, key, place, smiles, inchikey, parts, morgan, molecule) FROM STDIN
"""
DRAWINGS: Final = "SELECT key, smiles FROM watchlist_stored_structure WHERE store = %s ORDER BY key, place DESC"
KEPT: Final = """
SELECT key, inchikey, molecule, parts::text, bfp_to_binary_text(morgan) FROM watchlist_stored_structure
WHERE store = %s AND key = ANY(%s) AND place = 1
"""
DROP_KEYS: Final = """
WITH gone AS (DELETE FROM watchlist_stored_structure WHERE store = %s AND key = ANY(%s) RETURNING key)
SELECT count(DISTINCT key) FROM gone
"""
DROP_STORE: Final = "DELETE FROM watchlist_structure_store WHERE name = %s"
SKELETON: Final = """
SELECT key, smiles, inchikey FROM watchlist_stored_structure
WHERE store = %s AND left(inchikey, 14) = %s ORDER BY key, place
"""
HAS_BITS: Final = "(parts & %s::bit(2048)) = %s::bit(2048)"
SCREENED: Final = """
SELECT key, smiles, molecule FROM watchlist_stored_structure
WHERE store = %s AND key > %s AND ({bits}) ORDER BY key, place LIMIT %s
"""
WITHOUT_BITS: Final = """
SELECT key FROM watchlist_stored_structure WHERE store = %s AND key = ANY(%s) GROUP BY key HAVING NOT bool_or({bits})
"""
ALIKE: Final = """
WITH asked AS MATERIALIZED (SELECT bfp_from_binary_text(%s) AS bits),
near AS (
    SELECT key, place, smiles, tanimoto_sml(morgan, (SELECT bits FROM asked)) AS likeness
    FROM watchlist_stored_structure WHERE store = %s {index}
)
SELECT key, smiles, likeness FROM near WHERE likeness > 0 {behind} ORDER BY likeness DESC, key, place LIMIT %s
"""
INDEXED: Final = "AND morgan %% bfp_from_binary_text(%s)"
BEHIND: Final = "AND (likeness < %s OR (likeness = %s AND key > %s))"
BEST: Final = """
SELECT key, max(tanimoto_sml(morgan, bfp_from_binary_text(%s))) FROM watchlist_stored_structure
WHERE store = %s AND key = ANY(%s) GROUP BY key
"""
SETTING: Final = "SELECT set_config(%s, %s, true)"
REBUILD: Final = "manage.py structure_index rebuild"
MADE_OTHERWISE: Final = _(
    "The store of structures '%(store)s' was made by %(made)s, and %(asks)s would ask it: run `%(command)s`."
)
NEVER_MADE: Final = _("The store of structures '%(store)s' was never made: run `%(command)s`.")

log = getLogger(__name__)


def check(store: str) -> bool:
    """Return whether a store was made under the present cartridge; where it was not, its indexes are not used.

    Raises `RebuildTheStore` where there is no such store, or where it was made by another RDKit or other code of ours.
    """
    made, theirs = next(iter(_rows(STORE, store)), ("", ""))
    if made != maker_version():
        sentence = MADE_OTHERWISE if made else NEVER_MADE
        raise RebuildTheStore(sentence, store=store, made=made, asks=maker_version(), command=REBUILD)
    if is_same := theirs == cartridge():
        return is_same
    log.warning("the store of structures %r was made under the cartridge %s: run `%s`", store, theirs, REBUILD)
    return False


def cartridge() -> str:
    """Return the version of the cartridge of the database."""
    return str(_rows(CARTRIDGE)[0][0])


def count_keys(store: str) -> int:
    """Return how many keys a store has."""
    return int(_rows(COUNT, store)[0][0])


def drop_store(store: str) -> None:
    """Drop a store with all its structures."""
    with connection.cursor() as cursor:
        cursor.execute(DROP_STORE, [store])


@contextmanager
def writing(store: str) -> Iterator[None]:
    """Lock a store until the transaction ends; it is made where there is none. Raises as `check`."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(OPEN, [store, maker_version(), cartridge()])
            cursor.execute(LOCK, [store])
        check(store)
        yield


def drawings_of_keys(store: str, keys: Collection[str]) -> dict[Drawing, int]:
    """Return the stored drawings of some keys, each with its place among those of its key."""
    return {Drawing(key, smiles): place for key, smiles, place in _rows(DRAWINGS_OF_KEYS, store, list(keys))}


def copy_in(store: str, kept: Iterable[tuple[Drawing, StoredStructure]], stored: dict[Drawing, int]) -> None:
    """Copy drawings in, behind those stored of their keys."""
    places: dict[str, int] = {}
    for drawing, place in stored.items():
        places[drawing.key] = max(place, places.get(drawing.key, 0))
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(COPY) as copy:
        for new, made in kept:
            place = places[new.key] = places.get(new.key, 0) + 1
            copy.write_row((store, new.key, place, new.smiles, made.inchikey, made.parts, made.morgan, made.molecule))


def drop_keys(store: str, keys: Collection[str]) -> int:
    """Drop some keys, and return how many of them there were."""
    return int(_rows(DROP_KEYS, store, list(keys))[0][0])


def drawings(store: str) -> Sequence[tuple[str, str]]:
    """Return key and SMILES of every drawing in a store."""
    return _rows(DRAWINGS, store)


def first_drawings(store: str, keys: Sequence[str]) -> dict[str, StoredStructure]:
    """Return what is kept of the first drawing of each key."""
    rows = _rows(KEPT, store, list(keys))
    return {
        key: StoredStructure(inchikey, bytes(molecule), parts, bytes(morgan))
        for key, inchikey, molecule, parts, morgan in rows
    }


def with_skeleton(store: str, letters: str) -> Sequence[tuple[str, str, str]]:
    """Return key, SMILES and InChIKey of the structures with a skeleton (first block of the InChIKey)."""
    return _rows(SKELETON, store, letters)


def with_bits(store: str, parts: Sequence[str], after: str, limit: int) -> Sequence[tuple[str, str, bytes]]:
    """Return key, SMILES and packed molecule of what has all bits of any part, behind a key, by key and place."""
    bits, values = _bits_condition(parts)
    return _rows(SCREENED.format(bits=bits), store, after, *values, limit)


def without_bits(store: str, parts: Sequence[str], keys: Collection[str]) -> list[str]:
    """Return which of some keys are stored and have, in none of their drawings, all bits of any part."""
    bits, values = _bits_condition(parts)
    return [key for (key,) in _rows(WITHOUT_BITS.format(bits=bits), store, list(keys), *values)]


def alike(
    store: str, morgan: bytes, least: float, behind: tuple[float, str] | None, limit: int
) -> Sequence[tuple[str, str, float]]:
    """Return key, SMILES and similarity of what is at least so similar, the most first, behind a similarity and key."""
    # The index is exact for a threshold. In the order of likeness it is not: it passes nearer ones over.
    by_index = least > 0 and check(store)
    query = ALIKE.format(index=INDEXED if by_index else "", behind=BEHIND if behind else "")
    after = (behind[0], *behind) if behind else ()
    values = (morgan, store, *((morgan,) if by_index else ()), *after, limit)
    return _rows(query, *values, settings={"rdkit.tanimoto_threshold": str(least)} if by_index else {})


def best_similarities(store: str, keys: Collection[str], morgan: bytes) -> dict[str, float]:
    """Return the similarity of the best drawing of each key."""
    return dict(_rows(BEST, morgan, store, list(keys)))


def _bits_condition(parts: Sequence[str]) -> tuple[str, list[str]]:
    """Return the SQL condition that all bits of any part are there, and its values."""
    return " OR ".join([HAS_BITS] * len(parts)) or "false", [bit for part in parts for bit in (part, part)]


def _rows(query: str, *values: Any, settings: dict[str, str] | None = None) -> list[Any]:
    """Return the rows of a query, within its time. Raises `QueryTooCostly` where it takes longer."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('statement_timeout')")
            usual = cursor.fetchone()[0]
            for name, value in {"statement_timeout": f"{SECONDS}s", **(settings or {})}.items():
                cursor.execute(SETTING, [name, value])
            cursor.execute(query, values)
            found: list[Any] = cursor.fetchall()
            cursor.execute(SETTING, ["statement_timeout", usual])
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise QueryTooCostly(LATE, seconds=SECONDS) from error
        raise
    return found

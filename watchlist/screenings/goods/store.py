"""Where the structures of goods are searched: in the cartridge on PostgreSQL, on SQLite in a child of each process."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Final

from django.db import connection

from chemistry import Drawing, StructureRefusal
from chemistry.class_rules import RuleDefinition
from watchlist.screenings.goods.models import GoodsStructure, digest_of, key_of
from watchlist.structure_index import (
    CartridgeIndex,
    EmbeddedIndex,
    QueryTooCostly,
    RebuildTheStore,
    StructureIndex,
    kept_of,
)

STORE: Final = "goods"


def has_cartridge() -> bool:
    """Return whether the database keeps the store; where it does not, each process makes its own from the rows."""
    return connection.vendor == "postgresql"


def index_of_goods() -> StructureIndex:
    """Return the index of the distinct structures of stored goods."""
    if has_cartridge():
        cartridge = CartridgeIndex(STORE)
        if not GoodsStructure.objects.exists():
            cartridge.add(())  # a store of nothing is made of nothing
        return cartridge
    searchable = GoodsStructure.objects.filter(refused="").order_by("pk").values_list("pk", "smiles")
    return _embedded(tuple(Drawing(key_of(pk), smiles) for pk, smiles in searchable))


def index_drawings(drawings: Iterable[Drawing]) -> dict[str, StructureRefusal]:
    """Make structures searchable, and return the refusals of those that cannot be, by key."""
    new_drawings = list(drawings)
    if has_cartridge():
        return {drawing.key: refused for drawing, refused in CartridgeIndex(STORE).add(new_drawings)}
    kept = zip(new_drawings, kept_of([drawing.smiles for drawing in new_drawings]), strict=True)
    return {drawing.key: made for drawing, made in kept if isinstance(made, StructureRefusal)}


def remove_from_index(keys: Iterable[str]) -> None:
    """Remove structures from the index."""
    if has_cartridge():
        CartridgeIndex(STORE).remove(list(keys))


@lru_cache(maxsize=1)
def _embedded(drawings: tuple[Drawing, ...]) -> EmbeddedIndex:
    """Return an index of these drawings: its library is cached for as long as they are the same."""
    return EmbeddedIndex(drawings)


def apart_from(rules: Sequence[RuleDefinition], structures: Collection[str]) -> frozenset[str]:
    """Return which of these structures (SMILES) no class can reach: perhaps too few of them, never one too many.

    A structure that is not indexed, or was refused, is not among them; none is without a cartridge, or where the store
    was made by another RDKit.
    """
    if not rules or not has_cartridge():
        return frozenset()
    digests = {digest_of(smiles): smiles for smiles in structures}
    searchable = GoodsStructure.objects.filter(digest__in=digests, refused="").values_list("pk", "digest")
    keys = {key_of(pk): digests[digest] for pk, digest in searchable}
    try:
        return frozenset(keys[key] for key in CartridgeIndex(STORE).apart_from(rules, keys))
    except (RebuildTheStore, QueryTooCostly):
        return frozenset()

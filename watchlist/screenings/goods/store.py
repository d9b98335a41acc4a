"""Where the structures of goods are searched: in the cartridge on PostgreSQL, on SQLite in a child of each process."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from django.db import connection

from chemistry.structure_search import Drawing
from chemistry.structures import Refused
from watchlist.screenings.goods.models import GoodsStructure, key_of
from watchlist.structure_index.base import StructureIndex
from watchlist.structure_index.cartridge import CartridgeIndex
from watchlist.structure_index.embedded import EmbeddedIndex
from watchlist.structure_index.stored import kept_of

STORE: Final = "goods"


def has_cartridge() -> bool:
    """Return whether the database keeps the store; where it does not, what a process holds is read from the rows."""
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


def hold(drawings: Iterable[Drawing]) -> dict[str, Refused]:
    """Have structures searched from now on, and return the refusals of those that cannot be, by key."""
    asked = list(drawings)
    if has_cartridge():
        return {one.key: refused for one, refused in CartridgeIndex(STORE).add(asked)}
    kept = zip(asked, kept_of([one.smiles for one in asked]), strict=True)
    return {one.key: made for one, made in kept if isinstance(made, Refused)}


def let_go(keys: Iterable[str]) -> None:
    """Have structures searched no more."""
    if has_cartridge():
        CartridgeIndex(STORE).remove(list(keys))


@lru_cache(maxsize=1)
def _embedded(drawings: tuple[Drawing, ...]) -> EmbeddedIndex:
    """Return an index of all there are: the library of the last one is kept as long as they are the same."""
    return EmbeddedIndex(drawings)

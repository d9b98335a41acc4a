"""Which structures of goods no changed class can reach: decided by the bits that the database keeps of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from chemistry.class_rules.rule import RuleDefinition
from watchlist.screenings.goods.models import GoodsStructure, digest_of, key_of
from watchlist.screenings.goods.store import STORE, has_cartridge
from watchlist.structure_index.base import QueryTooCostly, RebuildTheStore
from watchlist.structure_index.cartridge import CartridgeIndex


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

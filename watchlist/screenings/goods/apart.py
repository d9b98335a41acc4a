"""Which structures of goods no changed class can reach: said by the bits that the database keeps of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from chemistry.class_rules.rule import Rule
from watchlist.screenings.goods.models import GoodsStructure, digest_of, key_of
from watchlist.screenings.goods.store import STORE, has_cartridge
from watchlist.structure_index.base import QueryTooCostly, RebuildTheStore
from watchlist.structure_index.cartridge import CartridgeIndex


def apart_from(rules: Sequence[Rule], structures: Collection[str]) -> frozenset[str]:
    """Return which of these structures no class reaches, by SMILES: too few of them, never one too many.

    None where the store cannot say: what it has not taken up, or was refused; all, where it was made by another RDKit
    or there is no cartridge.
    """
    if not rules or not has_cartridge():
        return frozenset()
    digests = {digest_of(smiles): smiles for smiles in structures}
    held = GoodsStructure.objects.filter(digest__in=digests, refused="").values_list("pk", "digest")
    keys = {key_of(pk): digests[digest] for pk, digest in held}
    try:
        return frozenset(keys[key] for key in CartridgeIndex(STORE).apart_from(rules, keys))
    except (RebuildTheStore, QueryTooCostly):
        return frozenset()

"""Where the structures of goods are searched, and how they get there: each reading once, then when read anew.

They are in the cartridge on PostgreSQL, on SQLite in a child of each process.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from chemistry import Drawing, StructureRefusal
from chemistry.class_rules import RuleDefinition
from watchlist.screenings.goods.models import GoodsStructure, ItemStructure, digest_of, key_of
from watchlist.screenings.models import ItemReading
from watchlist.structure_index import (
    CartridgeIndex,
    EmbeddedIndex,
    QueryTooCostly,
    RebuildTheStore,
    StructureIndex,
    drop_store,
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


BATCH: Final = 200
"""Readings of one transaction: the structures that are new are read in it, in less than a second."""
MOST: Final = 20_000
"""Readings that one run indexes: the next goes on where it ended."""


def index_structures(*, most: int = MOST) -> int:
    """Make the structures of newly stored goods searchable, and return how many readings were indexed.

    Raises `RebuildTheStore` where the store was made by another RDKit: what waits is indexed when it is rebuilt.
    """
    indexed = 0
    while indexed < most and (count := _index_batch()):
        indexed += count
    return indexed


def forget(items: Iterable[int]) -> None:
    """Unlink purged items from their structures, in the transaction of the caller."""
    _link_structures(dict.fromkeys(items, ()))


@transaction.atomic
def rebuild() -> int:
    """Make the store of the goods' structures anew, and return how many it has; the old one serves until the commit."""
    if has_cartridge():
        drop_store(STORE)
    refused: dict[str, StructureRefusal] = {}
    structures = GoodsStructure.objects.order_by("pk").iterator(chunk_size=BATCH)
    for batch in iter(lambda: list(islice(structures, BATCH)), []):
        refused |= index_drawings(Drawing(structure.key, structure.smiles) for structure in batch)
    GoodsStructure.objects.exclude(refused="").update(refused="")
    _keep_refusals(refused)
    return GoodsStructure.objects.filter(refused="").count()


def structures_in(reading: ItemReading) -> list[str]:
    """Return the distinct structures of a reading."""
    return list(dict.fromkeys(reading.structures.split()))


@transaction.atomic
def _index_batch() -> int:
    # Whoever does the same at once waits, and then finds these indexed.
    waiting = ItemReading.objects.select_for_update().filter(taken_up=False).order_by("pk")
    readings = list(waiting[:BATCH])
    if readings:
        _link_structures({reading.item_id: structures_in(reading) for reading in readings})
        ItemReading.objects.filter(pk__in=[reading.pk for reading in readings]).update(taken_up=True)
    return len(readings)


def _link_structures(drawn: Mapping[int, Sequence[str]]) -> None:
    """Link items to their structures, in place of the links before."""
    structure_ids = _structure_ids({smiles for structures in drawn.values() for smiles in structures})
    links = {(item, structure_ids[digest_of(smiles)]) for item, structures in drawn.items() for smiles in structures}
    existing = ItemStructure.objects.filter(item__in=drawn)
    stale = [link for link in existing if (link.item_id, link.structure_id) not in links]
    ItemStructure.objects.filter(pk__in=[link.pk for link in stale]).delete()
    rows = [ItemStructure(item_id=item, structure_id=structure) for item, structure in sorted(links)]
    ItemStructure.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    _drop_unused({link.structure_id for link in stale})


def _structure_ids(structures: Iterable[str]) -> dict[str, int]:
    """Return the ids of structures by digest; new ones are stored, and indexed or refused."""
    digests = {digest_of(smiles): smiles for smiles in sorted(structures)}
    existing = set(GoodsStructure.objects.filter(digest__in=digests).values_list("digest", flat=True))
    new = [GoodsStructure(digest=digest, smiles=smiles) for digest, smiles in digests.items() if digest not in existing]
    GoodsStructure.objects.bulk_create(new, batch_size=BATCH)
    by_digest = {structure.digest: structure for structure in GoodsStructure.objects.filter(digest__in=digests)}
    drawings = [Drawing(by_digest[structure.digest].key, structure.smiles) for structure in new]
    refused = index_drawings(drawings) if new else {}
    _keep_refusals(refused)
    return {digest: structure.pk for digest, structure in by_digest.items()}


def _keep_refusals(refused: Mapping[str, StructureRefusal]) -> None:
    for key, refusal in refused.items():
        GoodsStructure.objects.filter(pk=int(key)).update(refused=refusal.detail)


def _drop_unused(structures: Iterable[int]) -> None:
    used = ItemStructure.objects.filter(structure=OuterRef("pk"))
    unused = GoodsStructure.objects.filter(~Exists(used), pk__in=list(structures))
    gone = list(unused.values_list("pk", flat=True))
    if gone:
        if has_cartridge():
            CartridgeIndex(STORE).remove(list(map(key_of, gone)))
        GoodsStructure.objects.filter(pk__in=gone).delete()

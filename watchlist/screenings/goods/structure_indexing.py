"""Index the structures that items were resolved to: each reading once, and again when it is read anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef

from chemistry import Drawing, StructureRefusal
from watchlist.screenings.goods.models import GoodsStructure, ItemStructure, digest_of, key_of
from watchlist.screenings.goods.store import STORE, has_cartridge, index_drawings, remove_from_index
from watchlist.screenings.rescreen import ItemReading
from watchlist.structure_index import drop_store

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
    _keep_refusals({key: refusal.detail for key, refusal in refused.items()})
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
    rows = GoodsStructure.objects.filter(digest__in=digests).order_by("pk")
    by_digest = {structure.digest: structure for structure in rows}
    refused = (
        index_drawings(Drawing(by_digest[structure.digest].key, structure.smiles) for structure in new) if new else {}
    )
    _keep_refusals({key: refusal.detail for key, refusal in refused.items()})
    return {digest: structure.pk for digest, structure in by_digest.items()}


def _keep_refusals(refused: Mapping[str, str]) -> None:
    for key, detail in refused.items():
        GoodsStructure.objects.filter(pk=int(key)).update(refused=detail)


def _drop_unused(structures: Iterable[int]) -> None:
    used = ItemStructure.objects.filter(structure=OuterRef("pk"))
    unused = GoodsStructure.objects.filter(~Exists(used), pk__in=list(structures))
    gone = list(unused.values_list("pk", flat=True))
    if gone:
        remove_from_index(map(key_of, gone))
        GoodsStructure.objects.filter(pk__in=gone).delete()

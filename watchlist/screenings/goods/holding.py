"""Take up what items were resolved to: each reading once, whoever stored it, and again when it is read anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef

from chemistry.structure_search import Drawing
from chemistry.structures import Refused
from watchlist.screenings.goods.models import GoodsStructure, ItemStructure, digest_of, key_of
from watchlist.screenings.goods.store import STORE, has_cartridge, hold, let_go
from watchlist.screenings.rescreen.models import ItemReading
from watchlist.structure_index.tables import drop_store

BATCH: Final = 200
"""Readings of one transaction: the structures that are new are read in it, in less than a second."""
MOST: Final = 20_000
"""Readings that one turn takes up: the next goes on where it ended."""


def take_up(*, most: int = MOST) -> int:
    """Have the structures of goods that were stored since be searched, and return how many readings that were.

    Raises `RebuildTheStore` where the store was made by another RDKit: what waits is taken up when it is rebuilt.
    """
    taken = 0
    while taken < most and (some := _take_up_some()):
        taken += some
    return taken


def forget(items: Iterable[int]) -> None:
    """Have items that are let go be drawn as nothing any more, in the transaction of who calls."""
    _draw(dict.fromkeys(items, ()))


@transaction.atomic
def rebuild() -> int:
    """Make the store of the goods' structures anew, and return how many it holds; until then the old one stands."""
    if has_cartridge():
        drop_store(STORE)
    refused: dict[str, Refused] = {}
    structures = GoodsStructure.objects.order_by("pk").iterator(chunk_size=BATCH)
    for some in iter(lambda: list(islice(structures, BATCH)), []):
        refused |= hold(Drawing(one.key, one.smiles) for one in some)
    GoodsStructure.objects.exclude(refused="").update(refused="")
    _keep_refusals({key: one.detail for key, one in refused.items()})
    return GoodsStructure.objects.filter(refused="").count()


def structures_in(reading: ItemReading) -> list[str]:
    """Return the distinct structures of a reading."""
    return list(dict.fromkeys(reading.structures.split()))


@transaction.atomic
def _take_up_some() -> int:
    # Who does the same at once waits, and then finds that these are taken up.
    waiting = ItemReading.objects.select_for_update().filter(taken_up=False).order_by("pk")
    readings = list(waiting[:BATCH])
    if readings:
        _draw({one.item_id: structures_in(one) for one in readings})
        ItemReading.objects.filter(pk__in=[one.pk for one in readings]).update(taken_up=True)
    return len(readings)


def _draw(drawn: Mapping[int, Sequence[str]]) -> None:
    """Keep what items are drawn as, in place of what they were drawn as before."""
    known = _known({smiles for structures in drawn.values() for smiles in structures})
    links = {(item, known[digest_of(smiles)]) for item, structures in drawn.items() for smiles in structures}
    before = ItemStructure.objects.filter(item__in=drawn)
    stale = [one for one in before if (one.item_id, one.structure_id) not in links]
    ItemStructure.objects.filter(pk__in=[one.pk for one in stale]).delete()
    rows = [ItemStructure(item_id=item, structure_id=structure) for item, structure in sorted(links)]
    ItemStructure.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    _drop_unused({one.structure_id for one in stale})


def _known(structures: Iterable[str]) -> dict[str, int]:
    """Return the ids of structures by their digests; those that are new are searchable from now on, or refused."""
    digests = {digest_of(smiles): smiles for smiles in sorted(structures)}
    held = set(GoodsStructure.objects.filter(digest__in=digests).values_list("digest", flat=True))
    new = [GoodsStructure(digest=digest, smiles=smiles) for digest, smiles in digests.items() if digest not in held]
    GoodsStructure.objects.bulk_create(new, batch_size=BATCH)
    rows = GoodsStructure.objects.filter(digest__in=digests).order_by("pk")
    known = {one.digest: one for one in rows}
    refused = hold(Drawing(known[one.digest].key, one.smiles) for one in new) if new else {}
    _keep_refusals({key: one.detail for key, one in refused.items()})
    return {digest: one.pk for digest, one in known.items()}


def _keep_refusals(refused: Mapping[str, str]) -> None:
    for key, detail in refused.items():
        GoodsStructure.objects.filter(pk=int(key)).update(refused=detail)


def _drop_unused(structures: Iterable[int]) -> None:
    used = ItemStructure.objects.filter(structure=OuterRef("pk"))
    unused = GoodsStructure.objects.filter(~Exists(used), pk__in=list(structures))
    gone = list(unused.values_list("pk", flat=True))
    if gone:
        let_go(map(key_of, gone))
        GoodsStructure.objects.filter(pk__in=gone).delete()

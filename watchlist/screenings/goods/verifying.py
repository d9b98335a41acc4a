"""Is the store of goods what the rows say it is? Counts, keys, what is kept of a sample, and searches asked by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from django.db.models import Count

from chemistry.structure_query import MAX_ATOMS, MAX_PARTS, StructureQuery
from chemistry.structure_search import Drawing
from chemistry.structure_store import Kept
from watchlist.screenings.goods.holding import structures_in
from watchlist.screenings.goods.models import GoodsStructure, ItemStructure, digest_of
from watchlist.screenings.goods.store import STORE, has_cartridge, index_of_goods
from watchlist.screenings.rescreen.models import ItemReading
from watchlist.structure_index import tables
from watchlist.structure_index.stored import kept_of, with_part

BATCH: Final = 1_000
SAMPLE: Final = 500
PARTS: Final = 10
LEAST_PART: Final = 12
"""Characters of a SMILES that is asked for as a part: what is smaller is a part of too much to be asked of all."""
EVERYTHING: Final = 1_000_000


def differences() -> Iterator[str]:
    """Yield a sentence for each thing that is not as it should be; none where all is. Raises `RebuildTheStore`."""
    yield from _of_readings()
    yield from _of_structures()
    if has_cartridge():
        yield from _of_keys()
        yield from _of_what_is_kept()
    yield from _of_searches()


def _of_readings() -> Iterator[str]:
    """Every reading that was taken up is drawn as what it says, and as nothing else."""
    readings = ItemReading.objects.filter(taken_up=True).order_by("pk").iterator(chunk_size=BATCH)
    for some in iter(lambda: list(islice(readings, BATCH)), []):
        drawn: dict[int, set[str]] = {one.item_id: set() for one in some}
        links = ItemStructure.objects.filter(item__in=drawn).values_list("item", "structure__digest")
        for item, digest in links:
            drawn[item].add(digest)
        for one in some:
            if drawn[one.item_id] != {digest_of(smiles) for smiles in structures_in(one)}:
                yield f"item {one.item_id} is not drawn as its reading says"


def _of_structures() -> Iterator[str]:
    unused = GoodsStructure.objects.annotate(items=Count("of_items")).filter(items=0)
    for one in unused.order_by("pk"):
        yield f"structure {one.key} is of no goods: {one.smiles}"


def _of_keys() -> Iterator[str]:
    """The store holds what is searchable, each under its key, and nothing else."""
    rows = {one.key: one.smiles for one in GoodsStructure.objects.filter(refused="")}
    held = dict(tables.drawings(STORE))
    for key in sorted(rows.keys() - held.keys()):
        yield f"structure {key} is not in the store: {rows[key]}"
    for key in sorted(held.keys() - rows.keys()):
        yield f"the store holds {key}, which is none of the goods' structures: {held[key]}"
    for key in sorted(rows.keys() & held.keys()):
        if rows[key] != held[key]:
            yield f"structure {key} is another in the store: {held[key]}"


def _of_what_is_kept() -> Iterator[str]:
    """What is kept of a sample is what our RDKit makes of it now."""
    sample = _sample()
    stored = tables.kept(STORE, [one.key for one in sample])
    for one, made in zip(sample, kept_of([one.smiles for one in sample]), strict=True):
        if one.key in stored and stored[one.key] != made:
            yield f"what the store keeps of {one.key} is not what is made of it now: {one.smiles}"


def _of_searches() -> Iterator[str]:
    """Of a sample, each structure asked by itself answers as the store does."""
    sample, index = _sample(), index_of_goods()
    made = {one.key: kept for one, kept in zip(sample, kept_of([one.smiles for one in sample]), strict=True)}
    packed = {key: kept.molecule for key, kept in made.items() if isinstance(kept, Kept)}
    large = [one for one in sample if LEAST_PART <= len(one.smiles) <= MAX_ATOMS and one.smiles.count(".") < MAX_PARTS]
    for asked in large[:: max(1, len(large) // PARTS)]:
        query = StructureQuery("substructure", asked.smiles, "smiles", EVERYTHING)
        having = {key for key, has in zip(packed, with_part(query, list(packed.values())), strict=True) if has}
        hits = {hit.key for hit in index.substructure(asked.smiles, "smiles", limit=EVERYTHING)}
        for key in sorted(having ^ (hits & packed.keys())):
            yield f"asked for {asked.smiles} as a part, the store is wrong about {key}"
        first = index.exact(asked.smiles, "smiles", limit=EVERYTHING)
        if asked.key not in {hit.key for hit in first if hit.identical}:
            yield f"the store does not find {asked.key} by its own structure: {asked.smiles}"


def _sample() -> Sequence[Drawing]:
    """Return structures from the first to the last, at equal distances."""
    keys = list(GoodsStructure.objects.filter(refused="").order_by("pk").values_list("pk", flat=True))
    some = keys[:: max(1, len(keys) // SAMPLE)]
    return [Drawing(one.key, one.smiles) for one in GoodsStructure.objects.filter(pk__in=some).order_by("pk")]

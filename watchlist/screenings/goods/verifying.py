"""Check the store of goods against its rows: links, keys, the stored content of a sample, and searches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from django.db.models import Count

from chemistry import MAX_ATOMS, MAX_PARTS, Drawing, StoredStructure, StructureQuery
from watchlist import structure_index
from watchlist.screenings.goods.models import GoodsStructure, ItemStructure, digest_of
from watchlist.screenings.goods.store import STORE, has_cartridge, index_of_goods, structures_in
from watchlist.screenings.models import ItemReading
from watchlist.structure_index import kept_of, with_part

BATCH: Final = 1_000
SAMPLE: Final = 500
PARTS: Final = 10
LEAST_PART: Final = 12
"""Characters of a SMILES that is asked for as a part: what is smaller is a part of too much to be asked of all."""
EVERYTHING: Final = 1_000_000


def differences() -> Iterator[str]:
    """Yield a sentence for each difference. Raises `RebuildTheStore`."""
    yield from _reading_differences()
    unused = GoodsStructure.objects.annotate(items=Count("of_items")).filter(items=0)
    for structure in unused.order_by("pk"):
        yield f"structure {structure.key} is of no goods: {structure.smiles}"
    if has_cartridge():
        yield from _key_differences()
        yield from _content_differences()
    yield from _search_differences()


def _reading_differences() -> Iterator[str]:
    """Every indexed reading is linked to its own structures, and to no others."""
    readings = ItemReading.objects.filter(taken_up=True).order_by("pk").iterator(chunk_size=BATCH)
    for batch in iter(lambda: list(islice(readings, BATCH)), []):
        drawn: dict[int, set[str]] = {reading.item_id: set() for reading in batch}
        links = ItemStructure.objects.filter(item__in=drawn).values_list("item", "structure__digest")
        for item, digest in links:
            drawn[item].add(digest)
        for reading in batch:
            if drawn[reading.item_id] != {digest_of(smiles) for smiles in structures_in(reading)}:
                yield f"item {reading.item_id} is not drawn as its reading says"


def _key_differences() -> Iterator[str]:
    """The store holds what is searchable, each under its key, and nothing else."""
    rows = {structure.key: structure.smiles for structure in GoodsStructure.objects.filter(refused="")}
    stored = dict(structure_index.drawings(STORE))
    for key in sorted(rows.keys() - stored.keys()):
        yield f"structure {key} is not in the store: {rows[key]}"
    for key in sorted(stored.keys() - rows.keys()):
        yield f"the store holds {key}, which is none of the goods' structures: {stored[key]}"
    for key in sorted(rows.keys() & stored.keys()):
        if rows[key] != stored[key]:
            yield f"structure {key} is another in the store: {stored[key]}"


def _content_differences() -> Iterator[str]:
    """What the store has of a sample is what our RDKit makes of it now."""
    sample = _sample()
    stored = structure_index.first_drawings(STORE, [drawing.key for drawing in sample])
    for drawing, made in zip(sample, kept_of([drawing.smiles for drawing in sample]), strict=True):
        if drawing.key in stored and stored[drawing.key] != made:
            yield f"what the store keeps of {drawing.key} is not what is made of it now: {drawing.smiles}"


def _search_differences() -> Iterator[str]:
    """Searches for structures of a sample find what a comparison one by one finds."""
    sample, index = _sample(), index_of_goods()
    made = zip(sample, kept_of([drawing.smiles for drawing in sample]), strict=True)
    packed = {drawing.key: kept.molecule for drawing, kept in made if isinstance(kept, StoredStructure)}
    large = [
        drawing
        for drawing in sample
        if LEAST_PART <= len(drawing.smiles) <= MAX_ATOMS and drawing.smiles.count(".") < MAX_PARTS
    ]
    for example in large[:: max(1, len(large) // PARTS)]:
        query = StructureQuery("substructure", example.smiles, "smiles", EVERYTHING)
        having = {key for key, has in zip(packed, with_part(query, list(packed.values())), strict=True) if has}
        hits = {hit.key for hit in index.substructure(example.smiles, "smiles", limit=EVERYTHING)}
        for key in sorted(having ^ (hits & packed.keys())):
            yield f"asked for {example.smiles} as a part, the store is wrong about {key}"
        first = index.exact(example.smiles, "smiles", limit=EVERYTHING)
        if example.key not in {hit.key for hit in first if hit.identical}:
            yield f"the store does not find {example.key} by its own structure: {example.smiles}"


def _sample() -> Sequence[Drawing]:
    """Return structures from the first to the last, at equal distances."""
    keys = list(GoodsStructure.objects.filter(refused="").order_by("pk").values_list("pk", flat=True))
    sampled = GoodsStructure.objects.filter(pk__in=keys[:: max(1, len(keys) // SAMPLE)]).order_by("pk")
    return [Drawing(structure.key, structure.smiles) for structure in sampled]

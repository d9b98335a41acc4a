"""What items were resolved to, kept when their first line is stored, so that a look-back reads no text again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Self

import orjson

from watchlist.engine.answer import Line
from watchlist.engine.decision.resolvers import shared_dictionary
from watchlist.engine.identification.records import ItemResolution
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.versions import engine, sha256_of
from watchlist.engine.workers.limits import DETAILS
from watchlist.screenings.inserting import insert
from watchlist.screenings.rescreen.models import ItemReading

BATCH: Final = 500
RESOLVING: Final = ("chemistry", "watchlist/engine/identification", "watchlist/engine/reading")
"""The code and the tables that decide what a text is resolved to."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The structures and the substances held that one item was resolved to."""

    structures: tuple[str, ...]
    substances: tuple[str, ...]

    @classmethod
    def of_line(cls, line: Line) -> Self | None:
        """Return that of a line; None where a structure was not examined to its end, and may be next time."""
        if any(problem.code in DETAILS for problem in line.problems):
            return None
        return cls.of((one.smiles, one.substance) for one in line.resolution)

    @classmethod
    def of_resolution(cls, item: ItemResolution) -> Self | None:
        """Return that of an item as resolved now; None as for a line."""
        if any(problem.code in DETAILS for problem in item.problems):
            return None
        return cls.of((one.smiles, one.substance) for one in item.resolutions)

    @classmethod
    def of(cls, found: Iterable[tuple[str, str | None]]) -> Self:
        """Return that of pairs of a structure and a substance, either of which may be none."""
        pairs = list(found)
        structures = dict.fromkeys(smiles for smiles, _ in pairs if smiles)
        return cls(tuple(structures), tuple(dict.fromkeys(key for _, key in pairs if key)))

    def beside(self, structures: Sequence[str]) -> Reading:
        """Return it with structures that no answer tells of."""
        return replace(self, structures=(*self.structures, *structures)) if structures else self

    def as_text(self) -> dict[str, str]:
        """Return it as it is stored."""
        return {"structures": "\n".join(self.structures), "substances": " ".join(self.substances)}


def reading_of(basis: str, row: Sequence[str | None]) -> Reading | None:
    """Return the reading of stored `basis`, structures and substances; None where it is none, or of another basis."""
    of, structures, substances = row
    if of != basis:
        return None
    return Reading(tuple((structures or "").split()), tuple((substances or "").split()))


def keep_readings(readings: Mapping[int, Reading], basis: str, *, anew: bool = False) -> None:
    """Store readings by the id of their item; where one is stored already it stays, unless they were made `anew`."""
    ordered = sorted(readings.items())
    if anew:
        ItemReading.objects.bulk_create(
            [ItemReading(item_id=item, basis=basis, taken_up=False, **reading.as_text()) for item, reading in ordered],
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["item"],
            update_fields=["basis", "structures", "substances", "taken_up"],
        )
    else:
        rows = ((item, basis, *reading.as_text().values()) for item, reading in ordered)
        insert(ItemReading, ("item_id", "basis", "structures", "substances"), rows, unless_there=True)


def restamp(items: Collection[int], was: str, basis: str) -> None:
    """Have the readings of some items hold for another basis, under which their texts are resolved to the same."""
    if was != basis:
        ordered = sorted(items)
        for at in range(0, len(ordered), BATCH):
            ItemReading.objects.filter(item__in=ordered[at : at + BATCH], basis=was).update(basis=basis)


@lru_cache(maxsize=4)
def basis_of(law: CompiledLaw) -> str:
    """Return the hash of what a text is resolved by: the words of a law, the substances they stand for, the engine."""
    parts = engine(shared_dictionary())
    versions = [parts.rdkit, parts.dictionary, parts.nomenclature]
    drawn = {key: (one.kind, one.smiles, one.inchikey) for key, one in law.substances.items()}
    words = [sorted(map(repr, index.items())) for index in (law.names, law.numbers, law.codes, law.inchikeys, drawn)]
    return hashlib.sha256(orjson.dumps([sha256_of(RESOLVING), versions, words])).hexdigest()

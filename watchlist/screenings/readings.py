"""What items were resolved to, kept when their first line is stored, so that a look-back reads no text again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Self

import orjson

from watchlist.engine.answer import Line, Problem, Resolution
from watchlist.engine.errors import LineProblem
from watchlist.engine.identification import FieldResolution, ItemResolution, shared_dictionary
from watchlist.engine.law import CompiledLaw
from watchlist.engine.versions import engine, sha256_of
from watchlist.engine.workers import DETAILS
from watchlist.screenings.inserting import batches, insert
from watchlist.screenings.models import ItemReading

BATCH: Final = 500
RESOLVING: Final = ("chemistry", "watchlist/engine/identification", "watchlist/engine/reading")
"""The code and the tables that decide what a text is resolved to."""


@dataclass(frozen=True, slots=True)
class StoredReading:
    """The structures and the listed substances that one item was resolved to."""

    structures: tuple[str, ...]
    substances: tuple[str, ...]

    @classmethod
    def from_line(cls, line: Line) -> Self | None:
        """Return the reading of a line; None where a structure was not examined to its end, and may be next time."""
        return cls._from(line.problems, line.resolution)

    @classmethod
    def from_resolution(cls, item: ItemResolution) -> Self | None:
        """Return the reading of an item as resolved now; None as for a line."""
        return cls._from(item.problems, item.resolutions)

    @classmethod
    def _from(
        cls,
        problems: Iterable[Problem] | Iterable[LineProblem],
        found: Sequence[Resolution] | Sequence[FieldResolution],
    ) -> Self | None:
        if any(problem.code in DETAILS for problem in problems):
            return None
        structures = dict.fromkeys(resolution.smiles for resolution in found if resolution.smiles)
        return cls(tuple(structures), tuple(dict.fromkeys(row.substance for row in found if row.substance)))

    def with_structures(self, structures: Sequence[str]) -> StoredReading:
        """Return the reading with further structures, which no answer names."""
        return replace(self, structures=(*self.structures, *structures)) if structures else self

    def as_text(self) -> dict[str, str]:
        """Return it as it is stored."""
        return {"structures": "\n".join(self.structures), "substances": " ".join(self.substances)}


def reading_of(basis: str, row: Sequence[str | None]) -> StoredReading | None:
    """Return the reading of stored `basis`, structures and substances; None where it is none, or of another basis."""
    stored_basis, structures, substances = row
    if stored_basis != basis:
        return None
    return StoredReading(tuple((structures or "").split()), tuple((substances or "").split()))


def keep_readings(readings: Mapping[int, StoredReading], basis: str, *, anew: bool = False) -> None:
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
    """Set the readings of some items to another basis, under which their texts are resolved to the same."""
    if was != basis:
        for batch in batches(sorted(items)):
            ItemReading.objects.filter(item__in=batch, basis=was).update(basis=basis)


@lru_cache(maxsize=4)
def basis_of(law: CompiledLaw) -> str:
    """Return the hash of what decides how a text is resolved: the names of a law, its substances, the engine."""
    parts = engine(shared_dictionary())
    versions = [parts.rdkit, parts.dictionary, parts.nomenclature]
    drawn = {key: (substance.kind, substance.smiles, substance.inchikey) for key, substance in law.substances.items()}
    words = [sorted(map(repr, index.items())) for index in (law.names, law.numbers, law.codes, law.inchikeys, drawn)]
    return hashlib.sha256(orjson.dumps([sha256_of(RESOLVING), versions, words])).hexdigest()

"""The index of the law's own structures: of its substances, and of the forms that their registry numbers name."""

from __future__ import annotations

from functools import lru_cache

from chemistry.structure_search import Drawing
from watchlist.engine.law.compiled import CompiledLaw, NumberTarget
from watchlist.structure_index.base import StructureIndex
from watchlist.structure_index.embedded import EmbeddedIndex


@lru_cache(maxsize=8)
def index_of(law: CompiledLaw) -> StructureIndex:
    """Return the index of the structures of a law."""
    return _index(drawings_of(law))


def drawings_of(law: CompiledLaw) -> tuple[Drawing, ...]:
    """Return every drawing once: those of the substances themselves, then those of their forms, by number."""
    substances = [Drawing(substance.key, substance.smiles) for substance in law.substances.values() if substance.smiles]
    numbered = (target for number in sorted(law.numbers) for target in law.numbers[number] if target.smiles)
    forms = [Drawing(number_target.substance, number_target.smiles) for number_target in numbered]
    return tuple(dict.fromkeys(substances + forms))


def form_drawn(law: CompiledLaw, drawing: Drawing) -> tuple[str, NumberTarget] | None:
    """Return the number and form that a drawing draws; None where it draws the substance itself."""
    if law.substances[drawing.key].smiles == drawing.smiles:
        return None
    return _forms(law)[drawing]


@lru_cache(maxsize=8)
def _forms(law: CompiledLaw) -> dict[Drawing, tuple[str, NumberTarget]]:
    found: dict[Drawing, tuple[str, NumberTarget]] = {}
    for number in sorted(law.numbers):
        for target in law.numbers[number]:
            found.setdefault(Drawing(target.substance, target.smiles), (number, target))
    return found


@lru_cache(maxsize=4)
def _index(drawings: tuple[Drawing, ...]) -> EmbeddedIndex:
    """Most ticks change no structure: one library serves them all."""
    return EmbeddedIndex(drawings)

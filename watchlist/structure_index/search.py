"""Search the substances of the law by name, registry number, structure or part of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from chemistry import Drawing, StructureHit
from watchlist.engine.law import ITSELF, RANKS, CompiledLaw, NumberTarget, find_named
from watchlist.structure_index.base import Hits, StructureIndex
from watchlist.structure_index.embedded import EmbeddedIndex

MEETINGS: Final = (*RANKS, "number", "identical", "same_skeleton", "part", "similar")
"""How a substance matches a search."""


@dataclass(frozen=True, slots=True)
class MatchedForm:
    """The form of a substance that matched a search, where it is not the substance itself, and its registry number."""

    cas: str
    target: NumberTarget


@dataclass(frozen=True, slots=True)
class SubstanceMatch:
    """A substance that matches a search; `meeting` and `text`: how, and by which name, number or SMILES of it.

    Both are empty where nothing was searched for. `similarity` is from 0 to 1, None where it was not asked for.
    """

    substance: str
    meeting: str = ""
    text: str = ""
    form: MatchedForm | None = None
    similarity: float | None = None


def find_substances(law: CompiledLaw, by: str, text: str, *, limit: int, after: str = "") -> tuple[SubstanceMatch, ...]:
    """Return the substances that match a search, in its own order: at most `limit`, those that follow the key `after`.

    Raises `QueryNotReadable` and `QueryTooCostly`, where it is a search by structure.
    """
    match by:
        case "all":
            return _following(map(SubstanceMatch, law.substances), limit, after)
        case "name":
            named = (SubstanceMatch(found.substance, found.match, found.name) for found in find_named(law, text))
            return _following(named, limit, after)
        case "cas":
            targets = {target.substance: target for target in reversed(law.numbers.get(text, ()))}
            numbered = (SubstanceMatch(key, "number", text, _form(text, targets[key])) for key in sorted(targets))
            return _following(numbered, limit, after)
        case "inchikey" | "smiles":
            return _drawn(law, index_of(law).exact(text, by, limit=limit, after=after), sameness)
        case "substructure" | "pattern":
            notation: Literal["smiles", "smarts"] = "smiles" if by == "substructure" else "smarts"
            hits = index_of(law).substructure(text, notation, limit=limit, after=after)
            return _drawn(law, hits, lambda _: "part")
        case "similar":
            return _drawn(law, index_of(law).similar(text, limit=limit, after=after), lambda _: "similar")
    raise KeyError(by)


def _following(rows: Iterable[SubstanceMatch], limit: int, after: str) -> tuple[SubstanceMatch, ...]:
    ordered = list(rows)
    keys = [row.substance for row in ordered]
    start = keys.index(after) + 1 if after in keys else 0
    return tuple(ordered[start : start + limit])


def _drawn(law: CompiledLaw, hits: Hits, meeting: Callable[[StructureHit], str]) -> tuple[SubstanceMatch, ...]:
    return tuple(
        SubstanceMatch(hit.key, meeting(hit), hit.smiles, _form_of(law, Drawing(hit.key, hit.smiles)), hit.similarity)
        for hit in hits
    )


def sameness(hit: StructureHit) -> str:
    """Return the `meeting` of a hit that was found by identity."""
    return "identical" if hit.identical else "same_skeleton"


def _form_of(law: CompiledLaw, drawing: Drawing) -> MatchedForm | None:
    drawn = form_drawn(law, drawing)
    return _form(*drawn) if drawn else None


def _form(cas: str, target: NumberTarget) -> MatchedForm | None:
    return None if target.form_kind in ITSELF else MatchedForm(cas, target)


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

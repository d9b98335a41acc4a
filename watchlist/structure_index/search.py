"""Search the substances of the law by name, registry number, structure or part of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from chemistry.structure_search import Drawing, StructureHit
from watchlist.engine.law.compiled import CompiledLaw, NumberTarget
from watchlist.engine.law.matrix import ITSELF
from watchlist.engine.law.name_search import RANKS, find_named
from watchlist.structure_index.base import Hits
from watchlist.structure_index.law_structures import form_drawn, index_of

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

    `by` is a key of `SEARCHES`. Raises `QueryNotReadable` and `QueryTooCostly`, where it is a search by structure.
    """
    return SEARCHES[by](law, text, limit, after)


def _all(law: CompiledLaw, _: str, limit: int, after: str) -> tuple[SubstanceMatch, ...]:
    return _following(map(SubstanceMatch, law.substances), limit, after)


def _by_name(law: CompiledLaw, text: str, limit: int, after: str) -> tuple[SubstanceMatch, ...]:
    return _following(
        (SubstanceMatch(match.substance, match.match, match.name) for match in find_named(law, text)), limit, after
    )


def _by_number(law: CompiledLaw, text: str, limit: int, after: str) -> tuple[SubstanceMatch, ...]:
    targets = {target.substance: target for target in reversed(law.numbers.get(text, ()))}
    rows = (SubstanceMatch(key, "number", text, _form(text, targets[key])) for key in sorted(targets))
    return _following(rows, limit, after)


def _by_inchikey(law: CompiledLaw, text: str, limit: int, after: str) -> tuple[SubstanceMatch, ...]:
    return _drawn(law, index_of(law).exact(text, "inchikey", limit=limit, after=after), sameness)


def _by_smiles(law: CompiledLaw, text: str, limit: int, after: str) -> tuple[SubstanceMatch, ...]:
    return _drawn(law, index_of(law).exact(text, "smiles", limit=limit, after=after), sameness)


def _by_part(law: CompiledLaw, text: str, limit: int, after: str) -> tuple[SubstanceMatch, ...]:
    return _drawn(law, index_of(law).substructure(text, "smiles", limit=limit, after=after), lambda _: "part")


def _by_pattern(law: CompiledLaw, text: str, limit: int, after: str) -> tuple[SubstanceMatch, ...]:
    return _drawn(law, index_of(law).substructure(text, "smarts", limit=limit, after=after), lambda _: "part")


def _by_similarity(law: CompiledLaw, text: str, limit: int, after: str) -> tuple[SubstanceMatch, ...]:
    return _drawn(law, index_of(law).similar(text, limit=limit, after=after), lambda _: "similar")


SEARCHES: Final[dict[str, Callable[[CompiledLaw, str, int, str], tuple[SubstanceMatch, ...]]]] = {
    "all": _all,
    "name": _by_name,
    "cas": _by_number,
    "inchikey": _by_inchikey,
    "smiles": _by_smiles,
    "substructure": _by_part,
    "pattern": _by_pattern,
    "similar": _by_similarity,
}


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

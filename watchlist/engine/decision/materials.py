"""Materials of trade: a listed substance within goods that a line names, under each law's own clause on mixtures.

Sassafras oil is rich in safrole. Where a law says at which share it lets a mixture go, the share known of the material
is measured; where its words ask what can easily be extracted, or say nothing of mixtures, a person must judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from watchlist.engine.decision.conditions import MeasuredCondition
from watchlist.engine.identification import FieldResolution
from watchlist.engine.law import CompiledConstituent, CompiledLaw

CONTAINED: Final = ("contained",)
OPEN: Final = "Whether the goods stay outside is for a person to judge: {clauses}"
UNCONFIRMED: Final = "At that share its clause on mixtures does not let them go, but nobody has confirmed the limit."
SILENT: Final = "What the law says of mixtures is not known here: a person must judge."


@dataclass(frozen=True, slots=True)
class ContainedSubstance:
    """A listed substance within a material, in the shape of what chemistry finds, with no atoms of the goods."""

    material: str
    part: CompiledConstituent
    forms: tuple[str, ...] = CONTAINED
    atoms: tuple[int, ...] = ()

    def declared(self, fields: Mapping[str, str]) -> dict[str, str]:
        """Return the fields of a line with the share that is known of the material.

        A strength on the line is that of the oil, "99 %"; of a mixture it is that of what is dissolved, and stands.
        """
        declared = dict(fields)
        if self.part.product_form != "mixture":
            declared.pop("concentration", None)
        if self.part.words:
            declared.setdefault("concentration", self.part.words)
        declared.setdefault("product_form", self.part.product_form)
        return declared

    @property
    def is_share_known(self) -> bool:
        """Say whether a share is known, and verified: otherwise nothing is sure of what the goods contain."""
        return bool(self.part.words) and self.part.confidence != "unverified"

    @property
    def words(self) -> str:
        """Return how much of it the material contains, as a sentence."""
        share = self.part.words or "a share that is not known"
        doubt = ", which nobody has confirmed" if self.part.confidence == "unverified" else ""
        return f"{self.material} contains {share} of it{doubt}."


def contained_in(law: CompiledLaw, resolution: FieldResolution) -> Iterator[ContainedSubstance]:
    """Yield the listed substances of a material, but for those that its own structure shows."""
    drawn = {match.reference for match in resolution.matches}
    for match in resolution.matches:
        for part in law.constituents.get(match.reference, ()):
            if part.contains not in drawn:
                yield ContainedSubstance(law.substances[match.reference].name, part)


def is_settled(conditions: Iterable[MeasuredCondition], product_form: str) -> bool:
    """Say whether the law's clause on mixtures surely reaches it: a limit is passed, and no other test is open."""
    clauses = _clauses(conditions, product_form)
    return any(map(_is_passed, clauses)) and not any(map(_is_undecided, clauses))


def doubt(conditions: Iterable[MeasuredCondition], product_form: str) -> str:
    """Return what a person must judge of a material; empty where nothing is open."""
    clauses = _clauses(conditions, product_form)
    if undecided := [clause.facts.required for clause in clauses if _is_undecided(clause)]:
        return OPEN.format(clauses=f"{'; '.join(undecided)}.")
    if any(map(_is_passed, clauses)):
        return ""
    return UNCONFIRMED if any(map(_is_reached, clauses)) else SILENT


def _clauses(conditions: Iterable[MeasuredCondition], product_form: str) -> list[MeasuredCondition]:
    """Return what a law says of mixtures; and of products, where the material is a medicine."""
    kinds = {"concentration", "product_form"} if product_form == "medicine" else {"concentration"}
    return [condition for condition in conditions if condition.facts.kind in kinds]


def _is_passed(clause: MeasuredCondition) -> bool:
    return _is_reached(clause) and clause.facts.confidence != "unverified"


def _is_reached(clause: MeasuredCondition) -> bool:
    """Say whether the share is above a limit that exempts, or reaches one from which the law bears."""
    reached = clause.met == ("no" if clause.facts.effect == "exempts" else "yes")
    return clause.facts.kind == "concentration" and bool(clause.facts.limit) and reached


def _is_undecided(clause: MeasuredCondition) -> bool:
    return clause.met == "unknown"


def overlaps(atoms: Iterable[int], other_atoms: Iterable[int]) -> bool:
    """Say whether two forms may be of the same part of the goods: a material has no atoms."""
    first, second = set(atoms), set(other_atoms)
    return not first or not second or not first.isdisjoint(second)

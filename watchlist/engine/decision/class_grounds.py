"""The legal grounds on which a line meets a class that a law defines by structure, from the strongest to the weakest.

As in `grounds`, each docstring is the public explanation, and the first of `CLASS_GROUNDS` that holds gives the tier.
"""

from __future__ import annotations

from dataclasses import dataclass

from chemistry.class_rules import RuleTrace, by_limbs
from watchlist.engine.decision import grounds
from watchlist.engine.decision.grounds import ListingMatch
from watchlist.engine.texts import capitalised

INSIDE = ("member", "question")


@dataclass(frozen=True, slots=True)
class ClassListingMatch(ListingMatch):
    """One declared substance, compared with one scheduling of a class, and the trace of the rule that defines it."""

    trace: RuleTrace

    @property
    def is_of_no_member(self) -> bool:
        """Say whether it would be inside only as an ester or ether, which the words of the listing do not reach."""
        return not set(self.trace.forms).isdisjoint(self.beyond_reach)


def named_elsewhere(match: ClassListingMatch) -> str | None:
    """A controlled drug that has the structure of a class, and that the law leaves to the list which names it."""
    name = match.trace.elsewhere
    if not name or match.scheduling.list.branch != "drug" or not match.in_force:
        return None
    return f"{match.trace.sentence} {capitalised(name)} is a controlled drug; drug law applies, not precursor law."


def form_of_a_member(match: ClassListingMatch) -> str | None:
    """A form, which the words of a class do not reach, of a drug inside it."""
    is_inside = match.trace.outcome == "member" and match.in_force and match.scheduling.list.branch == "drug"
    if not is_inside or not match.beyond_reach:
        return None
    if match.is_of_no_member:
        return f"{_outside_reach(match)} A form of a controlled drug; drug law applies, not precursor law."
    return f"{match.trace.sentence} A controlled drug, in another form; drug law applies, not precursor law."


def exempt(match: ClassListingMatch) -> str | None:
    """Inside a class, but a condition that the law names, and that is known to be met, takes it out."""
    return grounds.exempt(match) if match.trace.outcome == "member" else None


def class_member(match: ClassListingMatch) -> str | None:
    """Inside a class that a law defines by structure; a guess, and so for a person, where its words leave it open."""
    if match.trace.outcome not in INSIDE or not match.in_force or match.beyond_reach:
        return None
    return match.trace.sentence


def announced(match: ClassListingMatch) -> str | None:
    """Inside a class whose definition is published, and not in force on the day."""
    return grounds.announced(match) if match.trace.outcome in INSIDE else None


def near_boundary(match: ClassListingMatch) -> str | None:
    """Outside a class by one named condition: of its structure, or of the forms that its words reach."""
    if not match.in_force:
        return None
    if match.trace.outcome in INSIDE and match.beyond_reach:
        return _outside_reach(match)
    return match.trace.sentence if match.trace.is_near else None


def _outside_reach(match: ClassListingMatch) -> str:
    be = "would be" if match.trace.outcome == "member" else "may be"
    by = f", {by_limbs(match.trace.limbs)}" if match.trace.limbs else ""
    return f"{grounds.outside_reach(match)} But for that it {be} inside the class{by}."


CLASS_GROUNDS: tuple[tuple[str, grounds.GroundOf[ClassListingMatch]], ...] = (
    ("drug_reference", named_elsewhere),
    ("drug_reference", form_of_a_member),
    ("exempt", exempt),
    ("class_member", class_member),
    ("announced", announced),
    ("near_boundary", near_boundary),
)


def class_ground_of(match: ClassListingMatch) -> tuple[str, str] | None:
    """Return the tier of the first ground that holds, with its sentence; None where the class does not touch it."""
    return grounds.first_of(CLASS_GROUNDS, match)

"""The legal grounds on which a line meets a class that a law defines by structure, from the strongest to the weakest.

As in `grounds`, each docstring is the public explanation, and the first of `CLASS_GROUNDS` that holds gives the tier.
"""

from __future__ import annotations

from dataclasses import dataclass

from chemistry.class_rules.trace import Trace, by_limbs
from watchlist.engine.decision import grounds
from watchlist.engine.decision.grounds import Meeting
from watchlist.engine.phrases import capitalised

INSIDE = ("member", "question")


@dataclass(frozen=True, slots=True)
class ClassMeeting(Meeting):
    """One declared substance beside one scheduling of a class, with the trace of the rule that defines it."""

    trace: Trace

    @property
    def is_of_no_member(self) -> bool:
        """Say whether it would be inside only as an ester or ether, which the words of the listing do not reach."""
        return not set(self.trace.forms).isdisjoint(self.beyond_reach)


def named_elsewhere(meeting: ClassMeeting) -> str | None:
    """A controlled drug that has the structure of a class, and that the law leaves to the list which names it."""
    name = meeting.trace.elsewhere
    if not name or meeting.scheduling.list.branch != "drug" or not meeting.in_force:
        return None
    return f"{meeting.trace.sentence} {capitalised(name)} is a controlled drug; drug law applies, not precursor law."


def form_of_a_member(meeting: ClassMeeting) -> str | None:
    """A form, which the words of a class do not reach, of a drug inside it."""
    is_inside = meeting.trace.outcome == "member" and meeting.in_force and meeting.scheduling.list.branch == "drug"
    if not is_inside or not meeting.beyond_reach:
        return None
    if meeting.is_of_no_member:
        return f"{_outside_reach(meeting)} A form of a controlled drug; drug law applies, not precursor law."
    return f"{meeting.trace.sentence} A controlled drug, in another form; drug law applies, not precursor law."


def exempt(meeting: ClassMeeting) -> str | None:
    """Inside a class, but a condition that the law names, and that is known to be met, takes it out."""
    return grounds.exempt(meeting) if meeting.trace.outcome == "member" else None


def class_member(meeting: ClassMeeting) -> str | None:
    """Inside a class that a law defines by structure; a guess, and so for a person, where its words leave it open."""
    if meeting.trace.outcome not in INSIDE or not meeting.in_force or meeting.beyond_reach:
        return None
    return meeting.trace.sentence


def announced(meeting: ClassMeeting) -> str | None:
    """Inside a class whose definition is published, and not in force on the day."""
    return grounds.announced(meeting) if meeting.trace.outcome in INSIDE else None


def near_boundary(meeting: ClassMeeting) -> str | None:
    """Outside a class by one named condition: of its structure, or of the forms that its words reach."""
    if not meeting.in_force:
        return None
    if meeting.trace.outcome in INSIDE and meeting.beyond_reach:
        return _outside_reach(meeting)
    return meeting.trace.sentence if meeting.trace.is_near else None


def _outside_reach(meeting: ClassMeeting) -> str:
    be = "would be" if meeting.trace.outcome == "member" else "may be"
    by = f", {by_limbs(meeting.trace.limbs)}" if meeting.trace.limbs else ""
    return f"{grounds.outside_reach(meeting)} But for that it {be} inside the class{by}."


CLASS_GROUNDS: tuple[tuple[str, grounds.GroundOf[ClassMeeting]], ...] = (
    ("drug_reference", named_elsewhere),
    ("drug_reference", form_of_a_member),
    ("exempt", exempt),
    ("class_member", class_member),
    ("announced", announced),
    ("near_boundary", near_boundary),
)


def class_ground_of(meeting: ClassMeeting) -> tuple[str, str] | None:
    """Return the tier of the first ground that holds, with its sentence; None where the class does not touch it."""
    return grounds.first_of(CLASS_GROUNDS, meeting)

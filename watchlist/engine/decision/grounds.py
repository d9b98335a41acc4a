"""The legal grounds on which a line meets a scheduling, from the strongest to the weakest.

Each ground's docstring is its public explanation. `GROUNDS` is the registry: the first that holds gives the tier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeVar

from watchlist.engine.decision.conditions import Measured
from watchlist.engine.decision.findings import FORM_NAMES
from watchlist.engine.decision.movement import Window
from watchlist.engine.law.compiled import CompiledScheduling
from watchlist.engine.law.reach import STEREO, beyond

MONITORED: Final = "monitored"
# Words for a form, as a sentence wants them.
PLURALS = {
    "salt": "salts",
    "hydrate": "hydrates",
    "isotopologue": "isotopologues",
    "stereoisomer": "stereoisomers",
    "optical_isomer": "optical isomers",
    "geometric_isomer": "geometric isomers",
    "mixture_component": "mixtures",
    "ester": "esters",
    "ether": "ethers",
    "amide": "amides",
    "carbamate": "carbamates",
    "halide": "halides",
    "acetal": "acetals",
    "adduct": "adducts",
}
# A listed substance in water, with heavy isotopes or beside other goods is still there: no words of reach are needed.
STILL_THERE = {
    "hydrate": "as a hydrate",
    "isotopologue": "with heavy isotopes",
    "mixture_component": "as a component of a mixture",
    "contained": "within the goods",
}


class Matched(Protocol):
    """What chemistry found: the forms in which the goods are there, and the atoms that stand for it."""

    @property
    def forms(self) -> tuple[str, ...]:
        """Return words of `chemistry.forms.FORMS`."""

    @property
    def atoms(self) -> tuple[int, ...]:
        """Return indices in the SMILES of the resolution."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One declared substance beside one scheduling of what it is, or is a form of."""

    match: Matched
    scheduling: CompiledScheduling
    window: Window
    conditions: tuple[Measured, ...]
    excepted: str = field(default="", kw_only=True)
    """The name of what the goods are, where the words of the listing leave just that out of its reach."""

    @property
    def in_force(self) -> bool:
        """Say whether the listing is law on the days asked."""
        return self.scheduling.in_force(self.window.first, self.window.last)

    @property
    def is_another_form(self) -> bool:
        """Say whether it is the substance in a form beyond the reach. Its mirror image is another substance."""
        return bool(self.beyond_reach) and STEREO.isdisjoint(self.beyond_reach)

    @property
    def beyond_reach(self) -> tuple[str, ...]:
        """Return the forms that the words of the listing do not cover."""
        return beyond(self.match.forms, self.scheduling.reach)


Met = TypeVar("Met", bound=Meeting)
GroundOf = Callable[[Met], str | None]


def drug_reference(meeting: Meeting) -> str | None:
    """A controlled drug, or a form of one, whose own law is not held here."""
    of = meeting.scheduling.list
    if of.tier == "drug_reference" and not meeting.beyond_reach:
        return "A controlled drug; drug law applies, not precursor law."
    if of.tier == "listed" and of.branch == "drug" and meeting.in_force and meeting.is_another_form:
        return f"A form of a controlled drug that {_title(meeting)} names; drug law applies."
    return None


def exempt(meeting: Meeting) -> str | None:
    """Listed, but a condition that the law names, and that is known to be met, takes it out."""
    condition = next((c for c in meeting.conditions if c.exempts), None)
    if not meeting.in_force or meeting.beyond_reach or condition is None:
        return None
    facts = condition.facts
    return f"Listed, but {facts.citation or 'a condition'} exempts it: {facts.required}; declared {condition.declared}."


def listed(meeting: Meeting) -> str | None:
    """The substance that the entry names."""
    if not meeting.in_force or any(form in FORM_NAMES for form in meeting.match.forms):
        return None
    drawn = " Drawn without its stereochemistry, it contains the listed isomer."
    return f"Named in {_title(meeting)}." + (drawn if "stereo_unspecified" in meeting.match.forms else "")


def listed_form(meeting: Meeting) -> str | None:
    """A form that the entry's own reach covers, or in which the listed substance is still there."""
    if not meeting.in_force or meeting.beyond_reach:
        return None
    reached = [PLURALS[form] for form in meeting.match.forms if form in PLURALS and form not in STILL_THERE]
    present = [STILL_THERE[form] for form in meeting.match.forms if form in STILL_THERE]
    if not reached:
        return f"Named in {_title(meeting)}; present here {_and(present)}."
    also = f" Present here {_and(present)}." if present else ""
    return f"{_title(meeting)} reaches its {_and(reached)}.{also}"


def announced(meeting: Meeting) -> str | None:
    """Published, and not in force on the day."""
    row, window = meeting.scheduling, meeting.window
    if meeting.beyond_reach or not row.announced(window.last, window.horizon):
        return None
    day = f"{row.valid_from:%-d %b %Y}" if row.date_precision == "day" else f"some day in {row.valid_from:%Y}"
    return f"Decided; in force from {day}."


def monitored(meeting: Meeting) -> str | None:
    """On a public surveillance list: not controlled. Of what such a list holds in part its silence says nothing."""
    if not meeting.in_force or meeting.beyond_reach:
        return None
    return f"Named in {_title(meeting)}: not controlled, and watched."


def near_boundary(meeting: Meeting) -> str | None:
    """Outside the reach of a listing by one named condition."""
    of = meeting.scheduling.list
    is_of_a_drug = of.branch == "drug" and (of.tier != "listed" or meeting.is_another_form)
    if not meeting.in_force or is_of_a_drug:
        return None
    if meeting.excepted:
        return f"Outside {_title(meeting)} by one condition: its words except {meeting.excepted}."
    return outside_reach(meeting)


def outside_reach(meeting: Meeting) -> str | None:
    """Return which forms the words of a listing do not reach; None where they reach all."""
    outside = meeting.beyond_reach
    if not outside:
        return None
    by_one = " by one condition" if len(outside) == 1 else ""
    return f"Outside {_title(meeting)}{by_one}: its words do not reach {_and([PLURALS[f] for f in outside])}."


GROUNDS: tuple[tuple[str, GroundOf[Meeting]], ...] = (
    ("drug_reference", drug_reference),
    ("exempt", exempt),
    ("listed", listed),
    ("listed_form", listed_form),
    ("announced", announced),
    ("near_boundary", near_boundary),
)


SURVEILLANCE: tuple[tuple[str, GroundOf[Meeting]], ...] = ((MONITORED, monitored),)
"""The one ground on which goods meet a list that only watches them."""


def ground_of(meeting: Meeting) -> tuple[str, str] | None:
    """Return the tier of the first ground that holds, with its sentence; None where the law does not touch it."""
    if meeting.scheduling.list.tier == MONITORED:
        return first_of(SURVEILLANCE, meeting)
    return first_of(GROUNDS[-1:] if meeting.excepted else GROUNDS, meeting)


def first_of(grounds: Iterable[tuple[str, GroundOf[Met]]], meeting: Met) -> tuple[str, str] | None:
    """Return the tier of the first of `grounds` that holds, with its sentence."""
    for tier, ground in grounds:
        if sentence := ground(meeting):
            return tier, sentence
    return None


def _title(meeting: Meeting) -> str:
    return meeting.scheduling.list.title


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

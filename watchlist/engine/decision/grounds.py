"""The legal grounds on which a line meets a scheduling, from the strongest to the weakest.

Each ground's docstring is its public explanation. `GROUNDS` is the registry: the first that holds gives the tier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, TypeVar

from chemistry import FormMatch
from chemistry.class_rules import ClassMatch
from watchlist.engine.decision.conditions import MeasuredCondition
from watchlist.engine.decision.findings import FORM_NAMES
from watchlist.engine.decision.materials import ContainedSubstance
from watchlist.engine.decision.movement import Window
from watchlist.engine.law import STEREO, CompiledScheduling, beyond
from watchlist.engine.sentence_templates import (
    A_CONDITION,
    AS_COMPONENT,
    DECIDED,
    DRUG,
    EXCEPTED,
    EXEMPT,
    FORM_OF_DRUG,
    HOLDS_ISOMER,
    NAMED,
    NAMED_PRESENT,
    OUTSIDE,
    OUTSIDE_BY_ONE,
    PLURALS,
    PRESENT,
    REACHES,
    SOME_DAY,
    STILL_THERE,
    WATCHED,
)
from watchlist.engine.texts import enumerated

MONITORED: Final = "monitored"
MIXED: Final = "mixture_component"

ChemistryMatch = FormMatch | ClassMatch | ContainedSubstance
"""What chemistry found of a listed substance: in which forms it is there, and as which atoms of the goods."""


@dataclass(frozen=True, slots=True)
class ListingMatch:
    """One declared substance, compared with one scheduling of what it is, or is a form of."""

    chemistry: ChemistryMatch
    scheduling: CompiledScheduling
    window: Window
    conditions: tuple[MeasuredCondition, ...]
    excepted: str = field(default="", kw_only=True)
    """The name of what the goods are, where the words of the listing leave just that out of its reach."""
    component: str = field(default="", kw_only=True)
    """Which component of a mixture it is, in words: "acetone, 40 % of the mixture as declared"; empty of no mixture."""

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
        return beyond(self.chemistry.forms, self.scheduling.reach)


MatchT = TypeVar("MatchT", bound=ListingMatch)
GroundOf = Callable[[MatchT], str | None]


def drug_reference(match: ListingMatch) -> str | None:
    """A controlled drug, or a form of one, whose own law is not held here."""
    control_list = match.scheduling.list
    if control_list.tier == "drug_reference" and not match.beyond_reach:
        return DRUG.english()
    if control_list.tier == "listed" and control_list.branch == "drug" and match.in_force and match.is_another_form:
        return FORM_OF_DRUG.english(title=_title(match))
    return None


def exempt(match: ListingMatch) -> str | None:
    """Listed, but a condition that the law names, and that is known to be met, takes it out."""
    condition = next((c for c in match.conditions if c.exempts), None)
    if not match.in_force or match.beyond_reach or condition is None:
        return None
    facts = condition.facts
    citation = facts.citation or A_CONDITION.english()
    return EXEMPT.english(citation=citation, required=facts.required, declared=condition.declared)


def listed(match: ListingMatch) -> str | None:
    """The substance that the entry names."""
    if not match.in_force or any(form in FORM_NAMES for form in match.chemistry.forms):
        return None
    named = NAMED.english(title=_title(match))
    return f"{named} {HOLDS_ISOMER.english()}" if "stereo_unspecified" in match.chemistry.forms else named


def listed_form(match: ListingMatch) -> str | None:
    """A form that the entry's own reach covers, or in which the listed substance is still there."""
    if not match.in_force or match.beyond_reach:
        return None
    forms = match.chemistry.forms
    reached = [PLURALS[form].english() for form in forms if form in PLURALS and form not in STILL_THERE]
    present = [STILL_THERE[form].english() for form in forms if form in STILL_THERE and form != MIXED]
    if MIXED in forms:
        component = match.component
        present.append(AS_COMPONENT.english(component=component) if component else STILL_THERE[MIXED].english())
    if not reached:
        return NAMED_PRESENT.english(title=_title(match), how=enumerated(present))
    sentence = REACHES.english(title=_title(match), forms=enumerated(reached))
    return f"{sentence} {PRESENT.english(how=enumerated(present))}" if present else sentence


def announced(match: ListingMatch) -> str | None:
    """Published, and not in force on the day."""
    row, window = match.scheduling, match.window
    if match.beyond_reach or not row.announced(window.last, window.horizon):
        return None
    day = f"{row.valid_from:%-d %b %Y}"
    return DECIDED.english(day=day if row.date_precision == "day" else SOME_DAY.english(year=f"{row.valid_from:%Y}"))


def monitored(match: ListingMatch) -> str | None:
    """On a public surveillance list: not controlled. Of what such a list holds in part its silence says nothing."""
    if not match.in_force or match.beyond_reach:
        return None
    return WATCHED.english(title=_title(match))


def near_boundary(match: ListingMatch) -> str | None:
    """Outside the reach of a listing by one named condition."""
    control_list = match.scheduling.list
    is_of_a_drug = control_list.branch == "drug" and (control_list.tier != "listed" or match.is_another_form)
    if not match.in_force or is_of_a_drug:
        return None
    if match.excepted:
        return EXCEPTED.english(title=_title(match), goods=match.excepted)
    return outside_reach(match)


def outside_reach(match: ListingMatch) -> str | None:
    """Return which forms the words of a listing do not reach; None where they reach all."""
    outside = match.beyond_reach
    if not outside:
        return None
    template = OUTSIDE_BY_ONE if len(outside) == 1 else OUTSIDE
    return template.english(title=_title(match), forms=enumerated([PLURALS[form].english() for form in outside]))


GROUNDS: tuple[tuple[str, GroundOf[ListingMatch]], ...] = (
    ("drug_reference", drug_reference),
    ("exempt", exempt),
    ("listed", listed),
    ("listed_form", listed_form),
    ("announced", announced),
    ("near_boundary", near_boundary),
)

SURVEILLANCE: tuple[tuple[str, GroundOf[ListingMatch]], ...] = ((MONITORED, monitored),)
"""The one ground on which goods meet a list that only watches them."""


def ground_of(match: ListingMatch) -> tuple[str, str] | None:
    """Return the tier of the first ground that holds, with its sentence; None where the law does not touch it."""
    if match.scheduling.list.tier == MONITORED:
        return first_of(SURVEILLANCE, match)
    return first_of(GROUNDS[-1:] if match.excepted else GROUNDS, match)


def first_of(grounds: Iterable[tuple[str, GroundOf[MatchT]]], match: MatchT) -> tuple[str, str] | None:
    """Return the tier of the first of `grounds` that holds, with its sentence."""
    for tier, ground in grounds:
        if sentence := ground(match):
            return tier, sentence
    return None


def _title(match: ListingMatch) -> str:
    return match.scheduling.list.title

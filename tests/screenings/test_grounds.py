"""Which ground holds, and what it says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chemistry.forms.reference_set import FormMatch
from tests.screenings.law import control_list, scheduling
from watchlist.engine.decision.conditions import measure
from watchlist.engine.decision.grounds import ListingMatch, ground_of
from watchlist.engine.decision.movement import Window
from watchlist.engine.law.facts import ConditionFacts

DAY = date(2020, 6, 1)


def tier(forms: tuple[str, ...] = (), strength: str = "", day: date = DAY, **row: Any) -> str | None:
    """Return the tier of one meeting on a day, the law announced for ninety days ahead."""
    held = scheduling(**row)
    measured = measure(held.conditions, {"concentration": strength}, "export")
    window = Window(day, day, "given", date.fromordinal(day.toordinal() + 90))
    found = ground_of(ListingMatch(FormMatch("x", forms, ()), held, window, measured))
    return found[0] if found else None


@pytest.mark.parametrize(
    ("forms", "reach", "expected"),
    [
        ((), "", "listed"),
        (("stereo_unspecified",), "", "listed"),
        (("salt",), "salts", "listed_form"),
        (("salt",), "", "near_boundary"),
        (("hydrate",), "", "listed_form"),
        (("isotopologue",), "", "listed_form"),
        (("mixture_component",), "", "listed_form"),
        (("salt", "hydrate"), "salts", "listed_form"),
        (("optical_isomer",), "optical_isomers", "listed_form"),
        (("optical_isomer",), "geometric_isomers", "near_boundary"),
        (("geometric_isomer",), "stereoisomers", "listed_form"),
        (("ester",), "salts", "near_boundary"),
        (("salt", "carbamate", "acetal"), "salts carbamates acetals any_combination", "listed_form"),
        (("carbamate", "acetal"), "carbamates", "near_boundary"),
    ],
)
def test_a_form_is_listed_where_the_words_reach_it_and_near_where_they_do_not(
    forms: tuple[str, ...], reach: str, expected: str
) -> None:
    assert tier(forms, reach=frozenset(reach.split())) == expected


def test_a_listing_holds_from_its_first_day_until_the_day_of_its_end() -> None:
    period = {"valid_from": DAY, "valid_until": date(2021, 6, 1), "published_on": DAY}
    assert tier(day=date(2020, 5, 31), **period) is None
    assert tier(day=DAY, **period) == "listed"
    assert tier(day=date(2021, 5, 31), **period) == "listed"
    assert tier(day=date(2021, 6, 1), **period) is None


def test_an_unknown_start_never_says_not_yet() -> None:
    assert tier(day=date(1950, 1, 1), valid_from=None, date_precision="unknown") == "listed"


def test_law_decided_and_not_yet_in_force_is_announced_once_the_world_could_know() -> None:
    start = {"valid_from": date(2020, 7, 1)}
    assert tier(**start, published_on=date(2020, 5, 1)) == "announced"
    assert tier(**start, published_on=date(2020, 6, 2)) is None
    assert tier(valid_from=date(2021, 7, 1), published_on=date(2020, 5, 1)) is None


def limit(confidence: str) -> tuple[ConditionFacts, ...]:
    """Return a limit of 35 per cent below which a mixture is exempt."""
    return (ConditionFacts("c", "concentration", "exempts", "35 %", limit="35", unit="%", confidence=confidence),)


@pytest.mark.parametrize(
    ("strength", "confidence", "expected"),
    [
        ("20 %", "confirmed", "exempt"),
        ("35 %", "confirmed", "exempt"),
        ("36 %", "confirmed", "listed"),
        ("≥20 %", "confirmed", "listed"),
        ("", "confirmed", "listed"),
        ("20 %", "unverified", "listed"),
    ],
)
def test_only_a_condition_known_to_be_met_on_a_verified_fact_exempts(
    strength: str, confidence: str, expected: str
) -> None:
    assert tier(strength=strength, conditions=limit(confidence)) == expected


def test_a_form_of_a_controlled_drug_is_never_a_near_boundary() -> None:
    drugs = control_list("us-schedule-2-precursors", branch="drug", category="Schedule II")
    assert tier(("salt",), list=drugs) == "drug_reference"
    reference = control_list("drug-reference", tier="drug_reference", branch="drug", jurisdiction=None)
    assert tier(("salt",), list=reference, reach=frozenset({"salts"})) == "drug_reference"
    assert tier(("optical_isomer",), list=reference, reach=frozenset({"salts"})) is None

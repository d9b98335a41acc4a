"""Concern: words by which queues sort, worked out when a line is stored, from the law's classes and from history."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import User

from tests.cases.judged import WRONG, judge_line
from tests.cases.shipments import ACETONE, PIPERIDONE, line_of, opened
from watchlist.cases.lifecycle import dispose
from watchlist.cases.models import Case
from watchlist.engine.law import ListClass, ranked_lists
from watchlist.screenings.concern import (
    CONCERNS,
    Concern,
    ConcernFact,
    concern_place,
    concerns_text,
    read_concerns,
)

pytestmark = pytest.mark.django_db
P2P = {**ACETONE, "name": "1-Phenyl-2-propanone", "cas": "103-79-7", "quantity": "5"}
UNUSUAL = {Concern.NEW_PARTY, Concern.NEW_DESTINATION, Concern.FAR_QUANTITY, Concern.CONTRADICTION}


def concerns(case: Case, number: int = 1) -> set[tuple[str, str]]:
    return {(fact.concern.value, fact.about) for fact in read_concerns(line_of(case, number).concerns)}


def unusual(case: Case, number: int = 1) -> set[tuple[str, str]]:
    return {(kind, about) for kind, about in concerns(case, number) if kind in UNUSUAL}


def test_every_list_of_the_law_has_a_class_and_no_class_is_of_no_list() -> None:
    held = {path.parent.name for path in Path("seeds/lists").glob("*/*/list.toml")}
    assert ranked_lists().keys() == held
    assert all(ranked.words for ranked in ranked_lists().values())
    assert {ranked.list_class for ranked in ranked_lists().values()} == set(ListClass)


def test_what_is_stored_is_read_again_with_the_gravest_first() -> None:
    facts = [ConcernFact(concern, "b") for concern in reversed(CONCERNS)]
    text = concerns_text([*facts, *facts, ConcernFact(CONCERNS[0], "a"), ConcernFact(CONCERNS[-1])])
    read = read_concerns(text)
    assert [fact.concern for fact in read] == [CONCERNS[0], *CONCERNS, CONCERNS[-1]]
    assert read[:2] == (ConcernFact(CONCERNS[0], "a"), ConcernFact(CONCERNS[0], "b"))
    assert concerns_text(read) == text
    assert read_concerns(None) == read_concerns("") == ()


def test_the_class_of_the_goods_comes_before_all_that_is_unusual() -> None:
    every = [ConcernFact(concern) for concern in sorted(UNUSUAL)]
    first, second = ConcernFact(Concern.FIRST_CLASS), ConcernFact(Concern.SECOND_CLASS)
    ranked = [[first, *every], [first], [second, *every], [second], every, every[:1], []]
    places = [concern_place(facts) for facts in ranked]
    assert places == sorted(places)
    assert concern_place([first]) < concern_place([second, *every])
    assert concern_place([second]) < concern_place(every)


@pytest.mark.usefixtures("law")
def test_acetone_and_p2p_do_not_look_alike() -> None:
    case = opened(ACETONE, P2P, reference="A")
    of_acetone, of_p2p = line_of(case, 1), line_of(case, 2)
    assert {kind for kind, _ in concerns(case, 1)}.isdisjoint({"first_class", "second_class"})
    assert "first_class" in {kind for kind, _ in concerns(case, 2)}
    assert of_p2p.place < of_acetone.place
    assert case.goods.splitlines()[0].startswith(("1-Phenyl", "P-2-P", "Phenyl"))
    assert "first_class" in case.concerns


@pytest.mark.usefixtures("law")
def test_a_party_is_new_until_another_shipment_names_it() -> None:
    first = opened(ACETONE, reference="A")
    again = opened(ACETONE, reference="A")
    known = opened(ACETONE, reference="B")
    stranger = opened({**ACETONE, "consignee": "Nowhere Ltd"}, reference="C")
    both = {("new_party", "consignor"), ("new_party", "consignee")}
    assert unusual(first) == unusual(again) == both
    assert unusual(known) == set()
    assert unusual(stranger) == {("new_party", "consignee")}
    assert (first.consignor.name, first.consignee.name) == ("Northgate Reagents Inc", "Beauval SARL")
    assert (first.party_count, first.goods, first.goods_count) == (2, "Acetone", 1)


@pytest.mark.usefixtures("law")
def test_a_destination_is_new_for_its_consignor_and_the_substance() -> None:
    opened(ACETONE, reference="A")
    there = {**ACETONE, "destination": "MX"}
    assert unusual(opened(there, reference="B", destination="MX")) == {("new_destination", "MX")}
    assert unusual(opened(there, reference="C", destination="MX")) == set()
    assert unusual(opened(PIPERIDONE, reference="D")) == {("new_destination", "DE")}


@pytest.mark.usefixtures("law")
def test_a_quantity_far_from_what_the_consignee_was_sent_is_named() -> None:
    opened(*({**ACETONE, "quantity": str(kg)} for kg in (90, 100, 110, 100, 100)), reference="A")
    assert unusual(opened({**ACETONE, "quantity": "250"}, reference="B")) == set()
    assert unusual(opened({**ACETONE, "quantity": "900"}, reference="C")) == {("far_quantity", "acetone")}


@pytest.mark.usefixtures("law")
def test_a_history_is_of_what_counts(officer: User, second_officer: User) -> None:
    """Of each shipment its last screening, without what was refused or is another substance."""
    there = {**ACETONE, "destination": "MX"}
    opened(*[{**ACETONE, "quantity": "900"}] * 5, reference="A")
    opened(*[{**ACETONE, "quantity": "10"}] * 5, reference="A")
    high = opened({**there, "quantity": "900"}, reference="B", destination="MX")
    assert unusual(high) == {("new_destination", "MX"), ("far_quantity", "acetone")}
    dispose(case=high, word="refused", note="No permit.", actor=officer)
    other = opened({**there, "quantity": "900"}, reference="C", destination="MX")
    judge_line(other, line_of(other, 1), officer, second_officer, **WRONG)
    last = opened({**there, "quantity": "900"}, reference="D", destination="MX")
    assert unusual(last) == {("new_destination", "MX"), ("far_quantity", "acetone")}


@pytest.mark.usefixtures("law")
def test_a_name_and_a_number_that_contradict_are_named() -> None:
    case = opened({**ACETONE, "cas": "108-24-7"}, reference="A")
    assert ("contradiction", "cas name") in unusual(case) or ("contradiction", "name cas") in unusual(case)


@pytest.mark.usefixtures("law")
def test_what_the_law_does_not_ask_of_a_person_has_no_concern() -> None:
    case = opened({**ACETONE, "name": "Sodium chloride", "cas": "7647-14-5"}, ACETONE, reference="A")
    assert line_of(case, 1).concerns == ""

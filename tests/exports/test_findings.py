"""What a finding asks, said once and in order; of one threshold one answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.exports.records import CONTROLLED, COVERAGE, finding, line, summary, typed
from tests.exports.totals import shipment_finding
from watchlist.engine.answer import Line, Summary
from watchlist.engine.reports.csvfile import FROM_LINE
from watchlist.engine.reports.findings import duties, finding_view, without_doubt
from watchlist.engine.reports.shipment import shipment_view, with_sums
from watchlist.engine.vocabulary import Met

CONDITION: dict[str, Any] = {
    "kind": "quantity",
    "effect": "triggers_duty",
    "required": "1,500 kg",
    "declared": "160 kg",
    "met": "unknown",
    "confidence": "confirmed",
    "citation": "art. 1",
    "shipment_finding": None,
}


def duty(text: str, action: str, **facts: Any) -> dict[str, Any]:
    plain = {"citation": "", "trigger": "on export", "contingent": False, "due": None, "clock": None}
    return {"id": text, "list": "a", "action": action, "text": text} | plain | facts


def asking(*records: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """Return a finding of law with some duties."""
    prose = [record["text"] for record in records]
    return finding(tier="listed", bears="yes", obligations=prose, obligation_records=list(records), **facts)


def read(*findings: dict[str, Any]) -> Line:
    (_, answered, _) = typed(COVERAGE, line(findings=list(findings)), summary(CONTROLLED))
    assert isinstance(answered, Line)
    return answered


def test_what_stops_the_goods_stands_first_and_records_last() -> None:
    records = (
        duty("keep records", "record"),
        duty("registration of the operator with the authority", "authorise"),
        duty("give notice", "notify"),
        duty("an export authorisation for each consignment", "authorise"),
    )
    (group,) = duties(read(asking(*records)).findings)
    assert group.texts == (
        "An export authorisation for each consignment",
        "Registration of the operator with the authority",
        "Give notice",
        "Keep records",
    )
    assert group.first == "An export authorisation for each consignment"
    asked = asking(*records)
    (finding_of_line,) = read(asked).findings
    assert finding_view(finding_of_line).obligations == (*(text[:1].lower() + text[1:] for text in group.texts),)
    assert FROM_LINE["obligations"](read(asked)) == "; ".join(finding_view(finding_of_line).obligations)


def test_lists_that_ask_for_an_authorisation_stand_before_those_that_ask_for_records() -> None:
    records, permit = asking(duty("keep records", "record")), asking(duty("a permit", "authorise"))
    assert [group.first for group in duties(read(records, permit).findings)] == ["A permit", "Keep records"]


def test_equal_duties_of_two_components_stand_once() -> None:
    ask = duty("give notice", "notify")
    groups = duties(read(asking(ask, substance="Acetone"), asking(ask, substance="Toluene")).findings)
    assert [group.texts for group in groups] == [("Give notice",)]


def test_duties_stored_before_they_were_facts_stay_in_their_order() -> None:
    old = finding(tier="listed", bears="yes", obligations=["keep records (art. 1)", "a permit"])
    (group,) = duties(read(old).findings)
    assert (group.texts, group.first) == (("Keep records (art. 1)", "A permit"), "Keep records (art. 1)")


@pytest.mark.parametrize(("met", "other", "shown"), [("unknown", "yes", "Met"), ("no", "unknown", "Not known")])
def test_one_threshold_of_a_law_has_one_answer(met: str, other: str, shown: str) -> None:
    conditions = [CONDITION | {"met": met}, CONDITION | {"met": other}]
    (found,) = read(finding(tier="listed", conditions=conditions)).findings
    assert [view.met for view in finding_view(found).conditions] == [shown]


def test_a_threshold_that_the_sum_reaches_is_not_unknown_on_the_line() -> None:
    total = shipment_finding(id="t", met="yes")
    answered = read(finding(tier="listed", conditions=[CONDITION | {"shipment_finding": "t"}]))
    (*_, closing) = typed(COVERAGE, CONTROLLED, summary(CONTROLLED, shipment_findings=[total]))
    assert isinstance(closing, Summary)
    (condition,) = with_sums(answered, closing.shipment_findings).findings[0].conditions
    assert (condition.met, condition.declared) == (Met.YES, "160 kg; together 1,550 kg")


@pytest.mark.parametrize(
    ("text", "doubt", "shown"),
    [
        ("keep records (art. 1, reported)", "reported", "keep records (art. 1)"),
        ("keep records (reported)", "reported", "keep records"),
        ("keep records (art. 1, unverified)", "reported", "keep records (art. 1, unverified)"),
        ("keep records (art. 1, reported)", "", "keep records (art. 1, reported)"),
    ],
)
def test_a_doubt_stands_once_a_card_and_another_is_never_lost(text: str, doubt: str, shown: str) -> None:
    assert without_doubt(text, doubt) == shown


def test_a_sum_says_one_word_and_sets_thousands_apart() -> None:
    parcel = {"reference": "A", "line": 1, "stored": False, "screening": None, "date": "2026-03-02"}
    facts = {"parcels": [{**parcel, "quantity": "12800 kg"}], "total": "12800", "limit": "1500", "met": "yes"}
    for required, word in (("more than 1,500 kg in a year", "Exceeded"), ("1,500 kg in a year", "Reached")):
        found = typed(COVERAGE, summary(shipment_findings=[shipment_finding(required=required, **facts)]))[-1]
        assert isinstance(found, Summary)
        view = shipment_view(found.shipment_findings[0])
        assert (view.met, view.parcels[0].quantity) == (word, "12,800 kg")

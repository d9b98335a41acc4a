"""What a person takes up next: in the order of the law, and equal low lines as one row until something opens them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from msgspec import structs

from tests.cases.answers import CONFLICT, LINE, TOTAL
from tests.cases.shipments import ACETIC_ANHYDRIDE, ACETONE, PIPERIDONE, VAGUE, line_of, opened
from watchlist.cases.judgement_models import Judgement
from watchlist.cases.judging import judge_alike
from watchlist.cases.lifecycle import assign, dispose, snooze
from watchlist.cases.line_dispositions import dispose_lines
from watchlist.cases.line_groups import EqualLines, equal_lines, judge_equal
from watchlist.cases.models import AWAITING, ON_HOLD, Case
from watchlist.cases.review_reasons import EqualRowFacts, reasons
from watchlist.cases.worklist import figures, in_order, next_cases
from watchlist.engine.answer import DecidedTotal
from watchlist.engine.vocabulary import Met
from watchlist.errors import LookAgain
from watchlist.screenings.parcel_history import StoredParcel, is_far

pytestmark = pytest.mark.django_db
INSIDE = {"origin": "DE", "destination": "DE", "consignor": "Rheinland Chemie GmbH", "consignee": "Lackwerk Süd GmbH"}
SOLVENT = {"name": "Acetone", "cas": "67-64-1", "quantity": "20", "unit": "kg", **INSIDE}
ASKED: dict[str, Any] = {"origin": "DE", "destination": "DE", "operation": "domestic", "jurisdictions": ("EU",)}


def drums(reference: str, *quantities: str, **other: str) -> Case:
    """Return the case of a shipment of one everyday solvent, in so many lines."""
    return opened(*({**SOLVENT, **other, "quantity": one} for one in quantities), reference=reference, **ASKED)


def known_customer(officer: User) -> None:
    """Have the customer be sent the solvent before, in a shipment that was judged."""
    first = drums("FIRST", "20", "20")
    judge_alike(case=first, line=line_of(first, 1), word="confirmed", actor=officer)


def the_row(officer: User) -> EqualLines:
    (row,) = equal_lines(officer, datetime.now(UTC).date()).rows
    return row


@pytest.mark.usefixtures("law")
def test_what_the_law_asks_first_comes_first_and_a_deadline_next(officer: User, today: date) -> None:
    vague, acetone = opened(VAGUE, reference="A"), opened(ACETONE, reference="B")
    late, soon = opened(ACETIC_ANHYDRIDE, reference="C"), opened(PIPERIDONE, reference="D")
    Case.objects.filter(pk=late.pk).update(due_on=today + timedelta(days=9))
    Case.objects.filter(pk=soon.pk).update(due_on=today + timedelta(days=2))
    assert [case.action for case in (soon, late, acetone, vague)] == ["authorise", "authorise", "notify", "unknown"]
    assert list(next_cases(officer, today)) == [soon, late, acetone, vague]


@pytest.mark.usefixtures("law")
def test_a_case_of_another_comes_last_and_one_that_rests_not_at_all(officer: User, lead: User, today: date) -> None:
    theirs, mine, resting = (opened(VAGUE, reference=name) for name in "ABC")
    assign(case=theirs, to=lead, actor=lead)
    assign(case=mine, to=officer, actor=officer)
    snooze(case=resting, until=today + timedelta(days=3), actor=officer)
    assert list(next_cases(officer, today)) == [mine, theirs]
    assert resting in next_cases(officer, today + timedelta(days=3))
    assert figures(officer, today).to_judge == 1


@pytest.mark.usefixtures("law")
def test_the_order_does_not_tell_a_report_from_a_hold(officer: User) -> None:
    cases = [opened(VAGUE, reference=name) for name in "ABC"]
    orders = []
    for first, second in ((ON_HOLD, AWAITING), (AWAITING, ON_HOLD)):
        Case.objects.filter(pk=cases[0].pk).update(state=first)
        Case.objects.filter(pk=cases[1].pk).update(state=second)
        orders.append([case.pk for case in in_order(Case.objects.open(), officer)])
    assert orders[0] == orders[1] == [cases[2].pk, cases[0].pk, cases[1].pk]


@pytest.mark.usefixtures("law")
def test_equal_low_lines_of_a_known_customer_are_one_row_with_a_total(officer: User, today: date) -> None:
    known_customer(officer)
    cases = {drums("A", "20", "25").pk, drums("B", "22").pk}
    row = the_row(officer)
    assert (len(row.lines), row.cases, str(row.total), row.opened) == (3, cases, "67 kg", ())
    assert not next_cases(officer, today, equal_lines(officer, today).opened)


@pytest.mark.usefixtures("law")
def test_a_new_party_opens_the_row_and_its_case_is_shown_by_itself(officer: User, today: date) -> None:
    case = drums("A", "20")
    row = the_row(officer)
    assert row.opened == ("First seen with these lines: Rheinland Chemie GmbH and Lackwerk Süd GmbH.",)
    assert list(next_cases(officer, today, equal_lines(officer, today).opened)) == [case]


@pytest.mark.usefixtures("law")
def test_a_quantity_far_from_what_the_party_was_sent_opens_the_row(officer: User) -> None:
    known_customer(officer)
    drums("A", "900")
    assert the_row(officer).opened == ("900 kg is far from what this party was sent before: 20 kg, the median of 2.",)


@pytest.mark.usefixtures("law")
def test_what_was_refused_is_in_no_running_total_and_no_history(officer: User) -> None:
    """Of the row itself, of its limit, and of what the party was sent before."""
    known_customer(officer)
    case = drums("A", "20", "900")
    assert "900 kg is far" in the_row(officer).opened[0]
    dispose_lines(case=case, lines=[2], word="refused", note="Too much.", actor=officer)
    row = the_row(officer)
    assert (str(row.total), row.opened) == ("20 kg", ())
    last = Case.objects.get(shipment="reference FIRST")
    dispose(case=last, word="refused", note="Nothing went.", actor=officer)
    assert the_row(officer).opened == ("Nothing of this that was decided or left before went to this party.",)


@pytest.mark.usefixtures("law")
def test_one_word_on_a_row_is_a_judgement_on_each_line_of_each_case(officer: User, today: date) -> None:
    known_customer(officer)
    cases = [drums("A", "20", "25"), drums("B", "22")]
    row = the_row(officer)
    judge_equal(row=row, seen=3, word="confirmed", actor=officer)
    assert Judgement.objects.filter(case__in=cases).values("screened_line").distinct().count() == 3
    assert not equal_lines(officer, today).rows
    for case in cases:
        case.refresh_from_db()
        assert case.to_judge == 0


@pytest.mark.usefixtures("law")
def test_a_row_that_opened_or_grew_is_not_judged_as_one(officer: User) -> None:
    known_customer(officer)
    drums("A", "20")
    row = the_row(officer)
    with pytest.raises(LookAgain):
        judge_equal(row=row, seen=2, word="confirmed", actor=officer)
    row.opened = ("Something conflicts.",)
    with pytest.raises(LookAgain):
        judge_equal(row=row, seen=1, word="confirmed", actor=officer)
    assert not Judgement.objects.filter(screened_line__in=list(row.lines)).exists()


@pytest.mark.usefixtures("law")
def test_rows_are_looked_at_in_as_many_queries_whatever_their_number(
    officer: User, django_assert_max_num_queries: Any, today: date
) -> None:
    drums("A", "20", "25")
    opened(*({**SOLVENT, "consignee": f"Customer {at} GmbH"} for at in range(6)), reference="B", **ASKED)
    with django_assert_max_num_queries(16):
        assert len(equal_lines(officer, today).rows) == 7


def parcel(pk: int, kg: str | None, **other: Any) -> StoredParcel:
    facts = {"line": pk, "case": pk, "consignee": 1, "substance": "acetone", "destination": "DE", "litres": None}
    return StoredParcel(pk=pk, kg=Decimal(kg) if kg else None, **{**facts, **other})


PLAIN = EqualRowFacts(
    answer=LINE,
    sums=(),
    parcels=(parcel(9, "20"),),
    earlier=(parcel(1, "20"), parcel(9, "20")),
)


REACHED = DecidedTotal(
    total="120",
    met=Met.YES,
    dismissed=0,
    confirmed=1,
    sentence="After people's decisions it is reached.",
    not_moved=0,
    left_out=(),
    parcels=(),
)


def test_nothing_opens_what_is_as_ever() -> None:
    assert reasons(PLAIN) == ()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (
            {"sums": [structs.replace(TOTAL, total="100", explanation="The total is reached.")]},
            "The total is reached.",
        ),
        (
            {"sums": [TOTAL], "parcels": (parcel(8, "60"), parcel(9, "60"))},
            "Together they hold 120 kg; the limit is 100 kg (art. 6).",
        ),
        ({"sums": [TOTAL], "unmeasured": 1}, "A quantity is not known, and there is a limit of 100 kg (art. 6)."),
        (
            {"parcels": (parcel(9, "20", destination="CO"),)},
            "The destination CO is new for this party and this substance.",
        ),
        (
            {"sums": [structs.replace(TOTAL, explanation="The total is told.", decided=REACHED)]},
            "The total is told. After people's decisions it is reached.",
        ),
        ({"earlier": ()}, "Nothing of this that was decided or left before went to this party."),
        ({"answer": structs.replace(LINE, conflicts=(CONFLICT,))}, "Number and name differ."),
        ({"answer": structs.replace(LINE, fields={})}, "No consignee is named."),
    ],
)
def test_each_reason_that_opens_a_row_is_told_in_words(changed: dict[str, Any], reason: str) -> None:
    assert reasons(replace(PLAIN, **changed)) == (reason,)


@pytest.mark.parametrize(
    ("quantity", "earlier", "far"),
    [
        (60, [20] * 5, False),
        (61, [20] * 5, True),
        (1, [20] * 5, False),
        (200, [20], False),
        (201, [20], True),
        (1, [20], True),
    ],
)
def test_far_is_three_medians_of_a_history_and_ten_of_a_few(quantity: int, earlier: list[int], *, far: bool) -> None:
    assert is_far(Decimal(quantity), [Decimal(one) for one in earlier]) is far

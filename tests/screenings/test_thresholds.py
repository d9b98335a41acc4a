"""Totals: who they are of, over which time, and what adds to them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.acceptance.asking import ask
from tests.screenings.law import scheduling
from watchlist.engine.answer import Line
from watchlist.engine.answer_codec import decode
from watchlist.engine.decision.spans import OPEN, Span
from watchlist.engine.decision.thresholds import Claim, Period, Tally, counterparty, period_of, with_pointers
from watchlist.engine.decision.totals import CountedParcel, in_period, names_destinations, total_of
from watchlist.engine.law.facts import ConditionFacts

DAY = date(2026, 3, 14)
FACTS = ConditionFacts(
    "month", "cumulative_quantity", "triggers_duty", "10 kg", limit="10", unit="kg", period="calendar month"
)


def claim(day: date = DAY, role: str | None = "export", kilograms: str = "1") -> Claim:
    """Return what a line adds under one limit of a calendar month."""
    counted, period = Span(Decimal(kilograms), Decimal(kilograms)), period_of(FACTS.period, day)
    return Claim(FACTS, scheduling(), (0, 0), role, day, period, counted, "exact", "")


def parcel(day: date, kilograms: str = "1", screening: str | None = None, certainty: str = "exact") -> CountedParcel:
    return CountedParcel(day, "", screening, 1, Span(Decimal(kilograms), None), certainty, "")


@pytest.mark.parametrize(
    ("role", "consignor", "consignee", "expected"),
    [
        ("export", "Acme Ltd", "Beauval", ("Beauval", "consignee")),
        ("domestic", "Acme Ltd", "Beauval", ("Beauval", "consignee")),
        ("transit", "Acme Ltd", "Beauval", ("Beauval", "consignee")),
        ("import", "Acme Ltd", "Beauval", ("Acme Ltd", "consignor")),
        (None, "Acme Ltd", "Beauval", ("Beauval", "consignee")),
        (None, "Acme Ltd", "", ("Acme Ltd", "consignor")),
        ("export", "Acme Ltd", "", ("", "shipment")),
        ("import", "", "Beauval", ("", "shipment")),
        (None, "", "—", ("", "shipment")),
    ],
)
def test_the_party_is_the_one_on_the_other_side(
    role: str | None, consignor: str, consignee: str, expected: tuple[str, str]
) -> None:
    assert counterparty(role, consignor, consignee)[:2] == expected


@pytest.mark.parametrize(
    ("words", "day", "first", "end"),
    [
        ("calendar month", date(2026, 1, 31), date(2026, 1, 1), date(2026, 2, 1)),
        ("calendar month", date(2026, 12, 1), date(2026, 12, 1), date(2027, 1, 1)),
        ("calendar year", date(2024, 2, 29), date(2024, 1, 1), date(2025, 1, 1)),
        ("one year", DAY, None, None),
        ("", DAY, None, None),
    ],
)
def test_a_calendar_period_is_that_of_the_day_and_a_year_is_any(
    words: str, day: date, first: date | None, end: date | None
) -> None:
    period = period_of(words, day)
    assert (period.start, period.end, period.is_rolling) == (first, end, words == "one year")
    assert period.holds(day)


def test_of_any_year_the_fullest_is_told_that_holds_some_of_the_shipment() -> None:
    stored = [parcel(DAY - timedelta(days=300), "5", "a"), parcel(DAY + timedelta(days=100), "7", "b")]
    before = [parcel(DAY - timedelta(days=900), "50", "c")]
    kept, period = in_period([*before, *stored, parcel(DAY)], Period(is_rolling=True))
    assert total_of(kept) == Decimal(8)
    assert (period.start, period.end) == (date(2025, 6, 23), date(2026, 6, 23))


def test_a_year_holds_its_first_day_and_not_the_same_day_of_the_year_after() -> None:
    _, year = in_period([parcel(date(2024, 2, 29))], Period(is_rolling=True))
    assert (year.start, year.end) == (date(2023, 3, 1), date(2024, 3, 1))


def test_what_is_guessed_or_not_measured_counts_for_nothing_and_says_why() -> None:
    unread = CountedParcel(DAY, "", None, 2, OPEN, "exact", "no quantity is declared")
    guessed = parcel(DAY, "100", certainty="guess")
    assert total_of([unread, guessed, parcel(DAY)]) == Decimal(1)
    assert unread.unmeasured == "no quantity is declared"
    assert guessed.unmeasured == "what the goods are is a guess"


def test_lines_of_one_party_and_month_point_at_one_total_and_others_at_others() -> None:
    tally = Tally()
    acme, beauval = {"consignee": "Acme Ltd"}, {"consignee": "Beauval"}
    lines = [(acme, DAY), ({"consignee": "ACME Limited"}, DAY), (beauval, DAY), (acme, DAY + timedelta(days=31))]
    ids = [tally.add(number, fields, [claim(day)])[0, 0] for number, (fields, day) in enumerate(lines, start=1)]
    assert ids[0] == ids[1]
    assert len({*ids}) == 3
    assert [len(total.lines) for total in tally.totals.values()] == [2, 1, 1]


def test_an_id_says_which_total_it_is_before_anything_is_summed() -> None:
    first, again = Tally(), Tally()
    again.add(7, {"consignee": "Beauval"}, [claim(kilograms="3")])
    fields = {"consignee": "Acme Ltd"}
    assert first.add(1, fields, [claim()]) == again.add(99, fields, [claim(kilograms="500")])


@pytest.mark.django_db
@pytest.mark.usefixtures("law")
def test_a_line_points_at_its_total_and_its_own_record_is_left_alone() -> None:
    line = decode(ask({"cas": "108-24-7"}, origin="US", destination="MX", operation="export"))
    assert isinstance(line, Line)
    finding = next(finding for finding in line.findings if len(finding.conditions) > 1)
    before = finding.conditions
    (told,) = with_pointers([finding], {(0, 1): "total-1"})
    assert [condition.shipment_finding for condition in told.conditions[:2]] == [None, "total-1"]
    assert finding.conditions is before
    assert before[1].shipment_finding != "total-1"


def test_a_limit_whose_words_name_destinations_is_not_met_by_a_quantity_alone() -> None:
    assert names_destinations("27 kilograms, in exports to the designated countries only: Peru")
    assert names_destinations("more than 500 gallons, destined for the Western Hemisphere except Canada")
    assert not names_destinations("500 gallons or 1,500 kilograms, cumulative in a calendar month")

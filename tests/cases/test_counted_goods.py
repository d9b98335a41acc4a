"""What counts in sums: goods that were refused are in none, goods on hold are, and what is taken back counts again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User

from tests.cases.judged import WRONG, judge_line
from tests.cases.shipments import line_of, opened, screened
from tests.cases.test_line_decisions import EXPORT, PARCEL, total_found, total_of
from watchlist.cases.decided_answers import DecidedAnswer, decided_sums
from watchlist.cases.lifecycle import dispose, reopen
from watchlist.cases.line_dispositions import dispose_lines
from watchlist.cases.models import Case
from watchlist.cases.register.query import RegisterQuery, consignments, totals_of
from watchlist.cases.register.rows import all_rows
from watchlist.screenings.models import Screening
from watchlist.screenings.replaying import replay, stored_answer
from watchlist.screenings.rerun import reread_manifest

pytestmark = pytest.mark.usefixtures("law")
Decide = Callable[[Case, User], object]


def refuse_line(case: Case, officer: User) -> object:
    return say(case, officer, "refused")


def refuse_all(case: Case, officer: User) -> object:
    return dispose(case=case, word="refused", note="No permit.", actor=officer)


def say(case: Case, officer: User, word: str, *lines: int) -> object:
    return dispose_lines(case=case, lines=lines or [1], word=word, note="As seen.", actor=officer)


def registered() -> str:
    """Return the total of acetone in the register."""
    rows = totals_of(consignments(RegisterQuery(substance="acetone"))).rows
    return rows[0].kilograms if rows else ""


@pytest.mark.parametrize(
    ("decide", "total", "not_moved"), [(refuse_line, "300", 1), (refuse_all, "150", 2)], ids=["a line", "all"]
)
def test_refused_goods_are_in_no_later_sum(decide: Decide, total: str, not_moved: int, officer: User) -> None:
    case = opened(PARCEL, PARCEL, reference="A-1", **EXPORT)
    decide(case, officer)
    later = total_of(PARCEL, reference="A-2")
    assert (later.total, later.not_moved, later.dismissed or 0) == (total, not_moved, 0)
    assert "that did not move" in later.explanation
    assert registered() == f"{total} kg"
    rows = {(row.shipment, row.line): row.in_totals for row in all_rows(consignments(RegisterQuery()))}
    assert [rows["A-1", 1], rows["A-2", 1]] == ["no: it did not move", "yes"]


def test_goods_on_hold_count_and_so_does_what_is_taken_back(officer: User) -> None:
    case = opened(PARCEL, PARCEL, reference="A-1", **EXPORT)
    say(case, officer, "held")
    assert total_of(PARCEL, reference="A-2").total == "450"
    say(case, officer, "refused")
    assert total_of(PARCEL, reference="A-2").total == "300"
    say(case, officer, "held")
    assert total_of(PARCEL, reference="A-2").total == "450"
    whole = opened(PARCEL, reference="B-1", **EXPORT)
    refuse_all(whole, officer)
    assert total_of(PARCEL, reference="A-2").total == "450"
    whole.refresh_from_db()
    reopen(case=whole, note="The permit came.", actor=officer)
    assert total_of(PARCEL, reference="A-2").total == "600"
    assert registered() == "600 kg"


def test_a_question_asked_again_counts_what_had_moved_by_then(officer: User) -> None:
    cases = [opened(PARCEL, reference=f"A-{number}", **EXPORT) for number in (1, 2)]
    answered = [screened(PARCEL, reference="B-1", **EXPORT)]
    refuse_line(cases[0], officer)
    refuse_all(cases[1], officer)
    answered.append(screened(PARCEL, reference="B-2", **EXPORT))
    cases[1].refresh_from_db()
    reopen(case=cases[1], note="The permit came.", actor=officer)
    answered.append(screened(PARCEL, reference="B-3", **EXPORT))
    for screening, total in zip(answered, ("450", "300", "600"), strict=True):
        fresh = Screening.objects.select_related("manifest").get(pk=screening.pk)
        assert total_found(fresh).total == total
        again = replay(fresh, reread_manifest(fresh))
        assert again.is_same, again.summary


def test_the_shown_sum_of_a_shipment_leaves_out_what_did_not_move(officer: User, second_officer: User) -> None:
    case = opened(PARCEL, PARCEL, PARCEL, reference="A-1", **EXPORT)
    assert decided_sums(case.screening, [total_found(case.screening)]) == (total_found(case.screening),)
    refuse_line(case, officer)
    judge_line(case, line_of(case, 2), officer, second_officer, **WRONG)
    summary = DecidedAnswer(case.screening).summary(stored_answer(case.screening).summary)
    [decided] = [found.decided for found in summary.shipment_findings if found.list == "us-list-2"]
    assert decided
    assert (decided.total, decided.not_moved, decided.dismissed, decided.left_out) == ("150", 1, 1, (1, 2))
    assert summary.shipment_findings[0].total == "450", "the answer stays as it was stored"

"""What people make of a line: one word, in one sentence that names them, and sums that follow it from then on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from tests.cases.answers import CONTROLLED, FINDING, TOTAL
from tests.cases.judged import WRONG, judge_line
from tests.cases.shipments import ACETONE, MIXED, PIPERIDONE, PIPRONAL, SALT, line_of, opened, screened
from watchlist.cases.decided_answers import DecidedAnswer, decided_sums
from watchlist.cases.judgement_models import LineStanding
from watchlist.cases.line_decisions import (
    counts_by_decision,
    decision_record,
    decisions_on,
    lines_with_word,
    word_of,
    word_of_standing,
)
from watchlist.cases.models import Case
from watchlist.cases.register.query import RegisterQuery, consignments, totals_of
from watchlist.engine.answer import DecidedTotal, OfficersDecision, Parcel, ShipmentFinding, UnmeasuredParcel
from watchlist.engine.decision.decided_totals import DecidedGoods, as_decided, decided_total
from watchlist.engine.decision.spans import MeasuredQuantity
from watchlist.engine.decision.totals import GUESSED
from watchlist.engine.reports.shipment import limit_status, total_words
from watchlist.engine.vocabulary import Bears, Certainty, LeftOut
from watchlist.law_store import law_known_at
from watchlist.screenings.judged_goods import PositionWord, substance_words
from watchlist.screenings.models import ScreenedLine, Screening
from watchlist.screenings.replaying import replay, stored_answer
from watchlist.screenings.rerun import reread_manifest

pytestmark = pytest.mark.usefixtures("law")
MEXICO = {"name": "Acetone", "cas": "67-64-1", "quantity": "150", "unit": "kg", "origin": "US", "destination": "MX"}
PARCEL = {**MEXICO, "export_date": "2026-03-05", "consignee": "Química del Sur, S.A. de C.V."}
EXPORT = {"origin": "US", "destination": "MX", "operation": "export"}


def record_of(case: Case, number: int) -> OfficersDecision:
    line = line_of(case, number)
    return decision_record(decisions_on([line])[line.pk])


@pytest.mark.parametrize(
    ("holds", "word"),
    [
        (["confirmed", "confirmed"], "confirmed"),
        (["dismissed"], "dismissed"),
        (["confirmed", "dismissed"], "in_part"),
        (["dismissed", "waiting"], "waiting"),
        (["confirmed", ""], "open"),
        (["waiting", ""], "open"),
        (["refused", "confirmed"], "open"),
        (["undecided", "dismissed"], "undecided"),
        (["undecided", ""], "undecided"),
    ],
)
def test_the_word_on_a_line_is_what_all_that_asks_for_one_comes_to(holds: list[str], word: str) -> None:
    assert word_of(holds) == word
    decided = all(hold in ("confirmed", "dismissed") for hold in holds)
    waits = all(hold in ("confirmed", "dismissed", "waiting") for hold in holds)
    standing = "judged" if decided else "waiting" if waits else "open"
    assert word_of_standing(standing, " ".join(sorted(filter(None, {*holds})))) == word


def test_a_dismissal_says_what_it_is_not_who_agreed_when_and_why(officer: User, second_officer: User) -> None:
    case = opened(PIPERIDONE, SALT)
    line = line_of(case, 1)
    rows = judge_line(case, line, officer, **WRONG)
    assert record_of(case, 1).word == "waiting"
    judge_line(case, line_of(case, 1), officer)
    judge_line(case, line, officer, second_officer, **WRONG)
    told = record_of(case, 1)
    today = datetime.now(UTC).strftime("%-d %b %Y")
    assert (told.word, told.about) == ("dismissed", "not 4-Piperidone")
    assert (told.by, told.agreed_by, told.reason) == (("officer",), ("second-officer",), "Wrong identification")
    assert told.note == "The analysis shows table salt."
    head = f"Dismissed: not 4-Piperidone (officer, agreed by second-officer, {today})"
    assert told.sentence == f"{head}: wrong identification"
    assert datetime.fromisoformat(told.at) > rows[0].at
    assert "you" not in told.sentence.lower().split()


def test_a_confirmed_line_names_its_substance(officer: User) -> None:
    case = opened(ACETONE)
    judge_line(case, line_of(case, 1), officer)
    today = datetime.now(UTC).strftime("%-d %b %Y")
    assert record_of(case, 1).sentence == f"Confirmed: acetone (officer, {today})"


def test_a_refused_dismissal_leaves_the_line_to_judge(officer: User, second_officer: User) -> None:
    case = opened(PIPERIDONE)
    judge_line(case, line_of(case, 1), officer, second_officer, agreed=False, **WRONG)
    assert record_of(case, 1).word == "open"
    assert totals_of(consignments(RegisterQuery())).rows[0].kilograms == "18.2775 kg"


def test_lines_are_read_by_as_many_queries_however_many_they_are(officer: User) -> None:
    case = opened(*[ACETONE] * 3, *MIXED)
    counts = []
    for number in (1, 2, 3):
        judge_line(case, line_of(case, number), officer)
        lines = list(ScreenedLine.objects.filter(screening=case.screening))
        with CaptureQueriesContext(connection) as asked:
            assert len(decisions_on(lines)) == number
            list(DecidedAnswer(case.screening).records(stored_answer(case.screening).records()))
        counts.append(len(asked))
    assert counts[0] == counts[2]


def test_the_filter_and_the_counts_are_of_the_word(officer: User, second_officer: User) -> None:
    case = opened(*MIXED)
    judge_line(case, line_of(case, 1), officer, second_officer, **WRONG)
    judge_line(case, line_of(case, 2), officer, **WRONG)
    judge_line(case, line_of(case, 3), officer)
    lines = ScreenedLine.objects.filter(screening=case.screening)
    found = {
        word: [line.line.number for line in lines.filter(lines_with_word(word)).order_by("pk")]
        for word in ("dismissed", "waiting", "confirmed", "in_part", "open")
    }
    assert found == {"dismissed": [1], "waiting": [2], "confirmed": [3], "in_part": [], "open": [5, 6]}
    counts = counts_by_decision(LineStanding.objects.filter(case=case))
    assert counts == {"confirmed": 1, "dismissed": 1, "waiting": 1}


def total_of(*lines: dict[str, str], reference: str) -> ShipmentFinding:
    return total_found(screened(*lines, reference=reference, **EXPORT))


def total_found(screening: Screening) -> ShipmentFinding:
    sums = stored_answer(screening).summary.shipment_findings
    return next(found for found in sums if found.list == "us-list-2")


def test_later_shipments_leave_out_what_two_dismissed_and_say_so(officer: User, second_officer: User) -> None:
    case = opened(PARCEL, PARCEL, reference="A-1", **EXPORT)
    assert total_of(PARCEL, reference="A-2").total == "450"
    judge_line(case, line_of(case, 1), officer, **WRONG)
    assert total_of(PARCEL, reference="A-2").total == "450", "one officer's word leaves nothing out"
    judge_line(case, line_of(case, 2), officer, second_officer, **WRONG)
    later = total_of(PARCEL, reference="A-2")
    assert (later.total, later.dismissed, len(later.parcels)) == ("300", 1, 2)
    assert "1 parcel that people dismissed is left out." in later.explanation


def test_goods_that_are_lawful_count_in_the_totals_of_law(officer: User) -> None:
    case = opened(PIPRONAL, PIPRONAL)
    judge_line(case, line_of(case, 1), officer, word="dismissed", reason="lawful_use_known", note="")
    judge_line(case, line_of(case, 2), officer, word="dismissed", reason="other_substance", note="")
    assert [record_of(case, number).about for number in (1, 2)] == ["piperonal", "not piperonal"]
    [total] = totals_of(consignments(RegisterQuery())).rows
    assert (total.guesses, total.dismissed) == (1, 1)


def test_one_word_on_a_guess_denies_no_sure_finding_of_the_substance() -> None:
    guess = replace(FINDING, certainty=Certainty.GUESS)
    denied, lawful = PositionWord("dismissed", "wrong_identification"), PositionWord("dismissed", "lawful_use_known")
    line = replace(CONTROLLED, findings=(FINDING, guess))
    assert substance_words(line, {1: denied}) == {}
    assert substance_words(line, {0: denied, 1: denied}) == {"p2p": "dismissed"}
    assert substance_words(line, {0: lawful, 1: denied}) == {}
    assert substance_words(line, {0: PositionWord("confirmed", ""), 1: denied}) == {"p2p": "confirmed"}
    elsewhere = replace(line, findings=(replace(FINDING, bears=Bears.NO), guess))
    assert substance_words(elsewhere, {1: denied}) == {"p2p": "dismissed"}
    assert substance_words(replace(line, findings=(guess,)), {-1: denied}) == {"p2p": "dismissed"}


def test_a_question_asked_again_counts_what_was_known_then(officer: User, second_officer: User) -> None:
    case = opened(PARCEL, PARCEL, reference="A-1", **EXPORT)
    before = screened(PARCEL, reference="A-2", **EXPORT)
    judge_line(case, line_of(case, 1), officer, second_officer, **WRONG)
    after = screened(PARCEL, reference="A-3", **EXPORT)
    for screening, total in ((before, "450"), (after, "450")):
        fresh = Screening.objects.select_related("manifest").get(pk=screening.pk)
        answer = stored_answer(fresh).summary.shipment_findings
        assert [found.total for found in answer if found.list == "us-list-2"] == [total]
        again = replay(fresh, reread_manifest(fresh))
        assert again.is_same, again.summary


def test_a_guess_counts_once_it_was_confirmed(officer: User) -> None:
    case = opened(PIPRONAL)
    [total] = totals_of(consignments(RegisterQuery())).rows
    assert (total.guesses, total.measured) == (1, 0)
    judge_line(case, line_of(case, 1), officer)
    [total] = totals_of(consignments(RegisterQuery())).rows
    assert (total.kilograms, total.guesses, total.measured) == ("1 kg", 0, 1)


def test_the_sum_of_a_shipment_is_told_again_without_what_was_dismissed() -> None:
    parcels = tuple(
        Parcel(reference=None, line=line, stored=stored, screening=None, date=date(2026, 1, 2), quantity=kg)
        for line, stored, kg in ((1, False, "60 kg"), (2, False, "50 kg"), (2, True, "40 kg"), (4, False, ""))
    )
    guess = UnmeasuredParcel(None, 4, False, GUESSED)
    found = replace(TOTAL, total="150", limit="100", met="yes", parcels=parcels, unmeasured=(guess,))
    dismissed = DecidedGoods(LeftOut.DISMISSED, MeasuredQuantity())
    unmoved = DecidedGoods(LeftOut.NOT_MOVED, MeasuredQuantity())

    def decided(**goods: DecidedGoods) -> DecidedTotal | None:
        return decided_total(found, {int(line[1:]): each for line, each in goods.items()}, law_known_at)

    assert decided(L7=dismissed, L1=DecidedGoods(None, MeasuredQuantity())) is None
    less = decided(L2=dismissed)
    assert less is not None
    assert (less.total, less.met, less.dismissed, less.left_out) == ("100", "yes", 1, (2,))
    less = decided(L1=dismissed, L2=unmoved, L4=DecidedGoods(None, MeasuredQuantity()))
    assert less is not None
    assert (less.total, less.met, less.dismissed, less.not_moved, less.confirmed) == ("40", "unknown", 1, 1, 1)
    assert less.sentence == (
        "After people's decisions (dismissed lines left out: 1, lines that did not move left out: 1, confirmed guesses "
        "that are not measured: 1): 40 kg, which is short of the limit of 100 kg by what is held here."
    )
    shown = as_decided(replace(found, decided=less))
    assert [(parcel.line, parcel.quantity) for parcel in shown.parcels] == [(2, "40 kg"), (4, "")]


def test_the_shown_sums_of_a_shipment_count_a_guess_that_was_confirmed(officer: User) -> None:
    """Everywhere that its own sum is shown; the answer as stored keeps what was known when it was made."""
    guessed = {"name": "Acetonee", "quantity": "160", "unit": "kg"}
    case = opened({**PARCEL, **guessed, "cas": ""}, PARCEL, reference="A-1", **EXPORT)
    stored = total_found(case.screening)
    assert (stored.total, [part.line for part in stored.unmeasured]) == ("150", [1])
    judge_line(case, line_of(case, 1), officer)
    [found] = decided_sums(case.screening, [total_found(case.screening)])
    assert found.decided
    assert (found.total, found.decided.total, found.decided.confirmed) == ("150", "310", 1)
    assert found.decided.sentence.startswith("After people's decisions (confirmed guesses counted: 1): 310 kg, which")
    assert total_words(found) == "310 kg"
    [short] = decided_sums(case.screening, [replace(total_found(case.screening), limit="200")])
    assert (limit_status(found), limit_status(short)) == ("not_reached", "reached")
    [row] = totals_of(consignments(RegisterQuery(substance="acetone"))).rows
    assert row.kilograms == "310 kg"
    assert total_of(PARCEL, reference="A-2").total == "460"

"""Judging what a person would judge: a line, a substance across a shipment; what does not bear is not asked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from tests.cases.answers import CONFLICT, CONTROLLED, FINDING
from tests.cases.shipments import ACETIC_ANHYDRIDE, ACETONE, PIPERIDONE, PIPRONAL, SALT, line_of, opened
from tests.cases.test_four_eyes import asked, dismissal_of, refused
from watchlist.cases.errors import GiveAReasonThatFits, JudgeWhatIsThere, WaitForTheSecond
from watchlist.cases.events import sentence_of
from watchlist.cases.hits import asked_positions, positions_not_asked, positions_to_judge
from watchlist.cases.judgement_models import OFFERED_REASONS, REASONS, REASONS_OF_LAW, Judgement, Referral
from watchlist.cases.judging import judge
from watchlist.cases.line_judging import judge_line, judge_substance, judgements_on, open_lines_with, take_back
from watchlist.cases.models import Case
from watchlist.cases.referrals import answer_alike
from watchlist.engine.answer import Finding, Line, Problem
from watchlist.engine.answer_codec import encode_text
from watchlist.engine.vocabulary import Bears, Branch, Certainty, Severity, Tier, Verdict
from watchlist.errors import LookAgain, SayWhy
from watchlist.screenings.models import ScreenedLine

NOTE = "The label and the analysis say table salt."
IDLE = replace(FINDING, bears=Bears.NO, severity=Severity.LOW)
DRUG = replace(IDLE, branch=Branch.DRUG, tier=Tier.DRUG_REFERENCE, severity=Severity.HIGH)
ELSEWHERE = replace(IDLE, tier=Tier.LISTED_ELSEWHERE, severity=Severity.MEDIUM)
WHOLE, NOBODY = (-1,), ()


def record(*findings: Finding, **changed: Any) -> str:
    """Return the record of a controlled line with some findings."""
    line: Line = replace(CONTROLLED, findings=findings, **changed)
    return encode_text(line)


@pytest.mark.parametrize(
    ("stored", "positions"),
    [
        (record(FINDING, IDLE), (0,)),
        (record(IDLE, replace(FINDING, bears=Bears.UNKNOWN)), (1,)),
        (record(IDLE), NOBODY),
        (record(IDLE, replace(IDLE, certainty=Certainty.GUESS, severity=Severity.MEDIUM)), NOBODY),
        (record(IDLE, problems=(Problem("quantity_missing", "quantity", "No quantity."),)), NOBODY),
        (record(IDLE, problems=(Problem("smiles_unreadable", "smiles", "Not read."),)), WHOLE),
        (record(IDLE, conflicts=(CONFLICT,)), WHOLE),
        (record(IDLE, replace(FINDING, certainty=Certainty.GUESS, severity=Severity.LOW)), WHOLE),
        (record(DRUG), (0,)),
        (record(IDLE, ELSEWHERE), (1,)),
        (record(replace(IDLE, certainty=Certainty.GUESS), verdict=Verdict.REVIEW), WHOLE),
        (record(verdict=Verdict.NO_MATCH), NOBODY),
    ],
)
def test_what_does_not_bear_is_not_asked(stored: str, positions: tuple[int, ...]) -> None:
    assert asked_positions(stored) == positions


GOODS = {**ACETONE, "origin": "DE", "destination": "FR", "consignor": "Rhein GmbH"}
ELSEWHERE_BOUND = {"origin": "DE", "destination": "FR", "operation": "domestic", "jurisdictions": ("US",)}


@pytest.mark.usefixtures("law")
def test_a_line_on_which_nothing_bears_is_for_nobody_and_may_be_judged_all_the_same(officer: User) -> None:
    case = opened(GOODS, SALT, **ELSEWHERE_BOUND)
    line = line_of(case, 1)
    assert (line.verdict, positions_to_judge(line), positions_not_asked(line)) == ("controlled", (), (0,))
    assert (case.lines_for_people, case.to_judge) == (0, 0)
    with pytest.raises(JudgeWhatIsThere):
        judge_line(case=case, line=line, word="confirmed", actor=officer, seen=0)
    judge(case=case, line=line, position=0, word="confirmed", actor=officer, seen=0)
    case.refresh_from_db()
    assert (case.lines_for_people, case.lines_judged, case.lines_waiting) == (0, 0, 0)


@pytest.mark.usefixtures("law")
def test_a_case_that_an_earlier_version_opened_is_counted_when_somebody_works_on_it(officer: User) -> None:
    case = opened(GOODS, PIPRONAL, **ELSEWHERE_BOUND)
    expected = case.lines_for_people
    case.standings.all().delete()
    Case.objects.filter(pk=case.pk).update(lines_for_people=2)
    judge_line(case=case, line=line_of(case, 2), word="confirmed", actor=officer, seen=0)
    case.refresh_from_db()
    assert (case.lines_for_people, case.lines_judged, case.to_judge) == (expected, 1, 0)


@pytest.mark.usefixtures("law")
def test_one_word_judges_what_is_open_of_a_line_and_a_second_changes_all_of_it(officer: User, lead: User) -> None:
    case = opened(PIPERIDONE)
    line = line_of(case, 1)
    first, *others = positions_to_judge(line)
    judge(case=case, line=line, position=first, word="undecided", actor=officer, seen=0)
    judge(case=case, line=line, position=others[0], word="confirmed", actor=lead, seen=0)
    with pytest.raises(LookAgain, match="lead judged it meanwhile: confirmed"):
        judge_line(case=case, line=line, word="confirmed", actor=officer, seen=1)
    judged = judge_line(case=case, line=line, word="confirmed", actor=officer, seen=2)
    assert [row.position for row in judged] == [first, *others[1:]]
    event = case.events.latest("pk")
    assert (event.verb, json.loads(event.facts)["line"]) == ("judge_line", 1)
    assert sentence_of(event).startswith(f"{officer.username} judged line 1: confirmed. Goods: ")
    with pytest.raises(LookAgain, match="confirmed"):
        judge_line(case=case, line=line, word="confirmed", actor=officer, seen=judgements_on(line))
    changed = judge_line(case=case, line=line, word="undecided", actor=officer, seen=judgements_on(line))
    assert [row.position for row in changed] == [first, *others]


@pytest.mark.usefixtures("law")
def test_a_line_and_those_equal_to_it_are_judged_at_once(officer: User) -> None:
    case = opened(ACETONE, {**ACETONE, "quantity": "90"}, {**ACETONE, "consignee": "Another GmbH"})
    judge_line(case=case, line=line_of(case, 2), word="confirmed", actor=officer, seen=0, most=500)
    case.refresh_from_db()
    assert (case.lines_judged, case.to_judge) == (2, 1)
    event = case.events.latest("pk")
    assert (event.verb, json.loads(event.facts)["lines"]) == ("judge_alike", [1, 2])


@pytest.mark.usefixtures("law")
def test_a_substance_is_dismissed_on_all_its_lines_by_one_request(officer: User, second_officer: User) -> None:
    other = {**ACETIC_ANHYDRIDE, "consignee": "Another GmbH", "quantity": "3"}
    case = opened(ACETIC_ANHYDRIDE, ACETONE, other, SALT)
    wrong: dict[str, Any] = {"case": case, "substance": "acetic-anhydride", "word": "dismissed", "actor": officer}
    with pytest.raises(LookAgain):
        judge_substance(**wrong, reason="wrong_by_name", note=NOTE, seen=1)
    for reason in {*REASONS} - {*REASONS_OF_LAW}:
        with pytest.raises(GiveAReasonThatFits):
            judge_substance(**wrong, reason=reason, note=NOTE, seen=2)
    with pytest.raises(GiveAReasonThatFits):
        judge_substance(**wrong, reason="wrong_by_name", note=" ", seen=2)
    judged = judge_substance(**wrong, reason="wrong_by_name", note=NOTE, seen=2)
    assert {row.screened_line.line.number for row in judged} == {1, 3}
    case.refresh_from_db()
    assert (case.lines_judged, case.lines_waiting, case.to_judge) == (0, 2, 1)
    event = case.events.latest("pk")
    assert (event.verb, json.loads(event.facts)["substance"]) == ("judge_substance", "Acetic anhydride")
    assert not open_lines_with(case, "acetic-anhydride")
    asked_for = Referral.objects.filter(judgement__in=judged)
    assert len(set(asked_for.values_list("asked_by", "asked_at", "note"))) == 1
    answered = answer_alike(referral=asked_for[0], agreed=True, actor=second_officer)
    assert len(answered) == asked_for.count() > 2
    case.refresh_from_db()
    assert (case.lines_judged, case.lines_waiting, case.to_judge) == (2, 0, 1)


@pytest.mark.usefixtures("law")
def test_a_whole_line_with_a_sure_finding_is_dismissed_by_two(officer: User) -> None:
    case = opened({**GOODS, "name": "Sodium chloride"}, **ELSEWHERE_BOUND)
    line = line_of(case, 1)
    assert (line.verdict, positions_to_judge(line)) == ("controlled", WHOLE)
    with pytest.raises(GiveAReasonThatFits):
        judge_line(case=case, line=line, word="dismissed", reason="lawful_use_documented", actor=officer, seen=0)
    (row,) = judge_line(
        case=case, line=line, word="dismissed", reason="wrong_by_number", note=NOTE, actor=officer, seen=0
    )
    assert (row.position, row.holds) == (-1, "waiting")


@pytest.mark.usefixtures("law")
def test_an_act_is_taken_back_as_a_whole_by_who_said_it(officer: User, lead: User) -> None:
    case = opened(ACETONE, {**ACETONE, "quantity": "90"}, PIPERIDONE)
    judged = judge_substance(case=case, substance="acetone", word="confirmed", actor=officer, seen=2)
    with pytest.raises(LookAgain):
        take_back(case=case, judgement=judged[0], actor=lead)
    undone = take_back(case=case, judgement=judged[0], actor=officer)
    assert {(row.screened_line_id, row.position) for row in undone} == {
        (row.screened_line_id, row.position) for row in judged
    }
    case.refresh_from_db()
    assert (case.lines_judged, case.to_judge) == (0, 3)
    with pytest.raises(LookAgain):
        take_back(case=case, judgement=judged[0], actor=officer)
    wrong = {"word": "dismissed", "reason": "not_in_that_form", "note": NOTE}
    sent = judge_line(case=case, line=line_of(case, 3), actor=officer, seen=0, **wrong)
    with pytest.raises(WaitForTheSecond):
        take_back(case=case, judgement=sent[0], actor=officer)


@pytest.mark.usefixtures("law")
@pytest.mark.parametrize("reason", OFFERED_REASONS)
def test_a_guess_is_dismissed_for_each_reason(officer: User, reason: str) -> None:
    case = opened(PIPRONAL)
    with pytest.raises(SayWhy):
        judge_line(case=case, line=line_of(case, 1), word="dismissed", reason="because", actor=officer, seen=0)
    rows = judge_line(case=case, line=line_of(case, 1), word="dismissed", reason=reason, actor=officer, seen=0)
    assert {(row.holds, row.reason) for row in rows} == {("dismissed", reason)}


@pytest.mark.usefixtures("law")
def test_the_database_refuses_a_use_as_a_reason_and_what_was_not_asked_with_the_judgement(officer: User) -> None:
    case = opened(PIPERIDONE)
    referral = asked(case, officer, kind="dismissal", word="dismissed")
    referral.save(force_insert=True)
    for reason in {*REASONS} - {*REASONS_OF_LAW}:
        refused(dismissal_of(case, officer, referral=referral, reason=reason), "for_what_fits")
    refused(dismissal_of(case, officer, referral=referral, note="Another note."), "of_one_act_with_what_it_asked")
    later = referral.asked_at.replace(year=2027)
    refused(dismissal_of(case, officer, referral=referral, at=later), "of_one_act_with_what_it_asked")
    dismissal_of(case, officer, referral=referral, reason="wrong_by_structure").save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Judgement.objects.update(reason="lawful_use_documented")


@pytest.mark.usefixtures("law")
def test_many_lines_cost_no_statement_each(officer: User) -> None:
    few, many = (
        opened(*({**ACETONE, "consignee": f"Buyer {number}"} for number in range(size)), reference=str(size))
        for size in (10, 60)
    )
    counts = []
    for case, size in ((few, 10), (many, 60)):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            judge_substance(case=case, substance="acetone", word="confirmed", actor=officer, seen=size)
        counts.append(len(queries))
        case.refresh_from_db()
        assert (case.to_judge, ScreenedLine.objects.filter(screening=case.screening).count()) == (0, size)
    assert counts[1] <= counts[0] + 5  # a statement takes so many values at most

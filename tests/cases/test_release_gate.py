"""A release is a gate: what stands in its way, what meets it, and how two officers go past it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.authorisations.papers import LINE, on_file
from tests.cases.releases import OVERRIDE, meet_duties
from tests.cases.shipments import ACETIC_ANHYDRIDE, ACETONE, PIPERIDONE, ROUTE, SALT, VAGUE, line_of, opened
from tests.cases.test_judging import ONLY_ONE, judge_all
from tests.cases.test_look_backs import CITRIC, listed_later
from watchlist.authorisations.models import Authorisation
from watchlist.authorisations.registering import revoke
from watchlist.cases.authorising import eligible_authorisations
from watchlist.cases.duties import duties_of, move_deadline, tick_duty
from watchlist.cases.errors import ConfirmTheOverride, MeetOrOverride
from watchlist.cases.events import sentence_of
from watchlist.cases.hits import positions_to_judge
from watchlist.cases.judging import judge
from watchlist.cases.lifecycle import Override, dispose, reopen
from watchlist.cases.models import Case, CaseLookBack, Duty
from watchlist.cases.override_models import ReleaseOverride
from watchlist.cases.referrals import answer_referral
from watchlist.cases.release_gate import obstacles_of
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.errors import LookAgain, SayWhy

pytestmark = pytest.mark.usefixtures("law")
TODAY = date(2026, 9, 1)
FENTANYL = {"name": "Fentanyl", "cas": "437-38-7", "quantity": "1", "unit": "kg", **ROUTE}
UNDER = "released_under_authorisation"


def in_the_way(case: Case, *papers: Authorisation, today: date = TODAY) -> list[tuple[str, str, tuple[int, ...]]]:
    """Return what stands in the way of a release: kind, list and lines."""
    word = UNDER if papers else "released"
    return [(found.kind.value, found.list, found.lines) for found in obstacles_of(case, word, papers, today)]


def judged(actor: User, *lines: dict[str, str], reference: str = "SHA-HAM-0728") -> Case:
    """Return a case whose every hit is confirmed."""
    case = opened(*lines, reference=reference)
    judge_all(case, actor)
    return case


@pytest.mark.parametrize(
    ("goods", "missing"),
    [
        (PIPERIDONE, [("document", "eu-111-cat-1")] * 2 + [("duty", "us-list-1")]),
        (ACETIC_ANHYDRIDE, [("document", "eu-111-cat-2"), ("duty", "us-list-2")]),
        (ACETONE, [("duty", "us-list-2")]),
        (FENTANYL, [("document", "us-named-fentanyls"), ("document", "")]),
        (VAGUE, []),
    ],
    ids=lambda value: value["name"] if isinstance(value, dict) else "",
)
def test_what_the_law_asks_before_goods_move_stands_in_the_way(
    goods: dict[str, str], missing: list[tuple[str, str]]
) -> None:
    found = in_the_way(opened(SALT, goods))
    assert [(kind, key) for kind, key, _ in found] == missing
    assert {lines for _, _, lines in found} <= {(2,)}


def test_each_line_that_no_named_document_covers_is_told(officer: User) -> None:
    paper = on_file(officer)
    case = judged(officer, LINE, {**LINE, "consignee": "Somebody Else GmbH"})
    assert in_the_way(case)[0] == ("document", "eu-111-cat-1", (1, 2))
    assert in_the_way(case, paper)[0] == ("document", "eu-111-cat-1", (2,))
    meet_duties(case, officer)
    with pytest.raises(MeetOrOverride, match="2 things stand in the way"):
        dispose(case=case, word=UNDER, note="As granted.", actor=officer, authorisations=[paper.pk])


def test_a_document_that_is_used_up_is_told_as_a_balance(officer: User, second_officer: User) -> None:
    paper = on_file(officer, quantity="25 kg")
    first = judged(officer, LINE, reference="A")
    meet_duties(first, officer)
    asked = dispose(case=first, word=UNDER, note="As granted.", actor=officer, authorisations=[paper.pk])
    answer_referral(referral=asked, agreed=True, actor=second_officer)
    assert in_the_way(judged(officer, LINE, reference="B"))[0] == ("balance", "eu-111-cat-1", (1,))


def test_a_notice_whose_last_day_has_passed_is_told_as_a_deadline(officer: User) -> None:
    case = opened({**ACETONE, "departure_date": "2026-09-10"})
    (notice,) = [row for row in duties_of(case) if row.duty.action == "notify" and "declaration" in row.duty.text]
    move_deadline(duty=notice.duty, due_on=date(2026, 8, 31), reason="As DEA says.", actor=officer)
    assert [kind for kind, _, _ in in_the_way(case)] == ["deadline"]
    tick_duty(duty=notice.duty, done=True, actor=officer)
    assert not in_the_way(case)


def test_a_release_past_what_is_missing_is_asked_with_a_reason_and_confirmed_apart(
    officer: User, second_officer: User
) -> None:
    case = judged(officer, PIPERIDONE)
    for bad in (Override("because", "x"), Override("other", " ")):
        with pytest.raises(SayWhy, match="a reason of the list"):
            dispose(case=case, word="released", note="Permit 12.", actor=officer, override=bad)
    referral = dispose(case=case, word="released", note="Permit 12.", actor=officer, override=OVERRIDE)
    override = ReleaseOverride.objects.get()
    assert (override.referral, override.by, override.reason) == (referral, officer, OVERRIDE.reason)
    assert [found.list for found in override.missing] == [key for _, key, _ in in_the_way(case)]
    with pytest.raises(ConfirmTheOverride):
        answer_referral(referral=referral, agreed=True, actor=second_officer)
    answer_referral(referral=referral, agreed=True, actor=second_officer, confirms_override=True)
    override.refresh_from_db()
    assert (override.confirmed_by, case.dispositions.get().referral) == (second_officer, referral)
    (told,) = case.events.filter(verb="ask_override")
    assert sentence_of(told) == "officer asked a second officer to release past what is missing: released."


def test_what_came_since_an_override_was_asked_for_is_not_agreed_to_with_it(
    officer: User, second_officer: User
) -> None:
    paper = on_file(officer)
    case = judged(officer, LINE)
    under = {"word": UNDER, "note": "As granted.", "authorisations": [paper.pk]}
    asked = dispose(case=case, actor=officer, override=OVERRIDE, **under)  # type: ignore[arg-type]
    (notice,) = ReleaseOverride.objects.get().missing
    assert notice.list == "us-list-1"
    revoke(authorisation=paper, on=TODAY, reason="Withdrawn.", actor=officer)
    with pytest.raises(LookAgain):
        answer_referral(referral=asked, agreed=True, actor=second_officer, confirms_override=True)


def test_a_line_that_the_second_officer_was_not_shown_is_not_agreed_to(officer: User, second_officer: User) -> None:
    case = opened(PIPERIDONE, {**PIPERIDONE, "name": "4-Piperidone", "cas": "41661-47-6"})
    judge_all(case, officer)
    second_line = line_of(case, 2)
    for at in positions_to_judge(second_line):
        judge(case=case, line=second_line, position=at, word="dismissed", actor=officer, seen=1, **ONLY_ONE)
    for referral in case.referrals.all():
        answer_referral(referral=referral, agreed=True, actor=second_officer)
    case.refresh_from_db()
    asked = dispose(case=case, word="released", note="Permit 12.", actor=officer, override=OVERRIDE)
    assert {line for found in ReleaseOverride.objects.get().missing for line in found.lines} == {1}
    judge(case=case, line=second_line, position=0, word="confirmed", actor=officer, seen=2)
    with pytest.raises(LookAgain, match="Something else stands in the way"):
        answer_referral(referral=asked, agreed=True, actor=second_officer, confirms_override=True)


def test_a_shipment_released_again_needs_no_more_of_its_document(officer: User, second_officer: User) -> None:
    paper = on_file(officer, single_use=True)
    case = judged(officer, LINE)
    meet_duties(case, officer)
    under = {"word": UNDER, "note": "As granted.", "authorisations": [paper.pk]}
    asked = dispose(case=case, actor=officer, **under)  # type: ignore[arg-type]
    answer_referral(referral=asked, agreed=True, actor=second_officer)
    reopen(case=case, note="A drum was left behind.", actor=officer)
    assert in_the_way(case)[0][0] == "document"
    assert eligible_authorisations(case) == [paper]
    assert not in_the_way(case, paper)


def test_a_document_meets_no_duty_that_it_is_not_compared_with(officer: User) -> None:
    _, rescreen = listed_later(CITRIC, SALT)
    paper, case = on_file(officer), judged(officer, LINE)
    meet_duties(case, officer)
    at = datetime.now(UTC)
    Duty.objects.create(case=case, key="0" * 64, list_key="xx-list", action="authorise", text="x", starts_at=at)
    assert not in_the_way(case, paper), "no finding lays it"
    CaseLookBack.objects.create(case=case, rescreen=rescreen, at=at)
    assert in_the_way(case, paper) == [("document", "xx-list", ())]


def test_where_nothing_stands_in_the_way_there_is_no_override(officer: User) -> None:
    case = judged(officer, VAGUE)
    with pytest.raises(CorrectTheQuestion, match="Nothing stands in the way"):
        dispose(case=case, word="released", note="x", actor=officer, override=OVERRIDE)


def test_what_stands_in_the_way_is_asked_in_as_many_queries_for_many_lines(
    officer: User, django_assert_num_queries: Any
) -> None:
    on_file(officer)
    few = opened(LINE, reference="few")
    many = opened(*({**LINE, "quantity": str(number)} for number in range(1, 40)), reference="many")
    with CaptureQueriesContext(connection) as asked:
        in_the_way(few)
    with django_assert_num_queries(len(asked)):
        assert in_the_way(many)[0][2] == tuple(range(1, 40))


@pytest.mark.parametrize("word", ["refused", "withdrawn", "seized"])
def test_what_is_not_released_passes_no_gate(officer: User, word: str) -> None:
    case = opened(PIPERIDONE)
    dispose(case=case, word=word, note="No licence.", actor=officer)
    case.refresh_from_db()
    assert case.state == "closed"


def test_what_two_dismissed_asks_no_document_and_its_duties_lapse(officer: User, second_officer: User) -> None:
    case = opened(PIPERIDONE, VAGUE)
    line = line_of(case, 1)
    for at in positions_to_judge(line):
        judge(case=case, line=line, position=at, word="dismissed", actor=officer, seen=0, **ONLY_ONE)
    for referral in case.referrals.all():
        answer_referral(referral=referral, agreed=True, actor=second_officer)
    judge(case=case, line=line_of(case, 2), position=-1, word="confirmed", actor=officer, seen=0)
    assert not in_the_way(case)
    case.refresh_from_db()
    asked = dispose(case=case, word="released", note="It is table salt.", actor=officer)
    answer_referral(referral=asked, agreed=True, actor=second_officer)
    assert all(status.has_lapsed for status in duties_of(case) if status.duty.action == "authorise")
    reopen(case=case, note="The analysis was of another drum.", actor=officer)
    judge(case=case, line=line, position=0, word="confirmed", actor=officer, seen=1)
    assert in_the_way(case)
    case.refresh_from_db()
    dispose(case=case, word="released", note="Permit 12.", actor=officer, override=OVERRIDE)
    assert any(not status.has_lapsed for status in duties_of(case) if status.duty.action == "authorise")

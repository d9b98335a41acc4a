"""Words on lines: what is released, refused and held back of one shipment, and the word of the case that follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from tests.authorisations.papers import LINE, on_file
from tests.cases.releases import OVERRIDE, meet_duties
from tests.cases.shipments import ACETONE, PIPERIDONE, SALT, VAGUE, line_of, opened
from tests.cases.test_judging import judge_all
from watchlist.authorisations.models import AuthorisationUse
from watchlist.cases.correcting import correct_field
from watchlist.cases.duties import duties_of, tick_duty
from watchlist.cases.errors import DecideByLine, JudgeFirst, JudgeWhatIsThere, MeetOrOverride, WaitForTheSecond
from watchlist.cases.events import sentence_of
from watchlist.cases.hits import positions_to_judge
from watchlist.cases.judging import judge
from watchlist.cases.lifecycle import dispose, reopen
from watchlist.cases.line_disposition_models import LineDisposition
from watchlist.cases.line_dispositions import LinesOutcome, dispose_lines, lines_named
from watchlist.cases.line_words import counts_by_word, outcome_of
from watchlist.cases.models import Case
from watchlist.cases.override_models import ReleaseOverride
from watchlist.cases.referrals import answer_referral
from watchlist.cases.release_gate import obstacles_of
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.errors import LookAgain

pytestmark = pytest.mark.usefixtures("law")
UNDER = "released_under_authorisation"
LINE_DAY = date(2026, 9, 1)


def judged(actor: User, *lines: dict[str, str], reference: str = "SHA-HAM-0728") -> Case:
    """Return a case whose every hit is confirmed."""
    case = opened(*lines, reference=reference)
    judge_all(case, actor)
    case.refresh_from_db()
    return case


def say(case: Case, actor: User, word: str, *lines: int, **more: Any) -> LinesOutcome:
    """Say a word on lines by their numbers, or on all that are left."""
    return dispose_lines(case=case, lines=lines or None, word=word, note="As seen.", actor=actor, **more)


def state_of(case: Case) -> tuple[str, str]:
    """Return the state of a case, and the word that it is closed with."""
    case.refresh_from_db()
    return case.state, case.disposition.word if case.disposition else ""


def test_what_only_a_held_line_lays_does_not_stand_in_the_way_of_the_others(
    officer: User, second_officer: User
) -> None:
    case = judged(officer, ACETONE, PIPERIDONE, SALT)
    meet_duties(case, officer)
    with pytest.raises(MeetOrOverride):
        say(case, officer, "released")
    say(case, officer, "held", 2)
    assert state_of(case) == ("investigating", "")
    asked = say(case, officer, "released", 1, 3).referral
    assert asked is not None
    assert lines_named(asked) == {line_of(case, 1).pk: 1, line_of(case, 3).pk: 3}
    assert not ReleaseOverride.objects.exists()
    assert counts_by_word(case) == {"held": 1}
    answer_referral(referral=asked, agreed=True, actor=second_officer)
    assert counts_by_word(case) == {"released": 2, "held": 1}
    assert state_of(case) == ("on_hold", "")
    assert [row.referral for row in LineDisposition.objects.filter(word="released")] == [asked, asked]
    say(case, officer, "refused", 2)
    assert state_of(case) == ("closed", "in_part")
    assert case.disposition is not None
    assert case.disposition.counts == {"released": 2, "refused": 1}
    told = [sentence_of(event) for event in case.events.order_by("-pk")[:4]]
    assert told[0] == "officer closed the case by the words on its lines: released in part (released 2, refused 1)."
    assert told[2] == "officer decided on line 2: refused."


@pytest.mark.parametrize(
    ("words", "word", "counts"),
    [
        ({1: "released", 2: "refused"}, "in_part", {"released": 2, "refused": 1}),
        ({1: "released", 2: "released"}, "released", {"released": 3}),
        ({1: "refused", 2: "seized", 3: "withdrawn"}, "seized", {"refused": 1, "withdrawn": 1, "seized": 1}),
        ({1: "refused", 2: "refused", 3: "refused"}, "refused", {"refused": 3}),
        ({1: "refused", 2: "refused"}, None, None),
        ({1: "released", 2: "held"}, None, None),
        ({1: "released", 3: "held"}, None, None),
        ({1: "released"}, None, None),
        ({}, None, None),
    ],
)
def test_the_word_of_a_case_follows_from_its_lines(
    officer: User, words: dict[int, str], word: str | None, counts: dict[str, int] | None
) -> None:
    case = judged(officer, VAGUE, {**VAGUE, "quantity": "15"}, SALT)
    for number, said in words.items():
        say(case, officer, said, number)
    assert state_of(case)[1] == (word or "")
    assert (case.disposition.counts if case.disposition else None) == counts


def test_a_case_with_words_on_lines_takes_no_word_on_the_whole(officer: User) -> None:
    case = judged(officer, VAGUE, SALT)
    say(case, officer, "held", 1)
    with pytest.raises(DecideByLine):
        dispose(case=case, word="refused", note="x", actor=officer)
    say(case, officer, "refused")
    assert state_of(case) == ("closed", "refused")


def test_lines_are_named_and_judged_before_they_are_released(officer: User) -> None:
    case = opened(VAGUE, {**VAGUE, "quantity": "15"}, SALT)
    judge(case=case, line=line_of(case, 1), position=-1, word="confirmed", actor=officer, seen=0)
    with pytest.raises(JudgeFirst, match="1 line is not judged"):
        say(case, officer, "released")
    with pytest.raises(JudgeWhatIsThere, match="no line 9"):
        say(case, officer, "released", 1, 9)
    with pytest.raises(CorrectTheQuestion):
        say(case, officer, "in_part", 1)
    say(case, officer, "released", 1)
    assert counts_by_word(case) == {"released": 1}


def test_while_a_release_of_lines_waits_nothing_else_is_said(officer: User) -> None:
    case = judged(officer, ACETONE, VAGUE)
    meet_duties(case, officer)
    say(case, officer, "released", 1)
    with pytest.raises(WaitForTheSecond):
        say(case, officer, "refused", 2)


def test_a_line_that_was_judged_anew_is_not_agreed_to(officer: User, second_officer: User) -> None:
    case = judged(officer, ACETONE, VAGUE)
    meet_duties(case, officer)
    asked = say(case, officer, "released", 1).referral
    assert asked is not None
    line = line_of(case, 1)
    judge(case=case, line=line, position=positions_to_judge(line)[0], word="undecided", actor=officer, seen=1)
    with pytest.raises(JudgeFirst):
        answer_referral(referral=asked, agreed=True, actor=second_officer)
    opened(ACETONE, VAGUE)
    with pytest.raises((LookAgain, JudgeFirst)):
        answer_referral(referral=asked, agreed=True, actor=second_officer)


def test_an_override_of_lines_holds_what_they_lack_alone(officer: User, second_officer: User) -> None:
    case = judged(officer, PIPERIDONE, ACETONE)
    asked = say(case, officer, "released", 2, override=OVERRIDE).referral
    assert asked is not None
    assert {(found.list, found.lines) for found in asked.override.missing} == {("us-list-2", (2,))}
    answer_referral(referral=asked, agreed=True, actor=second_officer, confirms_override=True)
    assert counts_by_word(case) == {"released": 1}


def test_documents_are_used_for_released_lines_alone_and_once(officer: User, second_officer: User) -> None:
    papers = [
        on_file(officer, kind=kind, number=kind, quantity="100 kg") for kind in ("licence", "import_authorisation")
    ]
    case = judged(officer, LINE, {**LINE, "quantity": "30"}, {**LINE, "quantity": "40"})
    meet_duties(case, officer)
    under = {"authorisations": [paper.pk for paper in papers]}
    used = []
    say(case, officer, "refused", 3)
    for number in (1, 2):
        asked = say(case, officer, UNDER, number, **under).referral
        assert asked is not None
        answer_referral(referral=asked, agreed=True, actor=second_officer)
        used.append([use.amount for use in AuthorisationUse.objects.filter(document=papers[0].document)])
    assert used == [[25_000_000], [25_000_000, 30_000_000]]
    assert state_of(case) == ("closed", "in_part")
    assert case.disposition is not None
    assert set(case.disposition.authorisations.split()) == {str(paper.pk) for paper in papers}


@pytest.mark.parametrize("word", ["refused", "withdrawn", "seized"])
def test_duties_of_lines_that_do_not_move_lapse_and_those_to_report_stay(officer: User, word: str) -> None:
    case = judged(officer, PIPERIDONE, VAGUE)
    say(case, officer, word, 1)
    by_text = {status.duty.text: status for status in duties_of(case)}
    assert all(status.has_lapsed for status in by_text.values() if status.duty.action == "authorise")
    assert not any(status.has_lapsed for status in by_text.values() if status.asks_a_report)
    assert not obstacles_of(case, "released", (), LINE_DAY)


def test_duties_lapse_while_a_line_is_refused_and_are_back_when_it_is_not(officer: User) -> None:
    case = judged(officer, PIPERIDONE, VAGUE)
    say(case, officer, "refused", 1)
    say(case, officer, "held", 1)
    assert not any(status.has_lapsed for status in duties_of(case))


def test_a_case_that_was_released_in_part_is_reopened_and_closed_by_another_word(officer: User) -> None:
    case = judged(officer, VAGUE, {**VAGUE, "quantity": "15"})
    say(case, officer, "released", 1)
    say(case, officer, "refused", 2)
    reopen(case=case, note="The end use was shown.", actor=officer)
    assert state_of(case) == ("investigating", "")
    say(case, officer, "released", 2)
    assert state_of(case) == ("closed", "released")
    assert [row.number for row in LineDisposition.objects.filter(screened_line=line_of(case, 2))] == [1, 2]


def test_words_on_lines_are_of_the_screening_that_they_were_said_of(officer: User) -> None:
    case = judged(officer, VAGUE, SALT)
    say(case, officer, "held", 1)
    again = opened(VAGUE, SALT)
    assert (again.pk, counts_by_word(again), outcome_of(again)) == (case.pk, {}, None)


def test_one_document_does_not_meet_a_duty_that_asks_for_another(officer: User) -> None:
    licence, import_paper, permit = (
        on_file(officer, kind=kind, number=kind) for kind in ("licence", "import_authorisation", "permit")
    )
    case = judged(officer, LINE)
    meet_duties(case, officer)

    def missing(*papers: Any) -> Sequence[str]:
        return [found.text.split(" of ")[0][:25] for found in obstacles_of(case, UNDER, papers, LINE_DAY)]

    assert missing(licence) == ["an import authorisation f"]
    assert missing(import_paper) == ["a licence"]
    assert missing(licence, import_paper) == []
    assert missing(permit) == []


def test_a_notice_that_is_ticked_for_one_line_is_met_for_the_others(officer: User, second_officer: User) -> None:
    case = judged(officer, ACETONE, {**ACETONE, "quantity": "170"})
    notices = [status.duty for status in duties_of(case) if status.duty.before_moving]
    assert notices
    for duty in notices:
        tick_duty(duty=duty, done=True, actor=officer)
    for number in (1, 2):
        asked = say(case, officer, "released", number).referral
        assert asked is not None
        answer_referral(referral=asked, agreed=True, actor=second_officer)
    assert state_of(case) == ("closed", "released")


def test_a_correction_of_one_line_keeps_what_became_of_the_others(officer: User, second_officer: User) -> None:
    case = judged(officer, ACETONE, PIPERIDONE, SALT, VAGUE)
    meet_duties(case, officer)
    say(case, officer, "held", 2)
    say(case, officer, "refused", 4)
    released = say(case, officer, "released", 1, 3).referral
    assert released is not None
    answer_referral(referral=released, agreed=True, actor=second_officer)
    before = counts_by_word(case)
    assert before == {"released": 2, "refused": 1, "held": 1}
    case.refresh_from_db()
    earlier, line = line_of(case, 1), line_of(case, 2)
    correct_field(case=case, line=line, field="quantity", corrected="30", reason="By the invoice.", actor=officer)
    case.refresh_from_db()
    assert counts_by_word(case) == {"released": 2, "refused": 1}  # what was corrected is decided again
    carried = LineDisposition.objects.current(case)
    assert {row.carried_from.word for row in carried} == {"released", "refused"}
    assert {row.referral for row in carried if row.word == "released"} == {released}
    assert state_of(case)[0] != "closed"
    old = line_of(case, 1).dispositions.get()
    kept = {name: getattr(old, name) for name in ("case_id", "note", "by_id", "at", "authorisations", "referral_id")}
    forged = LineDisposition(screened_line=line_of(case, 2), number=1, word="released", carried_from=old, **kept)
    with pytest.raises(IntegrityError, match="is_carried_as_it_held"), transaction.atomic():
        forged.save()
    back = LineDisposition(screened_line=earlier, number=2, word="released", carried_from=old, **kept)
    with pytest.raises(IntegrityError, match="is_of_an_open_case"), transaction.atomic():
        back.save()

"""A line is corrected in place: answered anew, by two where it must be, and without a new word on the other lines."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from tests.cases.shipments import ACETONE, MIXED, PIPERIDONE, SALT, line_of, opened, screened
from watchlist.cases.correcting import answer_correction, correct_field, corrections_in, corrections_waiting
from watchlist.cases.errors import JudgeWhatIsThere, WaitForTheSecond
from watchlist.cases.events import EVENTS, sentence_of
from watchlist.cases.hits import positions_to_judge
from watchlist.cases.judgement_models import FIELD_LABELS, Judgement, Referral
from watchlist.cases.judging import judge
from watchlist.cases.models import Case
from watchlist.cases.referrals import answer_referral
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reading import CORRECTABLE, OF_IDENTITY
from watchlist.engine.vocabulary import Action, Verdict
from watchlist.errors import AskAnotherPerson, AskForTheRight, LookAgain, SayWhy
from watchlist.migrations import _corrections
from watchlist.screenings import LineCorrection, ScreenedLine, read_line, replay, reread_manifest, rerun_screening

pytestmark = pytest.mark.usefixtures("law")
REASON = "The invoice says so."
UNREADABLE = {**ACETONE, "quantity": "160 or so", "unit": ""}


def correct(case: Case, number: int, actor: User, field: str, corrected: str, reason: str = REASON) -> LineCorrection:
    """Correct one field of a line of the case's last screening."""
    case.refresh_from_db()
    line = line_of(case, number)
    row = correct_field(case=case, line=line, field=field, corrected=corrected, reason=reason, actor=actor)
    assert isinstance(row, LineCorrection)
    return row


def answered(case: Case, number: int) -> Any:
    """Return the answer that stands on a line of a case."""
    case.refresh_from_db()
    return read_line(line_of(case, number).record)


def is_replayed(case: Case) -> bool:
    """Say whether the last screening of a case is answered byte for byte as it was."""
    case.refresh_from_db()
    return replay(case.screening, reread_manifest(case.screening)).is_same


def test_a_line_is_answered_anew_beside_what_was_declared(officer: User) -> None:
    case = opened(PIPERIDONE, ACETONE)
    first = case.screening
    row = correct(case, 2, officer, "quantity", "1600")
    line = answered(case, 2)
    assert (line.declared["quantity"], line.fields["quantity"]) == ("160", "1600")
    (corrected,) = line.corrections
    facts = {"field": "quantity", "declared": "160", "corrected": "1600", "reason": REASON, "by": "officer"}
    assert {name: getattr(corrected, name) for name in facts} == facts
    assert row.effective_at is not None
    assert row.answered_line is not None
    assert (corrected.agreed_by, corrected.at) == (None, row.effective_at.isoformat())
    assert row.answered_line.screening == case.screening != first
    assert "corrections" not in line_of(case, 1).record
    assert is_replayed(case)
    assert replay(first, reread_manifest(first)).is_same
    texts = [sentence_of(event) for event in case.events.filter(verb="correct")]
    assert texts == ["officer corrected the quantity of line 2 from “160” to “1600”."]


def test_what_was_said_of_other_lines_stays(officer: User, second_officer: User) -> None:
    case = opened(*MIXED, UNREADABLE)
    for number in (1, 2, 3):
        line = line_of(case, number)
        for position in positions_to_judge(line):
            word = {"word": "confirmed"} if number > 1 else {"word": "dismissed", "reason": "wrong_identification"}
            judge(case=case, line=line, position=position, seen=0, actor=officer, note="Seen.", **word)
    agreed, *_left = Referral.objects.waiting().order_by("pk")
    answer_referral(referral=agreed, agreed=True, actor=second_officer)
    case.refresh_from_db()
    before = (case.lines_judged, case.lines_waiting)
    words = {
        (row.screened_line.line.number, row.position): (row.word, row.holds, row.by, row.at) for row in stood(case)
    }
    waiting = Referral.objects.waiting().count()
    correct(case, 7, officer, "quantity", "160")
    correct(case, 7, officer, "unit", "kg")
    case.refresh_from_db()
    assert (case.lines_judged, case.lines_waiting) == before
    assert words_of(case) == words
    assert all(row.carried_from for row in stood(case))
    assert Referral.objects.waiting().count() == waiting  # what waits for a second officer waits on, once
    left = Referral.objects.waiting().order_by("pk")[0]
    answer_referral(referral=left, agreed=True, actor=second_officer)
    assert left.judgement.holds == "dismissed"


def words_of(case: Case) -> dict[tuple[int, int], tuple[Any, ...]]:
    """Return what stands on the findings of a case's last screening, by line and position."""
    return {(row.screened_line.line.number, row.position): (row.word, row.holds, row.by, row.at) for row in stood(case)}


def stood(case: Case) -> list[Judgement]:
    """Return the judgements on the last screening of a case."""
    rows = Judgement.objects.filter(screened_line__screening=case.screening)
    return list(rows.select_related("screened_line__line", "referral", "by", "carried_from").order_by("pk"))


def test_the_corrected_line_is_judged_again(officer: User) -> None:
    case = opened(ACETONE, PIPERIDONE)
    for number in (1, 2):
        line = line_of(case, number)
        for position in positions_to_judge(line):
            judge(case=case, line=line, position=position, seen=0, actor=officer, word="confirmed")
    correct(case, 1, officer, "quantity", "170")
    case.refresh_from_db()
    assert (case.lines_judged, case.to_judge) == (1, 1)


@pytest.mark.parametrize(
    ("goods", "field", "corrected"),
    [
        (PIPERIDONE, "name", "Piperidone"),
        (PIPERIDONE, "cas", "41661-47-6"),
        (ACETONE, "concentration", "98 %"),
        ({**ACETONE, "quantity": "2000"}, "quantity", "1"),  # below the threshold: law asks less
    ],
)
def test_two_correct_what_a_controlled_line_is_and_what_lowers_it(
    goods: dict[str, str], field: str, corrected: str, officer: User, second_officer: User
) -> None:
    case = opened(goods, PIPERIDONE)
    first = case.screening
    row = correct(case, 1, officer, field, corrected)
    case.refresh_from_db()
    assert (row.needs_second, row.effective_at, case.screening) == (True, None, first)
    assert list(corrections_waiting()) == [row]
    with pytest.raises(WaitForTheSecond):
        correct(case, 1, officer, field, corrected)
    with pytest.raises(AskForTheRight):
        answer_correction(correction=row, agreed=True, actor=officer)
    answer_correction(correction=row, agreed=True, actor=second_officer)
    line = answered(case, 1)
    assert (line.fields[field], line.corrections[0].agreed_by) == (corrected, "second-officer")
    assert is_replayed(case)
    with pytest.raises(LookAgain):
        answer_correction(correction=row, agreed=False, actor=second_officer, note="No.")


def test_a_line_that_is_nothing_any_more_leaves_its_case_to_two(officer: User, second_officer: User) -> None:
    case = opened(PIPERIDONE)
    cas = correct(case, 1, officer, "cas", "7647-14-5")
    answer_correction(correction=cas, agreed=True, actor=second_officer)
    name = correct(case, 1, officer, "name", "Sodium chloride")
    answer_correction(correction=name, agreed=True, actor=second_officer)
    case.refresh_from_db()
    assert (case.verdict, case.lines_for_people, case.to_judge) == ("no_match", 0, 0)
    assert answered(case, 1).verdict == Verdict.NO_MATCH


def test_a_second_officer_agrees_to_what_was_seen_or_says_why_not(officer: User, second_officer: User) -> None:
    case = opened(PIPERIDONE, ACETONE)
    row = correct(case, 1, officer, "name", "Piperidone")
    with pytest.raises(SayWhy):
        answer_correction(correction=row, agreed=False, actor=second_officer)
    correct(case, 2, officer, "quantity", "170")  # another line: what was asked of the first still stands
    with pytest.raises(WaitForTheSecond):
        correct(case, 1, officer, "name", "Piperidin-4-one")
    correct(case, 1, officer, "quantity", "26")
    with pytest.raises(LookAgain, match="answered otherwise"):
        answer_correction(correction=row, agreed=True, actor=second_officer)
    answer_correction(correction=row, agreed=False, actor=second_officer, note="No such paper.")
    own = correct(case, 1, second_officer, "name", "Piperidone")
    with pytest.raises(AskAnotherPerson):
        answer_correction(correction=own, agreed=True, actor=second_officer)
    assert corrections_in(case)[0] == own
    assert [sentence_of(event) for event in case.events.filter(verb="refused")] == [
        "second-officer refused a correction of line 1 that officer asked for."
    ]


@pytest.mark.parametrize(
    ("field", "text", "error"),
    [
        ("quantity", "-1", CorrectTheQuestion),
        ("quantity", "1,500", CorrectTheQuestion),
        ("quantity", "NaN", CorrectTheQuestion),
        ("quantity", "0.00 kg", CorrectTheQuestion),
        ("quantity", "25 kg or more", CorrectTheQuestion),
        ("quantity", "", CorrectTheQuestion),
        ("quantity", "160", CorrectTheQuestion),  # as it is
        ("export_date", "28.11.2026", CorrectTheQuestion),
        ("cas", "67-64-2", CorrectTheQuestion),
        ("remarks", "x", CorrectTheQuestion),
    ],
)
def test_a_field_says_what_it_can_hold(field: str, text: str, error: type[Exception], officer: User) -> None:
    case = opened(ACETONE)
    with pytest.raises(error):
        correct(case, 1, officer, field, text)
    with pytest.raises(SayWhy):
        correct(case, 1, officer, "quantity", "170", reason=" ")
    assert not LineCorrection.objects.exists()


def test_a_correction_is_of_the_last_screening_and_of_its_own_file(officer: User) -> None:
    case = opened(ACETONE, PIPERIDONE)
    old = line_of(case, 1)
    correct(case, 1, officer, "quantity", "170")
    with pytest.raises(JudgeWhatIsThere):
        correct_field(case=case, line=old, field="quantity", corrected="180", reason=REASON, actor=officer)
    correct(case, 1, officer, "quantity", "180")
    (last,) = answered(case, 1).corrections
    assert (last.declared, last.corrected) == ("160", "180")
    again = rerun_screening(screening=case.screening, as_of=None, actor="officer")
    assert read_line(again.lines.get(line__number=1).record).corrections == (last,)
    assert replay(again, reread_manifest(again)).is_same
    other = screened({**ACETONE, "quantity": "161"}, PIPERIDONE)  # another file under the same reference
    assert "corrections" not in other.lines.get(line__number=1).record


def test_how_a_file_writes_its_figures_no_correction_shows(officer: User) -> None:
    """ "1.500" is a thousand and a half to a file that writes "2,5", and stays so when another line is corrected."""
    case = opened({**ACETONE, "quantity": "2,5"}, {**PIPERIDONE, "quantity": "1.500"})
    before = line_of(case, 2).record
    correct(case, 1, officer, "quantity", "25.125")
    case.refresh_from_db()
    assert line_of(case, 2).record == before
    assert answered(case, 1).fields["quantity"] == "25.1250"
    assert is_replayed(case)
    correct(case, 2, officer, "quantity", "2000 kg")
    assert answered(case, 2).amount.kg == "2000"


@pytest.mark.alters_rows
def test_the_database_lets_nobody_correct_alone_what_takes_two(officer: User, second_officer: User) -> None:
    case = opened(PIPERIDONE, SALT)
    row = correct(case, 1, officer, "quantity", "26")
    waiting = correct(case, 1, officer, "name", "Piperidone")
    now, seen = datetime.now(UTC), row.screened_line
    alone = {"needs_second": False, "effective_at": now, "answered_line": row.answered_line}
    asked = {"needs_second": True, "answer": "agreed", "answered_by": second_officer, "answered_at": now}
    refusals: list[tuple[str, dict[str, Any]]] = [
        ("of_identity_is_by_two", {"field": "cas", **alone}),
        ("that_lowers_is_by_two", {**alone, "answered_line": lowered(case)}),
        ("is_answered_by_its_own_line", {**alone, "answered_line": line_of(case, 2)}),
        ("takes_effect_by_those_it_needs", {"field": "name", **alone, "needs_second": True}),
        ("is_asked_before_it_is_answered", {"field": "name", **asked}),
    ]
    for refused, changed in refusals:
        facts = {"screened_line": seen, "field": "quantity", "corrected": "1", "note": "x", "by": "officer"}
        with pytest.raises(IntegrityError, match=refused), transaction.atomic():
            LineCorrection.objects.create(**{**facts, "asked_by": officer, "asked_at": now, **changed})
    in_effect = {"effective_at": now, "answered_line": row.answered_line}
    for change in ({"corrected": "Salt"}, {"needs_second": False}, in_effect):
        with pytest.raises(IntegrityError), transaction.atomic():
            LineCorrection.objects.filter(pk=waiting.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        waiting.delete()


def lowered(case: Case) -> ScreenedLine:
    """Return an answer on the first line of a case's file that asks less than law does, whoever stored it."""
    row, other = line_of(case, 1), screened(PIPERIDONE, SALT)
    row.pk, row.line, row.action = None, other.lines.get(line__number=1).line, "record"
    row.save(force_insert=True)
    return row


def test_the_database_carries_over_what_held_and_nothing_else(officer: User) -> None:
    case = opened(PIPERIDONE, ACETONE)
    line = line_of(case, 1)
    judge(
        case=case,
        line=line,
        position=0,
        seen=0,
        actor=officer,
        word="dismissed",
        note="x",
        reason="wrong_identification",
    )
    judge(case=case, line=line, position=0, seen=1, actor=officer, word="confirmed", note="x")
    old = Judgement.objects.get(word="dismissed")
    correct(case, 2, officer, "quantity", "170")
    case.refresh_from_db()
    kept = {name: getattr(old, name) for name in ("case", "position", "word", "reason", "note", "by", "at")}
    forged = Judgement(screened_line=line_of(case, 1), number=2, carried_from=old, **kept)
    with pytest.raises(IntegrityError, match="is_carried_as_it_held"), transaction.atomic():
        forged.save(force_insert=True)


def test_the_guards_and_the_verbs_know_the_same_words() -> None:
    assert set(FIELD_LABELS) == {*CORRECTABLE}
    assert {word.strip("'") for word in _corrections.IDENTITY.strip("()").split(", ")} == OF_IDENTITY
    assert tuple(map(str, Verdict)) == _corrections.VERDICTS
    assert tuple(map(str, Action)) == _corrections.ACTIONS
    assert {"correct", "ask_correction"} <= {*EVENTS}

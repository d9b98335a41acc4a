"""Questions to a shipper: drafted by what is missing, sent, awaited, answered; they name nothing that is watched."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from tests.cases.shipments import ACETONE, PIPERIDONE, SALT, VAGUE, line_of, opened
from watchlist.cases.asking import answer_question, draft_of_question, draft_question, send_question, withdraw_question
from watchlist.cases.dossier.making import parts_of
from watchlist.cases.errors import JudgeWhatIsThere
from watchlist.cases.events import sentence_of
from watchlist.cases.models import Case
from watchlist.cases.question_models import QuestionState, ShipperQuestion
from watchlist.cases.question_texts import OF_CONDITION, OF_PROBLEM, missing_of, sentences
from watchlist.cases.worklist import figures
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.errors import AskForTheRight, LookAgain, SayWhy
from watchlist.screenings import read_line
from watchlist.temporal import last_tick

pytestmark = pytest.mark.usefixtures("law")
SENT, DUE, CAME = date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 4)
TELLING = re.compile(r"\b(list|listed|law|legal|control\w*|precursor\w*|drug\w*|licen\w*|suspic\w*|permit)\b", re.I)


def drafted(case: Case, actor: User, *lines: int) -> ShipperQuestion:
    """Keep the drafted question about lines of a case."""
    return draft_question(case=case, lines=lines, text=draft_of_question(case, lines), actor=actor)


def sent(question: ShipperQuestion, actor: User) -> ShipperQuestion:
    """Mark a question as sent."""
    return send_question(question=question, sent_to="sales@northgate.example", sent_on=SENT, due_on=DUE, actor=actor)


@pytest.mark.parametrize(
    ("goods", "codes"),
    [
        ({**ACETONE, "quantity": ""}, {"quantity"}),
        ({**ACETONE, "unit": ""}, {"unit"}),
        ({**ACETONE, "cas": "67-64-2"}, {"cas"}),
        ({**ACETONE, "cas": "7647-14-5"}, {"name_and_number"}),
        ({**ACETONE, "smiles": "C1CC"}, {"structure"}),
        ({**ACETONE, "consignee": ""}, {"consignee"}),
        (VAGUE, {"identity"}),
        (SALT, set()),
    ],
)
def test_what_is_missing_is_asked(goods: dict[str, str], codes: set[str]) -> None:
    case = opened({name: text for name, text in goods.items() if text}, PIPERIDONE)
    assert codes <= {*missing_of(read_line(line_of(case, 1).record))}
    text = draft_of_question(case, [1])
    assert "\n\nLine 1" in text
    for code in codes or {"end_use"}:
        assert sentences("en")[code] in text


def test_no_sentence_says_what_is_watched() -> None:
    asked = sentences("en")
    assert not [text for text in asked.values() if TELLING.search(text)]
    assert {*OF_PROBLEM.values(), *OF_CONDITION.values()} <= {*asked}
    assert sentences("xx") == asked


def test_a_question_is_sent_awaited_and_answered(officer: User) -> None:
    case = opened(VAGUE, PIPERIDONE)
    question = drafted(case, officer, 1)
    assert question.state_on(SENT) == QuestionState.DRAFT
    with pytest.raises(LookAgain):
        answer_question(question=question, answer="x", answered_on=CAME, actor=officer)
    sent(question, officer)
    assert [question.state_on(day) for day in (DUE, date(2026, 3, 10))] == [
        QuestionState.AWAITED,
        QuestionState.OVERDUE,
    ]
    waits = figures(officer, date(2026, 3, 10))
    assert (waits.questions_awaited, waits.questions_overdue) == (1, 1)
    with pytest.raises(LookAgain):
        sent(question, officer)
    with pytest.raises(SayWhy):
        answer_question(question=question, answer=" ", answered_on=CAME, actor=officer)
    file: dict[str, Any] = {"file_name": "answer.txt", "content": b"Glassware."}
    answer_question(question=question, answer="Glassware.", answered_on=CAME, actor=officer, **file)
    assert question.state_on(date(2026, 3, 10)) == QuestionState.ANSWERED
    assert question.attachment is not None
    assert question.attachment.name == "answer.txt"
    with pytest.raises(LookAgain):
        withdraw_question(question=question, note="x", actor=officer)
    assert figures(officer, DUE).questions_awaited == 0
    verbs = [event.verb for event in case.events.order_by("pk") if event.verb.endswith("question")]
    assert verbs == ["draft_question", "send_question", "answer_question"]
    assert sentence_of(case.events.get(verb="answer_question")) == (
        f"officer wrote down the answer to question {question.number} about lines 1."
    )
    (kept,) = parts_of(case, officer, last_tick())["questions"]
    assert (kept["number"], kept["lines"], kept["answer"], kept["sent_on"]) == (
        question.number,
        [1],
        "Glassware.",
        SENT,
    )


def test_a_question_is_of_lines_that_are_there_and_of_who_may_ask(officer: User, curator: User) -> None:
    case = opened(VAGUE)
    with pytest.raises(JudgeWhatIsThere):
        drafted(case, officer, 7)
    with pytest.raises(CorrectTheQuestion):
        draft_question(case=case, lines=[1], text=" ", actor=officer)
    with pytest.raises(AskForTheRight):
        draft_question(case=case, lines=[1], text="x", actor=curator)
    question = drafted(case, officer, 1)
    with pytest.raises(CorrectTheQuestion):
        send_question(question=question, sent_to="x", sent_on=DUE, due_on=SENT, actor=officer)
    with pytest.raises(SayWhy):
        withdraw_question(question=question, note="", actor=officer)
    assert withdraw_question(question=question, note="Not needed.", actor=officer).state_on(DUE) == "withdrawn"


def test_the_database_keeps_what_was_asked_and_what_came_back(officer: User) -> None:
    question = sent(drafted(opened(VAGUE), officer, 1), officer)
    rows = ShipperQuestion.objects.filter(pk=question.pk)
    changes: tuple[dict[str, Any], ...] = (
        {"text": "x"},
        {"sent_on": CAME},
        {"due_on": None},
        {"answer": "x", "answered_on": date(2026, 1, 1), "answered_by": officer},
        {"answer": "x"},
        {"withdrawn_by": officer},
    )
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        question.delete()

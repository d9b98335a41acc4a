"""The verbs of questions to a shipper: drafted, sent by the officer's own mail, answered, or withdrawn.

Nothing is mailed from here: the service keeps what was asked and what came back.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from watchlist.cases.attachments import attach
from watchlist.cases.errors import JudgeWhatIsThere
from watchlist.cases.events import record_event
from watchlist.cases.models import Case
from watchlist.cases.question_models import ShipperQuestion
from watchlist.cases.question_texts import drafted_text
from watchlist.cases.rights import WORK, locked_for
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.errors import LookAgain, SayWhy
from watchlist.screenings import read_line


def draft_of_question(case: Case, numbers: Iterable[int]) -> str:
    """Return the drafted text that asks for what is missing of lines of a case's last screening; nothing is stored.

    Raises `JudgeWhatIsThere` for a line that is not there.
    """
    wanted = sorted({*numbers})
    rows = case.screening.lines.filter(line__number__in=wanted).order_by("pk")
    records = list(rows.values_list("record", flat=True))
    if not wanted or len(records) != len(wanted):
        raise JudgeWhatIsThere(_("%(case)s has no such lines."), case=case)
    return drafted_text(case.screening.manifest.reference, map(read_line, records))


@transaction.atomic
def draft_question(*, case: Case, lines: Iterable[int], text: str, actor: User) -> ShipperQuestion:
    """Keep the text of a question about lines of a case, and return it.

    Raises `JudgeWhatIsThere` for a line that is not there, `CorrectTheQuestion` for no text.
    """
    person, locked = locked_for(case.pk, actor, WORK)
    numbers = sorted({*lines})
    draft_of_question(locked, numbers)
    if not text.strip():
        raise CorrectTheQuestion(_("Say what is asked."))
    row: ShipperQuestion = ShipperQuestion.objects.create(
        case=locked, lines=" ".join(map(str, numbers)), text=text.strip(), by=person, at=datetime.now(UTC)
    )
    _record(row, "draft_question", person, text=row.text)
    return row


@transaction.atomic
def send_question(
    *, question: ShipperQuestion, sent_to: str, sent_on: date, due_on: date, actor: User
) -> ShipperQuestion:
    """Write down that a question was sent, to whom, on which day, and until when an answer is awaited; return it."""
    person = _locked(question, actor)
    if question.sent_on is not None:
        raise LookAgain(_("It was sent already."))
    if not sent_to.strip() or due_on < sent_on:
        raise CorrectTheQuestion(_("Say to whom it was sent, and a day for the answer that is not before that."))
    return _step(
        question,
        "send_question",
        person,
        {"sent_to": sent_to.strip(), "sent_on": sent_on, "due_on": due_on, "sent_by": person},
    )


@transaction.atomic
def answer_question(
    *,
    question: ShipperQuestion,
    answer: str,
    answered_on: date,
    actor: User,
    file_name: str = "",
    content: bytes = b"",
) -> ShipperQuestion:
    """Write down what came back, on which day, with a file that came with it; return the question."""
    person = _locked(question, actor)
    if question.sent_on is None:
        raise LookAgain(_("It was not sent yet."))
    if not answer.strip():
        raise SayWhy(_("Say what came back."))
    if answered_on < question.sent_on:
        raise CorrectTheQuestion(_("An answer comes after the question."))
    file = attach(case=question.case, name=file_name, content=content, actor=person) if file_name else None
    fields = {"answer": answer.strip(), "answered_on": answered_on, "answered_by": person, "attachment": file}
    return _step(question, "answer_question", person, fields, text=answer.strip())


@transaction.atomic
def withdraw_question(*, question: ShipperQuestion, note: str, actor: User) -> ShipperQuestion:
    """Withdraw a question that was not answered, with a reason, and return it."""
    person = _locked(question, actor)
    if not note.strip():
        raise SayWhy(_("Say why it is withdrawn."))
    fields = {"withdrawn_at": datetime.now(UTC), "withdrawn_by": person, "withdrawal_note": note.strip()}
    return _step(question, "withdraw_question", person, fields, text=note.strip())


def questions_in(case: Case) -> QuerySet[ShipperQuestion]:
    """Return the questions of a case, the last first."""
    return questions_with_people().filter(case=case).order_by("-at", "-pk")


def questions_with_people() -> QuerySet[ShipperQuestion]:
    """Return all questions, with the people of their steps."""
    rows: QuerySet[ShipperQuestion] = ShipperQuestion.objects.select_related(
        "case", "by", "sent_by", "answered_by", "withdrawn_by", "attachment"
    )
    return rows.defer("attachment__content")


def _locked(question: ShipperQuestion, actor: User) -> User:
    """Return the person, with the case locked. Raises `LookAgain` for a question that is answered or withdrawn."""
    person, _case = locked_for(question.case_id, actor, WORK)
    question.refresh_from_db()
    if question.answered_on is not None or question.withdrawn_at is not None:
        raise LookAgain(_("It was answered or withdrawn already."))
    return person


def _step(
    question: ShipperQuestion, verb: str, person: User, fields: dict[str, Any], text: str = ""
) -> ShipperQuestion:
    for name, value in fields.items():
        setattr(question, name, value)
    question.save(update_fields=list(fields))
    _record(question, verb, person, text=text)
    return question


def _record(question: ShipperQuestion, verb: str, person: User, text: str = "") -> None:
    facts: dict[str, Any] = {"question": question.number, "lines": question.line_numbers}
    if verb == "send_question" and question.sent_on and question.due_on:
        facts |= {"sent_on": question.sent_on.isoformat(), "due_on": question.due_on.isoformat()}
    record_event(question.case, verb, person.get_username(), text=text, facts=facts, rows=[question])

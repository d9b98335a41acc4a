"""Questions to the shipper of a case: drafted by what is missing, marked as sent, answered, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, gettext_noop

from watchlist.cases import (
    REVIEW,
    VIEW,
    WORK,
    Case,
    QuestionState,
    ShipperQuestion,
    answer_question,
    draft_of_question,
    draft_question,
    questions_in,
    questions_with_people,
    send_question,
    withdraw_question,
)
from watchlist.engine.errors import CorrectTheQuestion, WatchlistError
from watchlist.engine.reports import visible
from watchlist.web import words
from watchlist.web.cases.words import case_view
from watchlist.web.form_fields import form_errors, optional_text
from watchlist.web.viewpoint import law_page, reader_of, render_page

STATES: Final = {
    QuestionState.DRAFT: gettext_noop("Draft"),
    QuestionState.AWAITED: gettext_noop("Answer awaited"),
    QuestionState.OVERDUE: gettext_noop("Overdue"),
    QuestionState.ANSWERED: gettext_noop("Answered"),
    QuestionState.WITHDRAWN: gettext_noop("Withdrawn"),
}
DAYS_TO_ANSWER: Final = 7
MOST_LINES: Final = 40
LONGEST: Final = 10_000


@dataclass(frozen=True, slots=True)
class ShipperQuestionView:
    """A question as a page shows it."""

    row: ShipperQuestion
    state: str
    is_draft: bool
    is_late: bool
    is_open: bool
    lines: str
    text: str
    sent: str
    due: str
    answered: str
    page: str


class DraftForm(forms.Form):
    """Numbers of lines, with blanks or commas between, and the text."""

    lines = forms.CharField(max_length=400, label=gettext_lazy("Lines"))
    text = forms.CharField(max_length=LONGEST, label=gettext_lazy("Text"))


class SendForm(forms.Form):
    """To whom it was sent, on which day, and until when an answer is awaited."""

    sent_to = forms.CharField(max_length=200, label=gettext_lazy("Sent to"))
    sent_on = forms.DateField(input_formats=["%Y-%m-%d"], label=gettext_lazy("Sent on"))
    due_on = forms.DateField(input_formats=["%Y-%m-%d"], label=gettext_lazy("Answer due on"))


class ReplyForm(forms.Form):
    """What came back, on which day, and a file that came with it."""

    answer = forms.CharField(max_length=LONGEST, label=gettext_lazy("Answer"))
    answered_on = forms.DateField(input_formats=["%Y-%m-%d"], label=gettext_lazy("Answered on"))
    file = forms.FileField(required=False)


class QuestionWithdrawForm(forms.Form):
    """Why a question is withdrawn."""

    note = optional_text()


FORMS: Final[dict[str, type[forms.Form]]] = {"send": SendForm, "answer": ReplyForm, "withdraw": QuestionWithdrawForm}


def question_views(case: Case) -> list[ShipperQuestionView]:
    """Return the questions of a case, the last first."""
    return [question_view(row) for row in questions_in(case)]


def question_view(row: ShipperQuestion) -> ShipperQuestionView:
    """Return a question as a page shows it; nothing is asked of the database."""
    state = row.state_on(words.today())
    return ShipperQuestionView(
        row=row,
        state=_(STATES[state]),
        is_draft=state == QuestionState.DRAFT,
        is_late=state == QuestionState.OVERDUE,
        is_open=state in {QuestionState.DRAFT, QuestionState.AWAITED, QuestionState.OVERDUE},
        lines=", ".join(map(str, row.line_numbers)),
        text="\n".join(map(visible, row.text.splitlines())),
        sent=words.day(row.sent_on) if row.sent_on else "",
        due=words.day(row.due_on) if row.due_on else "",
        answered=words.day(row.answered_on) if row.answered_on else "",
        page=reverse("cases:question", args=[row.pk]),
    )


def _corrections(row: ShipperQuestion) -> list[tuple[int, str]]:
    """Return of an answered question the number of each of its lines, and where that is corrected."""
    if row.answered_on is None:
        return []
    lines = row.case.screening.lines.filter(line__number__in=row.line_numbers).order_by("pk")
    source = urlencode({"question": row.pk})
    return [
        (number, f"{reverse('judge:correct', args=[key])}?{source}")
        for number, key in lines.values_list("line__number", "pk")
    ]


@law_page(VIEW)
def questions_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """List the questions of a case, with a text drafted for the lines that are named; when posted, keep a draft."""
    case, reader = _case_for(request, pk), reader_of(request)
    if request.method != "POST":
        numbers, errors = request.GET.get("lines", ""), []
        try:
            text = draft_of_question(case, _numbers(numbers)) if numbers else ""
        except WatchlistError as error:
            text, errors = "", [visible(error.message)]
        return _page(request, case, numbers, text, errors)
    if not reader.has_perm(WORK):
        raise PermissionDenied
    form = DraftForm(request.POST)
    if not form.is_valid():
        return _page(request, case, form.data.get("lines", ""), form.data.get("text", ""), list(form_errors(form)))
    try:
        fields = form.cleaned_data
        row = draft_question(case=case, lines=_numbers(fields["lines"]), text=fields["text"], actor=reader)
    except WatchlistError as error:
        return _page(request, case, fields["lines"], fields["text"], [visible(error.message)])
    messages.success(request, _("Kept. Send it by your own mail, then mark it as sent."))
    return redirect("cases:question", row.pk)


@law_page(VIEW)
def question_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one question; when posted, write down that it was sent, answered or withdrawn."""
    row = get_object_or_404(questions_with_people().select_related("case__screening"), pk=pk)
    reader = reader_of(request)
    if not reader.has_perm(REVIEW):
        raise PermissionDenied
    if request.method != "POST":
        return _question_page(request, row)
    act = request.POST.get("act", "")
    if not reader.has_perm(WORK) or act not in FORMS:
        raise PermissionDenied
    form = FORMS[act](request.POST, request.FILES)
    if not form.is_valid():
        return _question_page(request, row, form, list(form_errors(form)))
    try:
        _do(act, row, form.cleaned_data, reader)
    except WatchlistError as error:
        return _question_page(request, row, form, [visible(error.message)])
    messages.success(request, _("Written down."))
    return redirect("cases:question", row.pk)


def _do(act: str, row: ShipperQuestion, fields: dict[str, Any], reader: Any) -> None:
    if act == "send":
        send_question(question=row, actor=reader, **fields)
    elif act == "answer":
        file = fields.pop("file", None)
        named = {"file_name": file.name, "content": file.read()} if file else {}
        answer_question(question=row, actor=reader, **fields, **named)
    else:
        withdraw_question(question=row, actor=reader, **fields)


def _numbers(text: str) -> list[int]:
    """Return the numbers of lines in a text. Raises `CorrectTheQuestion`."""
    parts = text.replace(",", " ").split()
    if not parts or len(parts) > MOST_LINES or not all(part.isdecimal() and len(part) < 10 for part in parts):
        raise CorrectTheQuestion(_("Name up to %(most)d lines by their numbers: 3, 7."), most=MOST_LINES)
    return [int(part) for part in parts]


def _case_for(request: HttpRequest, pk: int) -> Case:
    if not request.user.has_perm(REVIEW):
        raise PermissionDenied
    found = Case.objects.select_related("assignee", "disposition", "screening__manifest")
    case: Case = get_object_or_404(found.defer("screening__manifest__original"), pk=pk)
    return case


def _page(request: HttpRequest, case: Case, numbers: str, text: str, errors: list[str]) -> HttpResponseBase:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render_page(
        request,
        "questions.html",
        status=status,
        title=_("Questions to the shipper"),
        case=case_view(case, reader_of(request), words.today()),
        questions=question_views(case),
        works=request.user.has_perm(WORK),
        numbers=numbers,
        text=text,
        errors=errors,
    )


def _question_page(
    request: HttpRequest, row: ShipperQuestion, refused: forms.Form | None = None, errors: list[str] | None = None
) -> HttpResponseBase:
    today: date = words.today()
    return render_page(
        request,
        "question.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
        title=_("Question %(number)s") % {"number": row.number},
        question=question_view(row),
        corrections=_corrections(row),
        case=case_view(row.case, reader_of(request), today),
        works=request.user.has_perm(WORK),
        written=refused.data if refused else {},
        errors=errors or [],
        today=today.isoformat(),
        due=(today + timedelta(days=DAYS_TO_ANSWER)).isoformat(),
    )

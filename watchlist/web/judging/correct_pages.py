"""Correcting a field of a line: a form with what stands there."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _, gettext_lazy

from watchlist.cases import FIELD_LABELS, WORK, JudgeWhatIsThere, case_of, correct_field, questions_in
from watchlist.engine.errors import WatchlistError
from watchlist.engine.reading import CORRECTABLE
from watchlist.engine.reports import visible
from watchlist.screenings import CorrectionRun, ScreenedLine, is_long, read_line
from watchlist.tasks import start
from watchlist.web.form_fields import form_errors, key_in, optional_text
from watchlist.web.judging.acts import NOTHING_DUE, line_of, page_of
from watchlist.web.judging.corrections import corrections_under_way, waiting_on
from watchlist.web.judging.findings import bench_of
from watchlist.web.viewpoint import law_page, reader_of, render_page

LONGEST: Final = 4_000


class CorrectionForm(forms.Form):
    """A field of the line, what it should say, and what shows it."""

    field = forms.ChoiceField(choices=[(name, name) for name in CORRECTABLE], label=gettext_lazy("Field"))
    corrected = optional_text()
    reason = forms.CharField(max_length=LONGEST, label=gettext_lazy("What shows it"))


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A field that can be corrected, and what it says now; `chosen`: it is the one in hand."""

    name: str
    label: str
    text: str
    chosen: bool


@law_page(WORK)
def correct_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Show the form of a correction; when posted, correct the line and go to it as it is answered now."""
    row = line_of(request, key)
    if request.method != "POST":
        return _page(request, row, request.GET.get("field", ""), {"reason": _reason_from(request, row)})
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _page(request, row, request.POST.get("field", ""), form.data, HTTPStatus.BAD_REQUEST, form_errors(form))
    try:
        case = case_of(row.screening)
        if case is None:
            raise JudgeWhatIsThere(NOTHING_DUE)
        correction = correct_field(case=case, line=row, actor=reader_of(request), **form.cleaned_data)
    except WatchlistError as error:
        refusal = [visible(error.message)]
        return _page(request, row, form.cleaned_data["field"], form.data, HTTPStatus.UNPROCESSABLE_ENTITY, refusal)
    if isinstance(correction, CorrectionRun):
        start([correction.upload.job_id])
        messages.info(request, _("The correction takes effect when all lines of the shipment have been answered anew."))
        return redirect("screen:progress", correction.upload_id)
    if correction.answered_line is None:
        messages.info(request, _("A second officer must agree: the line stays as it is until then."))
        return redirect(page_of(row, {}))
    messages.success(request, _("Corrected. The line was answered anew; what was said of unchanged lines stays."))
    return redirect(page_of(correction.answered_line, {}))


def _reason_from(request: HttpRequest, row: ScreenedLine) -> str:
    """Return a reason that names the answered question from which the line is corrected; "" without one."""
    case, key = case_of(row.screening), key_in(request.GET.get("question", ""))
    question = questions_in(case).filter(pk=key, answered_on__isnull=False).first() if case and key else None
    if question is None or question.answered_on is None:
        return ""
    facts = {"number": question.number, "day": question.answered_on.isoformat(), "answer": question.answer}
    return _("Answer to question %(number)s of %(day)s: %(answer)s") % facts


def _page(  # noqa: PLR0917 - the form as it was sent, and why it was refused
    request: HttpRequest,
    row: ScreenedLine,
    chosen: str,
    sent: Any,
    status: int = HTTPStatus.OK,
    errors: Any = (),
) -> HttpResponseBase:
    answer, bench = read_line(row.record), bench_of(row.screening, reader_of(request))
    choices = [
        FieldChoice(name, _(FIELD_LABELS[name]), visible(answer.fields.get(name, "")), name == chosen)
        for name in CORRECTABLE
    ]
    return render_page(
        request,
        "correct_line.html",
        status=status,
        title=_("Correct line %(number)d") % {"number": row.line.number},
        row=row,
        back=page_of(row, {}),
        bench=bench,
        choices=choices,
        corrected=sent.get("corrected", ""),
        reason=sent.get("reason", ""),
        errors=list(errors),
        waiting=waiting_on(row),
        under_way=corrections_under_way(row.screening),
        is_long=is_long(row.screening),
    )

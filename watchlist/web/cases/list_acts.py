"""What is done with the list of cases as a whole: a filter kept, cases given to a person together, the list as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST, require_safe

from watchlist.audit import record_export
from watchlist.cases import VIEW, WORK, Case, assign, forget_filter, save_filter, visible_state
from watchlist.engine.errors import WatchlistError
from watchlist.engine.reports import visible
from watchlist.exports import csv_rows
from watchlist.web.cases.case_list import wanted_cases
from watchlist.web.form_fields import optional_text
from watchlist.web.viewpoint import law_page, reader_of

MOST_TOGETHER: Final = 50
LONGEST_QUERY: Final = 500
COLUMNS: Final = (
    "case",
    "shipment",
    "parties",
    "route",
    "verdict",
    "action",
    "severity",
    "state",
    "owner",
    "lines_to_judge",
    "lines_waiting",
    "due_on",
    "opened_at",
    "changed_at",
)


class FilterNameForm(forms.Form):
    """The name of a filter, and the query that it keeps; `forget` is the name of one to be forgotten."""

    name = optional_text()
    query = optional_text()
    forget = optional_text()


class TogetherForm(forms.Form):
    """Cases by their keys, and the person who is to work on them: none of them, for an empty one."""

    case = forms.TypedMultipleChoiceField(coerce=int, choices=())
    to = forms.ModelChoiceField(User.objects.filter(is_active=True), required=False)
    query = optional_text()

    def __init__(self, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # what was posted
        sent = [text for text in self.data.getlist("case") if text.isdecimal() and len(text) <= 12]  # type: ignore[attr-defined]
        self.fields["case"].choices = [(text, text) for text in sent[:MOST_TOGETHER]]  # type: ignore[attr-defined]


@require_POST
@law_page(VIEW)
def filters_page(request: HttpRequest) -> HttpResponse:
    """Keep a filter of the list, or forget one, and lead back to the list."""
    reader = reader_of(request)
    if not reader.has_perm(WORK):
        raise PermissionDenied
    form = FilterNameForm(request.POST)
    form.full_clean()
    fields = form.cleaned_data
    try:
        if fields["forget"]:
            forget_filter(person=reader, name=fields["forget"])
        else:
            save_filter(person=reader, name=fields["name"], query=fields["query"])
    except WatchlistError as error:
        messages.error(request, visible(error.message))
    return _to_list(fields["query"])


@require_POST
@law_page(VIEW)
def together_page(request: HttpRequest) -> HttpResponse:
    """Give the cases that were ticked to a person, each by the verb of its own, and lead back to the list."""
    actor = reader_of(request)
    if not actor.has_perm(WORK):
        raise PermissionDenied
    form = TogetherForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was given: tick cases, and choose a person."))
        return _to_list(str(form.data.get("query", "")))
    given, errors = 0, list[str]()
    for case in Case.objects.filter(pk__in=form.cleaned_data["case"]).order_by("pk"):
        try:
            assign(case=case, to=form.cleaned_data["to"], actor=actor)
            given += 1
        except WatchlistError as error:
            errors.append(f"{case.number}: {visible(error.message)}")
    for refused in errors:
        messages.error(request, refused)
    if given:
        messages.success(request, ngettext("%(n)d case was given.", "%(n)d cases were given.", given) % {"n": given})
    return _to_list(form.cleaned_data["query"])


@require_safe
@law_page(VIEW)
def cases_file(request: HttpRequest) -> HttpResponseBase:
    """Send the cases that the list shows, all pages of it, as CSV: instants in UTC, words as records have them."""
    reader = reader_of(request)
    filters, cases = wanted_cases(request, reader)
    asked = {name: value for name, value in filters.items() if value}
    record_export(actor=reader.get_username(), what="cases", parameters=asked)
    headers = {"Content-Disposition": 'attachment; filename="cases.csv"'}
    rows = _csv(cases.select_related("assignee").iterator(chunk_size=500), reader)
    return StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8", headers=headers)


def _csv(cases: Iterator[Case], reader: User) -> Iterator[str]:
    yield from csv_rows([COLUMNS])
    for case in cases:
        owner = case.assignee.get_username() if case.assignee else ""
        yield from csv_rows(
            [
                (
                    *(case.number, case.title, "; ".join(case.parties.splitlines()), case.route),
                    *(case.verdict, case.action, case.severity, visible_state(case, reader), owner),
                    *(str(case.to_judge), str(case.lines_waiting), case.due_on.isoformat() if case.due_on else ""),
                    *(case.opened_at.isoformat(), case.changed_at.isoformat()),
                )
            ]
        )


def _to_list(query: str) -> HttpResponse:
    asked = QueryDict(query[:LONGEST_QUERY]).urlencode()
    return redirect(f"{reverse('cases:list')}?{asked}" if asked else reverse("cases:list"))

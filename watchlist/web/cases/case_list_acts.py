"""What is done with the cases of a list together: many are assigned at once, and all go into one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST, require_safe

from watchlist.audit import record_export
from watchlist.cases import VIEW, WORK, Case, assign, next_cases, visible_state
from watchlist.engine.errors import CorrectTheQuestion, WatchlistError
from watchlist.engine.reports import visible
from watchlist.exports import csv_rows
from watchlist.notifications import people_with
from watchlist.web import words
from watchlist.web.cases.case_list import CaseFilterForm, filter_choices, matching_cases
from watchlist.web.form_fields import RowsField, cleaned, key_in, optional_text
from watchlist.web.viewpoint import law_page, reader_of

MOST: Final = 200
"""Cases assigned in one request: each is one act of the trail."""
COLUMNS: Final = (
    *("case", "shipment", "route", "parties", "verdict", "action", "severity", "state", "disposition", "assignee"),
    *("due_on", "lines_for_people", "lines_judged", "lines_waiting", "opened_at"),
)


class AssignManyForm(forms.Form):
    """Some cases, and the person who is to work on them: nobody where none is named."""

    case = RowsField(Case.objects.all(), required=False)
    to = optional_text()
    back = optional_text()


@require_POST
@law_page(WORK)
def assign_many_page(request: HttpRequest) -> HttpResponseBase:
    """Give the chosen cases to one person, or to nobody; those that refuse it are named with the reason."""
    fields = cleaned(AssignManyForm(request.POST))
    chosen = list(fields["case"][: MOST + 1])
    if not chosen:
        messages.error(request, _("Choose the cases first."))
    elif len(chosen) > MOST:
        messages.error(request, _("Up to %d cases are assigned at once.") % MOST)
    else:
        _assign_all(request, chosen, _person(fields["to"]))
    back = fields["back"]
    is_list = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith(reverse("cases:list"))
    return redirect(back if is_list or back == reverse("admin:index") else "cases:list")


def _person(key: str) -> User | None:
    """Return whom a form names by their key; None for nobody. Raises `CorrectTheQuestion` for who works on no cases."""
    if not key:
        return None
    if (person := people_with([WORK]).filter(pk=key_in(key) or 0).first()) is None:
        raise CorrectTheQuestion(_("This person works on no cases."))
    return person


def _assign_all(request: HttpRequest, chosen: Iterable[Case], to: User | None) -> None:
    done = 0
    for case in chosen:
        try:
            assign(case=case, to=to, actor=reader_of(request))
        except WatchlistError as error:
            messages.error(request, f"{case.number}: {visible(error.message)}")
        else:
            done += 1
    if done:
        whom = visible(to.get_username()) if to else _("nobody")
        text = ngettext("%(n)d case is assigned to %(whom)s.", "%(n)d cases are assigned to %(whom)s.", done)
        messages.success(request, text % {"n": done, "whom": whom})


@require_safe
@law_page(VIEW)
def cases_file(request: HttpRequest) -> HttpResponseBase:
    """Send the cases that the filters of the list find, in its order, as CSV."""
    reader = reader_of(request)
    filters = CaseFilterForm.from_address(request, choices=filter_choices(reader)).cleaned_data
    return _file(request, "cases", matching_cases(filters, reader, words.today()), filters)


@require_safe
@law_page(VIEW)
def desk_file(request: HttpRequest) -> HttpResponseBase:
    """Send what the reader should work on next, all of it and in that order, as CSV."""
    reader = reader_of(request)
    return _file(request, "desk", next_cases(reader, words.today()), {})


def _file(request: HttpRequest, name: str, rows: Iterable[Case], filters: dict[str, str]) -> HttpResponseBase:
    reader = reader_of(request)
    chosen = {key: text for key, text in filters.items() if text}
    record_export(actor=reader.get_username(), what=name, parameters=chosen)
    headers = {"Content-Disposition": f'attachment; filename="{name}-{words.today():%Y-%m-%d}.csv"'}
    return StreamingHttpResponse(_csv(rows, reader), content_type="text/csv; charset=utf-8", headers=headers)


def _csv(rows: Iterable[Case], reader: User) -> Iterator[str]:
    yield from csv_rows([COLUMNS])
    yield from csv_rows(
        (
            *(case.number, case.title, case.route, case.parties.replace("\n", "; ")),
            *(case.verdict, case.action, case.severity, visible_state(case, reader)),
            case.disposition.word if case.disposition else "",
            case.assignee.get_username() if case.assignee else "",
            case.due_on.isoformat() if case.due_on else "",
            *map(str, (case.lines_for_people, case.lines_judged, case.lines_waiting)),
            case.opened_at.isoformat(),
        )
        for case in rows
    )

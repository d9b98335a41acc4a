"""All cases: filtered, searched, sorted, and read a page at a time from the last case of the page before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import Case as Choice, Q, Value, When
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import gettext_lazy as _

from watchlist.cases import (
    AWAITING,
    CLOSED,
    ON_HOLD,
    VIEW,
    WAITING_STATES,
    WORK,
    Case,
    CaseQuerySet,
    ShipperQuestion,
    cases_to_judge,
    corrections_waiting,
    overdue,
    rank_of,
    sees_reports,
)
from watchlist.engine.decision import ACTIONS
from watchlist.engine.reports import VERDICTS
from watchlist.notifications import people_with
from watchlist.web import words
from watchlist.web.cases.words import STATES, case_views
from watchlist.web.concern_words import LABELS
from watchlist.web.form_fields import ClippedTextField, FilterForm, WordField
from watchlist.web.viewpoint import law_page, reader_of, render_page

A_PAGE: Final = 50
LAST: Final = 32_767
"""The place of a case whose concerns were never worked out: after all others."""
NUMBER: Final = re.compile(r"^\s*(?:c-?)?0*(\d{1,12})\s*$", re.IGNORECASE)
OPEN, ANY = "", "any"
WHOSE: Final = {"": _("Anybody's"), "mine": _("Mine"), "nobody": _("Unassigned")}
WAITS: Final = {
    "": _("Whatever they wait for"),
    "judge": _("With lines to judge"),
    "second": _("For a second officer"),
    "overdue": _("Overdue"),
    "answer": _("For an answer of the shipper"),
}
SORTS: Final = {"law": _("By what the law asks"), "due": _("By deadline"), "newest": _("The newest first")}
KEYS: Final = {"law": ("held", "asked", "concern", "due"), "due": ("due",), "newest": ()}


class CaseFilterForm(FilterForm):
    """The filters of the list; every text but `q` is one of its choices, or empty."""

    q = ClippedTextField(200)

    def __init__(self, data: QueryDict, *, choices: Mapping[str, Mapping[str, Any]]) -> None:
        super().__init__(data)
        self.fields |= {name: WordField(options, "law" if name == "sort" else "") for name, options in choices.items()}


@law_page(VIEW)
def list_page(request: HttpRequest) -> HttpResponseBase:
    """Show the cases that the reader asks for."""
    reader = reader_of(request)
    choices = filter_choices(reader)
    filters = CaseFilterForm.from_address(request, choices=choices).cleaned_data
    wanted = matching_cases(filters, reader, words.today())
    rows = list(_after(wanted, filters["sort"], request.GET.get("after", ""))[: A_PAGE + 1])
    return render_page(
        request,
        "case_list.html",
        title=_("Cases"),
        cases=case_views(rows[:A_PAGE], reader),
        after=rows[A_PAGE - 1].pk if len(rows) > A_PAGE else None,
        is_first="after" not in request.GET,
        asked=filters,
        kept=urlencode({name: value for name, value in filters.items() if value}),
        any_case=bool(rows) or Case.objects.exists(),
        choices=choices,
        people=people_with([WORK]).order_by("username") if reader.has_perm(WORK) else (),
    )


def filter_choices(reader: User) -> dict[str, Any]:
    """Return the choices of each filter; who may not know of reports is offered one state for both holds."""
    states = {state: label for state, label in STATES.items() if state != AWAITING or sees_reports(reader)}
    verdicts = {word: words.of_record(VERDICTS, word) for word in VERDICTS if word != "no_match"}
    return {
        "state": {OPEN: _("Open"), **states, ANY: _("Open and closed")},
        "whose": WHOSE,
        "verdict": {"": _("Any verdict"), **verdicts},
        "waits": WAITS,
        "concern": {"": _("Any concern"), **{kind.value: label for kind, label in LABELS.items()}},
        "sort": SORTS,
    }


def matching_cases(filters: Mapping[str, str], reader: User, today: date) -> CaseQuerySet:
    """Return the cases that the filters of the list find, in its order, with whom they are assigned to."""
    found = _sorted(_filtered(filters, reader, today), filters["sort"])
    joined: CaseQuerySet = found.select_related("assignee", "disposition")
    return joined


def _filtered(filters: Mapping[str, str], reader: User, today: date) -> CaseQuerySet:
    cases = _of_state(Case.objects.all(), filters, reader)
    if filters["whose"]:
        cases = cases.filter(assignee=reader) if filters["whose"] == "mine" else cases.filter(assignee__isnull=True)
    if filters["verdict"]:
        cases = cases.filter(verdict=filters["verdict"])
    if filters["concern"]:
        cases = cases.filter(concerns__contains=filters["concern"])
    if filters["waits"] == "judge":
        cases = cases_to_judge(cases)
    elif filters["waits"] == "second":
        cases = cases.filter(_waits_for_second()).distinct()
    elif filters["waits"] == "overdue":
        cases = overdue(cases, today)
    elif filters["waits"] == "answer":
        cases = cases.filter(pk__in=ShipperQuestion.objects.awaited().values("case"))
    return _search(cases, filters["q"]) if filters["q"] else cases


def _waits_for_second() -> Q:
    """Return the condition of the cases of which a dismissal, a release or a correction waits for a second officer."""
    corrected = corrections_waiting().order_by().values("screened_line__screening")
    return Q(lines_waiting__gt=0) | Q(referrals__answer="") | Q(screenings__screening__in=corrected)


def _of_state(cases: CaseQuerySet, filters: Mapping[str, str], reader: User) -> CaseQuerySet:
    """Return the cases of a state; the overdue ones, where none is chosen, of every state: duties outlive a case."""
    if filters["state"] == ANY or (filters["state"] == OPEN and filters["waits"] == "overdue"):
        return cases
    if filters["state"] == OPEN:
        return cases.exclude(state=CLOSED)
    if filters["state"] == ON_HOLD and not sees_reports(reader):
        return cases.filter(state__in=WAITING_STATES)
    return cases.filter(state=filters["state"])


def _search(cases: CaseQuerySet, q: str) -> CaseQuerySet:
    named = Q(title__icontains=q) | Q(parties__icontains=q) | Q(goods__icontains=q)
    if found := NUMBER.match(q):
        named |= Q(pk=int(found[1]))
    return cases.filter(named)


def _sorted(cases: CaseQuerySet, sort: str) -> CaseQuerySet:
    """Return cases in an order whose keys are columns, so that a page can begin after any case."""
    state_rank = Choice(
        When(state__in=WAITING_STATES, then=Value(1)), When(state=CLOSED, then=Value(2)), default=Value(0)
    )
    due, concern = Coalesce("due_on", Value(date.max)), Coalesce("concern_place", Value(LAST))
    keyed = cases.annotate(held=state_rank, asked=rank_of("action", ACTIONS), concern=concern, due=due)
    ordered: CaseQuerySet = keyed.order_by(*KEYS[sort], "-pk" if sort == "newest" else "pk")
    return ordered


def _after(cases: CaseQuerySet, sort: str, after: str) -> CaseQuerySet:
    """Return what comes after a case. Raises `Http404` where there is none such."""
    if not after:
        return cases
    keys = KEYS[sort]
    mark = _sorted(Case.objects.all(), sort).filter(pk=after).values("pk", *keys).first() if after.isdecimal() else None
    if mark is None:
        raise Http404(f"no case {after}")
    beyond, same = Q(), Q()
    for key in keys:
        beyond |= same & Q(**{f"{key}__gt": mark[key]})
        same &= Q(**{key: mark[key]})
    last = "pk__lt" if sort == "newest" else "pk__gt"
    rest: CaseQuerySet = cases.filter(beyond | (same & Q(**{last: mark["pk"]})))
    return rest

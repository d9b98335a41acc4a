"""The register of route checks: what officers found of the law of countries that are not held.

They are recorded, and asked for, on the page of a case; here one answers those for any shipment, and withdraws.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from watchlist.cases import SECOND, VIEW, Case
from watchlist.engine.decision import country_in_words
from watchlist.engine.reports import visible
from watchlist.screenings.route_checks import RouteCheck, answer_check, state_of_check, substances_of, withdraw_check
from watchlist.screenings.suppressions import EXPIRED, IN_FORCE, REFUSED, WAITING, WITHDRAWN
from watchlist.web import words
from watchlist.web.form_fields import ReasonForm, SecondAnswerForm, answer_rights, attempt_act
from watchlist.web.registers.route_check_words import ROUTE_RESULTS
from watchlist.web.registers.ruling_pages import may_decide
from watchlist.web.registers.ruling_words import STATES, answer_sentence, withdrawal_sentence
from watchlist.web.viewpoint import law_page, reader_of, render_page

A_PAGE: Final = 50
CHECK_STATES: Final = (WAITING, IN_FORCE, EXPIRED, WITHDRAWN, REFUSED)
SELECT_RELATED: Final = ("asked_by", "answered_by", "withdrawn_by")


@dataclass(frozen=True, slots=True)
class RouteCheckRow:
    """A route check as a page shows it; `case` is that of its shipment, or that keeps its permit."""

    row: RouteCheck
    number: str
    country: str
    result: Promise
    state: str
    state_label: Promise
    goods: list[str]
    case: Case | None
    asked: str
    answer_sentence: str
    withdrawn: str


def route_check_row(row: RouteCheck, today: date, case: Case | None = None) -> RouteCheckRow:
    """Return a check in words, in its state on a day."""
    state = state_of_check(row, today)
    return RouteCheckRow(
        row=row,
        number=str(row),
        country=country_in_words(row.country),
        result=ROUTE_RESULTS[row.result],
        state=state,
        state_label=STATES[state],
        goods=[visible(substance.name) for substance in substances_of(row.substances)],
        case=case,
        asked=f"{row.asked_by.get_username()}, {words.instant(row.asked_at)}",
        answer_sentence=answer_sentence(row),
        withdrawn=withdrawal_sentence(row),
    )


@law_page(VIEW)
def list_page(request: HttpRequest) -> HttpResponseBase:
    """List the checks, of one state if the address names it."""
    wanted = request.GET.get("state", "")
    wanted, today = wanted if wanted in CHECK_STATES else "", words.today()
    user = reader_of(request)
    page = Paginator(_rows(wanted, today), A_PAGE).get_page(request.GET.get("page"))
    cases = _cases_of(list(page))
    return render_page(
        request,
        "route_checks.html",
        title=_("Route checks"),
        about=_(
            "what officers found of the law of countries that are not held here: for one shipment, or for any by two"
        ),
        none_yet=_(
            "No law was checked yet. An officer records it on a case whose route names a country that is not held."
        ),
        one_url="routes:one",
        rulings=[route_check_row(row, today, cases.get(row.shipment)) for row in page],
        page=page,
        states=[(state, STATES[state]) for state in CHECK_STATES],
        state=wanted,
        any_row=RouteCheck.objects.exists(),
        for_you=RouteCheck.objects.for_second(user).count() if user.has_perm(SECOND) else 0,
    )


@law_page(VIEW)
def one_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Show one check; a second officer answers one for any shipment."""
    row = get_object_or_404(RouteCheck.objects.select_related(*SELECT_RELATED), pk=key)
    case = Case.objects.filter(Q(shipment=row.shipment) if row.shipment else Q(pk=row.permit_case)).first()
    view, user = route_check_row(row, words.today(), case), reader_of(request)
    rights = answer_rights(request, row.asked_by_id, may=view.state == WAITING)
    rights["may_answer"] &= user.has_perm(SECOND)
    is_known = view.state == IN_FORCE and row.term.superseded_at is None
    title = _("Route check %(number)s") % {"number": view.number}
    may_withdraw = is_known and may_decide(user)
    return render_page(request, "route_check.html", title=title, check=view, **rights, may_withdraw=may_withdraw)


@require_POST
@law_page(VIEW)
def answer_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Record the answer of a second officer."""
    form = SecondAnswerForm.from_request(request)
    return _act(request, key, form, lambda facts: answer_check(agreed=form.agreed, **facts))


@require_POST
@law_page(VIEW)
def withdraw_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Withdraw a check with a reason."""
    return _act(request, key, ReasonForm.from_request(request), lambda facts: withdraw_check(**facts))


def _act(
    request: HttpRequest, key: int, form: ReasonForm, verb: Callable[[dict[str, Any]], RouteCheck]
) -> HttpResponseBase:
    row, user = get_object_or_404(RouteCheck, pk=key), reader_of(request)
    if not may_decide(user):
        raise PermissionDenied
    attempt_act(request, form, lambda: verb({"route_check": row, "actor": user, "note": form.cleaned_data["note"]}))
    return redirect("routes:one", key)


def _rows(wanted: str, today: date) -> QuerySet[RouteCheck]:
    """Return the rows in a state; all rows for ""."""
    rows: QuerySet[RouteCheck] = RouteCheck.objects.select_related(*SELECT_RELATED)
    made = rows.filter(~Q(shipment="") | Q(answer="agreed"), withdrawn_at__isnull=True)
    sets = {
        "": rows,
        WAITING: rows.filter(shipment="", answer=""),
        REFUSED: rows.filter(answer="refused"),
        WITHDRAWN: rows.filter(withdrawn_at__isnull=False),
        EXPIRED: made.filter(until__lte=today),
        IN_FORCE: made.filter(until__gt=today),
    }
    return sets[wanted]


def _cases_of(rows: list[RouteCheck]) -> dict[str, Case]:
    found = Case.objects.filter(shipment__in={row.shipment for row in rows} - {""})
    return {case.shipment: case for case in found}

"""The pages of suppressions and determinations: requested from a finding, answered by a second officer, withdrawn.

Both kinds of ruling have the same pages. What differs is in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import CharField, DateField
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST

from watchlist.cases import SECOND, VIEW, WORK
from watchlist.engine.decision import MeasuredCondition
from watchlist.engine.law import CompiledLaw
from watchlist.errors import LookAgain
from watchlist.law_store import law_known_at
from watchlist.screenings import ScreenedLine, suppressions
from watchlist.screenings.suppressions import (
    CONFLICT,
    EXPIRED,
    IN_FORCE,
    REFUSED,
    VOID,
    WAITING,
    WITHDRAWN,
    Determination,
    Suppression,
    last_day,
    state_of,
)
from watchlist.web import words
from watchlist.web.form_fields import ReasonForm, SecondAnswerForm, answer_rights, attempt_act, key_in
from watchlist.web.registers.ruling_words import STATES, Ruling, evidence_of, ruling_view
from watchlist.web.viewpoint import law_page, reader_of, render_page

UNTIL: Final = gettext_lazy("Say until which day it holds.")
A_PAGE: Final = 50
LOOKED_AT: Final = 500
"""Rows compared with the law for one page, so that a page takes as long however many there are."""
SELECT_RELATED: Final = ("screened_line", "item", "asked_by", "answered_by", "withdrawn_by")

Rulings = type[Suppression] | type[Determination]


class RulingForm(ReasonForm):
    """Until which day a ruling is to hold, and why."""

    until = DateField(input_formats=["%Y-%m-%d"], error_messages={"required": UNTIL, "invalid": UNTIL})


class DeterminationForm(RulingForm):
    """With the test of the law, and what the product is made of."""

    condition = CharField(required=False)
    composition = CharField(required=False)


@dataclass(frozen=True, slots=True)
class RulingKind:
    """What differs between the pages of the two kinds; `name` is that of its templates and of its verbs' argument."""

    name: str
    model: Rulings
    form: type[RulingForm]
    request: Callable[..., Ruling]
    request_on_conflict: Callable[..., Ruling] | None
    answer: Callable[..., Ruling]
    withdraw: Callable[..., Ruling]
    list_url: str
    one_url: str
    list_title: Promise
    one_title: Promise
    ask_title: Promise
    about: Promise
    parties_label: Promise
    none_yet: Promise


SUPPRESSIONS: Final = RulingKind(
    name="suppression",
    model=Suppression,
    form=RulingForm,
    request=suppressions.request_suppression,
    request_on_conflict=suppressions.request_conflict_suppression,
    answer=suppressions.answer_suppression,
    withdraw=suppressions.withdraw_suppression,
    list_url="suppressions:list",
    one_url="suppressions:one",
    list_title=gettext_lazy("Suppressions"),
    one_title=gettext_lazy("Suppression %(number)s"),
    ask_title=gettext_lazy("Set a finding aside"),
    about=gettext_lazy("guesses, signals and conflicts that two officers set aside between parties, until a day"),
    parties_label=gettext_lazy("Between"),
    none_yet=gettext_lazy(
        "No finding was set aside yet. An officer asks for it from a finding of a line, and a second officer agrees."
    ),
)
DETERMINATIONS: Final = RulingKind(
    name="determination",
    model=Determination,
    form=DeterminationForm,
    request=suppressions.request_determination,
    request_on_conflict=None,
    answer=suppressions.answer_determination,
    withdraw=suppressions.withdraw_determination,
    list_url="suppressions:determinations",
    one_url="suppressions:determination",
    list_title=gettext_lazy("Product determinations"),
    one_title=gettext_lazy("Determination %(number)s"),
    ask_title=gettext_lazy("Determine a test of the law"),
    about=gettext_lazy("tests of the law in words that two officers found a product to meet, until a day"),
    parties_label=gettext_lazy("Supplier"),
    none_yet=gettext_lazy(
        "Nothing was determined of a product yet. An officer asks for it from a finding with a test in words, and a"
        " second officer agrees."
    ),
)
KINDS: Final = (SUPPRESSIONS, DETERMINATIONS)


@law_page(VIEW)
def list_page(request: HttpRequest, kind: RulingKind) -> HttpResponseBase:
    """List the rulings of a kind, of one state if the address names it."""
    return render_page(
        request,
        "rulings.html",
        title=kind.list_title,
        about=kind.about,
        none_yet=kind.none_yet,
        one_url=kind.one_url,
        kind=kind,
        kinds=KINDS,
        **list_context(request, kind.model),
    )


@law_page(VIEW)
def one_page(request: HttpRequest, key: int, kind: RulingKind) -> HttpResponseBase:
    """Show one ruling: the finding first, then the reason of the request; a second officer answers."""
    row: Ruling = get_object_or_404(kind.model.objects.select_related(*SELECT_RELATED), pk=key)
    view = ruling_view(row, law_known_at(), words.today())
    is_conflict = isinstance(row, Suppression) and row.kind == CONFLICT
    return render_page(
        request,
        f"{kind.name}.html",
        kind=kind,
        title=kind.one_title % {"number": view.number},
        ruling=view,
        evidence=evidence_of(row.screened_line, row.position, is_conflict=is_conflict),
        **_allowed_acts(request, row, view.state),
    )


@law_page(VIEW)
def ask_page(request: HttpRequest, kind: RulingKind) -> HttpResponseBase:
    """Show the finding or conflict of a stored line that a ruling would be about, and request the ruling."""
    if not request.user.has_perm(WORK):
        raise PermissionDenied
    lines = ScreenedLine.objects.select_related("line__item", "screening__manifest")
    line: ScreenedLine = get_object_or_404(lines, pk=key_in(request.GET.get("line", "")))
    ask_on_conflict = kind.request_on_conflict if "conflict" in request.GET else None
    position = key_in(request.GET.get("conflict" if ask_on_conflict else "finding", ""))
    evidence = None if position is None else evidence_of(line, position, is_conflict=bool(ask_on_conflict))
    if position is None or evidence is None:
        raise Http404
    form, ask = kind.form.from_request(request), ask_on_conflict or kind.request
    row = form.attempt(lambda: ask(line=line, position=position, actor=reader_of(request), **form.cleaned_data))
    if row:
        messages.success(request, _("%(number)s waits for a second officer.") % {"number": row})
        return redirect(kind.one_url, row.pk)
    tests, why_none = _open_tests(line, position) if kind is DETERMINATIONS else ([], "")
    return render_page(
        request,
        f"{kind.name}_ask.html",
        kind=kind,
        title=kind.ask_title,
        evidence=evidence,
        form=form,
        error=form.refusal or why_none,
        first=(words.today() + timedelta(1)).isoformat(),
        last=last_day(words.today()).isoformat(),
        tests=tests,
        condition=tests[0].facts.key if len(tests) == 1 else form.data.get("condition", ""),
    )


@require_POST
@law_page(VIEW)
def answer_page(request: HttpRequest, key: int, kind: RulingKind) -> HttpResponseBase:
    """Record the answer of a second officer."""
    form = SecondAnswerForm.from_request(request)
    return _act(request, key, kind, form, lambda facts: kind.answer(agreed=form.agreed, **facts))


@require_POST
@law_page(VIEW)
def withdraw_page(request: HttpRequest, key: int, kind: RulingKind) -> HttpResponseBase:
    """Withdraw a ruling with a reason."""
    return _act(request, key, kind, ReasonForm.from_request(request), lambda facts: kind.withdraw(**facts))


def _act(
    request: HttpRequest, key: int, kind: RulingKind, form: ReasonForm, verb: Callable[[dict[str, Any]], Ruling]
) -> HttpResponseBase:
    """Call a verb on a ruling, and go back to its page, which shows why where it is refused; 403 without the right."""
    row = get_object_or_404(kind.model, pk=key)
    if not may_decide(reader_of(request)):
        raise PermissionDenied
    attempt_act(
        request, form, lambda: verb({kind.name: row, "actor": reader_of(request), "note": form.cleaned_data["note"]})
    )
    return redirect(kind.one_url, key)


def _allowed_acts(request: HttpRequest, row: Ruling, state: str) -> dict[str, bool]:
    """Return which acts the reader is allowed on a row in a state."""
    user = reader_of(request)
    acts = answer_rights(request, row.asked_by_id, may=state == WAITING)
    acts["may_answer"] &= user.has_perm(SECOND)
    acts["may_withdraw"] = state in (IN_FORCE, VOID) and may_decide(user)
    return acts


def may_decide(user: User) -> bool:
    """Return whether a person answers requests, or withdraws what was agreed to."""
    return user.has_perm(WORK) or user.has_perm(SECOND)


def _open_tests(line: ScreenedLine, position: int) -> tuple[list[MeasuredCondition], str]:
    """Return the open tests of a finding, or why there are none."""
    try:
        return suppressions.open_tests(line, position), ""
    except LookAgain as error:
        return [], error.message


def list_context(request: HttpRequest, model: Rulings) -> dict[str, Any]:
    """Return the context of a list: a page of the requested state, and how many the reader may answer."""
    wanted = request.GET.get("state", "")
    wanted = wanted if wanted in STATES else ""
    user = reader_of(request)
    law, today = law_known_at(), words.today()
    if wanted in (IN_FORCE, VOID):
        before_pk = key_in(request.GET.get("before", ""))
        rows, older = _by_law(model, wanted, law, today, before_pk)
        paging: dict[str, Any] = {"older": older, "before": before_pk}
    else:
        rows = Paginator(_rows(model, wanted, today), A_PAGE).get_page(request.GET.get("page"))
        paging = {"page": rows}
    return {
        "rulings": [ruling_view(row, law, today) for row in rows],
        **paging,
        "states": list(STATES.items()),
        "state": wanted,
        "for_you": model.objects.for_second(user).count() if user.has_perm(SECOND) else 0,
        "any_row": model.objects.exists(),
    }


def _rows(model: Rulings, wanted: str, today: date) -> QuerySet[Any]:
    """Return the rows in a state that a query can find; all rows for ""."""
    rows = model.objects.select_related(*SELECT_RELATED)
    sets = {
        "": rows,
        WAITING: rows.filter(answer=""),
        REFUSED: rows.filter(answer="refused"),
        WITHDRAWN: rows.filter(withdrawn_at__isnull=False),
        EXPIRED: rows.filter(answer="agreed", withdrawn_at__isnull=True, until__lte=today),
    }
    return sets[wanted]


def _by_law(
    model: Rulings, wanted: str, law: CompiledLaw, today: date, before_pk: int | None
) -> tuple[Iterable[Any], int | None]:
    """Return a page of what is in force or void, the newest first, and the key before which the next begins, or None.

    Void follows from the law, not from a query: rows are examined one by one, at most `LOOKED_AT` a page.
    """
    agreed = model.objects.filter(answer="agreed", withdrawn_at__isnull=True, until__gt=today)
    agreed = agreed.filter(pk__lt=before_pk) if before_pk is not None else agreed
    candidates = list(agreed.select_related("item").order_by("-pk")[: LOOKED_AT + 1])
    fitting = ((row.pk, state_of(row, law, today).key == wanted) for row in candidates[:LOOKED_AT])
    found, last = list[int](), 0
    while len(found) < A_PAGE and (candidate := next(fitting, None)):
        last, fits = candidate
        found += [last] if fits else []
    rows = model.objects.filter(pk__in=found).select_related(*SELECT_RELATED).order_by("-pk")
    return rows, last if candidates and last != candidates[-1].pk else None

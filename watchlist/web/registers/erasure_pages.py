"""Erasures: one person requests the erasure of a party or user, another answers; the result is shown in numbers."""

from __future__ import annotations

import json
from typing import Any, Final

from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.forms import CharField
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _, gettext_noop
from django.views.decorators.http import require_POST

from watchlist.engine.reports import visible
from watchlist.manifests import Party
from watchlist.retention import (
    ERASE,
    REASONS,
    VIEW_ERASURES,
    Erasure,
    answer_erasure,
    named_by,
    party_of,
    request_party_erasure,
    request_user_erasure,
)
from watchlist.tasks import start
from watchlist.web.form_fields import ReasonForm, SecondAnswerForm, answer_rights, attempt_act
from watchlist.web.viewpoint import law_page, reader_of, render_page

A_PAGE: Final = 50
SELECT_RELATED: Final = ("asked_by", "answered_by", "user")
COUNT_LABELS: Final = {
    "shipments": gettext_noop("Shipments"),
    "judgements": gettext_noop("Judgements"),
    "holds": gettext_noop("Legal holds, lifted ones too"),
    "look-backs": gettext_noop("Lines that a look-back found"),
    "suppressions": gettext_noop("Suppressions"),
    "determinations": gettext_noop("Determinations"),
    "authorisations": gettext_noop("Authorisations"),
    "payloads": gettext_noop("What acts of the trail said"),
    "tokens": gettext_noop("Tokens"),
    "devices": gettext_noop("Second factors"),
    "tries": gettext_noop("Wrong passwords"),
    "places": gettext_noop("Places of log-ins"),
    "filters": gettext_noop("Saved filters"),
    "sessions": gettext_noop("Sessions"),
    "links": gettext_noop("Links with the provider of single sign-on"),
}
NAME_OUTCOMES: Final = {
    "erased": gettext_noop("The name was erased."),
    "stays": gettext_noop("The name stays, as long as something names it. Ask again when the day has come."),
    "gone before": gettext_noop("The name was erased before."),
}


class ErasureForm(ReasonForm):
    """Of whom: a name to look for; then "party" or "user", and why."""

    name = CharField(required=False)
    of = CharField(required=False)


@law_page(VIEW_ERASURES)
def list_page(request: HttpRequest) -> HttpResponseBase:
    """List the erasures requested, the latest first."""
    page = Paginator(Erasure.objects.select_related(*SELECT_RELATED), A_PAGE).get_page(request.GET.get("page"))
    return render_page(
        request,
        "erasures.html",
        title=_("Erasures"),
        erasures=[(row, _state(row)) for row in page],
        page=page,
        may_ask=request.user.has_perm(ERASE),
    )


@law_page(ERASE)
def ask_page(request: HttpRequest) -> HttpResponseBase:
    """Find the records of a person, and request their erasure. The name is posted: addresses are kept in logs."""
    form = ErasureForm.from_request(request)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    party, user = (party_of(name), User.objects.filter(username=name).first()) if name else (None, None)
    row = form.attempt(lambda: _request(form, party, user, reader_of(request)))
    if row:
        return redirect("erasures:one", row.pk)
    return render_page(
        request,
        "erasure_ask.html",
        title=_("Ask for an erasure"),
        form=form,
        name=name,
        party=visible(str(party)) if party else "",
        named_by=_counted(named_by(party)) if party else [],
        account=user,
    )


@law_page(VIEW_ERASURES)
def one_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Show one erasure with its reason and result; somebody other than its requester answers it."""
    row = get_object_or_404(Erasure.objects.select_related(*SELECT_RELATED), pk=key)
    return render_page(
        request,
        "erasure.html",
        title=_("Erasure %(number)s") % {"number": row},
        erasure=row,
        state=_state(row),
        **answer_rights(request, row.asked_by_id, may=row.is_waiting and request.user.has_perm(ERASE)),
        **_result(row),
    )


@require_POST
@law_page(ERASE)
def answer_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Agree, or refuse with a reason; an erasure agreed to is carried out by a job."""
    row, form = get_object_or_404(Erasure, pk=key), SecondAnswerForm.from_request(request)
    job = attempt_act(
        request,
        form,
        lambda: answer_erasure(
            erasure=row, agreed=form.agreed, note=form.cleaned_data["note"], actor=reader_of(request)
        ),
    )
    start([job.pk] if job else [])
    return redirect("erasures:one", row.pk)


def _request(form: ErasureForm, party: Party | None, user: User | None, actor: User) -> Erasure | None:
    """Request the erasure for which the form was sent; None where it was sent to look, or there is nobody."""
    subject_kind, note = form.cleaned_data["of"], form.cleaned_data["note"]
    if subject_kind == "party" and party:
        return request_party_erasure(party=party, note=note, actor=actor)
    if subject_kind == "user" and user:
        return request_user_erasure(user=user, note=note, actor=actor)
    return None


def _state(row: Erasure) -> str:
    states = {"": _("waits for another person"), "refused": _("refused"), "agreed": _("agreed, under way")}
    return _("done") if row.done_at else states[row.answer]


def _result(row: Erasure) -> dict[str, Any]:
    """Return the result of an erasure: what went, what stays, which screenings stay and until when."""
    found = json.loads(row.result or "{}")
    stay = [(_(REASONS[reason]), number) for reason, number in found.get("stay", {}).items()]
    return {
        "gone": _counted(found),
        "name": _(NAME_OUTCOMES[found["name"]]) if "name" in found else "",
        "stay": stay,
        "screenings": found.get("which", []),
        "kept_until": found.get("kept_until") or "",
        "named_by": _counted(found.get("named_by", {})),
    }


def _counted(counts: dict[str, Any]) -> list[tuple[str, int]]:
    return [(_(label), counts[kind]) for kind, label in COUNT_LABELS.items() if kind in counts]

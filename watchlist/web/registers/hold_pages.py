"""Legal holds: placed from the page of a shipment, on it or on a party that it names; lifted by another person."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.forms import CharField
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from watchlist.engine.reports import visible
from watchlist.manifests import Manifest, Party
from watchlist.retention import HOLD, VIEW, LegalHold, holds_of, lift_hold, place_party_hold, place_shipment_hold
from watchlist.screenings import Screening
from watchlist.web.form_fields import ReasonForm, answer_rights, attempt_act, key_in
from watchlist.web.viewpoint import law_page, reader_of, render_page

A_PAGE: Final = 50
MOST_PARTIES: Final = 50
SELECT_RELATED: Final = ("placed_by", "lifted_by")


class HoldForm(ReasonForm):
    """Of what nothing is let go, "shipment" or the key of a party; and why."""

    of = CharField(required=False)


@law_page(VIEW)
def list_page(request: HttpRequest) -> HttpResponseBase:
    """List the holds in force, or the lifted ones for `?state=lifted`."""
    is_lifted = request.GET.get("state") == "lifted"
    rows = LegalHold.objects.select_related(*SELECT_RELATED)
    rows = rows.filter(lifted_at__isnull=False) if is_lifted else rows.active()
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render_page(request, "holds.html", title=_("Legal holds"), holds=page, page=page, is_lifted=is_lifted)


@law_page(VIEW)
def one_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Show one hold; somebody other than who placed it lifts it."""
    row = get_object_or_404(LegalHold.objects.select_related(*SELECT_RELATED), pk=key)
    rights = answer_rights(request, row.placed_by_id, may=row.is_active and request.user.has_perm(HOLD))
    title = _("Legal hold %(number)s") % {"number": row}
    return render_page(request, "hold.html", title=title, hold=row, **rights)


@law_page(HOLD)
def place_page(request: HttpRequest, screening: UUID) -> HttpResponseBase:
    """Show what of a stored shipment can be put under a hold, and its holds so far; place a hold."""
    rows = Screening.objects.done().select_related("manifest").defer("manifest__original")
    manifest = get_object_or_404(rows, pk=screening).manifest
    form = HoldForm.from_request(request)
    row = form.attempt(lambda: _place(manifest, reader_of(request), **form.cleaned_data))
    if row:
        messages.success(request, _("%(number)s stands: nothing of it is let go.") % {"number": row})
        return redirect("holds:one", row.pk)
    return render_page(
        request,
        "hold_place.html",
        title=_("Place a legal hold"),
        screening=screening,
        shipment=visible(str(manifest)),
        parties=[(str(party.pk), visible(str(party))) for party in _parties(manifest)[:MOST_PARTIES]],
        holds=holds_of(manifest),
        form=form,
    )


@require_POST
@law_page(HOLD)
def lift_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Lift a hold, with the reason."""
    row, form = get_object_or_404(LegalHold, pk=key), ReasonForm.from_request(request)
    attempt_act(request, form, lambda: lift_hold(hold=row, actor=reader_of(request), **form.cleaned_data))
    return redirect("holds:one", row.pk)


def hold_context(request: HttpRequest, screening: Screening) -> dict[str, Any]:
    """Return the holds for the page of a screening; nothing for a reader who may not read them."""
    reader = reader_of(request)
    if not reader.has_perm(VIEW):
        return {}
    return {"holds": holds_of(screening.manifest), "may_hold": reader.has_perm(HOLD)}


def _place(manifest: Manifest, actor: User, *, of: str, note: str) -> LegalHold:
    if of == "shipment":
        return place_shipment_hold(manifest=manifest, reason=note, actor=actor)
    party = get_object_or_404(_parties(manifest), pk=key_in(of))
    return place_party_hold(party=party, reason=note, actor=actor)


def _parties(manifest: Manifest) -> Any:
    return Party.objects.filter(manifests__manifest=manifest).order_by("name").distinct()

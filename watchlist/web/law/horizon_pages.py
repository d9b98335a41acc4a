"""The horizon: proposed and announced law by its next day, and the substances that a curator links to a notice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchlist.engine.decision.notices import Horizon
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.reports.proposals import NOTICES
from watchlist.engine.reports.text import visible
from watchlist.law_store.models import Jurisdiction
from watchlist.list_updates import notices
from watchlist.list_updates.models import Notice
from watchlist.list_updates.notices import horizon_known_at
from watchlist.web.law.horizon_view import coming_and_past, notice_versions, notice_view
from watchlist.web.law.words import Addresses
from watchlist.web.viewpoint import law_page, render_page, viewpoint

VIEW_LISTS: Final = "watchlist.view_controllist"
MANY: Final = {
    "proposal": gettext_lazy("Proposals"),
    "consultation": gettext_lazy("Consultations"),
    "notification": gettext_lazy("Notifications"),
    "rule": gettext_lazy("Rules"),
}
CURATE: Final = "watchlist.propose_changes"


@law_page(VIEW_LISTS)
def horizon_page(request: HttpRequest) -> HttpResponseBase:
    """List the notices, as known at the instant requested."""
    view = viewpoint(request)
    horizon = horizon_known_at(view.law.known_at)
    place, kind = request.GET.get("jurisdiction", ""), request.GET.get("kind", "")
    wanted = [notice for notice in horizon.notices if place in ("", notice.jurisdiction) and kind in ("", notice.kind)]
    coming, others = coming_and_past(wanted, view.day, view.law, Addresses(view.query))
    return render_page(
        request,
        "horizon.html",
        title=_("Horizon"),
        view=view,
        path=request.path,
        coming=coming,
        others=others,
        held=len(horizon.notices),
        kinds=_kinds(horizon),
        kind=kind,
        places=Jurisdiction.objects.filter(key__in={notice.jurisdiction for notice in horizon.notices}),
        place=place,
    )


@law_page(VIEW_LISTS)
def notice_page(request: HttpRequest, key: str) -> HttpResponseBase:
    """Show one notice with all its versions; a curator links substances to it."""
    if request.method == "POST":
        return _apply_verb(request, key)
    view = viewpoint(request)
    compiled = next((notice for notice in horizon_known_at(view.law.known_at).notices if notice.key == key), None)
    row = Notice.objects.known_at(view.law.known_at).filter(key=key).first()
    if compiled is None or row is None:
        raise Http404
    curates = "known_at" not in view.chosen and request.user.has_perm(CURATE)
    others = [substance for substance in view.law.substances.values() if substance.key not in compiled.substances]
    return render_page(
        request,
        "notice.html",
        title=visible(compiled.title)[:80],
        view=view,
        path=request.path,
        row=row,
        notice=notice_view(compiled, view.day, view.law, Addresses(view.query)),
        said=[visible(line) for line in row.text.splitlines()],
        known=notice_versions(key),
        curates=curates,
        substances=sorted((substance.name, substance.key) for substance in others) if curates else (),
    )


def _apply_verb(request: HttpRequest, key: str) -> HttpResponseBase:
    """Apply a curator's verb to the version that they were shown, and go back to the page."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm(CURATE):
        raise PermissionDenied
    verb = VERBS.get(request.POST.get("verb", ""))
    row = Notice.objects.filter(key=key, pk=_number(request.POST.get("row", ""))).first()
    if verb is None or row is None:
        raise Http404
    try:
        verb(row, request.POST.get("said", "").strip(), user)
    except CorrectTheData as error:
        messages.error(request, error.message)
    return redirect(request.path)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _link(row: Notice, substance: str, actor: User) -> None:
    notices.link(notice=row, substances=[substance], actor=actor)


def _unlink(row: Notice, substance: str, actor: User) -> None:
    notices.unlink(notice=row, substances=[substance], actor=actor)


def _withdraw(row: Notice, reason: str, actor: User) -> None:
    notices.withdraw(notice=row, reason=reason, actor=actor)


VERBS: Final[dict[str, Callable[[Notice, str, User], None]]] = {
    "link": _link,
    "unlink": _unlink,
    "withdraw": _withdraw,
}


def _kinds(horizon: Horizon) -> list[tuple[str, str, str, int]]:
    """Return the kinds in their order, in words, in words for many, and how many notices there are of each."""
    counts = Counter(notice.kind for notice in horizon.notices)
    return [(kind, _(label), str(MANY.get(kind, _(label))), counts[kind]) for kind, label in NOTICES.items()]

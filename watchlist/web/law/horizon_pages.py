"""The horizon: what is proposed or announced, by the day that comes next; and what a curator says it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from watchlist.engine.decision.notices import Horizon
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.reports.proposals import NOTICES
from watchlist.engine.reports.text import visible
from watchlist.law_store.models import Jurisdiction
from watchlist.list_updates import notices
from watchlist.list_updates.horizon import horizon_known_at
from watchlist.list_updates.models import Notice
from watchlist.web.law.horizon_view import coming_and_past, known_views, notice_view
from watchlist.web.law.words import Addresses
from watchlist.web.viewpoint import law_page, shown, viewpoint

VIEW_LISTS: Final = "watchlist.view_controllist"
MANY: Final = {
    "proposal": _("Proposals"),
    "consultation": _("Consultations"),
    "notification": _("Notifications"),
    "rule": _("Rules"),
}
CURATE: Final = "watchlist.propose_changes"


@law_page(VIEW_LISTS)
def horizon_page(request: HttpRequest) -> HttpResponseBase:
    """Show what is on the horizon, as known at the instant asked."""
    view = viewpoint(request)
    horizon = horizon_known_at(view.law.known_at)
    place, kind = request.GET.get("jurisdiction", ""), request.GET.get("kind", "")
    wanted = [notice for notice in horizon.notices if place in ("", notice.jurisdiction) and kind in ("", notice.kind)]
    coming, others = coming_and_past(wanted, view.day, view.law, Addresses(view.query))
    return shown(
        request,
        "horizon.html",
        title=say("Horizon"),
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
    """Show one notice, and all that was ever held of it; a curator says which substances it is about."""
    if request.method == "POST":
        return _written(request, key)
    view = viewpoint(request)
    told = next((notice for notice in horizon_known_at(view.law.known_at).notices if notice.key == key), None)
    row = Notice.objects.known_at(view.law.known_at).filter(key=key).first()
    if told is None or row is None:
        raise Http404
    curates = "known_at" not in view.chosen and request.user.has_perm(CURATE)
    others = [of for of in view.law.substances.values() if of.key not in told.substances]
    return shown(
        request,
        "notice.html",
        title=visible(told.title)[:80],
        view=view,
        path=request.path,
        row=row,
        notice=notice_view(told, view.day, view.law, Addresses(view.query)),
        said=[visible(line) for line in row.text.splitlines()],
        known=known_views(key),
        curates=curates,
        substances=sorted((of.name, of.key) for of in others) if curates else (),
    )


def _written(request: HttpRequest, key: str) -> HttpResponseBase:
    """Write what a curator says of the row that he was shown, and go back to the page."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm(CURATE):
        raise PermissionDenied
    said = VERBS.get(request.POST.get("verb", ""))
    row = Notice.objects.filter(key=key, pk=_number(request.POST.get("row", ""))).first()
    if said is None or row is None:
        raise Http404
    try:
        said(row, request.POST.get("said", "").strip(), user)
    except CorrectTheData as error:
        messages.error(request, error.message)
    return redirect(request.path)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _link(row: Notice, said: str, actor: User) -> None:
    notices.link(notice=row, substances=[said], actor=actor)


def _unlink(row: Notice, said: str, actor: User) -> None:
    notices.unlink(notice=row, substances=[said], actor=actor)


def _withdraw(row: Notice, said: str, actor: User) -> None:
    notices.withdraw(notice=row, reason=said, actor=actor)


VERBS: Final[dict[str, Callable[[Notice, str, User], None]]] = {
    "link": _link,
    "unlink": _unlink,
    "withdraw": _withdraw,
}


def _kinds(horizon: Horizon) -> list[tuple[str, str, str, int]]:
    """Return the kinds in their order, in words, in words for many, and how many notices there are of each."""
    counts = Counter(notice.kind for notice in horizon.notices)
    return [(kind, say(label), str(MANY.get(kind, say(label))), counts[kind]) for kind, label in NOTICES.items()]

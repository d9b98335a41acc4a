"""The events of a case, a page at a time, as their reader may know of them."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from watchlist.cases import VIEW, Case, events_of, sentence_of
from watchlist.web.form_fields import key_in
from watchlist.web.viewpoint import law_page, reader_of, render_page

A_PAGE: Final = 50


def event_page_of(case: Case, reader: User, before: int | None = None) -> dict[str, Any]:
    """Return the events of a case, the last first, or those before one; whether there are older, and the oldest."""
    rows = events_of(case, reader).order_by("-pk")
    events = list((rows.filter(pk__lt=before) if before else rows)[: A_PAGE + 1])
    page_events = events[:A_PAGE]
    return {
        "events": [(event, sentence_of(event)) for event in page_events],
        "older": len(events) > A_PAGE,
        "oldest": page_events[-1].pk if page_events else None,
    }


@law_page(VIEW)
def events_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what happened in a case before an event, or last."""
    case = get_object_or_404(Case, pk=pk)
    before = key_in(request.GET.get("before", ""))
    return render_page(
        request,
        "case_events.html",
        title=_("What happened in %(case)s") % {"case": case.number},
        row=case,
        is_first=before is None,
        **event_page_of(case, reader_of(request), before),
    )

"""The front page: what is held, what is stale, what was asked last."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from watchlist.admin import words
from watchlist.admin.curators_box import curators_box
from watchlist.admin.lists import checked, held_lists, stale_days
from watchlist.admin.screen_pages import may_screen
from watchlist.admin.screenings import may_read, said, screenings
from watchlist.admin.viewpoint import reader_of
from watchlist.substances.models import Substance
from watchlist.temporal import LawTick

LATEST = 10


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Return the context of the front page; who may not read a subject is shown nothing of it."""
    if request.user.has_perm("watchlist.view_controllist"):
        lists = list(held_lists())
        last = LawTick.objects.order_by("-at").first()
        context |= {
            "on": words.day(words.today()),
            "known": words.instant(last.at) if last else "",
            "lists": lists,
            "entries": sum(row.entries_held for row in lists),
            "substances": Substance.objects.count(),
            "stale": [(row, checked(row)) for row in lists if stale_days(row) is not None],
        }
    if may_read(request):
        context["screenings"] = [said(row) for row in screenings()[:LATEST]]
        context["may_screen"] = may_screen(request)
    context |= curators_box(reader_of(request))
    return context

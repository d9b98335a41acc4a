"""My desk, the front page: what needs its reader now, which law moves, the last runs, what waits for curators."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.models import User
from django.http import HttpRequest

from watchlist.cases import SECOND, VIEW, WORK, Case, equal_lines, figures, next_cases, sentence_of
from watchlist.list_updates import (
    APPROVE,
    NEEDS_ATTENTION,
    PROPOSE,
    PROPOSED,
    TAKEN_UP,
    ChangeSet,
    CuratorTask,
    with_state,
)
from watchlist.notifications import mentions_of, people_with
from watchlist.screenings import Screening
from watchlist.substances import Substance
from watchlist.temporal import LawTick
from watchlist.web import words
from watchlist.web.cases import case_views, due_view
from watchlist.web.curation import PEOPLE_FIRST, VIEW_SETS, VIEW_SOURCES, VIEW_TASKS, SetView, set_views, source_views
from watchlist.web.desk.equal_lines import equal_line_rows
from watchlist.web.desk.first_steps import first_steps
from watchlist.web.desk.law_moving import upcoming_changes
from watchlist.web.desk.trend import trend
from watchlist.web.law import checked, held_lists, stale_days
from watchlist.web.screening import may_screen
from watchlist.web.stored_answers import may_read, screening_view, screenings
from watchlist.web.viewpoint import reader_of

LATEST: Final = 5
NEXT: Final = 10
MENTIONS: Final = 5


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Return the context of the front page; who may not read a subject is shown nothing of it."""
    reader = reader_of(request)
    parts = _law(request) | _cases(request) | _screenings(request) | _curation(reader)
    steps = [] if parts.get("screenings") else first_steps(reader)
    return context | parts | {"first_steps": steps}


def _law(request: HttpRequest) -> dict[str, Any]:
    if not request.user.has_perm("watchlist.view_controllist"):
        return {}
    lists = list(held_lists())
    last = LawTick.objects.order_by("-at").first()
    return {
        "on": words.day(words.today()),
        "known": words.instant(last.at) if last else "",
        "lists": lists,
        "entries": sum(row.entries_held for row in lists),
        "substances": Substance.objects.count(),
        "stale": [(row, checked(row)) for row in lists if stale_days(row) is not None],
        "moving": upcoming_changes(words.today(), stored=may_read(request)) if last else [],
    }


def _cases(request: HttpRequest) -> dict[str, Any]:
    """Return what waits: their queue to those who work on cases, the same without a button to those who only read."""
    reader, today = reader_of(request), words.today()
    if not (reader.has_perm(VIEW) and may_read(request)):
        return {}
    equal = equal_lines(reader, today)
    waits = figures(reader, today)
    return {
        "waits": waits,
        "mentions": [(row, sentence_of(row)) for row in mentions_of(reader, words.now())[:MENTIONS]],
        "late": due_view(waits.latest.due_on, today) if waits.latest else None,
        "works": reader.has_perm(WORK),
        "people": people_with([WORK]).order_by("username") if reader.has_perm(WORK) else (),
        "seconds": reader.has_perm(SECOND),
        "next": case_views(next_cases(reader, today, equal.opened)[:NEXT], reader),
        "open_cases": Case.objects.open().count(),
        "low": equal_line_rows(equal),
    }


def _screenings(request: HttpRequest) -> dict[str, Any]:
    if not may_read(request):
        return {}
    midnight = words.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "screenings": [screening_view(row) for row in screenings()[:LATEST]],
        "runs": Screening.objects.filter(made_at__gte=midnight).count(),
        "midnight": midnight,
        "may_screen": may_screen(request),
        "trend": trend(words.now()),
    }


def _curation(reader: User) -> dict[str, Any]:
    if not reader.has_perm(VIEW_SETS):
        return {}
    undecided = with_state(ChangeSet.objects.select_related("source")).filter(
        state__in=(NEEDS_ATTENTION, PROPOSED, TAKEN_UP)
    )
    waiting = set_views(undecided.order_by(PEOPLE_FIRST, "-opened_at", "pk"), reader)
    mine = [row for row in waiting if _is_for(reader, row)]
    return {
        "curation": {
            "mine": mine,
            "others": [row for row in waiting if row not in mine],
            "tasks": CuratorTask.objects.filter(closed_at=None).count() if reader.has_perm(VIEW_TASKS) else None,
            "failing": [view for view in source_views(words.now()) if view.status == "failing"]
            if reader.has_perm(VIEW_SOURCES)
            else None,
        }
    }


def _is_for(reader: User, row: SetView) -> bool:
    """A set that a person took up waits for another who decides; any other for somebody who takes it up."""
    if row.status.state != TAKEN_UP:
        return reader.has_perm(PROPOSE)
    return reader.has_perm(APPROVE) and row.status.revision.proposed_by_id != reader.pk

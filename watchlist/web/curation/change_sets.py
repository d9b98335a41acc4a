"""Change sets: what waits for whom, and the page on which two people decide."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django_celery_beat.models import PeriodicTask

from watchlist.engine.reports import visible
from watchlist.jobs import APPLY_DUE, SCHEDULED_TASKS, next_run
from watchlist.list_updates import APPROVE, PROPOSE, STATES, ChangeSet, with_state
from watchlist.screenings.rescreen import Rescreen
from watchlist.web import words
from watchlist.web.curation.change_set_view import review_options, set_views
from watchlist.web.curation.change_view import change_views
from watchlist.web.viewpoint import law_page, reader_of, render_page

VIEW_SETS: Final = "watchlist.view_changeset"
READ_LOOK_BACKS: Final = ("watchlist.view_rescreen", "watchlist.review_cases")
WRITING: Final = next(task for task in SCHEDULED_TASKS if task.name == APPLY_DUE)
"""What writes the changes that are decided."""
A_PAGE: Final = 50
PEOPLE_FIRST: Final = Case(*(When(state=state, then=Value(place)) for place, state in enumerate(STATES)))


@law_page(VIEW_SETS)
def change_sets_page(request: HttpRequest) -> HttpResponseBase:
    """Show the change sets by where they stand, what needs a person first."""
    wanted = request.GET.get("source", "")
    rows = with_state(ChangeSet.objects.select_related("source")).order_by(PEOPLE_FIRST, "-opened_at", "pk")
    sources = sorted(set(ChangeSet.objects.exclude(source=None).order_by().values_list("source__key", flat=True)))
    if wanted:
        rows = rows.filter(source__key=wanted)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render_page(
        request,
        "change_sets.html",
        title=_("Change sets"),
        sets=set_views(page, reader_of(request)),
        page=page,
        kept=f"source={wanted}" if wanted in sources else "",
        sources=sources,
        wanted=wanted,
        may_propose=request.user.has_perm(PROPOSE),
    )


@law_page(VIEW_SETS)
def change_set_page(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Show one change set: what the gates say, each change with its source, and what its reader may do."""
    change_set = get_object_or_404(ChangeSet.objects.select_related("source", "base", "edition"), pk=key)
    return page_of(request, change_set)


def page_of(request: HttpRequest, change_set: ChangeSet, **context: Any) -> HttpResponseBase:
    """Return the page of a change set, with what an act on it adds."""
    reader = reader_of(request)
    [view] = set_views(with_state(ChangeSet.objects.select_related("source").filter(pk=change_set.pk)), reader)
    views = change_views(view.status.revision, reader)
    look_backs = Rescreen.objects.filter(due__change_set=change_set)
    options = review_options(change_set, view.status, views, reader)
    return render_page(
        request,
        "change_set.html",
        title=visible(change_set.title),
        set=view,
        gates=_sentences(change_set.gates),
        notes=_sentences(change_set.notes),
        edition_read=words.instant(change_set.edition.read_at) if change_set.edition else "",
        base_read=words.instant(change_set.base.read_at) if change_set.base else "",
        changes=views,
        desk=options,
        written_by=_(WRITING.title),
        written_at=_next_writing(),
        revisions=change_set.revisions.select_related("proposed_by").order_by("-number"),
        # On the set or on a change of it, also on one that was revised since.
        comments=change_set.comments.select_related("author", "change__revision").order_by("at", "pk"),
        look_backs=look_backs if reader.has_perms(READ_LOOK_BACKS) else (),
        may_comment=reader.has_perm(PROPOSE) or reader.has_perm(APPROVE),
        **context,
    )


def _next_writing() -> str:
    """Return when what is decided is written into the law next, in words; "" where nothing does it by itself."""
    entry = PeriodicTask.objects.filter(task=WRITING.task).select_related("crontab", "interval").first()
    at = next_run(entry, words.now()) if entry else None
    return words.instant(at) if at else ""


def _sentences(text: str) -> list[str]:
    return [visible(line) for line in text.splitlines() if line.strip()]

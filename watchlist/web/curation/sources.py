"""The pages of the sources that are followed, and of the results of following each."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from watchlist.law_store.models import Edition
from watchlist.list_updates.change_models import ChangeSet
from watchlist.list_updates.change_set_status import with_state
from watchlist.list_updates.declaring import declared_sources
from watchlist.list_updates.models import Collection, CuratorTask, ListSource, Publication
from watchlist.web import words
from watchlist.web.curation.change_set_view import set_views
from watchlist.web.curation.change_sets import VIEW_SETS
from watchlist.web.curation.publications import VIEW_PUBLICATIONS
from watchlist.web.curation.source_view import edition_views, looks_of, publication_views, source_view, source_views
from watchlist.web.viewpoint import law_page, reader_of, render_page

VIEW_SOURCES = "watchlist.view_listsource"
COLLECT = "watchlist.collect_lists"
LOOKS = 60
MOST_ROWS = 20


@law_page(VIEW_SOURCES)
def sources_page(request: HttpRequest) -> HttpResponseBase:
    """Show every source declared, what needs a person first."""
    views = source_views(words.now())
    return render_page(
        request,
        "sources.html",
        title=_("Sources"),
        sources=views,
        failing=sum(view.status == "failing" for view in views),
        left_alone=sum(view.status == "left_alone" for view in views),
        unproven=sum(view.unproven for view in views),
    )


@law_page(VIEW_SOURCES)
def source_page(request: HttpRequest, key: str) -> HttpResponseBase:
    """Show one source: its declaration, and what was collected from it."""
    declared, row = declared_sources().get(key), ListSource.objects.filter(key=key).first()
    if declared is None and row is None:
        raise Http404(f"no source {key}")
    return render_page(
        request,
        "source.html",
        title=declared.title if declared else key,
        source=source_view(key, declared, row, words.now()),
        may_collect=declared is not None and request.user.has_perm(COLLECT),
        may_read_sets=request.user.has_perm(VIEW_SETS),
        may_read_publications=request.user.has_perm(VIEW_PUBLICATIONS),
        **_history(key, row, reader_of(request)),
    )


def _history(key: str, row: ListSource | None, reader: User) -> dict[str, Any]:
    looks = Collection.objects.filter(source=row).select_related("edition").prefetch_related("publications")
    tasks = CuratorTask.objects.filter(source=row)
    sets = with_state(ChangeSet.objects.select_related("source").filter(source=row))[:MOST_ROWS] if row else []
    return {
        "looks": looks_of(looks[:LOOKS]),
        "earlier": max(0, looks.count() - LOOKS),
        "editions": edition_views(Edition.objects.filter(origin=f"sources/{key}")[:MOST_ROWS]),
        "publications": publication_views(Publication.objects.filter(source=row).defer("compressed")[:MOST_ROWS]),
        "tasks": tasks.filter(closed_at__isnull=True),
        "tasks_closed": tasks.filter(closed_at__isnull=False).count(),
        "sets": set_views(sets, reader),
    }

"""The pages of the sources that are followed, what a curator does with one, and what was archived of them."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from watchlist.engine.reports import visible
from watchlist.jobs import COLLECT_LIST, enqueue_alone
from watchlist.law_store import Edition
from watchlist.list_updates import (
    ChangeSet,
    Collection,
    CuratorTask,
    ListSource,
    Publication,
    declared_sources,
    resume_following,
    stop_following,
    with_state,
)
from watchlist.tasks import start
from watchlist.web import words
from watchlist.web.curation.change_set_view import set_views
from watchlist.web.curation.change_sets import VIEW_SETS
from watchlist.web.curation.source_view import looks_of, size, source_view, source_views
from watchlist.web.form_fields import ClippedTextField
from watchlist.web.viewpoint import law_page, reader_of, render_page

VIEW_SOURCES = "watchlist.view_listsource"
COLLECT = "watchlist.collect_lists"
LOOKS = 60
MOST_ROWS = 20
VIEW_PUBLICATIONS = "watchlist.view_publication"
MOST_BYTES: Final = 200_000
"""Bytes of a publication that its page shows."""
SUFFIXES: Final = {"xml": ".xml", "json": ".json", "csv": ".csv", "pdf": ".pdf", "spreadsheetml": ".xlsx"}
"""By a word of the content type. What a browser would open as a page is not among them."""
NEUTRAL: Final = "application/octet-stream"


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
    archived = Publication.objects.filter(source=row).defer("compressed")
    sets = with_state(ChangeSet.objects.select_related("source").filter(source=row))[:MOST_ROWS] if row else []
    return {
        "looks": looks_of(looks[:LOOKS]),
        "earlier": max(0, looks.count() - LOOKS),
        "editions": Edition.objects.filter(origin=f"sources/{key}")[:MOST_ROWS],
        "publications": [(size(publication.length), publication) for publication in archived[:MOST_ROWS]],
        "tasks": tasks.filter(closed_at__isnull=True),
        "tasks_closed": tasks.filter(closed_at__isnull=False).count(),
        "sets": set_views(sets, reader),
    }


class FollowForm(forms.Form):
    """Whether a source is followed: one is left alone for a reason."""

    follow = ClippedTextField(3)
    reason = ClippedTextField(1_000)

    def clean(self) -> dict[str, Any]:
        """Return what was entered. Raises `ValidationError` where nobody says why a source is left alone."""
        if self.cleaned_data["follow"] == "no" and not self.cleaned_data["reason"]:
            raise ValidationError(_("Say why it is left alone: what its publisher changes then reaches no list."))
        return self.cleaned_data


@require_POST
@law_page(VIEW_SOURCES)
def look_page(request: HttpRequest, key: str) -> HttpResponseBase:
    """Collect a source now: as a job, because its publisher may be slow."""
    actor = _curator(request, key)
    job = enqueue_alone(kind=COLLECT_LIST, subject=key, owner=actor.get_username(), most_attempts=1)
    if job is None:
        messages.info(request, _("It is being looked at already: what comes of it will stand here."))
    else:
        start([job.pk])
        messages.success(request, _("It is looked at now, as a job: what comes of it will stand here."))
    return redirect("curation:source", key)


@require_POST
@law_page(VIEW_SOURCES)
def follow_page(request: HttpRequest, key: str) -> HttpResponseBase:
    """Stop following a source, for a reason, or follow it again."""
    actor, form = _curator(request, key), FollowForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.non_field_errors()[0]))
    elif form.cleaned_data["follow"] == "no":
        stop_following(key=key, actor=actor, reason=form.cleaned_data["reason"])
        messages.success(request, _("It is left alone: nobody looks at it until somebody follows it again."))
    else:
        resume_following(key=key, actor=actor, reason=form.cleaned_data["reason"])
        messages.success(request, _("It is followed again, and is due now."))
    return redirect("curation:source", key)


def _curator(request: HttpRequest, key: str) -> User:
    """Return who may collect a declared source."""
    if key not in declared_sources():
        raise Http404(f"no source {key}")
    if not request.user.has_perm(COLLECT):
        raise PermissionDenied
    return reader_of(request)


@law_page(VIEW_PUBLICATIONS)
def publication_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Show what was fetched, when and from where, with its text."""
    row = get_object_or_404(Publication.objects.select_related("source"), pk=key)
    return render_page(
        request,
        "publication.html",
        title=_("Archived %(at)s") % {"at": words.instant(row.fetched_at)},
        row=row,
        size=size(row.length),
        lines=_text(row.content[:MOST_BYTES]),
        more=max(0, row.length - MOST_BYTES),
        looks=row.collections.order_by("-started_at")[:10],
    )


@law_page(VIEW_PUBLICATIONS)
def publication_file(request: HttpRequest, key: int) -> HttpResponseBase:
    """Send the bytes as fetched, to be kept and not to be opened: whatever the publisher called them."""
    row = get_object_or_404(Publication.objects.select_related("source"), pk=key)
    name = f"{row.source.key}-{row.sha256[:12]}{_suffix(row.content_type)}"
    return HttpResponse(
        row.content,
        content_type=NEUTRAL,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )


def _text(content: bytes) -> str:
    """Return the bytes as text, with hidden and control characters written out; "" for what is not text."""
    if b"\0" in content or content.startswith(b"%PDF"):
        return ""
    return "\n".join(map(visible, content.decode("utf-8", "replace").splitlines()))


def _suffix(content_type: str) -> str:
    kind = content_type.partition(";")[0].lower()
    if "html" in kind:
        return ".bin"
    return next((suffix for word, suffix in SUFFIXES.items() if word in kind), ".bin")

"""What a person must look at because no parser may: the tasks, the difference in text, and how each was closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST

from watchlist.engine.errors import WatchlistError
from watchlist.engine.reports import clip, visible
from watchlist.list_updates import PROPOSE, CuratorTask, close_task, declared_sources
from watchlist.web.curation.sources import VIEW_PUBLICATIONS
from watchlist.web.form_fields import ClippedTextField
from watchlist.web.viewpoint import law_page, reader_of, render_page

VIEW_TASKS = "watchlist.view_curatortask"
KINDS: Final = {
    "changed": gettext_lazy("Publication changed"),
    "rule": gettext_lazy("Act without rows"),
    "baseline": gettext_lazy("First edition differs"),
}
A_PAGE: Final = 50
SIGNS: Final = {"+": "came", "-": "gone", "@": "place"}
LONGEST: Final = 200_000
"""Characters of a difference that a page shows."""


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task with its kind in words."""

    row: CuratorTask
    kind: Promise


@law_page(VIEW_TASKS)
def tasks_page(request: HttpRequest) -> HttpResponseBase:
    """Show the tasks, the open ones first."""
    tasks = CuratorTask.objects.select_related("source", "closed_by").defer("detail")
    page = Paginator(tasks, A_PAGE).get_page(request.GET.get("page"))
    return render_page(
        request,
        "curator_tasks.html",
        title=_("Tasks"),
        tasks=[TaskView(row, KINDS[row.kind]) for row in page],
        page=page,
        open=CuratorTask.objects.filter(closed_at__isnull=True).count(),
    )


@law_page(VIEW_TASKS)
def task_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Show one task with the difference in text."""
    task = get_object_or_404(CuratorTask.objects.select_related("source", "closed_by"), pk=key)
    declared = declared_sources().get(task.source.key)
    return render_page(
        request,
        "curator_task.html",
        title=visible(task.title),
        task=task,
        kind=KINDS[task.kind],
        source=declared.title if declared else task.source.key,
        lines=lines_of(task.detail),
        may_read_publications=request.user.has_perm(VIEW_PUBLICATIONS),
        by_hand=f"{reverse('curation:new')}?{urlencode({'task': task.pk})}",
        may_close=task.closed_at is None and request.user.has_perm(PROPOSE),
    )


class CloseForm(forms.Form):
    """What was done about a task."""

    outcome = ClippedTextField(4_000)


@require_POST
@law_page(VIEW_TASKS)
def close_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Close a task with what was done about it."""
    if not request.user.has_perm(PROPOSE):
        raise PermissionDenied
    task, form = get_object_or_404(CuratorTask, pk=key), CloseForm(request.POST)
    form.full_clean()
    try:
        close_task(task=task, actor=reader_of(request), outcome=form.cleaned_data["outcome"])
    except WatchlistError as error:
        messages.error(request, error.message)
        return redirect("curation:task", task.pk)
    messages.success(request, _("“%(title)s” is closed.") % {"title": visible(task.title)})
    return redirect("curation:tasks")


def lines_of(detail: str) -> list[tuple[str, str, str]]:
    """Return the lines of a difference, each with what it is ("came", "gone", "place" or ""), its sign and its text."""
    return [_line(line) for line in clip(detail, LONGEST).splitlines()]


def _line(line: str) -> tuple[str, str, str]:
    mark = "place" if line.startswith(("+++", "---")) else SIGNS.get(line[:1], "")
    text = line[1:] if mark in {"came", "gone"} else line.removeprefix(" ")
    return mark, {"came": "+", "gone": "−"}.get(mark, ""), visible(text)

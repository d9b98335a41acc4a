"""The progress of the job that screens a long file: polled by htmx every two seconds, reloaded by hand without."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _, gettext_lazy

from watchlist.engine.reports import visible
from watchlist.jobs import CANCELLED, DEAD, DONE, FAILED, OVER, QUEUED, RUNNING, JobIsOver, request_cancel
from watchlist.screenings import Upload
from watchlist.tasks import look_after_jobs
from watchlist.web.operations import progress_cell, state_chip
from watchlist.web.stored_answers import may_read
from watchlist.web.viewpoint import law_page, render_page

VIEW: Final = "watchlist.view_screening"
MANAGE: Final = "watchlist.manage_jobs"
NOT_ALLOWED: Final = 403
STATE_SENTENCES: Final = {
    QUEUED: gettext_lazy("The file waits for its job to begin."),
    RUNNING: gettext_lazy("The file is being screened."),
    FAILED: gettext_lazy("An attempt failed; the job tries again by itself."),
    DONE: gettext_lazy("The file is screened."),
    CANCELLED: gettext_lazy("The job was cancelled: nothing of the file counts."),
    DEAD: gettext_lazy("The job was given up: nothing of the file counts."),
}


@law_page(VIEW)
def progress_page(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Show the progress of the job of a file, or cancel it."""
    rows = Upload.objects.select_related("manifest", "job").defer("manifest__original")
    upload = rows.filter(pk=key).first() if may_read(request) else None
    if upload is None:
        raise Http404
    if request.method == "POST":
        return _cancel(request, upload)
    look_after_jobs()
    upload.job.refresh_from_db()
    return _page(request, upload)


def may_cancel(request: HttpRequest, upload: Upload) -> bool:
    """Return whether the user sent the file, or may manage jobs."""
    is_own = upload.manifest.received_by == request.user.get_username()
    return (is_own and request.user.has_perm("watchlist.add_screening")) or request.user.has_perm(MANAGE)


def _cancel(request: HttpRequest, upload: Upload) -> HttpResponse:
    if not may_cancel(request, upload):
        return _page(request, upload, NOT_ALLOWED, _("Only who sent a file, or may manage jobs, stops its job."))
    try:
        request_cancel(job=upload.job, actor=request.user.get_username())
    except JobIsOver as error:
        return _page(request, upload, 409, visible(error.message))
    return redirect("screen:progress", upload.pk)


def _page(request: HttpRequest, upload: Upload, status: int = 200, error: str = "") -> HttpResponse:
    job = upload.job
    return render_page(
        request,
        "screen_progress.html",
        status=status,
        title=_("Screening a file"),
        name=visible(str(upload.manifest)),
        source=visible(upload.manifest.source),
        said=STATE_SENTENCES[job.state],
        standing=state_chip(job),
        progress="" if job.total is None and not job.done else progress_cell(job),
        failure=visible(job.error),
        is_over=job.state in OVER,
        is_done=job.state == DONE,
        is_ending=job.cancel_asked_at is not None and job.state not in OVER,
        may_cancel=may_cancel(request, upload),
        key=upload.pk,
        error=error,
    )

"""How far the job is that screens a long file: looked at every other second by htmx, by hand without a script."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchlist.engine.reports.text import visible
from watchlist.jobs.errors import JobIsOver
from watchlist.jobs.models import CANCELLED, DEAD, DONE, FAILED, OVER, QUEUED, RUNNING
from watchlist.jobs.queue import request_cancel
from watchlist.screenings.models import Upload
from watchlist.tasks import look_after_jobs
from watchlist.web.operations.jobs import how_far, standing
from watchlist.web.screening.screenings import may_read
from watchlist.web.viewpoint import law_page, shown

VIEW: Final = "watchlist.view_screening"
MANAGE: Final = "watchlist.manage_jobs"
NOT_ALLOWED: Final = 403
SAID: Final = {
    QUEUED: gettext_lazy("The file waits for its job to begin."),
    RUNNING: gettext_lazy("The file is being screened."),
    FAILED: gettext_lazy("An attempt failed; the job tries again by itself."),
    DONE: gettext_lazy("The file is screened."),
    CANCELLED: gettext_lazy("The job was cancelled: nothing of the file counts."),
    DEAD: gettext_lazy("The job was given up: nothing of the file counts."),
}


@law_page(VIEW)
def progress_page(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Show how far the job of a file is, or ask for its end."""
    rows = Upload.objects.select_related("manifest", "job").defer("manifest__original")
    upload = rows.filter(pk=key).first() if may_read(request) else None
    if upload is None:
        raise Http404
    if request.method == "POST":
        return _cancelled(request, upload)
    look_after_jobs()
    upload.job.refresh_from_db()
    return _page(request, upload)


def may_cancel(request: HttpRequest, upload: Upload) -> bool:
    """Say whether the user sent the file, or may manage jobs."""
    is_own = upload.manifest.received_by == request.user.get_username()
    return (is_own and request.user.has_perm("watchlist.add_screening")) or request.user.has_perm(MANAGE)


def _cancelled(request: HttpRequest, upload: Upload) -> HttpResponse:
    if not may_cancel(request, upload):
        return _page(request, upload, NOT_ALLOWED, _("Only who sent a file, or may manage jobs, stops its job."))
    try:
        request_cancel(job=upload.job, actor=request.user.get_username())
    except JobIsOver as error:
        return _page(request, upload, 409, visible(error.message))
    return redirect("screen:progress", upload.pk)


def _page(request: HttpRequest, upload: Upload, status: int = 200, error: str = "") -> HttpResponse:
    job = upload.job
    return shown(
        request,
        "screen_progress.html",
        status=status,
        title=_("Screening a file"),
        name=visible(str(upload.manifest)),
        source=visible(upload.manifest.source),
        said=SAID[job.state],
        standing=standing(job),
        progress="" if job.total is None and not job.done else how_far(job),
        failure=visible(job.error),
        is_over=job.state in OVER,
        is_done=job.state == DONE,
        is_ending=job.cancel_asked_at is not None and job.state not in OVER,
        may_cancel=may_cancel(request, upload),
        key=upload.pk,
        error=error,
    )

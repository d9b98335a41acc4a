"""The jobs: progress, failures, and the two actions: queue again, cancel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from watchlist.engine.errors import WatchlistError
from watchlist.engine.reports import visible
from watchlist.engine.texts import grouped
from watchlist.jobs import CANCELLED, DEAD, DONE, FAILED, QUEUED, RUNNING, Job, request_cancel, requeue
from watchlist.tasks import look_after_jobs, start
from watchlist.web import words
from watchlist.web.site import ReadOnlyAdmin, column, filter_by

STATES: Final = {
    DEAD: gettext_lazy("Dead letter"),
    FAILED: gettext_lazy("Failed, tried again"),
    RUNNING: gettext_lazy("Running"),
    QUEUED: gettext_lazy("Queued"),
    DONE: gettext_lazy("Done"),
    CANCELLED: gettext_lazy("Cancelled"),
}
"""In the order of the list: what needs a person first."""
PEOPLE_FIRST: Final = Case(*(When(state=state, then=Value(place)) for place, state in enumerate(STATES)))


def subject_of(job: Job) -> str:
    """Return the subject of a job: the reference and name of the file that it screens, or another key."""
    if not hasattr(job, "upload"):
        return visible(job.subject)
    manifest = job.upload.manifest
    return " · ".join(filter(None, (visible(manifest.reference), visible(manifest.source))))


def state_chip(job: Job) -> SafeString:
    """Return the state of a job as a chip: what needs a person is filled, what failed and goes on is dashed."""
    return format_html('<span class="chip j-{}">{}</span>', job.state, STATES[job.state])


def progress_cell(job: Job) -> SafeString:
    """Return the progress of a job: counts, a bar where the total is known, and the stage."""
    done = grouped(job.done)
    counts = done if job.total is None else _("%(done)s of %(total)s") % {"done": done, "total": grouped(job.total)}
    stage = format_html(" · <bdi>{}</bdi>", visible(job.stage)) if job.stage and job.state != DONE else ""
    bar = '<progress max="{}" value="{}" aria-label="{}"></progress>' if job.total else ""
    drawn = format_html(bar, job.total, job.done, _("Progress"))
    return format_html('<span class="cell nb">{}<small>{}{}</small></span>', drawn, counts, stage)


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Jobs, dead letters first."""

    actions = ("queue_again", "cancel")
    change_form_template = "watchlist/web/job.html"
    list_display = ("work", "state_mark", "progress", "owner", "since", "last_error")
    list_filter = (
        filter_by(
            gettext_lazy("state"),
            "state",
            lambda: [(state, str(label)) for state, label in STATES.items()],
            lambda jobs, state: jobs.filter(state=state),
        ),
        "kind",
        "owner",
    )
    search_fields = ("subject", "upload__manifest__reference", "upload__manifest__source", "kind", "owner", "error")
    search_help_text = gettext_lazy("What it is about, its kind, its owner, its error")
    ordering = (PEOPLE_FIRST, "-created_at", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the jobs with the files that they screen, but for the bytes."""
        return super().get_queryset(request).select_related("upload__manifest").defer("upload__manifest__original")

    def has_manage_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may cancel jobs and queue them again."""
        return request.user.has_perm("watchlist.manage_jobs")

    @admin.action(description=gettext_lazy("Queue again"), permissions=["manage"])
    def queue_again(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        """Queue the failed ones among the jobs chosen again."""
        start(self._each(request, queryset, requeue, _queued_again))

    @admin.action(description=gettext_lazy("Cancel"), permissions=["manage"])
    def cancel(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        """Ask for the end of the jobs chosen."""
        self._each(request, queryset, request_cancel, _cancelled)

    work = column(
        gettext_lazy("Job"),
        lambda obj: format_html(
            '<span class="cell">{}<small><bdi>{}</bdi></small></span>', _(words.phrase(obj.kind)), subject_of(obj)
        ),
        "kind",
    )

    state_mark = column(gettext_lazy("State"), state_chip, "state")
    progress = column(gettext_lazy("Progress"), progress_cell)
    since = column(
        gettext_lazy("Since"),
        lambda obj: words.unbroken(words.instant(obj.created_at)),
        "created_at",
    )
    last_error = column(
        gettext_lazy("Error"),
        lambda obj: format_html('<span lang="en">{}</span>', visible(obj.error)) if obj.error else None,
    )

    def page(self, obj: Job) -> dict[str, Any]:
        return {
            "title": _(words.phrase(obj.kind)),
            "subject": subject_of(obj),
            "screening": obj.subject if obj.state == DONE and hasattr(obj, "upload") else "",
            "standing": state_chip(obj),
            "error": visible(obj.error),
            "progress": progress_cell(obj),
            "next": words.instant(obj.not_before) if obj.state in (QUEUED, FAILED) else "",
        }

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Return the list, after jobs of lost processes are queued again."""
        look_after_jobs()
        return super().changelist_view(request, extra_context)

    def _each(
        self, request: HttpRequest, jobs: QuerySet[Job], verb: Callable[..., Job], result_sentence: Callable[[int], str]
    ) -> list[UUID]:
        done, actor = list[UUID](), request.user.get_username()
        for job in jobs:
            try:
                done.append(verb(job=job, actor=actor).pk)
            except WatchlistError as error:
                message = f"{words.phrase(job.kind)} {visible(job.subject)}: {error.message}"
                self.message_user(request, message, messages.WARNING)
        if done:
            self.message_user(request, result_sentence(len(done)), messages.SUCCESS)
        return done


def _queued_again(jobs: int) -> str:
    template = ngettext("%(jobs)s job queued again.", "%(jobs)s jobs queued again.", jobs)
    return template % {"jobs": grouped(jobs)}


def _cancelled(jobs: int) -> str:
    template = ngettext(
        "%(jobs)s job cancelled, or told to stop at the next step.",
        "%(jobs)s jobs cancelled, or told to stop at the next step.",
        jobs,
    )
    return template % {"jobs": grouped(jobs)}

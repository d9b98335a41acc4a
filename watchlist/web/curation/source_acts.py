"""A curator's acts on a source: collect it now, stop following it, follow it again."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from watchlist.jobs.models import COLLECT_LIST
from watchlist.jobs.queue import enqueue_alone
from watchlist.list_updates.collect import resume_following, stop_following
from watchlist.list_updates.declaring import declared_sources
from watchlist.tasks import start
from watchlist.web.curation.sources import COLLECT, VIEW_SOURCES
from watchlist.web.viewpoint import law_page, reader_of

LONGEST_REASON = 1_000


@require_POST
@law_page(VIEW_SOURCES)
def look_page(request: HttpRequest, key: str) -> HttpResponseBase:
    """Collect a source now: as a job, because its publisher may be slow."""
    actor = _allowed(request, key)
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
    actor, reason = _allowed(request, key), request.POST.get("reason", "").strip()[:LONGEST_REASON]
    if request.POST.get("follow") != "no":
        resume_following(key=key, actor=actor, reason=reason)
        messages.success(request, _("It is followed again, and is due now."))
    elif reason:
        stop_following(key=key, actor=actor, reason=reason)
        messages.success(request, _("It is left alone: nobody looks at it until somebody follows it again."))
    else:
        messages.error(request, _("Say why it is left alone: what its publisher changes then reaches no list."))
    return redirect("curation:source", key)


def _allowed(request: HttpRequest, key: str) -> User:
    if key not in declared_sources():
        raise Http404(f"no source {key}")
    if not request.user.has_perm(COLLECT):
        raise PermissionDenied
    return reader_of(request)

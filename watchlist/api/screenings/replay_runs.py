"""A stored screening of any length, asked again by a job: queue it, see how far it is, and read what differs."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import Get
from watchlist.api.bodies import refuse_fields
from watchlist.api.problems import ApiProblem
from watchlist.api.record_base import Record
from watchlist.api.screenings.examples import REPLAY_RUN_DONE, REPLAY_RUN_QUEUED
from watchlist.api.screenings.reader_views import ReaderView
from watchlist.api.screenings.replays import ReplayRecord, difference_record, replay_record
from watchlist.api.screenings.screenings import readable_of_any_length
from watchlist.api.writing import Write
from watchlist.conf import API
from watchlist.jobs import OVER, STATES
from watchlist.replays import MOST_KEPT, ReplayOutcome, ReplayRun, kept_differences, replay_of, request_replay
from watchlist.screenings import Screening, TooManyWait
from watchlist.tasks import look_after_jobs, start

RETRY_AFTER: Final = "5"


class LongReplayRecord(ReplayRecord):
    """A screening asked again, of which the first lines that differ are shown."""

    differing = serializers.IntegerField(help_text=f"lines that differ; the first {MOST_KEPT} are in `differences`")


class ReplayRunRecord(Record):
    """A replay, and how far its job is. It is kept for a week."""

    id = serializers.UUIDField()
    screening = serializers.UUIDField(source="screening_id")
    requested_at = serializers.DateTimeField()
    requested_by = serializers.CharField()
    state = serializers.ChoiceField(
        STATES, source="job.state", help_text="failed: tried again by itself; dead: not tried again"
    )
    error = serializers.CharField(
        source="job.error", allow_null=True, help_text="how the last attempt failed, in one sentence"
    )
    outcome = LongReplayRecord(allow_null=True, help_text="null until the job is done")


def _prepare(request: Request, screening_id: UUID) -> Screening:
    refuse_fields(request)
    return readable_of_any_length(request, screening_id)


@Write(
    tag="screenings",
    summary="Have a stored screening of any length asked again by a job",
    scope="screen",
    prepare=_prepare,
    returns={202: ReplayRunRecord},
    examples=[REPLAY_RUN_QUEUED],
)
def request_screening_replay(request: Request, prepared: Screening, screening_id: UUID) -> Response:
    """Queue it, and return where it is found; one of the same screening that is under way is that one."""
    try:
        run = request_replay(screening=prepared, actor=request.user.get_username())
    except TooManyWait as error:
        raise ApiProblem("too-many-manifests", str(error), {"Retry-After": RETRY_AFTER}) from error
    start([run.job_id])
    place = f"{API}screenings/{screening_id}/replays/{run.pk}/"
    return Response(_record(request, run), status=202, headers={"Location": place})


@Get(
    tag="screenings",
    summary="See how far a replay is; once it is done, what differs",
    scope="screen",
    returns=ReplayRunRecord,
    examples=[REPLAY_RUN_DONE],
)
def read_screening_replay(request: Request, screening_id: UUID, replay_id: UUID) -> Response:
    """Return it; while its job is under way `Retry-After` says when to look again."""
    look_after_jobs()
    screening = readable_of_any_length(request, screening_id)
    runs = ReplayRun.objects.select_related("job", "screening__manifest").filter(screening=screening)
    run = runs.filter(pk=replay_id).first()
    if run is None:
        raise NotFound
    headers = {} if run.job.state in OVER else {"Retry-After": RETRY_AFTER}
    return Response(_record(request, run), headers=headers)


def _record(request: Request, run: ReplayRun) -> dict[str, Any]:
    return ReplayRunRecord.from_row(run, outcome=_outcome(request, run) if run.done_at else None)


def _outcome(request: Request, run: ReplayRun) -> dict[str, Any]:
    """Return what came of a replay as its reader may see it: a line that differs in what is withheld is not told of."""
    reader, outcome = ReaderView.for_request(request, run.screening), ReplayOutcome.read(run.outcome)
    shown = [difference_record(reader, found) for found in kept_differences(run)]
    differences = [record for record in shown if record]
    counted = outcome.differing if reader.sees_reasons else outcome.differing_shown
    differing = len(differences) if outcome.differing <= MOST_KEPT else max(counted, len(differences))
    found = replay_of(run.screening, outcome)
    return {**replay_record(run.screening, found, differences, differing), "differing": differing}

"""For those who run the service: does it live, is it ready, and what has it counted."""

from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import Get, answer_example
from watchlist.api.public import PublicEndpoint
from watchlist.api.record_base import Record
from watchlist.metrics import counts_registry
from watchlist.middleware import checked, records_state, state_registry

EXAMPLE_SERIES = 'watchlist_calls_total{method="POST",route="api/v1/screenings/",status="201"} 17.0\n'
EXAMPLE_READY = {
    "status": "ok",
    "checks": [{"name": "database", "status": "ok"}, {"name": "law", "status": "ok"}],
    "records": "ok",
}
EXAMPLE_NOT_READY = {"status": "failed", "checks": [{"name": "database", "status": "failed"}], "records": "not_checked"}
NOT_KEPT = {"Cache-Control": "no-store"}


class AliveRecord(Record):
    """A process that answers."""

    status = serializers.ChoiceField(("ok",))


class CheckRecord(Record):
    """One thing that an answer needs."""

    name = serializers.CharField()
    status = serializers.ChoiceField(("ok", "failed"))


class ReadinessRecord(Record):
    """Whether calls should be sent to this process."""

    status = serializers.ChoiceField(("ok", "failed"))
    checks = CheckRecord(many=True)
    records = serializers.ChoiceField(
        ("ok", "failed", "not_checked"),
        help_text="what the last comparison of the database with the audit trail found; it says nothing of readiness",
    )


class Liveness(PublicEndpoint):
    """Whether the process answers."""

    @extend_schema(
        operation_id="alive",
        summary="Ask whether the process answers",
        tags=["operation"],
        auth=[],
        responses={200: AliveRecord},
        examples=[OpenApiExample("It does", {"status": "ok"})],
    )
    def get(self, request: Request) -> Response:
        """Say so."""
        return Response({"status": "ok"}, headers=NOT_KEPT)


class Readiness(PublicEndpoint):
    """Whether the process can screen."""

    @extend_schema(
        operation_id="ready",
        summary="Ask whether the process can screen: database, migrations, law, dictionary",
        tags=["operation"],
        auth=[],
        responses={200: ReadinessRecord, 503: ReadinessRecord},
        examples=[
            answer_example("It is", EXAMPLE_READY, 200),
            answer_example("It is not", EXAMPLE_NOT_READY, 503),
        ],
    )
    def get(self, request: Request) -> Response:
        """Name each check and whether it holds: 503 where one does not."""
        checks = checked()
        is_ready = all(checks.values())
        results = [{"name": name, "status": _status(holds)} for name, holds in checks.items()]
        body = {"status": _status(is_ready), "checks": results, "records": records_state()}
        return Response(body, status=200 if is_ready else 503, headers=NOT_KEPT)


@Get(
    tag="operation",
    summary="Read what was counted, in the text format of Prometheus",
    scope="admin",
    returns={(200, "text/plain"): OpenApiTypes.STR},
    examples=[OpenApiExample("Calls", EXAMPLE_SERIES, response_only=True, media_type="text/plain")],
)
def metrics(request: Request) -> HttpResponse:
    """Return every series: what all processes counted together, and how the service stands now."""
    text = generate_latest(counts_registry()) + generate_latest(state_registry())
    return HttpResponse(text, content_type=CONTENT_TYPE_PLAIN_0_0_4, headers=NOT_KEPT)


def _status(holds: bool) -> str:
    return "ok" if holds else "failed"

"""The route of a case: countries whose law is not held, and what was checked of it."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.models import User
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import answer_example, sent
from watchlist.api.bodies import Body, optional_text
from watchlist.api.cases.access import case_numbered, case_read, case_write, on_a_case
from watchlist.api.cases.examples import ROUTE_CHECK, ROUTES
from watchlist.api.cases.verbs import LONGEST
from watchlist.api.record_base import Record
from watchlist.cases import Attachment, Case, CountryTask, check_route, request_route_check, route_tasks_of
from watchlist.engine.vocabulary import RouteAnswer, RouteHeld, RouteResult
from watchlist.screenings.route_checks import substances_of

RESULTS: Final = tuple(map(str, RouteResult))
HELD: Final = tuple(map(str, RouteHeld))
ANSWERS: Final = tuple(map(str, RouteAnswer))
CHECKED: Final = {"country": "CO", "result": "allowed", "source": "Resolución 1 de 2015, read", "until": "2026-05-31"}


class RouteCheckForm(Body):
    """What was found of the law of a country that is not held, and for what that holds."""

    country = serializers.CharField(max_length=8, help_text="a country among the tasks of the case")
    result = serializers.ChoiceField(RESULTS)
    source = serializers.CharField(  # type: ignore[assignment]  # a field of that name, which is no option of one
        max_length=LONGEST, help_text="the law that was read, or whom was asked"
    )
    until = serializers.DateField(help_text="the first day on which it holds no more, within a year")
    permit_number = optional_text(100)
    permit_sha256 = optional_text(64, help_text="of a file that the case keeps")
    any_shipment = serializers.BooleanField(
        required=False, default=False, help_text="ask a second officer that it hold for any shipment"
    )
    substances = serializers.ListField(
        child=serializers.CharField(max_length=300),
        required=False,
        default=list,
        max_length=100,
        help_text="of any shipment: names or CAS numbers of the goods; none: any goods",
    )


class RouteTaskCheck(Record):
    """A check that holds."""

    number = serializers.CharField()
    result = serializers.ChoiceField(RESULTS)
    source = serializers.CharField()
    permit = serializers.CharField(allow_null=True, help_text="its number; null: none is asked")
    by = serializers.CharField()
    second = serializers.CharField(allow_null=True, help_text="who agreed; null: it is of this shipment alone")
    checked_on = serializers.DateField()
    until = serializers.DateField()


class CaseRouteTask(Record):
    """A country of the route whose law is not held whole: one task of the shipment."""

    country = serializers.CharField()
    name = serializers.CharField()
    held = serializers.ChoiceField(HELD)
    answer = serializers.ChoiceField(ANSWERS)
    lines = serializers.IntegerField(help_text="those for review for their route alone")
    checks = RouteTaskCheck(many=True)


class CaseRoutes(Record):
    """The tasks of a case's route."""

    routes = CaseRouteTask(many=True)


class KeptRouteCheck(Record):
    """What was recorded, or asked of a second officer."""

    number = serializers.CharField()
    country = serializers.CharField()
    result = serializers.ChoiceField(RESULTS)
    source = serializers.CharField(source="note")
    until = serializers.DateField()
    permit_number = serializers.CharField(allow_null=True)
    any_shipment = serializers.BooleanField(source="is_standing", help_text="it waits for a second officer")
    substances = serializers.ListField(child=serializers.CharField(), help_text="as they were named; none: any goods")


@case_read(
    summary="Read the countries on the route of a case whose law is not held, and what was checked of it",
    returns=CaseRoutes,
    examples=[answer_example("One that was checked", ROUTES)],
)
def list_case_routes(request: Request, number: str) -> Response:
    """Return them."""
    return Response({"routes": list(map(_task, route_tasks_of(case_numbered(number))))})


@case_write(
    id="check_route",
    summary="Record what was checked of a country's law for the shipment of a case",
    description="For this shipment it holds at once. With `any_shipment` it is answered `202`: a second officer agrees "
    "on a page.",
    body=RouteCheckForm,
    returns={201: KeptRouteCheck, 202: KeptRouteCheck},
    examples=[
        sent("Nothing is asked", CHECKED),
        answer_example("It holds", ROUTE_CHECK, 201),
        answer_example("It waits for a second officer", {**ROUTE_CHECK, "any_shipment": True}, 202),
    ],
)
@on_a_case
def record_route_check(case: Case, actor: User, fields: dict[str, Any]) -> Response:
    any_shipment, substances = fields.pop("any_shipment"), fields.pop("substances")
    sha256 = fields.pop("permit_sha256")
    fields["permit"] = _kept_file(case, sha256) if sha256 else None
    if any_shipment:
        row = request_route_check(case=case, actor=actor, substances=substances, **fields)
    else:
        row = check_route(case=case, actor=actor, **fields)
    names = [substance.name for substance in substances_of(row.substances)]
    return Response(
        KeptRouteCheck.from_row(row, number=str(row), substances=names), status=202 if any_shipment else 201
    )


def _kept_file(case: Case, sha256: str) -> Attachment:
    file = Attachment.objects.filter(case=case, sha256=sha256, restricted=False).defer("content").first()
    if file is None:
        raise serializers.ValidationError({"permit_sha256": "The case keeps no such file."})
    return file


def _task(task: CountryTask) -> dict[str, Any]:
    checks = [RouteTaskCheck.from_row(check) for check in task.checks]
    extent = RouteHeld.IN_PART if task.is_in_part else RouteHeld.NONE
    return CaseRouteTask.from_row(task, held=extent.value, checks=checks)

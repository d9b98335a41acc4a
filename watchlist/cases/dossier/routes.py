"""What people checked of the law of countries on the route, as a dossier holds it.

For the shipment of the case each check, those too that were withdrawn or of which another took the place; of those for
any shipment the ones that its answers name, and the ones that its route rests on today.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from watchlist.cases.dossier.decisions import columns_of, who_withdrew
from watchlist.cases.models import Case
from watchlist.cases.route_tasks import route_tasks_of
from watchlist.screenings import read_summary
from watchlist.screenings.route_checks import RouteCheck, substances_of


def route_checks_of(case: Case) -> list[dict[str, Any]]:
    """Return the route checks of a case, each once, by its number."""
    rests_on = Q(pk__in=_named_in_answers(case) | {check.pk for task in route_tasks_of(case) for check in task.checks})
    rows = RouteCheck.objects.filter(rests_on | Q(shipment=case.shipment), term__isnull=False).select_related("term")
    return [_route_check(row) for row in rows.order_by("pk")]


def _named_in_answers(case: Case) -> set[int]:
    """Return the checks that the answers of a case name, by their numbers in the register."""
    summaries = case.screenings.exclude(screening__summary="").values_list("screening__summary", flat=True)
    tasks = (task for summary in summaries for task in read_summary(summary).route_tasks or ())
    return {check.id for task in tasks for check in task.checks}


def _route_check(row: RouteCheck) -> dict[str, Any]:
    """Return the facts of a check; people are named as they were then, as answers and audit name them."""
    term = row.term
    return {
        "number": str(row),
        **columns_of(row, "country", "result"),
        "scope": "any" if row.is_standing else "shipment",
        "substances": [{"name": found.name, "inchikey": found.inchikey} for found in substances_of(row.substances)],
        "asked_by": term.by,
        **columns_of(row, "asked_at", "note", "until", "permit_number", "permit_sha256", "answer"),
        "answered_by": term.second or None,
        **columns_of(row, "answered_at", "answer_note"),
        "withdrawn_by": who_withdrew(row) if row.withdrawn_at else None,
        **columns_of(row, "withdrawn_at", "withdrawal_note"),
    }

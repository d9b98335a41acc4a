"""The route checks known at one tick, and the state of one today: computed from it, never stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from django.db.models import QuerySet

from watchlist.engine import decision
from watchlist.engine.decision import NO_CHECKS, RouteChecks
from watchlist.engine.vocabulary import RouteResult
from watchlist.screenings.route_checks.models import RouteCheck, RouteCheckTerm
from watchlist.screenings.route_checks.substances import substances_of
from watchlist.screenings.suppressions import EXPIRED, IN_FORCE, REFUSED, WAITING, WITHDRAWN


def state_of_check(row: RouteCheck, today: date) -> str:
    """Return the state of a check on a day, in the words of suppressions; none is ever void."""
    if row.withdrawn_at is not None:
        return WITHDRAWN
    if row.is_standing and not row.is_agreed:
        return WAITING if row.is_waiting else REFUSED
    return EXPIRED if row.until <= today else IN_FORCE


def checks_known_at(tick: datetime, shipment: str) -> RouteChecks:
    """Return what was checked, as known at a tick: for a shipment, and for any; the shipment's own stand first."""
    return _joined(shipment_checks_known_at(tick, [shipment]).get(shipment, ()), standing_checks_known_at(tick))


def shipment_checks_known_at(tick: datetime, shipments: Iterable[str]) -> dict[str, tuple[decision.RecordedCheck, ...]]:
    """Return what was checked for each of some shipments alone, as known at a tick, where anything was."""
    found: dict[str, tuple[decision.RecordedCheck, ...]] = defaultdict(tuple)
    checks = RouteCheck.objects.filter(shipment__in=sorted(set(shipments)))
    if not checks.exists():
        return found
    for term in _terms(tick).filter(route_check__in=checks):
        found[term.route_check.shipment] = (*found[term.route_check.shipment], engine_check(term))
    return dict(found)


@lru_cache(maxsize=8)
def standing_checks_known_at(tick: datetime) -> tuple[decision.RecordedCheck, ...]:
    """Return what was checked for any shipment, as known at a tick: one query, cached, for it never changes."""
    return tuple(map(engine_check, _terms(tick).filter(route_check__shipment="")))


def checks_in_force(shipments: Iterable[str], tick: datetime) -> dict[str, RouteChecks]:
    """Return what is checked for each of some shipments, for it alone and for any, as known at a tick."""
    own, standing = shipment_checks_known_at(tick, shipments), standing_checks_known_at(tick)
    return {shipment: _joined(own.get(shipment, ()), standing) for shipment in shipments}


def engine_check(term: RouteCheckTerm) -> decision.RecordedCheck:
    """Return a check as the engine compares it."""
    row = term.route_check
    return decision.RecordedCheck(
        pk=row.pk,
        number=str(row),
        country=row.country,
        result=RouteResult.from_text(row.result),
        source=row.note,
        permit=row.permit_number,
        by=term.by,
        second=term.second,
        checked_on=row.asked_on,
        until=row.until,
        substances=frozenset(substance.inchikey for substance in substances_of(row.substances)),
    )


def _terms(tick: datetime) -> QuerySet[RouteCheckTerm]:
    terms: QuerySet[RouteCheckTerm] = RouteCheckTerm.objects.known_at(tick).select_related("route_check")
    return terms.order_by("-pk")


def _joined(own: Iterable[decision.RecordedCheck], standing: Iterable[decision.RecordedCheck]) -> RouteChecks:
    by_country: dict[str, tuple[decision.RecordedCheck, ...]] = defaultdict(tuple)
    for check in (*own, *standing):
        by_country[check.country] = (*by_country[check.country], check)
    return dict(by_country) or NO_CHECKS

"""Why a stored screening stays: one reason each, the first that holds, for some screenings at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_noop

from watchlist.authorisations.models import AuthorisationUse
from watchlist.cases.models import Case, CaseScreening
from watchlist.engine.answer import Coverage
from watchlist.engine.decision.earlier_shipments import shipment_key
from watchlist.engine.decision.movement import Movement
from watchlist.jobs.models import RUNNING, WAITING
from watchlist.manifests.models import ManifestParty
from watchlist.retention.models import LegalHold
from watchlist.retention.periods import Periods, Retention
from watchlist.screenings.models import Consignment, Screening, Upload
from watchlist.screenings.rescreen.models import CaseDue
from watchlist.screenings.stored_answers import read_coverage
from watchlist.screenings.stored_shipments import movement_of
from watchlist.screenings.suppressions.models import Determination, Suppression

CASE, LEGAL_HOLD, PARTY_LEGAL_HOLD, UNDER_WAY = "case", "held", "party_held", "under_way"
RULING, AUTHORISATION, PERIOD, EARLIER = "ruling", "authorisation", "period", "earlier"
REASONS: Final = {
    CASE: gettext_noop("has a case, or one is due of it"),
    LEGAL_HOLD: gettext_noop("is under a legal hold"),
    PARTY_LEGAL_HOLD: gettext_noop("names a party that is under a legal hold"),
    UNDER_WAY: gettext_noop("is being screened again"),
    RULING: gettext_noop("a suppression or a determination rests on it"),
    AUTHORISATION: gettext_noop("an authorisation was used for it"),
    PERIOD: gettext_noop("its period is not over"),
    EARLIER: gettext_noop("an earlier screening of the shipment stays"),
}
"""Why one stays, in words; the first of these that holds is told."""
LATEST: Final = date(2999, 12, 31)
"""Later days are misread, and no calendar reckons with them."""


class KeepReason(NamedTuple):
    """Why a screening stays; `retention` says how long where its period is not over."""

    reason: str
    retention: Retention | None = None


def keep_reasons(rows: Sequence[Screening], today: date, periods: Periods, going: set[UUID]) -> dict[UUID, KeepReason]:
    """Return why each of some screenings that are done stays, by its id; what may go is not in it.

    `rows` come in the order in which they were done; `going` are those found before that may go. It is added to.
    """
    shipments = {row.pk: shipment_key(row.manifest.reference, row.manifest.sha256) for row in rows}
    by_shipment, by_screening, others = (
        _shipment_reasons(shipments, rows),
        _screening_reasons(rows),
        _screenings_of(rows),
    )
    stays: dict[UUID, KeepReason] = {}
    for row in rows:
        if found := by_shipment[shipments[row.pk]] | by_screening[row.pk]:
            stays[row.pk] = KeepReason(min(found, key=list(REASONS).index))
        elif (retention := retention_of(row, periods)).until >= today:
            stays[row.pk] = KeepReason(PERIOD, retention)
        # A later screening never goes before an earlier one: that would stand for the shipment again.
        elif any(other < (row.made_at, row.pk) and other[1] not in going for other in others[shipments[row.pk]]):
            stays[row.pk] = KeepReason(EARLIER)
        else:
            going.add(row.pk)
    return stays


def retention_of(row: Screening, periods: Periods) -> Retention:
    """Return how long a screening is kept, by the lists that it was compared with and the last day it speaks of."""
    coverage = read_coverage(row.coverage)
    lists = [control_list.key for control_list in coverage.lists]
    return periods.retention(lists, coverage.jurisdictions, last_day(row, coverage))


def last_day(row: Screening, coverage: Coverage) -> date:
    """Return the last day that a screening speaks of: on which it was made or asked, or on which its goods move."""
    days = [row.manifest.received_at.date(), coverage.as_of, *coverage.as_of_range]
    days += [row.made_at.date()] if row.made_at else []
    moved = Consignment.objects.filter(screening=row).order_by().distinct()
    for last, movement in moved.values_list("last_day", "movement").iterator(chunk_size=1_000):
        days += [last, _end(movement_of(movement))]
    return min(max(days), LATEST)


def _end(movement: Movement) -> date:
    _, last = movement.span(date.min)
    return last


def _shipment_reasons(shipments: Mapping[UUID, str], rows: Sequence[Screening]) -> dict[str, set[str]]:
    """Return the reasons that keep whole shipments, by their keys."""
    keys = sorted(set(shipments.values()))
    due = CaseDue.objects.filter(shipment__in=keys).order_by()
    kept: dict[str, set[str]] = {
        CASE: {
            *Case.objects.filter(shipment__in=keys).values_list("shipment", flat=True),
            *due.values_list("shipment", flat=True).distinct(),
        },
        LEGAL_HOLD: set(LegalHold.objects.active().filter(shipment__in=keys).values_list("shipment", flat=True)),
        UNDER_WAY: _under_way(rows),
        AUTHORISATION: set(AuthorisationUse.objects.filter(shipment__in=keys).values_list("shipment", flat=True)),
    }
    return {key: {reason for reason, shipments_kept in kept.items() if key in shipments_kept} for key in keys}


def _screening_reasons(rows: Sequence[Screening]) -> dict[UUID, set[str]]:
    """Return the reasons that keep single screenings, by their ids."""
    found: dict[UUID, set[str]] = {row.pk: {CASE} if row.for_people else set() for row in rows}
    for pk in CaseScreening.objects.filter(screening__in=found).values_list("screening", flat=True):
        found[pk].add(CASE)
    held_parties = LegalHold.objects.active().filter(party__isnull=False).values("party")
    naming = ManifestParty.objects.filter(
        manifest__in=[row.manifest_id for row in rows], party__in=held_parties
    ).order_by()
    manifests = set(naming.values_list("manifest", flat=True).distinct())
    for row in rows:
        found[row.pk] |= {PARTY_LEGAL_HOLD} if row.manifest_id in manifests else set()
    for kind in (Suppression, Determination):
        resting = kind.objects.filter(screened_line__screening__in=found).order_by()
        for pk in resting.values_list("screened_line__screening", flat=True):
            found[pk].add(RULING)
    return found


def _under_way(rows: Iterable[Screening]) -> set[str]:
    """Return the keys of the shipments that are being screened, or wait for it."""
    same = _same_shipments(rows)
    columns = ("manifest__reference", "manifest__sha256")
    begun = Screening.objects.filter(same, made_at__isnull=True).order_by().values_list(*columns)
    waiting = Upload.objects.filter(same, job__state__in=(*WAITING, RUNNING)).order_by().values_list(*columns)
    return {shipment_key(*shipment) for shipment in (*begun, *waiting)}


def _screenings_of(rows: Iterable[Screening]) -> dict[str, list[tuple[datetime, UUID]]]:
    """Return when each screening of the same shipments was done, and which, by shipment; none that is being let go."""
    found: dict[str, list[tuple[datetime, UUID]]] = defaultdict(list)
    done = Screening.objects.done().filter(_same_shipments(rows)).order_by()
    for made, pk, *shipment in done.values_list("made_at", "pk", "manifest__reference", "manifest__sha256"):
        found[shipment_key(*shipment)].append((made, pk))
    return found


def _same_shipments(rows: Iterable[Screening]) -> Q:
    shipments = {(row.manifest.reference, row.manifest.sha256) for row in rows}
    named = sorted({reference for reference, _ in shipments} - {""})
    hashed = sorted({sha256 for reference, sha256 in shipments if not reference})
    return Q(manifest__reference__in=named) | Q(manifest__reference="", manifest__sha256__in=hashed)

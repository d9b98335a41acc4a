"""Why a stored screening stays: one reason each, the first that holds, for some screenings at a time."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_noop

from watchlist.authorisations import AuthorisationUse
from watchlist.cases import Case, CaseScreening
from watchlist.engine.answer import Coverage
from watchlist.engine.decision import shipment_key
from watchlist.engine.law import Clock, away
from watchlist.jobs import RUNNING, WAITING
from watchlist.law_store import ControlList, Obligation
from watchlist.manifests import ManifestParty
from watchlist.retention.models import LegalHold
from watchlist.screenings import Consignment, Screening, Upload, movement_of, read_coverage
from watchlist.screenings.rescreen import CaseDue
from watchlist.screenings.suppressions import Determination, Suppression

FOR: Final = "for"
DAY, YEAR_END = "day", "year_end"
MONTHS_OF_TOTALS: Final = 13
"""For which a shipment is kept whatever law says: totals look a year back, from any day of the month that follows."""


@dataclass(frozen=True, slots=True)
class Retention:
    """The last day on which something is kept, and why: words of the law, or else."""

    until: date
    why: str


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods of all lists that are held, by the list; the lists of each jurisdiction; and the house's years.

    `by_list` names every list that is held, those without a period too.
    """

    by_list: dict[str, tuple[Clock, ...]]
    by_jurisdiction: dict[str, tuple[str, ...]]
    years: int

    @classmethod
    def as_known_now(cls, years: int) -> Periods:
        """Return the periods of the law as known now. An unverified one counts: longer is safe."""
        clocks: dict[str, list[Clock]] = defaultdict(list)
        duties = Obligation.objects.filter(superseded_at__isnull=True, clock_when=FOR).order_by("pk")
        columns = ("clock_when", "clock_event", "clock_length", "clock_unit", "clock_citation", "citation")
        for key, *clock, citation in duties.values_list("control_list__key", *columns):
            when, event, length, unit, own = clock
            clocks[key].append(Clock(when, event, length, unit, own or citation))
        lists = dict(ControlList.objects.values_list("key", "jurisdiction__key"))
        places: dict[str, list[str]] = defaultdict(list)
        for key, place in sorted(lists.items()):
            places[place or ""].append(key)
        by_list = {key: tuple(clocks[key]) for key in sorted(lists)}
        return cls(by_list, {place: tuple(keys) for place, keys in places.items()}, years)

    def retention(self, lists: Collection[str], jurisdictions: Iterable[str], last_day: date) -> Retention:
        """Return how long a shipment is kept that was compared with some lists, and speaks of no day after `last_day`.

        All lists of those jurisdictions count; where a list is not held any more, or none is named, every list does.
        """
        named = {*lists, *(key for place in jurisdictions for key in self.by_jurisdiction.get(place, ()))}
        if not lists or not named <= self.by_list.keys():
            named = set(self.by_list)
        periods = [self._by_law(clock, last_day) for key in sorted(named) for clock in self.by_list[key]]
        floor = Retention(away(last_day, MONTHS_OF_TOTALS, "months"), "totals of its parties look back on it")
        years = Retention(away(last_day, self.years, "years"), f"the house keeps it for {self.years} years")
        return max([*periods, floor, years], key=lambda retention: retention.until)

    def _by_law(self, clock: Clock, last_day: date) -> Retention:
        # An event that is not in the table counts from the end of the year: longer is safe.
        is_of_the_day = counted_from().get(clock.event, YEAR_END) == DAY
        start = last_day if is_of_the_day else date(last_day.year, 12, 31)
        return Retention(away(start, clock.length, clock.unit), f"{clock.words} ({clock.citation})")


@cache
def counted_from() -> dict[str, str]:
    """Return what each event of a period counts from."""
    path = Path(__file__).with_name("data") / "kept_from.csv"
    with path.open(encoding="utf-8", newline="") as rows:
        return {row["event"]: row["counts_from"] for row in csv.DictReader(rows)}


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
    by_shipment, by_screening = _shipment_reasons(shipments, rows), _screening_reasons(rows)
    others = _screenings_of(rows)
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
        days += [last, movement_of(movement).span(date.min)[1]]
    return min(max(days), LATEST)


def _shipment_reasons(shipments: Mapping[UUID, str], rows: Sequence[Screening]) -> dict[str, set[str]]:
    keys = sorted(set(shipments.values()))
    due = CaseDue.objects.filter(shipment__in=keys).order_by()
    cases = Case.objects.filter(shipment__in=keys).values_list("shipment", flat=True)
    kept: dict[str, set[str]] = {
        CASE: {*cases, *due.values_list("shipment", flat=True).distinct()},
        LEGAL_HOLD: set(LegalHold.objects.active().filter(shipment__in=keys).values_list("shipment", flat=True)),
        UNDER_WAY: _under_way(rows),
        AUTHORISATION: set(AuthorisationUse.objects.filter(shipment__in=keys).values_list("shipment", flat=True)),
    }
    return {key: {reason for reason, shipments_kept in kept.items() if key in shipments_kept} for key in keys}


def _screening_reasons(rows: Sequence[Screening]) -> dict[UUID, set[str]]:
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

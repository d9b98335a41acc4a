"""What is purged: screenings in the order in which they were done, marked in batches, then deleted one by one.

From its mark on a screening counts nowhere, so that nobody reads half of it. A batch is audited in the transaction that
marks it; exactly what was audited is then deleted.

The job deletes what a lost worker left half deleted first, then the next, and at last unused items. Each transaction is
a step under its lease, and takes a bounded number of rows, however large a screening is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from watchlist import audit
from watchlist.audit import AuditPayload, erase_payloads
from watchlist.conf import retention_years
from watchlist.engine.law import away
from watchlist.jobs import RUNNING, WAITING, Job, Lease, TimeSlice, enqueue
from watchlist.list_updates import RescreenDue
from watchlist.manifests import Item, ManifestParty, Party
from watchlist.results import ResultsFile
from watchlist.retention.deleting import counts_of, delete_batch, delete_orphans
from watchlist.retention.reasons import MONTHS_OF_TOTALS, KeepReason, Periods, keep_reasons, retention_of
from watchlist.screenings import Screening, ScreeningQuerySet, batches
from watchlist.screenings.rescreen import Rescreen
from watchlist.screenings.totals import forget_shipments, recount_screenings

BATCH: Final = 50
"""Screenings that are marked together, and audited in one event."""
SCAN_BATCH: Final = 200
LET_GO: Final = "let_go"
MOST_AT_ONCE: Final = 10_000
"""Screenings that one job lets go at the most, where nobody says otherwise: the next day has a job of its own."""
ITEMS: Final = 2_000
LOOKING, DELETING, TIDYING = "looking what may go", "letting go", "letting go of goods that no line declares"
NAMES: Final = '"summary":{'
"""What stands in the payload of an act that keeps a summary whole: later ones keep its counts and its hash alone."""
NOT_SET: Final = "WATCHLIST_RETENTION_YEARS is not set: nothing is let go"
LOOKS_BACK: Final = "a look-back is under way, or is due: nothing is let go before it is done"


@dataclass(slots=True)
class PurgeScan:
    """One scan of what is stored, as of a day: which screenings may go, and why the others stay."""

    day: date
    periods: Periods
    going: set[UUID] = field(default_factory=set)

    @classmethod
    def of_today(cls) -> PurgeScan:
        """Return a scan as of today, with the periods of the law as known now."""
        return cls(today(), Periods.as_known_now(retention_years()))

    def keep_reasons(self, rows: Sequence[Screening]) -> dict[UUID, KeepReason]:
        """Return why each of some screenings stays, by its id."""
        return keep_reasons(rows, self.day, self.periods, self.going)

    def old(self, *, with_cases: bool) -> Iterator[list[Screening]]:
        """Yield screenings whose least period is over, some at a time, the oldest first; those of cases if asked."""
        months = max(MONTHS_OF_TOTALS, 12 * self.periods.years)
        cutoff = datetime.combine(away(self.day, -months, "months"), time.min, tzinfo=UTC)
        rows = Screening.objects.done().filter(made_at__lt=cutoff)
        if not with_cases:
            rows = rows.filter(case_screening__isnull=True).exclude(for_people__gt=0)
        return self._batches(rows)

    def naming(self, party: int) -> Iterator[list[Screening]]:
        """Yield the screenings of manifests that name a party, of cases too, some at a time, the oldest first."""
        named = ManifestParty.objects.filter(manifest=OuterRef("manifest"), party=party)
        return self._batches(Screening.objects.done().filter(Exists(named)))

    def _batches(self, rows: ScreeningQuerySet) -> Iterator[list[Screening]]:
        rows = rows.order_by("made_at", "pk").select_related("manifest").defer("manifest__original", "summary")
        last = Q()
        while batch := list(rows.filter(last)[:SCAN_BATCH]):
            yield batch
            end = batch[-1]
            last = Q(made_at__gt=end.made_at) | Q(made_at=end.made_at, pk__gt=end.pk)


@dataclass(slots=True)
class PurgePlan:
    """The result of a scan: how much would go, how many screenings stay for which reason and period of law."""

    going: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    stay: Counter[str] = field(default_factory=Counter)
    periods: Counter[str] = field(default_factory=Counter)
    young: int = 0

    def add(self, found: Iterable[KeepReason]) -> None:
        """Count why some screenings stay."""
        for keep_reason in found:
            self.stay[keep_reason.reason] += 1
            if keep_reason.retention:
                self.periods[keep_reason.retention.why] += 1


def today() -> date:
    """Return the current day (UTC), by which periods are counted."""
    return datetime.now(UTC).date()


def purge_blocker() -> str:
    """Return why nothing at all may be purged now; "" where something may."""
    if not retention_years():
        return NOT_SET
    looks = Rescreen.objects.filter(done_at__isnull=True).exists()
    return LOOKS_BACK if looks or RescreenDue.objects.filter(rescreen__isnull=True).exists() else ""


def plan(most: int) -> PurgePlan:
    """Return what would be purged of everything stored, `most` screenings at the most, and why the rest stays."""
    scan, planned = PurgeScan.of_today(), PurgePlan()
    seen, going = 0, list[UUID]()
    for rows in scan.old(with_cases=True):
        found = scan.keep_reasons(rows)
        planned.add(found.values())
        seen, going = seen + len(rows), going + [row.pk for row in rows if row.pk not in found]
    planned.going, planned.young = len(going), Screening.objects.done().count() - seen
    planned.counts = counts_of(list(Screening.objects.filter(pk__in=going[:most])))
    return planned


def mark(*, screenings: Sequence[Screening], job: UUID, actor: str) -> list[Screening]:
    """Mark those of some screenings that may still go, audit it, and return them.

    In the transaction of who calls. What decides is locked first: a legal hold that was placed meanwhile is seen, and
    one that comes later finds what is being purged.
    """
    ids = [row.pk for row in screenings]
    rows = Screening.objects.select_related("manifest").defer("manifest__original", "summary")
    locked = list(rows.select_for_update(of=("self",), no_key=True).filter(pk__in=ids, let_go_at=None).order_by("pk"))
    named = ManifestParty.objects.filter(manifest__in=[row.manifest_id for row in locked]).values("party")
    list(Party.objects.select_for_update(no_key=True).filter(pk__in=named).order_by("key").values_list("pk"))
    locked.sort(key=lambda row: (row.made_at, row.pk))
    scan = PurgeScan.of_today()
    stay = scan.keep_reasons(locked)
    chosen = [row for row in locked if row.pk not in stay]
    if chosen and not purge_blocker():
        _mark(chosen, scan, job, actor)
        return chosen
    return []


def _mark(chosen: Sequence[Screening], scan: PurgeScan, job: UUID, actor: str) -> None:
    at = datetime.now(UTC)
    Screening.objects.filter(pk__in=[row.pk for row in chosen]).update(let_go_at=at)
    named = ManifestParty.objects.filter(manifest__in=[row.manifest_id for row in chosen]).order_by()
    forget_shipments(set(named.values_list("party", flat=True)))
    recount_screenings([row.pk for row in chosen])
    shipments = []
    for row in chosen:
        row.let_go_at = at
        kept = retention_of(row, scan.periods)
        shipments.append(
            {
                "screening": str(row.pk),
                "manifest": row.manifest.sha256,
                "kept_until": kept.until.isoformat(),
                "because": kept.why,
            }
        )
    # The acts with the whole summary of one of them, as old ones have: it names parties.
    acts = AuditPayload.objects.filter(
        event__target_kind="screening", event__target_key__in=[row["screening"] for row in shipments]
    )
    acts = acts.filter(event__verb="screen", body__contains=NAMES).order_by("pk")
    erase_payloads(events=acts.values_list("pk", flat=True), because="let_go", actor=actor)
    audit.append(
        actor=actor,
        verb="let_go",
        target_kind="job",
        target_key=str(job),
        payload={"counts": counts_of(chosen), "years": scan.periods.years, "shipments": shipments},
        at=at,
        rows=[*chosen, *(row.manifest for row in chosen)],
    )


def enqueue_purge(*, actor: str, most: int = MOST_AT_ONCE) -> Job | None:
    """Queue the job that purges `most` screenings at the most; None where one waits or runs, or nothing may go."""
    if purge_blocker() or Job.objects.filter(kind=LET_GO, state__in=(*WAITING, RUNNING)).exists():
        return None
    return enqueue(kind=LET_GO, subject=f"{most} screenings at the most", owner=actor)


def run_purge(lease: Lease) -> None:
    """Purge what may go, from where the last attempt stopped."""
    work = PurgeRun(lease, Job.objects.values_list("owner", flat=True).get(pk=lease.job_id), lease.done)
    work.finish_marked()
    work.purge_due(int(lease.subject.split()[0]))
    lease.heartbeat(work.done, None, TIDYING)
    if work.done:
        work.tidy()


@dataclass
class PurgeRun:
    """One attempt at the purge job; `done` counts the screenings deleted, by earlier attempts too."""

    lease: Lease
    owner: str
    done: int

    def finish_marked(self) -> None:
        """Delete what is marked already."""
        marked = Screening.objects.filter(let_go_at__isnull=False).order_by("let_go_at", "pk")
        for row in list(marked.select_related("manifest").defer("manifest__original")):
            self._delete(row)

    def purge_due(self, most: int) -> None:
        """Mark and delete until `most` are gone, or nothing more may go."""
        time_slice = TimeSlice()
        for chosen in self._next():
            if self.done >= most:
                break
            self.purge(chosen[: most - self.done])
            time_slice.give_way()

    def purge(self, chosen: Sequence[Screening]) -> None:
        """Mark those of some screenings that may still go, and delete them."""
        with self.lease.step(self.done, None, DELETING):
            marked = mark(screenings=chosen, job=self.lease.job_id, actor=self.owner)
        for row in marked:
            self._delete(row)

    def tidy(self) -> None:
        """Delete the goods that no stored line declares any more."""
        last = 0
        while ids := list(Item.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:ITEMS]):
            with self.lease.step(self.done, None, TIDYING):
                if gone := delete_orphans(ids):
                    key, payload = str(self.lease.job_id), {"items": gone, "from": ids[0], "to": ids[-1]}
                    audit.append(
                        actor=self.owner, verb="let_go_items", target_kind="job", target_key=key, payload=payload
                    )
            last = ids[-1]

    def _next(self) -> Iterator[Sequence[Screening]]:
        """Yield what may go, a batch at a time. One look goes through all: who stays is not looked at again."""
        scan = PurgeScan.of_today()
        for rows in scan.old(with_cases=False):
            self.lease.heartbeat(self.done, None, LOOKING)
            stay = scan.keep_reasons(rows)
            going = [row for row in rows if row.pk not in stay]
            yield from batches(going, BATCH)

    def _delete(self, row: Screening) -> None:
        is_gone = False
        while not is_gone:
            with self.lease.step(self.done, None, DELETING):
                files = list(ResultsFile.objects.filter(screening=row).exclude(built_at=None))
                is_gone = delete_batch(row)
                self.done += is_gone
                if is_gone:  # an earlier event announced it
                    key, rows = str(row.pk), [row, row.manifest, *files]
                    audit.append(
                        actor=self.owner, verb="let_go_rows", target_kind="screening", target_key=key, rows=rows
                    )
                self.lease.heartbeat(self.done)  # in the same transaction: who goes on counts it neither twice nor not

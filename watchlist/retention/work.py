"""The purge job: what a lost worker left half deleted first, then the next, and at last unused items.

Each transaction is a step under the lease of the job, and takes a bounded number of rows, however large a screening is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from watchlist import audit
from watchlist.jobs import RUNNING, WAITING, Job, Lease, TimeSlice, enqueue
from watchlist.manifests import Item
from watchlist.retention.deleting import delete_batch, delete_orphans
from watchlist.retention.purge import BATCH, PurgeScan, mark, purge_blocker
from watchlist.screenings import Screening, batches

LET_GO: Final = "let_go"
MOST_AT_ONCE: Final = 10_000
"""Screenings that one job lets go at the most, where nobody says otherwise: the next day has a job of its own."""
ITEMS: Final = 2_000
LOOKING, DELETING, TIDYING = "looking what may go", "letting go", "letting go of goods that no line declares"


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
                is_gone = delete_batch(row)
                self.done += is_gone
                if is_gone:  # an earlier event announced it
                    key = str(row.pk)
                    rows = [row, row.manifest]
                    audit.append(
                        actor=self.owner, verb="let_go_rows", target_kind="screening", target_key=key, rows=rows
                    )
                self.lease.heartbeat(self.done)  # in the same transaction: who goes on counts it neither twice nor not

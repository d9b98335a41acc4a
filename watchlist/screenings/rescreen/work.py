"""The work of a look-back: items first, then the lines of those that the change may affect; a part is stored once.

The first job alone compares the laws, makes the parts and sums up; others only help. Whoever is lost in the middle
loses the part under way, and no more. A part has a few thousand items or lines: memory is bounded whatever is stored.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Final
from uuid import UUID

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from watchlist import audit
from watchlist.conf import share_workers
from watchlist.engine.law import CompiledLaw, LawDifference, difference
from watchlist.jobs import (
    OVER,
    CancelAsked,
    Job,
    Lease,
    LeasedPart,
    PartLost,
    TimeSlice,
    TryAgain,
    enqueue,
    free_earlier_parts,
    free_parts,
    heartbeats,
    lease_next_part,
    part_given_up,
    retry_parts,
)
from watchlist.law_store import law_known_at
from watchlist.manifests import Item
from watchlist.screenings.readings import basis_of, keep_readings, restamp
from watchlist.screenings.rebuilding import stored_lines
from watchlist.screenings.rescreen.affected_items import ROW, AffectedItemFinder, ItemRow
from watchlist.screenings.rescreen.answering import compare
from watchlist.screenings.rescreen.cases_due import case_of
from watchlist.screenings.rescreen.models import CaseDue, Rescreen, RescreenPart, RescreenStep, TouchedItem
from watchlist.screenings.rescreen.parts import close_taken, lines_in, new_item_parts, new_line_parts, parts_of
from watchlist.screenings.rescreen.reporting import counts_of, coverage_of
from watchlist.screenings.saving import text_of

STEP_ITEMS, STEP_LINES = RescreenStep.Stage.ITEMS, RescreenStep.Stage.LINES
HELP_RESCREEN: Final = "help_rescreen"
ITEMS: Final = 4_000
LINES: Final = 4_000
BATCH: Final = 500
COMPARING, LOOKING_AT_ITEMS, ASKING_LINES = "comparing the law", "looking at items", "asking lines again"
SUMMING_UP: Final = "summing up"
STAGES: Final[dict[str, str]] = {STEP_ITEMS: LOOKING_AT_ITEMS, STEP_LINES: ASKING_LINES}
WITHOUT_STEPS: Final = timedelta(minutes=10)
"""In which, at the most, two laws are made ready, or a part of names that nothing knows is read."""
PAUSE: Final = 0.2
"""Seconds between two looks whether others are done with the last parts."""

Call = Callable[[Iterable[UUID]], None]
"""Starts jobs, by their ids."""
Store = Callable[[], None]


def rescreen(lease: Lease, call: Call) -> None:
    """Run the look-back of a job from where it was left; `call` has the jobs run that help."""
    row = Rescreen.objects.select_related("due").get(job=lease.job_id)
    if row.done_at is not None:
        return
    try:
        LookBack(row, lease).run(call)
    except CancelAsked:
        free_parts(parts_of(row))  # whoever holds one loses it, and stores nothing
        raise


def help_rescreen(lease: Lease) -> None:
    """Look at parts of a look-back for as long as some are free."""
    row = Rescreen.objects.select_related("due").filter(pk=lease.subject, done_at=None).first()
    if row is None:
        return
    free_earlier_parts(parts_of(row), job=lease.job_id)
    own, done, time_slice = LookBack(row, lease), lease.done, TimeSlice(not_awaited=[HELP_RESCREEN])
    while _goes_on(row) and (leased := lease_next_part(parts_of(row), job=lease.job_id)):
        done = own.take(leased, done)
        time_slice.give_way()


def _goes_on(row: Rescreen) -> bool:
    job = Job.objects.filter(pk=row.job_id, cancel_asked_at__isnull=True)
    return job.exclude(state__in=OVER).exists()


@dataclass
class LookBack:
    """One look-back under way, in the hands of one worker."""

    row: Rescreen
    lease: Lease

    def run(self, call: Call) -> None:
        """Take every part that is not taken yet, share them with who helps, and sum up."""
        total = max(self.row.items, self._done())
        self.lease.heartbeat(0, total, COMPARING)
        if not self.row.changed:
            with heartbeats(self._keep, WITHOUT_STEPS):
                changed = text_of(self.difference.as_record())
            with self.lease.step(0, total, COMPARING):
                Rescreen.objects.filter(pk=self.row.pk).update(changed=changed)
        free_earlier_parts(parts_of(self.row), job=self.lease.job_id)
        retry_parts(parts_of(self.row))
        close_taken(self.row)
        time_slice = TimeSlice(not_awaited=[HELP_RESCREEN])
        for stage in (STEP_ITEMS, STEP_LINES):
            self._take_all(stage, call, time_slice)
        self._sum_up()

    def take(self, leased: LeasedPart[RescreenPart], done: int, total: int | None = None) -> int:
        """Look at a part and store what came of it; return the progress of the job, which was `done`, after it.

        Where the part was lost meanwhile, or the look-back is over, nothing is stored.
        Raises `LeaseLost` and `CancelAsked`.
        """

        def keep() -> None:
            leased.renew()
            self._keep()

        part = leased.part
        try:
            with heartbeats(keep, WITHOUT_STEPS):
                looked_at, store = (self._items if part.stage == STEP_ITEMS else self._lines)(part)
            after = done + looked_at
            with self.lease.step(after, total and max(total, after), STAGES[part.stage]):
                store()
                leased.complete()
                self._must_go_on()
        except PartLost:
            return done
        return after

    @cached_property
    def old_law(self) -> CompiledLaw:
        return law_known_at(self.row.due.before)

    @cached_property
    def new_law(self) -> CompiledLaw:
        return law_known_at(self.row.due.after)

    @cached_property
    def difference(self) -> LawDifference:
        return difference(self.old_law, self.new_law)

    @cached_property
    def finder(self) -> AffectedItemFinder:
        return AffectedItemFinder(self.old_law, self.new_law, self.difference)

    def _keep(self) -> None:
        self.lease.heartbeat(0)

    def _done(self) -> int:
        """Return the progress: how many items and lines the steps of all workers covered."""
        steps = RescreenStep.objects.filter(rescreen=self.row)
        count: int = steps.aggregate(all=Coalesce(Sum(F("looked_at") + F("passed_over")), 0))["all"]
        return count

    def _progress(self) -> tuple[int, int]:
        """Return how many items and lines are done, and how many there are as far as that is known."""
        done = self._done()
        return done, done + (parts_of(self.row).open().aggregate(all=Sum("count"))["all"] or 0)

    def _must_go_on(self) -> None:
        if not _goes_on(self.row):
            raise PartLost

    def _take_all(self, stage: RescreenStep.Stage, call: Call, time_slice: TimeSlice) -> None:
        """Take the parts of a stage with whoever helps, until none is open."""
        parts = parts_of(self.row, stage)
        if not parts.exists():
            self._make_parts(stage)
        self._queue_helpers(stage, call)
        while parts.open().exists():
            if leased := lease_next_part(parts, job=self.lease.job_id):
                self.take(leased, *self._progress())
            else:
                self._wait(stage)
            time_slice.give_way()

    def _make_parts(self, stage: RescreenStep.Stage) -> None:
        with heartbeats(self._keep, WITHOUT_STEPS):
            if stage == STEP_ITEMS:
                made = list(new_item_parts(self.row, ITEMS))
            else:
                made = list(new_line_parts(self.row, LINES, self._days))
        with self.lease.step(self._done(), None, STAGES[stage]):
            RescreenPart.objects.bulk_create(made, batch_size=BATCH)

    def _queue_helpers(self, stage: RescreenStep.Stage, call: Call) -> None:
        """Queue a job for each further worker that may help, but for those that do or will."""
        wanted = min(share_workers(), parts_of(self.row, stage).open().count()) - 1
        key = str(self.row.pk)
        there = Job.objects.filter(kind=HELP_RESCREEN, subject=key).exclude(state__in=OVER).count()
        owner = self.row.started_by
        call([enqueue(kind=HELP_RESCREEN, subject=key, owner=owner).pk for _ in range(wanted - there)])

    def _wait(self, stage: RescreenStep.Stage) -> None:
        """Wait a moment for the parts that others have leased. Raises `TryAgain` where one was given up."""
        if part := part_given_up(parts_of(self.row, stage)):
            raise TryAgain(f"{part.attempts} workers were lost in the middle of part {part.number + 1}.")
        self.lease.heartbeat(*self._progress(), STAGES[stage])
        time.sleep(PAUSE)

    def _items(self, part: RescreenPart) -> tuple[int, Store]:
        """Return how many items a part has, and what stores which of them are touched."""
        rows = Item.objects.filter(pk__gte=part.first, pk__lte=part.last).order_by("pk").values_list(*ROW)
        ids = [pk for pk, *_ in rows]
        found = self.finder.find([ItemRow(*row) for row in rows])

        def store() -> None:
            by_item = found.keys_by_item
            keep_readings(found.readings, basis_of(self.new_law), anew=True)
            restamp({*ids} - {*by_item, *found.readings}, basis_of(self.old_law), basis_of(self.new_law))
            touched = [
                TouchedItem(rescreen=self.row, item_id=pk, by=" ".join(sorted(by))) for pk, by in by_item.items()
            ]
            TouchedItem.objects.bulk_create(touched, batch_size=BATCH)
            take_step(part, ids, found=len(touched))

        return len(ids), store

    def _lines(self, part: RescreenPart) -> tuple[int, Store]:
        """Return how many lines a part has, and what stores those that are answered otherwise."""
        lines = lines_in(part)
        stored = stored_lines(lines, self.row.started_at)
        found = compare(self.old_law, self.new_law, stored, self._days(set(lines.values())))
        # A row for each line and day that is answered differently, whatever other findings it has.
        cases = [case_of(self.row, differing, pk) for pk, differing in enumerate(found.differing, part.cases_from)]

        def store() -> None:
            CaseDue.objects.bulk_create(cases, batch_size=BATCH)
            take_step(
                part,
                [line.pk for line in stored],
                found=len({differing.line.pk for differing in found.differing}),
                passed_over=len(lines) - len(stored),
                unexamined=len(found.unexamined),
            )

        return len(lines), store

    def _days(self, items: Collection[int]) -> dict[int, frozenset[date]]:
        rows = TouchedItem.objects.filter(rescreen=self.row, item__in=items).values_list("item_id", "by")
        return {item: self.difference.days_of(by.split()) for item, by in rows}

    def _sum_up(self) -> None:
        self.lease.heartbeat(0, None, SUMMING_UP, length=WITHOUT_STEPS)
        counts, now = counts_of(self.row), datetime.now(UTC)
        coverage = "\n".join(coverage_of(self.row, self.difference, counts))
        done = self._done()
        with self.lease.step(done, done, SUMMING_UP):
            open_row = Rescreen.objects.filter(pk=self.row.pk, done_at=None)
            open_row.update(coverage=coverage, summary=text_of(counts), done_at=now)
            parts_of(self.row).delete()
            audit.append(
                actor=self.row.started_by,
                verb="rescreen",
                target_kind="rescreen",
                target_key=str(self.row.pk),
                payload={"because": self.row.due.because, "counts": counts},
                at=now,
            )


def take_step(part: RescreenPart, ids: Sequence[int], *, found: int, passed_over: int = 0, unexamined: int = 0) -> None:
    """Store the step of a part, in the transaction of what it found: of two who take the same step, one fails."""
    RescreenStep.objects.create(
        rescreen_id=part.rescreen_id,
        number=part.number,
        stage=part.stage,
        first=part.first,
        last=part.last,
        last_line=part.last_line,
        looked_at=len(ids),
        passed_over=passed_over,
        unexamined=unexamined,
        found=found,
        digest=hashlib.sha256(" ".join(map(str, ids)).encode()).hexdigest(),
        taken_at=datetime.now(UTC),
    )

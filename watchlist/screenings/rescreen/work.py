"""The work of a look-back: items first, then the lines of those that the change may affect; each step is stored once.

Whichever worker resumes it goes on behind the last stored step. A step has a few thousand items or lines, so that
memory is bounded whatever is stored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Final, NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Max, Sum
from django.db.models.functions import Coalesce

from watchlist import audit
from watchlist.engine.law import CompiledLaw, LawDifference, difference
from watchlist.engine.vocabulary import Verdict
from watchlist.jobs import DEAD, REST, RUNNING, WAITING, Job, JobDidNotFail, Lease, TimeSlice, enqueue, requeue
from watchlist.law_store import law_known_at
from watchlist.list_updates import RescreenDue
from watchlist.manifests import Item, ManifestLine
from watchlist.screenings.models import Screening, Upload
from watchlist.screenings.readings import basis_of, keep_readings, restamp
from watchlist.screenings.rebuilding import stored_lines
from watchlist.screenings.rescreen.affected_items import ROW, AffectedItemFinder, ItemRow
from watchlist.screenings.rescreen.answering import DifferingLine, compare
from watchlist.screenings.rescreen.models import CaseDue, Rescreen, RescreenStep, TouchedItem
from watchlist.screenings.rescreen.reporting import counts_of, coverage_of
from watchlist.screenings.saving import text_of
from watchlist.screenings.stored_answers import findings_text, party_keys, read_coverage
from watchlist.temporal import last_tick

STEP_ITEMS, STEP_LINES = RescreenStep.Stage.ITEMS, RescreenStep.Stage.LINES
WORDS: Final = {
    Verdict.CONTROLLED: "be controlled",
    Verdict.REVIEW: "be for review",
    Verdict.UNRESOLVED: "be unresolved",
    Verdict.NO_MATCH: "have no match",
}
RESCREEN: Final = "rescreen"
ITEMS: Final = 4_000
LINES: Final = 4_000
BATCH: Final = 500
COMPARING, LOOKING_AT_ITEMS, ASKING_LINES = "comparing the law", "looking at items", "asking lines again"
SUMMING_UP: Final = "summing up"
WITHOUT_STEPS: Final = timedelta(minutes=10)
"""In which, at the most, two laws are made ready, or a step of names that nothing knows is read."""


def rescreen(lease: Lease) -> None:
    """Run the look-back of a job from where it was left."""
    row = Rescreen.objects.select_related("due").get(job=lease.job_id)
    if row.done_at is None:
        LookBack(row, lease).run()


@dataclass
class LookBack:
    """One look-back under way, in the hands of one worker."""

    row: Rescreen
    lease: Lease

    def run(self) -> None:
        """Take every step that is not taken yet, and sum up."""
        total = max(self.row.items, self._done())
        self.lease.heartbeat(0, total, COMPARING, length=WITHOUT_STEPS)
        if not self.row.changed:
            with self.lease.step(0, total, COMPARING):
                Rescreen.objects.filter(pk=self.row.pk).update(changed=text_of(self.difference.as_record()))
        time_slice = TimeSlice()
        while rows := self._next_items():
            self._look_at_items(rows)
            time_slice.give_way()
        while lines := self._next_lines():
            self._ask_lines(lines)
            time_slice.give_way()
        self._sum_up()

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

    def _done(self) -> int:
        """Return the progress: how many items and lines its steps covered."""
        return sum(looked_at(self.row, stage) for stage in (STEP_ITEMS, STEP_LINES))

    def _next_items(self) -> list[ItemRow]:
        last = _last_place(self.row, STEP_ITEMS).last
        ahead = Item.objects.filter(pk__gt=last, pk__lte=self.row.last_item).order_by("pk")
        return [ItemRow(*row) for row in ahead.values_list(*ROW)[:ITEMS]]

    def _look_at_items(self, rows: Sequence[ItemRow]) -> None:
        done = looked_at(self.row, STEP_ITEMS)
        self.lease.heartbeat(done, self.row.items, LOOKING_AT_ITEMS, length=WITHOUT_STEPS)
        found = self.finder.find(rows)
        with self.lease.step(min(done + len(rows), self.row.items), None, LOOKING_AT_ITEMS):
            ids, by_item = [row.pk for row in rows], found.keys_by_item
            keep_readings(found.readings, basis_of(self.new_law), anew=True)
            restamp({*ids} - {*by_item, *found.readings}, basis_of(self.old_law), basis_of(self.new_law))
            touched = [
                TouchedItem(rescreen=self.row, item_id=pk, by=" ".join(sorted(by))) for pk, by in by_item.items()
            ]
            TouchedItem.objects.bulk_create(touched, batch_size=BATCH)
            take_step(self.row, STEP_ITEMS, ids, _StepRange(ids[0], ids[-1]), found=len(touched))

    def _next_lines(self) -> dict[int, int]:
        """Return some declared lines of touched items that come next, each with its item: by item, and by id."""
        _, item, line = _last_place(self.row, STEP_LINES)
        # The rest of one item by itself: so an index finds it, however many lines declare it.
        rest = ManifestLine.objects.filter(item=item, pk__gt=line).order_by("pk").values_list("pk", "item_id")
        lines = dict(rest[:LINES])
        if len(lines) < LINES:
            others = TouchedItem.objects.filter(rescreen=self.row, item__gt=item, item__lines__isnull=False)
            ordered = others.order_by("item_id", "item__lines").values_list("item__lines", "item_id")
            lines |= ordered[: LINES - len(lines)]
        return lines

    def _ask_lines(self, lines: Mapping[int, int]) -> None:
        done = self._done()
        self.lease.heartbeat(done, done + len(lines), ASKING_LINES, length=WITHOUT_STEPS)
        stored = stored_lines(lines, self.row.started_at)
        found = compare(self.old_law, self.new_law, stored, self._days(set(lines.values())))
        with self.lease.step(done + len(lines), None, ASKING_LINES):
            # A row for each line and day that is answered differently, whatever other findings it has.
            cases = [case_of(self.row, differing) for differing in found.differing]
            CaseDue.objects.bulk_create(cases, batch_size=BATCH)
            *_, (last_line, last) = lines.items()
            take_step(
                self.row,
                STEP_LINES,
                [line.pk for line in stored],
                _StepRange(next(iter(lines.values())), last, last_line),
                found=len({differing.line.pk for differing in found.differing}),
                passed_over=len(lines) - len(stored),
                unexamined=len(found.unexamined),
            )

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
            audit.append(
                actor=self.row.started_by,
                verb="rescreen",
                target_kind="rescreen",
                target_key=str(self.row.pk),
                payload={"because": self.row.due.because, "counts": counts},
                at=now,
            )


def case_of(rescreen: Rescreen, differing: DifferingLine) -> CaseDue:
    """Return the row of one line on one day, not stored yet."""
    stored, after = differing.line.answer, differing.new_answer
    lists = tuple(dict.fromkeys(key for key, _ in differing.changed_entries))
    editions = editions_of(differing.line.screening, lists)
    entries = {entry for _, entry in differing.changed_entries}
    return CaseDue(
        rescreen=rescreen,
        screened_line_id=differing.line.pk,
        shipment=differing.line.shipment,
        **party_keys(stored),
        as_of=differing.day,
        is_own_day=differing.is_own_day,
        stored_verdict=stored.verdict,
        stored_action=stored.action,
        stored_severity=stored.severity,
        before=differing.old_answer.verdict,
        verdict=after.verdict,
        action=after.action,
        severity=after.severity,
        lists=" ".join(lists),
        entries=" ".join(sorted(entries)),
        findings=findings_text(finding for finding in after.findings if finding.entry in entries),
        edition=", ".join(editions),
        sentence=sentence_of(differing, editions),
    )


def sentence_of(differing: DifferingLine, editions: Sequence[str]) -> str:
    """Return in one sentence how the answer differs."""
    when = "Asked of its own day" if differing.is_own_day else f"As of {differing.day.isoformat()}"
    was, now = differing.line.answer.verdict, differing.new_answer.verdict
    more = f" and those of {len(editions) - 1} more lists" if len(editions) > 1 else ""
    edition = f" under edition {editions[0]}{more}" if editions else ""
    if was == now:
        return f"{when}, it would {WORDS[now]}, as it was{edition}; what is found, or what follows from it, differs."
    return f"{when}, it would now {WORDS[now]}; it was {was}{edition}."


@lru_cache(maxsize=1_000)
def editions_of(screening: UUID, lists: Sequence[str]) -> tuple[str, ...]:
    """Return the editions of some lists on which a stored answer rests; none where it rests on none of them."""
    coverage = read_coverage(Screening.objects.values_list("coverage", flat=True).get(pk=screening))
    editions = {control_list.key: control_list.edition or control_list.sha256[:12] for control_list in coverage.lists}
    return tuple(f"{editions[key]} of {key}" for key in lists if key in editions)


class _StepRange(NamedTuple):
    """Where a step began and ended: items by their id, and the last line of the last."""

    first: int
    last: int
    last_line: int = 0


def _last_place(rescreen: Rescreen, stage: RescreenStep.Stage) -> _StepRange:
    """Return where the last step of a stage ended; before the first of all items, where none was taken."""
    steps = RescreenStep.objects.filter(rescreen=rescreen, stage=stage).order_by("-number")
    row = steps.values_list("first", "last", "last_line").first()
    return _StepRange(*row) if row else _StepRange(0, 0)


def take_step(
    rescreen: Rescreen,
    stage: RescreenStep.Stage,
    ids: Sequence[int],
    place: _StepRange,
    *,
    found: int,
    passed_over: int = 0,
    unexamined: int = 0,
) -> None:
    """Store a step, in the transaction of what it found: of two who take the same step, one fails."""
    RescreenStep.objects.create(
        rescreen=rescreen,
        number=RescreenStep.objects.filter(rescreen=rescreen).count(),
        stage=stage,
        **place._asdict(),
        looked_at=len(ids),
        passed_over=passed_over,
        unexamined=unexamined,
        found=found,
        digest=hashlib.sha256(" ".join(map(str, ids)).encode()).hexdigest(),
        taken_at=datetime.now(UTC),
    )


def looked_at(rescreen: Rescreen, stage: RescreenStep.Stage) -> int:
    """Return how many items, or declared lines, the steps of a stage covered."""
    steps = RescreenStep.objects.filter(rescreen=rescreen, stage=stage)
    count: int = steps.aggregate(all=Coalesce(Sum(F("looked_at") + F("passed_over")), 0))["all"]
    return count


PATIENCE: Final = timedelta(hours=1)
"""A file that is not screened by then is not looked at, and the look-back says so."""


def start_rescreens() -> list[Job]:
    """Queue a look-back for each change of the law that has none yet, and return their jobs.

    One waits for the files that were accepted before the law changed and are being screened, for `PATIENCE` at most.
    One whose job was given up is queued again after its rest: no change of the law is left without a look-back.
    """
    due = RescreenDue.objects.filter(rescreen__isnull=True).order_by("asked_at", "pk")
    started = [_start(change) for change in due if not _must_wait(change)]
    jobs = [job for job in started if job is not None]
    given_up = Rescreen.objects.filter(done_at=None, job__state=DEAD, job__ended_at__lte=datetime.now(UTC) - REST)
    for row in given_up.select_related("job").order_by("pk"):
        with suppress(JobDidNotFail):  # somebody else queued it again
            jobs.append(requeue(job=row.job, actor=row.started_by))
    return jobs


def look_back_since(*, since: datetime, actor: str, because: str = "") -> RescreenDue:
    """Request a look-back at everything stored for what changed since an instant, and return its row.

    Raises `CorrectTheQuestion` for an instant in the future, or before the first record of any law.
    """
    earlier, later = last_tick(since), last_tick()
    columns = {"because": because or f"asked by hand, since {earlier:%Y-%m-%d %H:%M} UTC", "asked_by": actor}
    due, _ = RescreenDue.objects.get_or_create(
        before=earlier, after=later, defaults={**columns, "asked_at": datetime.now(UTC)}
    )
    return due


def _must_wait(due: RescreenDue) -> bool:
    if due.asked_at < datetime.now(UTC) - PATIENCE:
        return False
    under_way = Upload.objects.filter(job__state__in=(*WAITING, RUNNING), manifest__received_at__lt=due.after)
    return under_way.exists()


def _start(due: RescreenDue) -> Job | None:
    """Queue a look-back, and return its job; None where somebody else was first."""
    with suppress(IntegrityError), transaction.atomic():
        row = Rescreen(due=due, started_at=datetime.now(UTC), started_by=due.asked_by)
        row.last_item = Item.objects.aggregate(last=Max("pk"))["last"] or 0
        row.items = Item.objects.filter(pk__lte=row.last_item).count()
        row.job = enqueue(kind=RESCREEN, subject=f"due {due.pk}", owner=due.asked_by)
        row.save(force_insert=True)
        return row.job
    return None

"""The steps of a look-back: each says what it looked at, and where the next one goes on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from watchlist.screenings.rescreen.models import Rescreen, RescreenStep

ITEMS, LINES = RescreenStep.Stage.ITEMS, RescreenStep.Stage.LINES


class StepRange(NamedTuple):
    """Where a step began and ended: items by their id, and the last line of the last."""

    first: int
    last: int
    last_line: int = 0


def last_place(rescreen: Rescreen, stage: RescreenStep.Stage) -> StepRange:
    """Return where the last step of a stage ended; before the first of all items, where none was taken."""
    steps = RescreenStep.objects.filter(rescreen=rescreen, stage=stage).order_by("-number")
    row = steps.values_list("first", "last", "last_line").first()
    return StepRange(*row) if row else StepRange(0, 0)


def take_step(
    rescreen: Rescreen,
    stage: RescreenStep.Stage,
    ids: Sequence[int],
    place: StepRange,
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

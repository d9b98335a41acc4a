"""The parts of a look-back: spans of items, then spans of the lines of those that are touched, in one order.

Where a part begins and ends, its number and the ids of what it may find depend on what is stored, and on no worker.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import chain

from django.db.models import Max

from watchlist.jobs import NO_LEASE, PartQuerySet
from watchlist.manifests import Item, ManifestLine
from watchlist.screenings.inserting import reserve_block
from watchlist.screenings.rescreen.models import CaseDue, Rescreen, RescreenPart, RescreenStep, TouchedItem

Stage = RescreenStep.Stage
DaysOf = Callable[[Collection[int]], Mapping[int, Collection[date]]]
"""The days of which items are asked beside those of their lines, by item."""


def parts_of(rescreen: Rescreen, *stages: Stage) -> PartQuerySet:
    """Return the parts of a look-back that are there, of some stages or of all; they go once it is summed up."""
    parts = RescreenPart.objects.filter(rescreen=rescreen)
    return parts.filter(stage__in=stages) if stages else parts


def new_item_parts(rescreen: Rescreen, size: int) -> Iterator[RescreenPart]:
    """Yield the parts of all items that no step was taken of, so many items each; they are not stored yet."""
    last, number = _last_step(rescreen, Stage.ITEMS).last, _next_number(rescreen)
    ahead = Item.objects.filter(pk__lte=rescreen.last_item).order_by("pk").values_list("pk", flat=True)
    while ids := list(ahead.filter(pk__gt=last)[:size]):
        last = ids[-1]
        place = {"first": ids[0], "last": last, "count": len(ids)}
        yield RescreenPart(rescreen=rescreen, number=number, stage=Stage.ITEMS, **place)
        number += 1


def new_line_parts(rescreen: Rescreen, size: int, days_of: DaysOf) -> Iterator[RescreenPart]:
    """Yield the parts of all lines of touched items that no step was taken of, so many lines each."""
    step, number = _last_step(rescreen, Stage.LINES), _next_number(rescreen)
    newest = ManifestLine.objects.aggregate(last=Max("pk"))["last"] or 0
    item, line = step.last, step.last_line
    while lines := _next_lines(rescreen, item, line, newest, size):
        (first_line, first), (line, item) = next(iter(lines.items())), list(lines.items())[-1]
        days = days_of(set(lines.values()))
        yield RescreenPart(
            rescreen=rescreen,
            number=number,
            stage=Stage.LINES,
            first=first,
            first_line=first_line,
            last=item,
            last_line=line,
            count=len(lines),
            newest_line=newest,
            cases_from=reserve_block(CaseDue, sum(1 + len(days[item]) for item in lines.values())),
        )
        number += 1


def close_taken(rescreen: Rescreen) -> None:
    """End the parts whose step was taken by a worker of the version before, which knows no parts."""
    parts = parts_of(rescreen).open()
    steps = RescreenStep.objects.filter(rescreen=rescreen, number__in=parts.values("number"))
    for place in steps.values("number", "stage", "first", "last", "last_line"):
        parts.filter(**place).update(**NO_LEASE, done_at=datetime.now(UTC))


def lines_in(part: RescreenPart) -> dict[int, int]:
    """Return the declared lines of a part, each with its item: by item, and by id."""
    rows = ManifestLine.objects.filter(pk__lte=part.newest_line).order_by("pk").values_list("pk", "item_id")
    if part.first == part.last:
        return dict(rows.filter(item=part.first, pk__gte=part.first_line, pk__lte=part.last_line))
    between = TouchedItem.objects.filter(
        rescreen=part.rescreen_id, item__gt=part.first, item__lt=part.last, item__lines__lte=part.newest_line
    )
    return dict(
        chain(
            rows.filter(item=part.first, pk__gte=part.first_line),
            between.order_by("item_id", "item__lines").values_list("item__lines", "item_id"),
            rows.filter(item=part.last, pk__lte=part.last_line),
        )
    )


def _next_lines(rescreen: Rescreen, item: int, line: int, newest: int, size: int) -> dict[int, int]:
    """Return so many declared lines of touched items that come behind a line of an item, each with its item."""
    # The rest of one item by itself: so an index finds it, however many lines declare it.
    rest = ManifestLine.objects.filter(item=item, pk__gt=line, pk__lte=newest).order_by("pk")
    lines = dict(rest.values_list("pk", "item_id")[:size])
    if len(lines) < size:
        others = TouchedItem.objects.filter(rescreen=rescreen, item__gt=item, item__lines__lte=newest)
        ordered = others.order_by("item_id", "item__lines").values_list("item__lines", "item_id")
        lines |= ordered[: size - len(lines)]
    return lines


def _last_step(rescreen: Rescreen, stage: Stage) -> RescreenStep:
    """Return the last step of a stage: of a look-back that was begun before it had parts."""
    steps = RescreenStep.objects.filter(rescreen=rescreen, stage=stage).order_by("number")
    return steps.last() or RescreenStep(first=0, last=0, last_line=0)


def _next_number(rescreen: Rescreen) -> int:
    return RescreenStep.objects.filter(rescreen=rescreen).count()

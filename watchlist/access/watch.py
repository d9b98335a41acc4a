"""After each answer to a token: what it met beside boundaries is counted, and what is far from ordinary is noticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Count, QuerySet, Sum

from watchlist.access.boundary import LEAST_STRUCTURES, LEAST_WALK, Share, Walk, is_far, walks
from watchlist.access.events import Asker, BoundaryEvent, Figures, notice
from watchlist.access.signals import KEPT, TokenSignal, keep, signals_in
from watchlist.access.uses import DAY, Counts, TokenUse, add, start
from watchlist.engine.answer import Line

TOGETHER: Final = timedelta(days=7)
"""Structures first met within so long are one walk: a step a day is still one."""

MOST_TOLD: Final = 20
"""Relatives named in an event of a share."""


@transaction.atomic
def note(*, asker: Asker, at: datetime, answered: Iterable[Line], lines: int) -> Counts:
    """Count what lines answered to a token hold, and return what then stands in the day.

    `lines` are those to be counted now: none where they were counted when they came. It takes the row of the day, and
    whoever comes later waits. Call it before anything that goes on the trail: an event goes there too, and every
    transaction must take the row before the trail.
    """
    noted = signals_in(answered)
    today = add(lineage=asker.lineage, at=at, counts=Counts(lines=lines, signals=noted.findings)).day
    new = keep(lineage=asker.lineage, at=at, signals=noted.signals)
    if new:
        today = add(lineage=asker.lineage, at=at, counts=Counts(structures=new)).day
        _look(asker, at, today, {signal.relative for signal in noted.signals})
    return today


def _look(asker: Asker, at: datetime, today: Counts, relatives: Collection[str]) -> None:
    """Notice what is far from ordinary; of what was noticed today nothing more is asked."""
    day = start(DAY, at)
    known = set(BoundaryEvent.objects.filter(lineage=asker.lineage, day=day.date()).values_list("kind", flat=True))
    if "walk" not in known and (found := _walks(asker.lineage, at, relatives)):
        notice(asker=asker, at=at, kind="walk", figures=_figures(asker.lineage, day, today), relatives=found)
    if "share" not in known and today.structures >= LEAST_STRUCTURES:
        figures = _figures(asker.lineage, day, today)
        past = Share(figures.past_structures, figures.past_lines)
        if is_far(Share(today.structures, today.lines), past, _share(TokenUse.objects.all(), day)):
            notice(asker=asker, at=at, kind="share", figures=figures, relatives=_named(asker.lineage, day))


def _walks(lineage: UUID, at: datetime, relatives: Collection[str]) -> tuple[Walk, ...]:
    """Return the walks around some relatives, of structures first met since the last walk noticed, or in a week."""
    last = BoundaryEvent.objects.filter(lineage=lineage, kind="walk").order_by("-at").first()
    since = max(at - TOGETHER, last.at) if last else at - TOGETHER
    rows = TokenSignal.objects.filter(lineage=lineage, first_at__gt=since)
    beside = rows.filter(relative__in=relatives).values("relative").annotate(met=Count("pk"))
    many = list(beside.filter(met__gte=LEAST_WALK).order_by("relative").values_list("relative", flat=True))
    if not many:
        return ()
    around: dict[str, list[str]] = {}
    for relative, atoms in rows.filter(relative__in=many).values_list("relative", "atoms"):
        around.setdefault(relative, []).append(atoms)
    return walks(around, rows.values("structure").distinct().count())


def _named(lineage: UUID, day: datetime) -> list[Walk]:
    rows = TokenSignal.objects.filter(lineage=lineage, last_on=day.date())
    counted = Counter(rows.values_list("relative", flat=True))
    return [Walk(*one) for one in sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:MOST_TOLD]]


def _figures(lineage: UUID, day: datetime, today: Counts) -> Figures:
    past = _share(TokenUse.objects.filter(lineage=lineage), day)
    return Figures(today.lines, today.structures, past.lines, past.structures)


def _share(uses: QuerySet[TokenUse], day: datetime) -> Share:
    """Return what stands in the days before, 60 of them at most."""
    before = uses.filter(span=DAY, since__gte=day - KEPT, since__lt=day)
    total = before.aggregate(structures=Sum("structures"), lines=Sum("lines"))
    return Share(total["structures"] or 0, total["lines"] or 0)

"""Probing detection: the signals of each answer to a token are counted, and what is far from ordinary is recorded."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from watchlist.access.events import BoundaryEvent, EventFigures, Requester, awaits_review, record_event
from watchlist.access.probing_statistics import LEAST_STRUCTURES, LEAST_WALK, SignalShare, Walk, is_far, walks
from watchlist.access.signals import KEPT, TokenSignal, keep_signals, signals_in
from watchlist.access.uses import DAY, TokenUse, UseCounts, add, start
from watchlist.engine.answer import Line
from watchlist.engine.errors import WatchlistError

AD_HOC_CHECK: Final = "ad-hoc check"
"""What events call it, where a token has its name."""
_NAMESPACE: Final = uuid.UUID("6f2d1c0e-53f0-4c1e-9a4e-0d7c3c9be6a1")
WALK_WINDOW: Final = timedelta(days=7)
"""Structures first met within so long are one walk: a step a day is still one."""

MOST_NAMED: Final = 20
"""Relatives named in an event of a share."""


@transaction.atomic(savepoint=False)
def count_answers(*, requester: Requester, at: datetime, answered_lines: Iterable[Line], lines: int) -> UseCounts:
    """Count the signals of lines answered to a token, and return the totals of the day.

    `lines` are those to be counted now: none where they were counted when they came. It takes the row of the day, and
    whoever comes later waits. Call it before anything that goes on the trail: an event goes there too, and every
    transaction must take the row before the trail.
    """
    found = signals_in(answered_lines)
    today = add(lineage=requester.lineage, at=at, counts=UseCounts(lines=lines, signals=found.findings)).day
    new = keep_signals(lineage=requester.lineage, at=at, signals=found.signals)
    if new:
        today = add(lineage=requester.lineage, at=at, counts=UseCounts(structures=new)).day
        _detect(requester, at, today, {signal.relative for signal in found.signals})
    return today


def _detect(requester: Requester, at: datetime, today: UseCounts, relatives: Collection[str]) -> None:
    """Record events of what is far from ordinary; a kind that was recorded today is not tested again."""
    day, lineage = start(DAY, at), requester.lineage
    recorded_kinds = set(BoundaryEvent.objects.filter(lineage=lineage, day=day.date()).values_list("kind", flat=True))
    if "walk" not in recorded_kinds and (found := _walks(lineage, at, relatives)):
        figures = _figures(lineage, day, today)
        record_event(requester=requester, at=at, kind="walk", figures=figures, relatives=found)
    if "share" not in recorded_kinds and today.structures >= LEAST_STRUCTURES:
        figures = _figures(lineage, day, today)
        past = SignalShare(figures.past_structures, figures.past_lines)
        if is_far(SignalShare(today.structures, today.lines), past, _share(TokenUse.objects.all(), day)):
            named = _relatives_of_day(lineage, day)
            record_event(requester=requester, at=at, kind="share", figures=figures, relatives=named)


def _walks(lineage: UUID, at: datetime, relatives: Collection[str]) -> tuple[Walk, ...]:
    """Return the walks around some relatives, of structures first met since the last walk noticed, or in a week."""
    last = BoundaryEvent.objects.filter(lineage=lineage, kind="walk").order_by("-at").first()
    since = max(at - WALK_WINDOW, last.at) if last else at - WALK_WINDOW
    rows = TokenSignal.objects.filter(lineage=lineage, first_at__gt=since)
    counts = rows.filter(relative__in=relatives).values("relative").annotate(met=Count("pk"))
    many = list(counts.filter(met__gte=LEAST_WALK).order_by("relative").values_list("relative", flat=True))
    if not many:
        return ()
    atoms_by_relative: dict[str, list[str]] = {}
    for relative, atoms in rows.filter(relative__in=many).values_list("relative", "atoms"):
        atoms_by_relative.setdefault(relative, []).append(atoms)
    return walks(atoms_by_relative, rows.values("structure").distinct().count())


def _relatives_of_day(lineage: UUID, day: datetime) -> list[Walk]:
    rows = TokenSignal.objects.filter(lineage=lineage, last_on=day.date())
    counted = Counter(rows.values_list("relative", flat=True))
    return [Walk(*pair) for pair in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_NAMED]]


def _figures(lineage: UUID, day: datetime, today: UseCounts) -> EventFigures:
    past = _share(TokenUse.objects.filter(lineage=lineage), day)
    return EventFigures(today.lines, today.structures, past.lines, past.structures)


def _share(uses: QuerySet[TokenUse], day: datetime) -> SignalShare:
    """Return the share of signals over the days before, 60 of them at most."""
    past_days = uses.filter(span=DAY, since__gte=day - KEPT, since__lt=day)
    total = past_days.aggregate(structures=Sum("structures"), lines=Sum("lines"))
    return SignalShare(total["structures"] or 0, total["lines"] or 0)


class AwaitsReview(WatchlistError):
    """Another person must look at the boundary event, and mark it as seen, before anything more is answered."""


def requester_of(person: User) -> Requester:
    """Return a person as a requester: of the same lineage as long as the account lives."""
    return Requester(lineage=uuid.uuid5(_NAMESPACE, str(person.pk)), token=AD_HOC_CHECK, user=person.get_username())


def refuse_awaiting_review(person: User) -> None:
    """Raise `AwaitsReview` where a boundary event of this person is unseen, and the installation throttles."""
    if settings.BOUNDARY == "throttle" and awaits_review(requester_of(person).lineage):
        raise AwaitsReview(_("Your checks are held: another person must first look at what was noticed of them."))


def count_interactive_answer(*, person: User, line: Line) -> None:
    """Count the answer on one line, and record a boundary event where the requester probes."""
    count_answers(requester=requester_of(person), at=datetime.now(UTC), answered_lines=[line], lines=1)

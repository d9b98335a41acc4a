"""The case in which the lines of a screening are judged, and whether a reader judges there."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User

from watchlist.cases.models import CLOSED, Case, CaseScreening
from watchlist.cases.rights import WORK
from watchlist.screenings.models import Screening


@dataclass(frozen=True, slots=True)
class Bench:
    """The case for judging a screening: `case` is None until its first judgement, or where no line needs one.

    `is_last`: the case has no later screening of the shipment; only lines of the last one are judged.
    """

    case: Case | None
    is_last: bool
    may_judge: bool

    @property
    def is_closed(self) -> bool:
        """Return whether the case must be reopened before anything is judged."""
        return self.case is not None and self.case.state == CLOSED


def bench_of(screening: Screening, reader: User) -> Bench:
    """Return the case of a screening, and whether a reader may judge its lines."""
    taken = CaseScreening.objects.filter(screening=screening).select_related("case").first()
    case: Case | None = taken.case if taken else None
    is_last = case is None or case.screening_id == screening.pk
    is_open = bool(screening.for_people) and is_last and (case is None or case.state != CLOSED)
    return Bench(case, is_last, is_open and reader.has_perm(WORK))

"""The editions of a list, each with the tick from which its content was known."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from watchlist.engine.errors import CorrectTheQuestion
from watchlist.law_store.models import Edition
from watchlist.temporal import LawTick

ID: Final = re.compile(r"[0-9a-f]{12,64}")
"""An edition as it is asked for: its hash, or the first twelve digits of it or more."""
NO_EDITION: Final = _("no edition of %(key)s begins with %(asked)s.")
MORE_THAN_ONE: Final = _("more than one edition of %(key)s begins with %(asked)s.")


@dataclass(frozen=True, slots=True)
class KnownEdition:
    """An edition, and the tick from which its content was known: that of the end of its load.

    None where that load has not ended.
    """

    edition: Edition
    known_at: datetime | None


def editions_of(key: str, *, place: tuple[datetime, int] | None = None, most: int) -> list[KnownEdition]:
    """Return at most `most` editions of a list, the last read first; with `place` (instant, id) those behind it."""
    rows = _of_list(key)
    if place is not None:
        at, pk = place
        rows = rows.filter(Q(read_at__lt=at) | Q(read_at=at, pk__lt=pk))
    return _with_ticks(list(rows[:most]))


def find_edition(key: str, prefix: str) -> KnownEdition:
    """Return the edition of a list whose hash begins so, the one read last where one text was read twice.

    Raises `CorrectTheQuestion` where there is none, or more than one text begins so.
    """
    rows = list(_of_list(key).filter(sha256__startswith=prefix))
    if len({row.sha256 for row in rows}) != 1:
        how_many = MORE_THAN_ONE if rows else NO_EDITION
        raise CorrectTheQuestion(how_many, key=key, asked=prefix)
    (found,) = _with_ticks(rows[:1])
    if found.known_at is None:
        raise CorrectTheQuestion(_("what edition %(asked)s of %(key)s says is not known yet."), asked=prefix, key=key)
    return found


def _of_list(key: str) -> QuerySet[Edition]:
    of_list = Edition.objects.filter(origin__startswith="lists/", origin__endswith=f"/{key}")
    return of_list.defer("content").order_by("-read_at", "-pk")


def _with_ticks(rows: Sequence[Edition]) -> list[KnownEdition]:
    if not rows:
        return []
    first = min(row.read_at for row in rows)
    ticks = list(LawTick.objects.filter(at__gte=first).order_by("at").values_list("at", flat=True))
    places = ((row, bisect_left(ticks, row.read_at)) for row in rows)
    return [KnownEdition(row, ticks[at] if at < len(ticks) else None) for row, at in places]

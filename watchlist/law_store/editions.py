"""The editions of a list, each with the tick from which its content was known; and how lately a person checked it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.vocabulary import Confidence
from watchlist.law_store.models import ControlList, Edition
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


STATUS_COLUMNS = ("list", "edition", "entries", "confirmed", "reported", "unverified", "checked on", "by", "stale")


@dataclass(frozen=True, slots=True)
class ListStatus:
    """One list. `entries` counts those with a period held; `shares` of these periods, by confidence, from 0 to 1.

    `edition` is None where the list came by none; `days` since a person checked it.
    """

    control_list: ControlList
    edition: Edition | None
    entries: int
    shares: Mapping[str, float]
    days: int

    @property
    def stale(self) -> bool:
        """Say whether a person last checked the list longer ago than it allows."""
        return self.days > self.control_list.stale_after_days

    @property
    def complete(self) -> bool:
        """Say whether the edition claims to hold the whole list."""
        return self.edition is None or self.edition.complete

    @property
    def sha256(self) -> str:
        """Return the hash of the edition, "" for none."""
        return self.edition.sha256 if self.edition else ""

    def cells(self) -> tuple[str, ...]:
        """Return the row of a table under `COLUMNS`."""
        shares = [f"{self.shares[confidence]:.0%}" for confidence in map(str, Confidence)]
        checked = (str(self.control_list.checked_on), self.control_list.checked_by, "stale" if self.stale else "-")
        return (self.control_list.key, self.sha256[:12] or "-", str(self.entries), *shares, *checked)


def list_statuses(today: date | None = None, known_at: datetime | None = None) -> list[ListStatus]:
    """Return the status of every list as of `today` (UTC, if none is given), those of no state last.

    Entries and editions are as known at `known_at`, or now; the check is always the last one made.
    """
    known_filter = _known_filter(known_at)
    counts = {
        confidence: Count("entries__schedulings", filter=known_filter & Q(entries__schedulings__confidence=confidence))
        for confidence in map(str, Confidence)
    }
    lists = ControlList.objects.select_related("jurisdiction").annotate(
        listed=Count("entries", filter=known_filter, distinct=True), **counts
    )
    editions, on = editions_known_at(known_at), today or datetime.now(UTC).date()
    statuses = []
    for row in lists.order_by(F("jurisdiction__key").asc(nulls_last=True), "key"):
        periods = sum(getattr(row, confidence) for confidence in counts)
        shares = {confidence: getattr(row, confidence) / (periods or 1) for confidence in counts}
        statuses.append(ListStatus(row, editions.get(row.key), row.listed, shares, (on - row.checked_on).days))
    return statuses


def _known_filter(known_at: datetime | None) -> Q:
    path = "entries__schedulings__"
    still = Q(**{f"{path}superseded_at__isnull": True})
    if known_at is None:
        return still & Q(entries__schedulings__isnull=False)
    return Q(**{f"{path}recorded_at__lte": known_at}) & (still | Q(**{f"{path}superseded_at__gt": known_at}))


def editions_known_at(known_at: datetime | None) -> dict[str, Edition]:
    """Return the edition of each list read last, or last by an instant, without its content."""
    rows = Edition.objects.filter(origin__startswith="lists/").defer("content").order_by("read_at", "pk")
    rows = rows if known_at is None else rows.filter(read_at__lte=known_at)
    return {row.origin.rsplit("/", 1)[-1]: row for row in rows}

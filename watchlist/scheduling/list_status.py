"""What is held of each list, and whether a person checked it lately enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Count, F, Q

from watchlist.scheduling.models import ControlList
from watchlist.substances.models import Confidence

COLUMNS = ("list", "edition", "entries", "confirmed", "reported", "unverified", "checked on", "by", "stale")


@dataclass(frozen=True, slots=True)
class ListStatus:
    """One list. `entries` counts those with a period held now; `shares` of these periods, by confidence, 0 to 1."""

    key: str
    edition: str
    entries: int
    shares: Mapping[str, float]
    checked_on: date
    checked_by: str
    stale: bool

    def cells(self) -> tuple[str, ...]:
        """Return the row of a table under `COLUMNS`."""
        shares = [f"{self.shares[confidence]:.0%}" for confidence in Confidence.values]
        stale = "stale" if self.stale else "-"
        return (self.key, self.edition, str(self.entries), *shares, str(self.checked_on), self.checked_by, stale)


def list_statuses(today: date | None = None) -> list[ListStatus]:
    """Return the status of every list as of `today` (UTC, if none is given), those of no state last."""
    current = Q(entries__schedulings__superseded_at__isnull=True, entries__schedulings__isnull=False)
    lists = ControlList.objects.annotate(
        listed=Count("entries", filter=current, distinct=True),
        **{
            confidence: Count("entries__schedulings", filter=current & Q(entries__schedulings__confidence=confidence))
            for confidence in Confidence.values
        },
    ).order_by(F("jurisdiction__key").asc(nulls_last=True), "key")
    return [
        ListStatus(
            key=row.key,
            edition=_edition(row),
            entries=row.listed,
            shares=_shares(row),
            checked_on=row.checked_on,
            checked_by=row.checked_by,
            stale=row.is_stale(today or datetime.now(UTC).date()),
        )
        for row in lists
    ]


def _shares(row: Any) -> dict[str, float]:
    counts = {confidence: getattr(row, confidence) for confidence in Confidence.values}
    return {confidence: count / (sum(counts.values()) or 1) for confidence, count in counts.items()}


def _edition(control_list: ControlList) -> str:
    edition = control_list.latest_edition()
    return edition.sha256[:12] if edition else "-"

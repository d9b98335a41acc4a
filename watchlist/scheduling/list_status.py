"""What is held of each list, and whether a person checked it lately enough."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Count, F, Q

from watchlist.scheduling.models import ControlList

COLUMNS = ("list", "edition", "entries", "confirmed", "checked on", "by", "stale")


@dataclass(frozen=True, slots=True)
class ListStatus:
    """One list. `entries` counts those with any period held now; `confirmed` is the share of confirmed periods."""

    key: str
    edition: str
    entries: int
    confirmed: float
    checked_on: date
    checked_by: str
    stale: bool

    def cells(self) -> tuple[str, ...]:
        """Return the row of a table under `COLUMNS`."""
        share = f"{self.confirmed:.0%}"
        stale = "stale" if self.stale else "-"
        return (self.key, self.edition, str(self.entries), share, str(self.checked_on), self.checked_by, stale)


def list_statuses(today: date | None = None) -> list[ListStatus]:
    """Return the status of every list as of `today` (UTC, if none is given), those of no state last."""
    current = Q(entries__schedulings__superseded_at__isnull=True, entries__schedulings__isnull=False)
    confirmed = current & Q(entries__schedulings__confidence="confirmed")
    lists = ControlList.objects.annotate(
        listed=Count("entries", filter=current, distinct=True),
        periods=Count("entries__schedulings", filter=current),
        sure=Count("entries__schedulings", filter=confirmed),
    ).order_by(F("jurisdiction__key").asc(nulls_last=True), "key")
    return [
        ListStatus(
            key=row.key,
            edition=_edition(row),
            entries=row.listed,
            confirmed=row.sure / row.periods if row.periods else 0.0,
            checked_on=row.checked_on,
            checked_by=row.checked_by,
            stale=row.is_stale(today or datetime.now(UTC).date()),
        )
        for row in lists
    ]


def _edition(control_list: ControlList) -> str:
    edition = control_list.latest_edition()
    return edition.sha256[:12] if edition else "-"

"""What is on the horizon, as one immutable value: every notice known at a tick of the law.

It is read beside the law, once a tick, and never by it: a notice is no scheduling and raises no verdict.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from watchlist.engine.decision.notices import CompiledNotice, Horizon
from watchlist.list_updates.models import Notice
from watchlist.temporal import last_tick


def horizon_known_at(known_at: datetime | None = None) -> Horizon:
    """Return the notices as known at the last tick not after `known_at` (now, if none is given)."""
    return _compile(last_tick(known_at))


@lru_cache(maxsize=8)
def _compile(tick: datetime) -> Horizon:
    rows = Notice.objects.known_at(tick).select_related("jurisdiction", "source")
    notices = sorted((_notice(row) for row in rows), key=lambda notice: notice.key)
    notices.sort(key=lambda notice: notice.published_on or date.min, reverse=True)
    return Horizon(tick, tuple(notices))


def _notice(row: Notice) -> CompiledNotice:
    return CompiledNotice(
        key=row.key,
        kind=row.kind,
        title=row.title,
        jurisdiction=row.jurisdiction.key,
        citation=row.citation,
        url=row.url,
        published_on=row.published_on,
        comments_close_on=row.comments_close_on,
        effective_on=row.effective_on,
        substances=tuple(row.substances.split()),
        source=row.source.key if row.source else "",
    )

"""The counts beside items of the sidebar: what waits for the reader, counted to a hundred and cached for some seconds.

None of them tells of a report to an authority: a case that was reported counts as one that was not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser, User
from django.core.cache import cache
from django.db.models import F, Q, QuerySet

from watchlist.cases.models import Case
from watchlist.cases.worklist import for_second
from watchlist.list_updates.change_models import ChangeSet
from watchlist.list_updates.change_set_status import NEEDS_ATTENTION, PROPOSED, TAKEN_UP, with_state
from watchlist.web.words import today

Rows = tuple[QuerySet[Any], ...]

CACHE_SECONDS: Final = 20
"""Seconds: a page more or less, and never long enough to mislead."""
MOST: Final = 99


def badge(key: str, reader: User | AnonymousUser) -> str:
    """Return the count of a badge for a reader: "" for none, "99+" for very many."""
    cache_key = f"watchlist.badge.{key}.{reader.pk}"
    number = cache.get(cache_key)
    if number is None:
        number = sum(rows[: MOST + 1].count() for rows in COUNTERS[key](reader))
        cache.set(cache_key, number, CACHE_SECONDS)
    return f"{MOST}+" if number > MOST else str(number or "")


def _cases(reader: User | AnonymousUser) -> Rows:
    """Cases with lines to judge that are the reader's or unassigned, and do not rest."""
    awake = Case.objects.awake(today()).filter(Q(assignee=reader.pk) | Q(assignee=None))
    left: QuerySet[Any] = awake.filter(lines_for_people__gt=F("lines_judged") + F("lines_waiting"))
    return (left.order_by(),)


def _waiting(reader: User | AnonymousUser) -> Rows:
    """Referrals by other officers that this reader may answer."""
    return () if isinstance(reader, AnonymousUser) else for_second(reader)


def _changes(reader: User | AnonymousUser) -> Rows:
    """Change sets that nobody has decided to the end."""
    waiting = with_state(ChangeSet.objects.all()).filter(state__in=(NEEDS_ATTENTION, PROPOSED, TAKEN_UP))
    return (waiting.order_by(),)


COUNTERS: Final[dict[str, Callable[[User | AnonymousUser], Rows]]] = {
    "cases": _cases,
    "waiting": _waiting,
    "changes": _changes,
}
"""The rows that each badge counts."""

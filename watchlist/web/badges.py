"""The counts beside items of the sidebar: what waits for the reader, counted to a hundred and kept for some seconds.

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

KEPT: Final = 20
"""Seconds: a page more or less, and never long enough to mislead."""
MOST: Final = 99


def badge(key: str, reader: User | AnonymousUser) -> str:
    """Return what a count says to a reader: "" for none, "99+" for very many."""
    kept_as = f"watchlist.badge.{key}.{reader.pk}"
    number = cache.get(kept_as)
    if number is None:
        number = sum(rows[: MOST + 1].count() for rows in COUNTED[key](reader))
        cache.set(kept_as, number, KEPT)
    return f"{MOST}+" if number > MOST else str(number or "")


def _cases(reader: User | AnonymousUser) -> Rows:
    """Cases with lines to judge that are the reader's or nobody's, and are not put off."""
    awake = Case.objects.awake(today()).filter(Q(assignee=reader.pk) | Q(assignee=None))
    left: QuerySet[Any] = awake.filter(lines_for_people__gt=F("lines_judged") + F("lines_waiting"))
    return (left.order_by(),)


def _waiting(reader: User | AnonymousUser) -> Rows:
    """What another asked, and this reader may answer."""
    return () if isinstance(reader, AnonymousUser) else for_second(reader)


def _changes(reader: User | AnonymousUser) -> Rows:
    """Change sets that nobody has decided to the end."""
    waiting = with_state(ChangeSet.objects.all()).filter(state__in=(NEEDS_ATTENTION, PROPOSED, TAKEN_UP))
    return (waiting.order_by(),)


COUNTED: Final[dict[str, Callable[[User | AnonymousUser], Rows]]] = {
    "cases": _cases,
    "waiting": _waiting,
    "changes": _changes,
}
"""What each count is of."""

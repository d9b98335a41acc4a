"""Sources as pages show them: the state of each, the result of the last collection, when the next is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from django.utils.translation import gettext as _, gettext_lazy

from watchlist.engine.reports import visible
from watchlist.engine.texts import grouped
from watchlist.law_store import Authority
from watchlist.list_updates import Collection, DeclaredSource, ListSource, declared_sources
from watchlist.list_updates.connectors import CONNECTORS
from watchlist.web import words

OUTCOMES: Final = {
    "unchanged": gettext_lazy("Unchanged"),
    "baseline": gettext_lazy("First edition"),
    "same_rows": gettext_lazy("Same rows"),
    "proposed": gettext_lazy("Changes proposed"),
    "watched": gettext_lazy("Changed, a task opened"),
    "noticed": gettext_lazy("Notices kept"),
    "failed": gettext_lazy("Failed"),
}
STATUSES: Final = {
    "failing": gettext_lazy("Failing"),
    "followed": gettext_lazy("Followed"),
    "new": gettext_lazy("Not looked at yet"),
    "left_alone": gettext_lazy("Left alone"),
    "undeclared": gettext_lazy("No longer declared"),
}
"""What needs a person first."""


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source ready for its row and its page; `declared` is None where only what it once brought is left."""

    key: str
    title: str
    authority: str
    declared: DeclaredSource | None
    row: ListSource | None
    status: str
    status_label: str
    unproven: bool
    last: LookView | None
    next: str
    why: str

    @property
    def address(self) -> str:
        """Return where it is published; "" where nothing declares it."""
        return f"{self.declared.address}/{self.declared.path.lstrip('/')}" if self.declared else ""

    @property
    def enabled(self) -> bool:
        """Return whether it is followed: also before the first collection."""
        return self.row is None or self.row.enabled


@dataclass(frozen=True, slots=True)
class LookView:
    """One look, or several like ones in a row that found nothing: `times` of them, since `first`."""

    row: Collection
    first: str
    times: int
    outcome: str
    took: str


def source_views(now: datetime) -> list[SourceView]:
    """Return every source that is declared or was followed, what needs a person first."""
    declared, rows = declared_sources(), {row.key: row for row in ListSource.objects.all()}
    names = dict(Authority.objects.values_list("key", "name"))
    views = [_view(key, declared.get(key), rows.get(key), now, names) for key in sorted({*declared, *rows})]
    return sorted(views, key=lambda view: list(STATUSES).index(view.status))


def source_view(key: str, declared: DeclaredSource | None, row: ListSource | None, now: datetime) -> SourceView:
    """Return one source in words."""
    authorities = Authority.objects.filter(key=declared.authority if declared else "")
    return _view(key, declared, row, now, dict(authorities.values_list("key", "name")))


def _view(
    key: str, declared: DeclaredSource | None, row: ListSource | None, now: datetime, names: Mapping[str, str]
) -> SourceView:
    """Return one source in words; `names`: of authorities by their keys."""
    last = Collection.objects.filter(source=row).first() if row else None
    look, status = looks_of([last])[0] if last else None, _status(declared, row, last)
    connector = CONNECTORS.get(declared.connector) if declared else None
    return SourceView(
        key=key,
        title=declared.title if declared else key,
        authority=names.get(declared.authority, declared.authority) if declared else "",
        declared=declared,
        row=row,
        status=status,
        status_label=str(STATUSES[status]),
        unproven=connector is not None and connector.unproven,
        last=look,
        next=_next(declared, row, last, now),
        why=visible(look.row.detail) if look and status == "failing" else "",
    )


def looks_of(rows: Iterable[Collection]) -> list[LookView]:
    """Return collections, the latest first; consecutive ones without news are merged into one."""
    groups = groupby(rows, key=lambda row: row.outcome if row.outcome == "unchanged" else row.pk)
    return [_look(list(group)) for _, group in groups]


def size(length: int) -> str:
    """Return a number of bytes as people read it."""
    return (
        _("%(number)s bytes") % {"number": grouped(length)}
        if length < 10_000
        else f"{length / 1_000_000:.1f} MB"
        if length >= 1_000_000
        else (f"{length / 1_000:.0f} kB")
    )


def duration(spent: timedelta) -> str:
    """Return how long something took."""
    seconds = spent.total_seconds()
    if seconds < 60:
        return _("%(seconds).1f s") % {"seconds": seconds}
    return _("%(minutes)d min %(seconds)d s") % {"minutes": seconds // 60, "seconds": seconds % 60}


def _look(rows: Sequence[Collection]) -> LookView:
    last, first = rows[0], rows[-1]
    return LookView(
        row=last,
        first=words.instant(first.started_at) if len(rows) > 1 else "",
        times=len(rows),
        outcome=str(OUTCOMES[last.outcome]),
        took=duration(last.ended_at - last.started_at),
    )


def _status(declared: DeclaredSource | None, row: ListSource | None, last: Collection | None) -> str:
    if declared is None:
        return "undeclared"
    if row is not None and not row.enabled:
        return "left_alone"
    if row is None or last is None:
        return "new"
    return "failing" if row.failures else "followed"


def _next(declared: DeclaredSource | None, row: ListSource | None, last: Collection | None, now: datetime) -> str:
    """Return when it is next due: its interval after the last collection; where that failed, once its wait is over."""
    if declared is None or (row is not None and not row.enabled):
        return ""
    due = last.started_at + declared.interval if last and not (row and row.failures) else now
    if row is not None and row.not_before is not None:
        due = max(due, row.not_before)
    return words.instant(due) if due > now else _("due now")

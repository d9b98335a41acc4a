"""The state of a change set, read from its rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, QuerySet, Value, When

from watchlist.list_updates.change_models import ChangeSet, Revision

NEEDS_ATTENTION: Final = "needs_attention"
PROPOSED: Final = "proposed"
TAKEN_UP: Final = "taken_up"
DECIDED: Final = "decided"
APPLIED: Final = "applied"
OVERTAKEN: Final = "overtaken"
STATES: Final = (NEEDS_ATTENTION, PROPOSED, TAKEN_UP, DECIDED, APPLIED, OVERTAKEN)
COUNTS: Final = ("total", "accepted", "rejected", "applied")


@dataclass(frozen=True, slots=True)
class ChangeSetStatus:
    """The state of a set, its last revision, and how many changes of that are open, decided and applied."""

    state: str
    revision: Revision
    open: int
    accepted: int
    rejected: int
    applied: int


def status_of(change_set: ChangeSet) -> ChangeSetStatus:
    """Return the status of one change set."""
    return statuses_of(with_state(ChangeSet.objects.filter(pk=change_set.pk)))[change_set.pk]


def statuses_of(rows: Iterable[Any]) -> dict[UUID, ChangeSetStatus]:
    """Return the statuses, by key, of rows as `with_state` returns them: one query more."""
    found = {row.pk: row for row in rows}
    latest = Revision.objects.filter(change_set__in=list(found)).select_related("proposed_by").order_by("number")
    last = {revision.change_set_id: revision for revision in latest}
    return {key: _status(row, last[key]) for key, row in found.items()}


def with_state(rows: QuerySet[ChangeSet]) -> QuerySet[Any]:
    """Return the change sets with `state`, and with the counts that it is read from, to be filtered by.

    The counts are aggregates of one join: a database works out once what is named in many places, which it does not do
    with subqueries. So `rows` themselves must be joined to no revisions.
    """
    later = Revision.objects.filter(change_set=OuterRef("pk"), number__gt=OuterRef("revisions__number"))
    counted = rows.annotate(
        last=Max("revisions__number"),
        total=Count("revisions__changes", filter=~Exists(later)),
        accepted=Count("revisions__changes", filter=Q(revisions__changes__decision__accepted=True)),
        rejected=Count("revisions__changes", filter=Q(revisions__changes__decision__accepted=False)),
        applied=Count("revisions__changes__decision__application"),
        is_overtaken=Exists(ChangeSet.objects.filter(source=OuterRef("source"), opened_at__gt=OuterRef("opened_at"))),
    )
    return counted.annotate(state=_state())


def is_overtaken(change_set: ChangeSet) -> bool:
    """Return whether the same source has a later change set."""
    later = ChangeSet.objects.filter(source_id=change_set.source_id, opened_at__gt=change_set.opened_at)
    return change_set.source_id is not None and later.exists()


def _state() -> Case:
    is_open = Q(total__gt=F("accepted") + F("rejected"))
    is_written = Q(accepted=F("applied"), accepted__gt=0)
    return Case(
        When(~is_open & is_written, then=Value(APPLIED)),
        When(Q(is_overtaken=True) & (is_open | Q(accepted__gt=F("applied"))), then=Value(OVERTAKEN)),
        When(~is_open, then=Value(DECIDED)),
        When(Q(last__gt=0), then=Value(TAKEN_UP)),
        When(~Q(gates=""), then=Value(NEEDS_ATTENTION)),
        default=Value(PROPOSED),
    )


def _status(row: Any, revision: Revision) -> ChangeSetStatus:
    decided = row.accepted + row.rejected
    return ChangeSetStatus(row.state, revision, row.total - decided, row.accepted, row.rejected, row.applied)

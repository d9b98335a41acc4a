"""The state of a change set, read from its rows; and what of a source's changes is in force or was rejected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import orjson
from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, QuerySet, Value, When

from watchlist.law_store import Edition
from watchlist.list_updates.change_models import Change, ChangeSet, Decision, Revision
from watchlist.list_updates.models import ListSource
from watchlist.list_updates.published import PublishedRow, rows_of

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
    statuses = {}
    for key, row in found.items():
        undecided = row.total - row.accepted - row.rejected
        statuses[key] = ChangeSetStatus(row.state, last[key], undecided, row.accepted, row.rejected, row.applied)
    return statuses


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


def rows_in_force(source: ListSource) -> tuple[PublishedRow, ...] | None:
    """Return the rows of the first edition with every accepted change that was applied since; None before any.

    A row amended keeps its place, one added comes last. What is undecided, rejected, or accepted and not yet applied is
    not in force: the next edition is compared with the rows without it.
    """
    baseline = Edition.objects.filter(origin=f"sources/{source.key}").order_by("read_at", "pk").first()
    if baseline is None:
        return None
    # In the order in which they came into the law.
    applied = Change.objects.filter(
        revision__change_set__source=source, decision__accepted=True, decision__application__isnull=False
    ).order_by("decision__application__applied_at", "decision__application__pk")
    current = dict.fromkeys(rows_of(baseline.content))
    for change in applied:
        old, new = _row(change.row_before), _row(change.row_after)
        if old in current and new is not None:
            current = {new if row == old else row: None for row in current}
        elif new is not None:
            current[new] = None
        elif old is not None:
            current.pop(old, None)
    return tuple(current)


def rejections_by_digest(source: ListSource) -> dict[str, Decision]:
    """Return the decisions that rejected what a source published, by the digest of the change.

    The last set to decide on a digest counts: what was rejected and then accepted is not among them, nor is a row of
    which only some entries were rejected, nor what the source said otherwise since, if only in one edition: what it
    says anew is decided anew.
    """
    decisions = (
        Decision.objects.filter(change__revision__change_set__source=source)
        .select_related("change__revision", "decided_by")
        .order_by("decided_at", "pk")
    )
    last: dict[str, list[Decision]] = {}
    for decision in decisions:
        of_set = last.setdefault(decision.change.digest, [])
        if of_set and of_set[0].change.revision.change_set_id != decision.change.revision.change_set_id:
            of_set.clear()
        of_set.append(decision)
    rejected = {
        digest: of_set[-1]
        for digest, of_set in last.items()
        if not any(set_decision.accepted for set_decision in of_set)
    }
    since = min((decision.decided_at for decision in rejected.values()), default=None)
    if since is not None:
        for edition in Edition.objects.filter(origin=f"sources/{source.key}", read_at__gt=since):
            rows = frozenset(rows_of(edition.content))
            rejected = {
                digest: decision
                for digest, decision in rejected.items()
                if edition.read_at <= decision.decided_at or _says(rows, decision.change)
            }
    return rejected


def _says(rows: frozenset[PublishedRow], change: Change) -> bool:
    """Say whether an edition of these rows says what a change makes of them."""
    old, new = _row(change.row_before), _row(change.row_after)
    return new in rows if new is not None else old not in rows


def _row(record: str) -> PublishedRow | None:
    fields: dict[str, Any] | None = orjson.loads(record) if record else None
    return PublishedRow.from_record(fields) if fields else None

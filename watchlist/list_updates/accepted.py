"""What was accepted of a source: the rows in force with which an edition is compared, and what was rejected before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from watchlist.law_store import Edition
from watchlist.list_updates.change_models import Change, Decision
from watchlist.list_updates.models import ListSource
from watchlist.list_updates.published import PublishedRow, rows_of


def rows_in_force(source: ListSource) -> tuple[PublishedRow, ...] | None:
    """Return the rows of the first edition with every accepted change that was applied since; None before any.

    What is undecided, rejected, or accepted and not yet applied is not in force: the next edition is compared with
    the rows without it.
    """
    baseline = Edition.objects.filter(origin=f"sources/{source.key}").order_by("read_at", "pk").first()
    return None if baseline is None else fold_changes(rows_of(baseline.content), _applied(source))


def fold_changes(rows: Iterable[PublishedRow], changes: Iterable[Change]) -> tuple[PublishedRow, ...]:
    """Return rows with changes made in order: a row amended keeps its place, one added comes last."""
    current = dict.fromkeys(rows)
    for change in changes:
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


def _applied(source: ListSource) -> Iterable[Change]:
    """Return the changes of a source that are in the law, in the order in which they came there."""
    return Change.objects.filter(
        revision__change_set__source=source, decision__accepted=True, decision__application__isnull=False
    ).order_by("decision__application__applied_at", "decision__application__pk")


def _row(record: str) -> PublishedRow | None:
    fields: dict[str, Any] | None = orjson.loads(record) if record else None
    return PublishedRow.from_record(fields) if fields else None

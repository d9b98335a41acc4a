"""Open a change set of a difference between two editions: the machine's word, which no person has taken up yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import transaction

from watchlist.scheduling.models import Edition
from watchlist.sources.change_models import ChangeSet
from watchlist.sources.declaring import DeclaredSource
from watchlist.sources.diff import RowChange
from watchlist.sources.drafting import Drafted, revise
from watchlist.sources.models import ListSource


@transaction.atomic
def propose_difference(
    *,
    source: DeclaredSource,
    held: ListSource,
    base: Edition,
    edition: Edition,
    changes: Sequence[RowChange],
    gates: Sequence[str],
    notes: Sequence[str] = (),
) -> ChangeSet:
    """Open a change set with its revision 0, by nobody, and return it."""
    change_set = ChangeSet.objects.create(
        source=held,
        base=base,
        edition=edition,
        title=source.title,
        gates="\n".join(gates),
        notes="\n".join(notes),
        opened_at=datetime.now(UTC),
        opened_by=source.origin,
    )
    revise(change_set=change_set, number=0, drafts=[_draft(change) for change in changes], proposed_by=None)
    return change_set


def _draft(change: RowChange) -> Drafted:
    row = change.after or change.before
    assert row is not None
    return Drafted(
        kind=change.kind,
        name=row.name,
        code=row.code,
        valid_from=row.valid_from,
        row_before=change.before.as_record() if change.before else None,
        row_after=change.after.as_record() if change.after else None,
        place=row.place,
        doubt=change.doubt,
        digest=change.digest,
    )

"""What waits at the curators' desk, for the front page: for the reader, for another, and what fails."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from watchlist.list_updates.approval import APPROVE, PROPOSE
from watchlist.list_updates.change_models import ChangeSet
from watchlist.list_updates.change_set_status import NEEDS_ATTENTION, PROPOSED, TAKEN_UP, with_state
from watchlist.list_updates.models import CuratorTask
from watchlist.web.curation.change_set_view import SetView, set_views
from watchlist.web.curation.change_sets import PEOPLE_FIRST, VIEW_SETS
from watchlist.web.curation.source_view import SourceView, source_views
from watchlist.web.curation.sources import VIEW_SOURCES
from watchlist.web.curation.tasks import VIEW_TASKS
from watchlist.web.words import now


def curators_box(reader: User) -> dict[str, Any]:
    """Return what the front page shows of the desk; who may not read change sets is shown nothing."""
    if not reader.has_perm(VIEW_SETS):
        return {}
    waiting = _waiting(reader)
    mine = [row for row in waiting if _is_for(reader, row)]
    return {
        "curation": {
            "mine": mine,
            "others": [row for row in waiting if row not in mine],
            "tasks": CuratorTask.objects.filter(closed_at=None).count() if reader.has_perm(VIEW_TASKS) else None,
            "failing": _failing() if reader.has_perm(VIEW_SOURCES) else None,
        }
    }


def _waiting(reader: User) -> list[SetView]:
    rows = with_state(ChangeSet.objects.select_related("source"))
    waiting = rows.filter(state__in=(NEEDS_ATTENTION, PROPOSED, TAKEN_UP))
    return set_views(waiting.order_by(PEOPLE_FIRST, "-opened_at", "pk"), reader)


def _is_for(reader: User, row: SetView) -> bool:
    """A set that a person took up waits for another who decides; any other for somebody who takes it up."""
    if row.status.state != TAKEN_UP:
        return reader.has_perm(PROPOSE)
    return reader.has_perm(APPROVE) and row.status.revision.proposed_by_id != reader.pk


def _failing() -> list[SourceView]:
    return [view for view in source_views(now()) if view.status == "failing"]

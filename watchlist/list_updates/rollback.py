"""Back to what was held before a change was applied: another change set, which another person must accept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist.engine.errors import CorrectTheData
from watchlist.errors import SayWhy
from watchlist.law_store.history import facts_of
from watchlist.law_store.models import Scheduling
from watchlist.list_updates.approval import open_by_hand
from watchlist.list_updates.change_models import Application, Change, ChangeSet
from watchlist.list_updates.change_schema import payload_of
from watchlist.list_updates.drafting import ChangeDraft
from watchlist.list_updates.entry_facts import redraft
from watchlist.temporal import LawTick


@transaction.atomic
def propose_rollback(*, application: Application, actor: User, reason: str) -> ChangeSet:
    """Open a change set that corrects what was applied back to what was held before, and return it.

    An addition is withdrawn, what was amended or ended stands as it did. What was answered in between stays readable:
    a correction changes what is said of the past, not what was said. Raises `CorrectTheData` where nothing was written,
    or the entry was changed since.
    """
    if not reason.strip():
        raise SayWhy(_("a rollback says why."))
    change = application.decision.change
    events = application.events.splitlines()
    if not events:
        raise CorrectTheData(_("%(change)s: nothing was written, so nothing is to be taken back."), change=change)
    entries = tuple(change.entries.split())
    draft = ChangeDraft(
        kind=Change.Kind.CORRECT, list_key=change.list_key, entries=entries, code=change.code, name=change.name
    )
    after = {"replacements": {entry: _previous_payloads(entry, events, application) for entry in entries}}
    title = f"Take back: {change}"[:300]
    return open_by_hand(title=title, changes=[redraft(draft, after)], actor=actor, note=reason)


def _previous_payloads(entry: str, events: Sequence[str], application: Application) -> dict[str, Any]:
    """Return what was held of these events of an entry before the change, None for nothing, by event."""
    rows = Scheduling.objects.filter(entry__key=entry, event__in=events).select_related("instrument")
    if rows.current().filter(recorded_at__gt=application.applied_at).exists():
        raise CorrectTheData(_("%(entry)s was changed since: take that back first."), entry=entry)
    tick_before = (
        LawTick.objects.filter(at__lt=application.applied_at).order_by("-at").values_list("at", flat=True).first()
    )
    then = {row.event: payload_of(facts_of(row)) for row in rows.known_at(tick_before)} if tick_before else {}
    now = set(rows.current().values_list("event", flat=True))
    return {event: then.get(event) for event in events if event in then or event in now}

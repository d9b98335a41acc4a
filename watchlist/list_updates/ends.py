"""By which acts an applied change set ended listings: no period that follows says it, so an edition of its own does."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from watchlist.law_store.endings import APPLIED
from watchlist.law_store.models import Edition
from watchlist.list_updates.change_models import ChangeSet
from watchlist.list_updates.drafting import ChangeDraft
from watchlist.list_updates.parsed_change import parse_change
from watchlist.list_updates.published import sha256_of


def store_endings(change_set: ChangeSet, drafts: Sequence[ChangeDraft], at: datetime) -> Edition | None:
    """Keep the events that ended listings as the seeds keep them, and return the edition; None where there are none."""
    events = [event for draft in drafts if draft.after is not None for event in _events(draft)]
    if not events:
        return None
    content = json.dumps({"EventRow": events}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return Edition.objects.create(
        origin=f"{APPLIED}{change_set.pk}",
        sha256=sha256_of(content),
        content=content,
        entries=len(events),
        complete=False,
        read_at=at,
    )


def _events(draft: ChangeDraft) -> Iterator[dict[str, Any]]:
    parsed = parse_change(draft)
    if parsed.removal:
        yield _event(parsed.removal.end_event, parsed.removal.instrument, parsed.removal.citation)
    for facts in parsed.listings:
        if facts.valid_until and facts.end_event:
            yield _event(facts.end_event, facts.instrument, facts.citation)


def _event(key: str, instrument: str, citation: str) -> dict[str, Any]:
    return {
        "id": key,
        "instrument": instrument,
        "citation": citation,
        "precision": "day",
        "date_confidence": "confirmed",
    }

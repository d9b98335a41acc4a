"""What stands on a curator's desk: sources, looks, editions, and change sets as the machine proposes them."""

from __future__ import annotations

import hashlib
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.list_updates.proposals import changes_of
from watchlist.law_store.models import Edition
from watchlist.list_updates.change_models import Change, ChangeSet
from watchlist.list_updates.drafting import ChangeDraft, revise
from watchlist.list_updates.models import Collection, ListSource, Publication
from watchlist.list_updates.published import PublishedRow

HOSTILE = "<script>alert(1)</script> \u202eenotecA"
AT = datetime(2026, 1, 2, 9, 14, tzinfo=UTC)


def source(key: str = "xx-list", **stands: Any) -> ListSource:
    """Return a source that was followed."""
    return ListSource.objects.get_or_create(key=key, defaults=stands)[0]


def edition(key: str = "xx-list", rows: int = 3) -> Edition:
    """Return an edition that was read of it."""
    digest = hashlib.sha256(f"{key} {rows}".encode()).hexdigest()
    return Edition.objects.create(origin=f"sources/{key}", sha256=digest, content="[]", entries=rows, read_at=AT)


def publication(content: bytes, content_type: str = "text/xml", key: str = "xx-list") -> Publication:
    """Return what was archived of it."""
    return Publication.objects.create(
        source=source(key),
        sha256=hashlib.sha256(content).hexdigest(),
        compressed=zlib.compress(content),
        length=len(content),
        content_type=content_type,
        address="https://xx.example/xx/list.xml",
        fetched_at=AT,
    )


def look(outcome: str, hours: float = 0, key: str = "xx-list", **others: Any) -> Collection:
    """Return a look at it, some hours after the first."""
    at = AT + timedelta(hours=hours)
    return Collection.objects.create(
        source=source(key), started_at=at, ended_at=at + timedelta(seconds=2.3), outcome=outcome, **others
    )


def machines(*drafts: ChangeDraft, title: str = "The List as of today", gates: str = "", notes: str = "") -> ChangeSet:
    """Return a change set as the machine proposes it: revision 0, of nobody."""
    change_set = ChangeSet.objects.create(
        source=source(),
        base=edition(rows=ChangeSet.objects.count() * 2),
        edition=edition(rows=ChangeSet.objects.count() * 2 + 1),
        title=title,
        gates=gates,
        notes=notes,
        opened_at=datetime.now(UTC),
        opened_by="sources/xx-list",
    )
    revise(change_set=change_set, number=0, drafts=drafts, proposed_by=None)
    return change_set


def row(name: str, code: str = "11") -> dict[str, Any]:
    """Return a row as published."""
    return PublishedRow(list="schedule", code=code, name=name, place=f"Schedule, item {code}").as_record()


def first_of(change_set: ChangeSet) -> Change:
    """Return the first change of the last revision."""
    return changes_of(change_set)[0]

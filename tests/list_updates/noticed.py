"""Notices of an invented register, kept as a reading of its source would keep them."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.list_updates.register import register
from watchlist.list_updates.models import ListSource, Notice
from watchlist.list_updates.notices import store_notices
from watchlist.list_updates.published import PublishedNotice


def proposal(key: str = "fr-2026-00001", **changes: Any) -> PublishedNotice:
    """Return a proposal on acetone, whose comments close in April 2026, with what `changes` says otherwise."""
    plain: dict[str, Any] = {
        "kind": "proposal",
        "title": "Designation of Acetone as a List I Chemical",
        "citation": "91 FR 4711",
        "url": f"https://www.federalregister.gov/documents/{key}",
        "text": "Notice of proposed rulemaking.",
        "published_on": date(2026, 2, 3),
        "comments_close_on": date(2026, 4, 6),
    }
    return PublishedNotice(key=key, **plain | changes)


def keep(*notices: PublishedNotice) -> list[Notice]:
    """Keep what one reading of the register brought."""
    held, _ = ListSource.objects.get_or_create(key="us-federal-register")
    return store_notices(notices=notices, source=register(), source_row=held)


def current(key: str = "fr-2026-00001") -> Notice:
    """Return what is held of a notice now."""
    row: Notice = Notice.objects.current().get(key=key)
    return row

"""What is on the horizon, as one immutable value: every notice known at a tick of the law.

It is read beside the law, once a tick, and never by it: a notice is no scheduling and raises no verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any, Final

from watchlist.sources.models import Notice
from watchlist.temporal import last_tick

ACTS: Final = frozenset({Notice.Kind.RULE.value, Notice.Kind.NOT_IN_FORCE.value})
"""Kinds that are law from their day on: then the law itself speaks."""


@dataclass(frozen=True, slots=True)
class CompiledNotice:
    """A notice as an answer tells it."""

    key: str
    kind: str
    title: str
    jurisdiction: str
    citation: str
    url: str
    published_on: date | None
    comments_close_on: date | None
    effective_on: date | None
    substances: tuple[str, ...]
    source: str

    def stands(self, first: date, last: date) -> bool:
        """Say whether it was out by `last`, and neither withdrawn nor law on `first`; an unknown day excludes none."""
        out = self.published_on is None or self.published_on <= last
        is_law = self.kind in ACTS and self.effective_on is not None and self.effective_on <= first
        return out and not is_law and self.kind != Notice.Kind.WITHDRAWN

    def as_record(self, substance: str) -> dict[str, Any]:
        """Return the record of the contract, of one of the substances that it is about."""
        return {
            "notice": self.key,
            "kind": self.kind,
            "title": self.title,
            "jurisdiction": self.jurisdiction,
            "published_on": _said(self.published_on),
            "comments_close_on": _said(self.comments_close_on),
            "effective_on": _said(self.effective_on),
            "substance": substance,
            "url": self.url,
        }


@dataclass(frozen=True, eq=False)
class Horizon:
    """Every notice known at `known_at`, the last published first."""

    known_at: datetime
    notices: tuple[CompiledNotice, ...]

    @cached_property
    def by_substance(self) -> Mapping[str, tuple[CompiledNotice, ...]]:
        """Return the notices about each substance, in their order."""
        index: dict[str, list[CompiledNotice]] = {}
        for notice in self.notices:
            for substance in notice.substances:
                index.setdefault(substance, []).append(notice)
        return {substance: tuple(about) for substance, about in index.items()}


def horizon_known_at(known_at: datetime | None = None) -> Horizon:
    """Return the notices as known at the last tick not after `known_at` (now, if none is given)."""
    return _compile(last_tick(known_at))


@lru_cache(maxsize=8)
def _compile(tick: datetime) -> Horizon:
    rows = Notice.objects.known_at(tick).select_related("jurisdiction", "source")
    notices = sorted((_notice(row) for row in rows), key=lambda notice: notice.key)
    notices.sort(key=lambda notice: notice.published_on or date.min, reverse=True)
    return Horizon(tick, tuple(notices))


def _notice(row: Notice) -> CompiledNotice:
    return CompiledNotice(
        key=row.key,
        kind=row.kind,
        title=row.title,
        jurisdiction=row.jurisdiction.key,
        citation=row.citation,
        url=row.url,
        published_on=row.published_on,
        comments_close_on=row.comments_close_on,
        effective_on=row.effective_on,
        substances=tuple(row.substances.split()),
        source=row.source.key if row.source else "",
    )


def _said(day: date | None) -> str | None:
    return day.isoformat() if day else None

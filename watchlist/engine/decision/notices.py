"""Notices as answers show them: every one known at a tick of the law, as one immutable value.

It is read beside the law, once a tick, and never by it: a notice is no scheduling and raises no verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Final

from watchlist.engine import answer
from watchlist.engine.vocabulary import NoticeKind

ACTS: Final = frozenset({"rule", "not_in_force"})
"""Kinds that are law from their day on: then the law itself speaks."""
WITHDRAWN: Final = "withdrawn"


@dataclass(frozen=True, slots=True)
class CompiledNotice:
    """A notice as answers show it."""

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

    def is_pending(self, first: date, last: date) -> bool:
        """Say whether it was out by `last`, and neither withdrawn nor law on `first`; an unknown day excludes none."""
        out = self.published_on is None or self.published_on <= last
        is_law = self.kind in ACTS and self.effective_on is not None and self.effective_on <= first
        return out and not is_law and self.kind != WITHDRAWN

    def as_record(self, substance: str) -> answer.Proposal:
        """Return the record of the contract, of one of the substances that it is about."""
        return answer.Proposal(
            notice=self.key,
            kind=NoticeKind.from_text(self.kind),
            title=self.title,
            jurisdiction=self.jurisdiction,
            published_on=self.published_on,
            comments_close_on=self.comments_close_on,
            effective_on=self.effective_on,
            substance=substance,
            url=self.url,
        )


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

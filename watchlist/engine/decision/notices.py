"""Notices as answers show them: every one known at a tick of the law, as one immutable value.

It is read beside the law, once a tick, and never by it: a notice is no scheduling and raises no verdict.

Notices about the goods of a line, shown on request only: no findings, and of no weight in its verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Final

from watchlist.engine import answer
from watchlist.engine.answer import Proposal, ProposalsCoverage
from watchlist.engine.identification import STILL_THE_SUBSTANCE, ItemResolution
from watchlist.engine.law import CompiledLaw
from watchlist.engine.vocabulary import NoticeKind

ACTS: Final = frozenset({"rule", "not_in_force"})
"""Kinds that are law from their day on: then the law itself speaks."""
WITHDRAWN: Final = "withdrawn"

ProposalRecords = tuple[Proposal, ...]


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


@dataclass(frozen=True, slots=True)
class Proposals:
    """The notices known with one law, for the lines of one screening.

    Goods are named by a notice where they are one of its substances, in whatever salt, hydrate, isotopologue or
    mixture; goods of which a notice may speak by a class of its own are not looked for.
    """

    law: CompiledLaw
    horizon: Horizon
    places: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)

    def for_item(self, item: ItemResolution, lists: frozenset[str], days: tuple[date, ...]) -> ProposalRecords:
        """Return the pending notices about an item, of the jurisdictions whose lists are compared."""
        about = self.horizon.by_substance
        if not about:
            return ()
        if lists not in self.places:
            self.places[lists] = frozenset(filter(None, (self.law.lists[key].jurisdiction for key in lists)))
        return tuple(
            notice.as_record(substance)
            for substance in dict.fromkeys(_substances(item))
            for notice in about.get(substance, ())
            if notice.jurisdiction in self.places[lists] and notice.is_pending(days[0], days[-1])
        )

    def coverage(self) -> ProposalsCoverage:
        """Return how many notices were known, how many of them name a substance held, and of which places."""
        notices = self.horizon.notices
        return ProposalsCoverage(
            notices=len(notices),
            about_substances=sum(bool(notice.substances) for notice in notices),
            jurisdictions=tuple(sorted({notice.jurisdiction for notice in notices})),
        )


def _substances(item: ItemResolution) -> Iterator[str]:
    """Yield what each field of an item was read as, and every held substance that its structure still is."""
    for resolution in item.resolutions:
        if resolution.substance:
            yield resolution.substance
        yield from (match.reference for match in resolution.matches if STILL_THE_SUBSTANCE.issuperset(match.forms))

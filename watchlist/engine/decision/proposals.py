"""Notices about the goods of a line, shown on request only: no findings, and of no weight in its verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from watchlist.engine.answer import Proposal, ProposalsCoverage
from watchlist.engine.decision.notices import Horizon
from watchlist.engine.identification.records import ItemResolution
from watchlist.engine.identification.resolver import STILL_THE_SUBSTANCE
from watchlist.engine.law.compiled import CompiledLaw

ProposalRecords = tuple[Proposal, ...]


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
        places, first, last = self._places(lists), days[0], days[-1]
        return tuple(
            notice.as_record(substance)
            for substance in dict.fromkeys(_substances(item))
            for notice in about.get(substance, ())
            if notice.jurisdiction in places and notice.is_pending(first, last)
        )

    def coverage(self) -> ProposalsCoverage:
        """Return how many notices were known, how many of them name a substance held, and of which places."""
        notices = self.horizon.notices
        return ProposalsCoverage(
            notices=len(notices),
            about_substances=sum(bool(notice.substances) for notice in notices),
            jurisdictions=tuple(sorted({notice.jurisdiction for notice in notices})),
        )

    def _places(self, lists: frozenset[str]) -> frozenset[str]:
        if lists not in self.places:
            self.places[lists] = frozenset(filter(None, (self.law.lists[key].jurisdiction for key in lists)))
        return self.places[lists]


def _substances(item: ItemResolution) -> Iterator[str]:
    """Yield what each field of an item was read as, and every held substance that its structure still is."""
    for resolution in item.resolutions:
        if resolution.substance:
            yield resolution.substance
        yield from (match.reference for match in resolution.matches if STILL_THE_SUBSTANCE.issuperset(match.forms))

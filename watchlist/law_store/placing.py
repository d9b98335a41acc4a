"""The verbs for where law holds and to where it looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from watchlist.law_store.models import Jurisdiction
from watchlist.law_store.places import Destination, DestinationTable, Membership
from watchlist.law_store.registry import hold_exactly, hold_true, the


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A country on [since, until); None is not known, or not ended."""

    country: str
    since: date | None
    until: date | None
    confidence: str
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TableFacts:
    """The row of `DestinationTable`, without its times."""

    key: str
    title: str
    citation: str
    complete: bool
    confidence: str
    source: str = ""
    note: str = ""


@transaction.atomic
def admit(*, jurisdiction: str, members: Sequence[PlaceFacts], actor: str, reason: str) -> list[Membership]:
    """Hold exactly these countries to be where the law of a jurisdiction holds, and return its current rows."""
    of = the(Jurisdiction, jurisdiction)
    return hold_exactly(
        Membership,
        {"jurisdiction": of},
        [asdict(member) for member in members],
        said=("admit", "jurisdiction", jurisdiction, "members"),
        actor=actor,
        reason=reason,
    )


@transaction.atomic
def tabulate(*, facts: TableFacts, places: Sequence[PlaceFacts], actor: str, reason: str) -> list[Destination]:
    """Hold exactly these countries to stand in a table of destinations, and return its current rows."""
    hold_true(DestinationTable, asdict(facts), asdict(facts), "destinations", actor=actor, reason=reason)
    return hold_exactly(
        Destination,
        {"table": facts.key},
        [asdict(place) for place in places],
        said=("tabulate", "destinations", facts.key, "places"),
        actor=actor,
        reason=reason,
    )

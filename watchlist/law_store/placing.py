"""The verbs for where law holds and to where it looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from watchlist.law_store.models import Jurisdiction
from watchlist.law_store.places import Destination, DestinationTable, Membership
from watchlist.law_store.registry import get_row, set_current, set_current_rows


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
    """Set the countries in which the law of a jurisdiction holds, and return its current rows."""
    owner = get_row(Jurisdiction, jurisdiction)
    return set_current_rows(
        Membership,
        {"jurisdiction": owner},
        [asdict(member) for member in members],
        event=("admit", "jurisdiction", jurisdiction, "members"),
        actor=actor,
        reason=reason,
    )


@transaction.atomic
def tabulate(*, facts: TableFacts, places: Sequence[PlaceFacts], actor: str, reason: str) -> list[Destination]:
    """Set the countries of a table of destinations, and return its current rows."""
    set_current(DestinationTable, asdict(facts), asdict(facts), "destinations", actor=actor, reason=reason)
    return set_current_rows(
        Destination,
        {"table": facts.key},
        [asdict(place) for place in places],
        event=("tabulate", "destinations", facts.key, "places"),
        actor=actor,
        reason=reason,
    )

"""A query of the register, and the stored rows that match it: few SQL queries, whatever is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from watchlist.engine.reading import party_key
from watchlist.law_store import law_known_at
from watchlist.manifests import Party
from watchlist.screenings import Consignment, ScreenedLine, Screening

MOST_NAMED: Final = 200
"""Substances, or parties, that one text may name."""


@dataclass(frozen=True, slots=True)
class RegisterQuery:
    """A substance and a party by any part of their names, the days of movement, and whether lines of no match are asked
    for in place of those that hold something listed: these have no substance, and the day of their screening.
    """

    substance: str = ""
    party: str = ""
    first: date | None = None
    last: date | None = None
    no_match: bool = False

    @property
    def names_something(self) -> bool:
        """Say whether a substance or a party is named: then totals are told."""
        return bool(self.substance or self.party)


def consignments(query: RegisterQuery) -> QuerySet[Consignment]:
    """Return the matching consignments of listed substances, last stored first; of each shipment its last screening."""
    rows = Consignment.objects.filter(_is_last("screening"))
    if query.substance:
        rows = rows.filter(substance_key__in=substances_named(query.substance))
    if query.party:
        # Read from the last one on, and not by the index of parties: of one with most of the rows all would be sorted
        # before the first page.
        parties = parties_named(query.party)
        rows = rows.alias(sender=Coalesce("consignor", 0), receiver=Coalesce("consignee", 0))
        rows = rows.filter(Q(sender__in=parties) | Q(receiver__in=parties))
    if query.first:
        rows = rows.filter(last_day__gte=query.first)
    if query.last:
        rows = rows.filter(first_day__lte=query.last)
    return rows.order_by("-pk")


def lines_of_no_match(query: RegisterQuery) -> QuerySet[ScreenedLine]:
    """Return the matching lines of no match, the last stored first."""
    rows = ScreenedLine.objects.filter(_is_last("screening"), verdict="no_match")
    if query.party:
        rows = rows.filter(screening__manifest__parties__party__in=parties_named(query.party)).distinct()
    if query.first:
        rows = rows.filter(screening__made_at__gte=_start(query.first))
    if query.last:
        rows = rows.filter(screening__made_at__lt=_start(query.last + timedelta(days=1)))
    return rows.order_by("-pk")


def substances_named(text: str) -> list[str]:
    """Return the keys of the substances that a text names, or is part of a name of."""
    needle = text.strip().lower()
    substances = law_known_at().substances.values()
    return sorted(
        substance.key for substance in substances if needle in substance.name.lower() or needle in substance.key
    )[:MOST_NAMED]


def parties_named(text: str) -> list[int]:
    """Return the parties that a text names, or is part of the name of."""
    return list(Party.objects.filter(key__contains=party_key(text)).values_list("pk", flat=True)[:MOST_NAMED])


def _is_last(screening: str) -> Q:
    """Return the condition that a row's screening is done, and the last one of its shipment."""
    manifest = f"{screening}__manifest__"
    same = Q(manifest__reference=OuterRef(f"{manifest}reference")) & (
        ~Q(manifest__reference="") | Q(manifest__sha256=OuterRef(f"{manifest}sha256"))
    )
    made = OuterRef(f"{screening}__made_at")
    after = Q(made_at__gt=made) | Q(made_at=made, pk__gt=OuterRef(f"{screening}_id"))
    later: Any = Exists(Screening.objects.filter(same, after))
    return Q(**{f"{screening}__made_at__isnull": False, f"{screening}__let_go_at__isnull": True}) & ~Q(later)


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)

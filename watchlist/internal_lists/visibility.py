"""From a user to the overlay through which they read answers: by their groups as they are now, at any instant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final
from uuid import UUID

from watchlist.access import User
from watchlist.internal_lists.matching import Entry, EntryMatcher
from watchlist.internal_lists.models import HouseEdition, HouseEntry, HouseList
from watchlist.internal_lists.overlay import HouseListOverlay
from watchlist.internal_lists.records import IndexedHouseList
from watchlist.screenings import Screening, read_question

REMEMBERED: Final = 64
"""Editions whose entries stay indexed in a process."""


@dataclass(frozen=True, slots=True)
class VisibleEditions:
    """The editions of every house list that a user may see, the last first; none for nearly everybody."""

    editions: Sequence[HouseEdition]

    def overlay(self, known_at: datetime) -> HouseListOverlay | None:
        """Return the overlay of the lists as held at an instant; None where none of them was held then."""
        editions_by_list: dict[str, HouseEdition] = {}
        for edition in self.editions:
            if edition.recorded_at <= known_at:
                editions_by_list.setdefault(edition.house_list.key, edition)
        lists = tuple(_indexed_list(editions_by_list[key]) for key in sorted(editions_by_list))
        return HouseListOverlay(lists) if lists else None

    def overlay_on(self, screening: Screening) -> HouseListOverlay | None:
        """Return the overlay of a stored screening: as known when it was asked, or at the instant that it asked for.

        A screening shows what stood on a list then, and not what was brought since: to see that is to screen again.
        """
        if not self.editions:
            return None
        moment = read_question(screening.question).known_at or screening.made_at
        return self.overlay(moment) if moment else None


def visible_editions(user: User) -> VisibleEditions:
    """Return what a user may see, by one query, the same whether or not there are lists that they may not see."""
    visible_lists = HouseList.objects.visible_to(user)
    editions = HouseEdition.objects.filter(house_list__in=visible_lists).select_related("house_list")
    return VisibleEditions(tuple(editions.order_by("-recorded_at")))


def overlay_on(user: User, screening: Screening) -> HouseListOverlay | None:
    """Return the overlay through which a user reads a stored screening; None where they may see no list."""
    return visible_editions(user).overlay_on(screening)


def _indexed_list(edition: HouseEdition) -> IndexedHouseList:
    house_list = edition.house_list
    matcher = _matcher(edition.pk)
    return IndexedHouseList(
        house_list.key,
        house_list.title,
        house_list.kind,
        edition.pk,
        edition.sha256,
        edition.recorded_at.date(),
        matcher,
    )


@lru_cache(maxsize=REMEMBERED)
def _matcher(edition: UUID) -> EntryMatcher:
    """Return the entries of an edition, indexed; an edition never changes, so neither does what is remembered of it."""
    stored = HouseEdition.objects.get(pk=edition)
    rows = HouseEntry.objects.filter(house_list=stored.house_list_id).known_at(stored.recorded_at).order_by("key")
    return EntryMatcher([_entry(row) for row in rows])


def _entry(row: HouseEntry) -> Entry:
    return Entry(
        key=row.key,
        name=row.name,
        other_names=tuple(row.other_names.splitlines()),
        cas=row.cas,
        inchikey=row.inchikey,
        structure=row.structure,
        reason=row.reason,
        since=row.recorded_at.date(),
    )

"""From a user to the overlay through which he reads answers: by his groups as they are now, at whatever instant."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final
from uuid import UUID

from watchlist.access.scopes import User
from watchlist.engine.decision.question import Question
from watchlist.internal_lists.matching import Entry, Matcher
from watchlist.internal_lists.models import HouseEdition, HouseEntry, HouseList
from watchlist.internal_lists.overlay import Overlay
from watchlist.internal_lists.records import HeldList
from watchlist.screenings.models import Screening

REMEMBERED: Final = 64
"""Editions whose entries stay indexed in a process."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The editions of every house list that a user is shown, the last first; none for nearly everybody."""

    editions: Sequence[HouseEdition]

    def overlay(self, known_at: datetime) -> Overlay | None:
        """Return the overlay of the lists as held at an instant; None where none of them was held then."""
        held: dict[str, HouseEdition] = {}
        for edition in self.editions:
            if edition.recorded_at <= known_at:
                held.setdefault(edition.house_list.key, edition)
        lists = tuple(_held_list(held[key]) for key in sorted(held))
        return Overlay(lists) if lists else None

    def overlay_on(self, screening: Screening) -> Overlay | None:
        """Return the overlay of a stored screening: as known when it was asked, or at the instant that it asked for.

        A screening shows what stood on a list then, and not what was brought since: to see that is to screen again.
        """
        if not self.editions:
            return None
        asked = Question.from_record(json.loads(screening.question)).known_at or screening.made_at
        return self.overlay(asked) if asked else None


def reader(user: User) -> Reader:
    """Return what a user is shown, in one query, the same whether or not there are lists that he is not shown."""
    shown = HouseList.objects.shown_to(user)
    editions = HouseEdition.objects.filter(house_list__in=shown).select_related("house_list")
    return Reader(tuple(editions.order_by("-recorded_at")))


def overlay_on(user: User, screening: Screening) -> Overlay | None:
    """Return the overlay through which a user reads a stored screening; None where he is shown no list."""
    return reader(user).overlay_on(screening)


def _held_list(edition: HouseEdition) -> HeldList:
    of = edition.house_list
    matcher = _matcher(edition.pk)
    return HeldList(of.key, of.title, of.kind, edition.pk, edition.sha256, edition.recorded_at.date(), matcher)


@lru_cache(maxsize=REMEMBERED)
def _matcher(edition: UUID) -> Matcher:
    """Return the entries of an edition, indexed; an edition never changes, so neither does what is remembered of it."""
    of = HouseEdition.objects.get(pk=edition)
    rows = HouseEntry.objects.filter(house_list=of.house_list_id).known_at(of.recorded_at).order_by("key")
    return Matcher([_entry(row) for row in rows])


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

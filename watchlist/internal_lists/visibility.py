"""From a user to the overlay through which they read answers: by their groups as they are now, at any instant.

Which lines of a stored screening match the lists of an overlay is worked out once an item, not once a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db.models import Min, Q, QuerySet

from watchlist.access import User
from watchlist.engine.answer import Line, Summary
from watchlist.internal_lists.matching import Entry, EntryMatcher
from watchlist.internal_lists.models import HouseEdition, HouseEntry, HouseList
from watchlist.internal_lists.overlay import HouseListOverlay, IndexedHouseList, Recount
from watchlist.screenings import ScreenedLine, Screening, read_line, read_question

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
    """Return what a user may see, by one query where that is nothing: the same whether or not others see lists."""
    visible = list(HouseList.objects.visible_to(user).order_by().values_list("pk", flat=True))
    if not visible:
        return VisibleEditions(())
    editions = HouseEdition.objects.filter(house_list__in=visible).select_related("house_list")
    return VisibleEditions(tuple(editions.order_by("-recorded_at")))


def overlay_on(user: User, screening: Screening) -> HouseListOverlay | None:
    """Return the overlay through which a user reads a stored screening; None where they may see no list."""
    return visible_editions(user).overlay_on(screening)


def overlay_of_editions(editions: Sequence[str]) -> HouseListOverlay | None:
    """Return the overlay of some editions, by their ids, in the order of their lists; None of none.

    Nobody's rights are asked: whoever named them asked for those.
    """
    rows = HouseEdition.objects.filter(pk__in=editions).select_related("house_list").order_by("house_list__key")
    lists = tuple(map(_indexed_list, rows))
    return HouseListOverlay(lists) if lists else None


def _indexed_list(edition: HouseEdition) -> IndexedHouseList:
    house_list, day = edition.house_list, edition.recorded_at.date()
    facts = (house_list.key, house_list.title, house_list.kind)
    return IndexedHouseList(*facts, edition.pk, edition.sha256, day, _matcher(edition.pk))


@lru_cache(maxsize=REMEMBERED)
def _matcher(edition: UUID) -> EntryMatcher:
    """Return the entries of an edition, indexed; an edition never changes, so neither does what is remembered of it."""
    stored = HouseEdition.objects.get(pk=edition)
    rows = HouseEntry.objects.filter(house_list=stored.house_list_id).known_at(stored.recorded_at).order_by("key")
    entries = []
    for row in rows:
        names, since = tuple(row.other_names.splitlines()), row.recorded_at.date()
        entries.append(Entry(row.key, row.name, names, row.cas, row.inchikey, row.structure, row.reason, since))
    return EntryMatcher(entries)


MOST_SCREENINGS: Final = 256
BATCH: Final = 2_000
MOST_NAMED: Final = 500
"""Items named in one query; where more match, every line is looked at."""


def affected_lines(overlay: HouseListOverlay, screening: UUID) -> dict[int, Line]:
    """Return each line that the overlay changes, as changed, by its number."""
    found = {}
    for number, text in _stored(overlay, screening).values_list("line__number", "record").iterator(BATCH):
        line = read_line(text)
        if (visible_line := overlay.line(line)) is not line:
            found[number] = visible_line
    return found


def affected_summary(overlay: HouseListOverlay, screening: UUID, summary: Summary) -> Summary:
    """Return the summary of a stored screening for this reader, without reading the lines that stay as they are."""
    recount = Recount()
    for text in _stored(overlay, screening).values_list("record", flat=True).iterator(BATCH):
        line = read_line(text)
        recount.add(line, overlay.line(line))
    return recount.summary(summary)


def candidates(overlay: HouseListOverlay, screening: UUID, wanted: Q) -> Q:
    """Return `wanted`, a filter on stored columns, widened by the lines that the overlay touches.

    Of what it selects, whoever pages must look again at each line as shown (`overlay.line`): a touched line may be
    wanted only as shown, or only as stored.
    """
    items = affected_items(overlay, screening)
    if not items:
        return wanted
    return wanted | Q(line__item__in=items) if len(items) <= MOST_NAMED else Q()


@lru_cache(maxsize=MOST_SCREENINGS)
def affected_items(overlay: HouseListOverlay, screening: UUID) -> frozenset[int]:
    """Return the distinct items of a stored screening that stand on the lists of an overlay.

    Lines of one item are read alike within a screening, so that one of them speaks for all.
    """
    lines = ScreenedLine.objects.filter(screening=screening)
    first = lines.order_by().values("line__item").annotate(first=Min("pk")).values("first")
    rows = ScreenedLine.objects.filter(pk__in=first).order_by().values_list("line__item", "record")
    return frozenset(item for item, text in rows.iterator(BATCH) if overlay.matches(read_line(text)))


def _stored(overlay: HouseListOverlay, screening: UUID) -> QuerySet[Any]:
    items = affected_items(overlay, screening)
    lines = ScreenedLine.objects.filter(screening=screening).order_by("line__number")
    return lines.filter(line__item__in=items) if len(items) <= MOST_NAMED else lines

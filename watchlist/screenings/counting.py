"""Which stored goods count in sums: one definition for limits over a period, register, parties and histories alike.

Goods count, unless people dismissed them as another substance, they were refused, withdrawn or seized, or another
shipment declares the very same and counts them. Goods on hold count: they may move still. A guess that was confirmed is
as sure as what was read. An instant may be given: then it is as people had decided by then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db.models import BigIntegerField, Exists, F, OuterRef, QuerySet, Subquery, Value

from watchlist.engine.vocabulary import Certainty, LeftOut
from watchlist.manifests import ManifestLine
from watchlist.screenings.inserting import batches
from watchlist.screenings.judged_goods import CONFIRMED, DISMISSED, MOST_ASKED, certainty_by, words_on_goods
from watchlist.screenings.models import Consignment
from watchlist.screenings.same_goods import shared_goods

STAYING: Final = ("refused", "withdrawn", "seized")
"""Final words of goods that do not move: what they alone lay of documents and notices is asked no more."""
REOPENING: Final = ("reopen", "screened_again", "law_changed")
"""Events by which a closed case is open again: its disposition holds no more."""
GOODS_COLUMNS: Final = ("pk", "screening_id", "line_id", "substance_key", "certainty")

NO_LINE: Final = 0
"""In the place of a line's id: a word on the whole shipment."""

LineKey = tuple[UUID, int]
"""A screening, and the id of the manifest's line."""


class StoredGoods(NamedTuple):
    """One consignment of which is asked whether it counts, by its `GOODS_COLUMNS`."""

    pk: int
    screening: UUID
    line: int
    substance: str
    certainty: str


class CountedGoods(NamedTuple):
    """How one consignment counts: `certainty` as people left it; `left_out`, why it is in no sum."""

    certainty: str
    is_confirmed: bool = False
    left_out: LeftOut | None = None

    @property
    def counts(self) -> bool:
        """Say whether it is in sums."""
        return self.left_out is None


def counted_goods(rows: Iterable[StoredGoods], known_at: datetime | None = None) -> dict[int, CountedGoods]:
    """Return by its id how each of some consignments counts, as known at an instant (None: now): in a few queries."""
    goods = list(rows)
    counted = _by_words(goods, known_at)
    repeated = _repeated([row for row in goods if counted[row.pk].counts], known_at)
    return {pk: each._replace(left_out=LeftOut.REPEATED) if pk in repeated else each for pk, each in counted.items()}


def _by_words(goods: Collection[StoredGoods], known_at: datetime | None) -> dict[int, CountedGoods]:
    """Return how each counts by what people said of it and of its movement."""
    guessed = {row.line for row in goods if row.certainty == Certainty.GUESS}
    words = words_on_goods({row.line for row in goods}, guessed, known_at)
    movements = movement_words({row.screening for row in goods}, {row.line for row in goods}, known_at)
    return {
        row.pk: _counted(
            row,
            words.get((row.screening, row.line, row.substance)),
            stays=movements.stays(row.screening, row.line),
        )
        for row in goods
    }


def _counted(row: StoredGoods, word: str | None, *, stays: bool) -> CountedGoods:
    left_out = LeftOut.NOT_MOVED if stays else LeftOut.DISMISSED if word == DISMISSED else None
    return CountedGoods(certainty_by(word, row.certainty), word == CONFIRMED, left_out)


def _repeated(goods: Collection[StoredGoods], known_at: datetime | None) -> set[int]:
    """Return those (ids) that another shipment with the very same goods counts.

    Of each line that counts in several it is the one in the shipment that was screened last, a sure reading first:
    what one of them leaves out, another may count.
    """
    shared: dict[UUID, str] = {}
    for batch in batches(sorted({row.screening for row in goods}), MOST_ASKED):
        shared |= shared_goods(batch, known_at)
    lines = {row.line for row in goods if row.screening in shared}
    if not lines:
        return set()
    stored = _stored_of(shared, _numbers_of(lines))
    places = {StoredGoods(*columns): (columns[3], number) for *columns, number, _made_at in stored}
    counted = _by_words(places.keys(), known_at)
    chosen: dict[tuple[str, str, int], int] = {}
    for row in sorted(places, key=lambda row: counted[row.pk].certainty != Certainty.GUESS):
        if counted[row.pk].counts:
            chosen[shared[row.screening], *places[row]] = row.pk
    return {
        row.pk for row in places if counted[row.pk].counts and chosen[shared[row.screening], *places[row]] != row.pk
    }


def _numbers_of(lines: Collection[int]) -> set[int]:
    """Return the numbers that some lines have in their files."""
    rows = ManifestLine.objects.order_by()
    asked = batches(sorted(lines), MOST_ASKED)
    return {number for batch in asked for number in rows.filter(pk__in=batch).values_list("number", flat=True)}


def _stored_of(screenings: Collection[UUID], numbers: Collection[int]) -> list[tuple[Any, ...]]:
    """Return the columns of the goods on lines of some numbers in some screenings, the last screened behind."""
    rows = Consignment.objects.order_by().values_list(*GOODS_COLUMNS, "line__number", "screening__made_at")
    found = [
        row
        for keys in batches(sorted(screenings), MOST_ASKED)
        for lines in batches(sorted(numbers), MOST_ASKED)
        for row in rows.filter(screening__in=keys, line__number__in=lines)
    ]
    return sorted(found, key=lambda row: (row[-1], row[0]))


@dataclass(frozen=True, slots=True)
class MovementWords:
    """The words that say whether goods moved: of lines, and of the shipments of screenings."""

    of_lines: Mapping[LineKey, str]
    of_shipments: Mapping[UUID, str]

    def stays(self, screening: UUID, line: int) -> bool:
        """Say whether the goods of a line did not move: by the word on the line, else by that on its shipment."""
        return (self.of_lines.get((screening, line)) or self.of_shipments.get(screening, "")) in STAYING


def movement_words(
    screenings: Collection[UUID], lines: Collection[int], known_at: datetime | None = None
) -> MovementWords:
    """Return what was said of the movement of lines of manifests (ids) in some screenings, as known at an instant."""
    of_lines: dict[LineKey, str] = {}
    of_shipments: dict[UUID, str] = {}
    for lines_at_once, keys in zip_longest(
        batches(sorted(lines), MOST_ASKED), batches(sorted(screenings), MOST_ASKED), fillvalue=()
    ):
        on_lines, on_shipments = _words_on_lines(lines_at_once, known_at), _words_on_shipments(keys, known_at)
        for screening, line, _number, word in sorted(on_lines.union(on_shipments, all=True)):
            if line == NO_LINE:
                of_shipments[screening] = word
            else:
                of_lines[screening, line] = word
    return MovementWords(of_lines, of_shipments)


def _words_on_lines(lines: Collection[int], known_at: datetime | None) -> QuerySet[Any, Any]:
    """Return the words on lines, each with its screening, its line and its number, as known at an instant."""
    rows = apps.get_model("watchlist", "LineDisposition").objects.filter(screened_line__line__in=lines)
    by_then = rows.filter(at__lte=known_at) if known_at else rows
    return by_then.order_by().values_list("screened_line__screening", "screened_line__line", "number", "word")


def _words_on_shipments(screenings: Collection[UUID], known_at: datetime | None) -> QuerySet[Any, Any]:
    """Return, in the same columns, the word that the case of each screening is closed with, or was at an instant."""
    taken = apps.get_model("watchlist", "CaseScreening").objects.filter(screening__in=screenings)
    word: Any = F("case__disposition__word")
    if known_at is not None:
        by_then = apps.get_model("watchlist", "Disposition").objects.filter(at__lte=known_at)
        later = by_then.filter(case=OuterRef("case"), number__gt=OuterRef("number"))
        events = apps.get_model("watchlist", "CaseEvent").objects
        reopened = events.filter(case=OuterRef("case"), verb__in=REOPENING, at__gt=OuterRef("at"), at__lte=known_at)
        in_effect = by_then.filter(~Exists(later), ~Exists(reopened), case=OuterRef("case"))
        word = Subquery(in_effect.order_by().values("word")[:1])
    closed = taken.annotate(closed_with=word).filter(closed_with__isnull=False)
    no_line = Value(NO_LINE, BigIntegerField())
    return closed.order_by().values_list("screening", no_line, no_line, "closed_with")

"""In which order the lines of a screening are read, on its page and from one line to the next: one order for both.

People first: what is controlled, needs review, was not identified, then the rest; of each, first what the law asks most
of, then what is of most concern (`screenings/concern.py`), then by the file. A page begins after a line, not at a
number, so that the last page of 100,000 lines costs what the first does. Tabs and filters narrow it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Case as Choice, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchlist.cases import LineStanding, counts_by_decision, left_open, lines_with_word
from watchlist.engine.reports import DECISIONS
from watchlist.engine.vocabulary import DecisionWord, Verdict
from watchlist.internal_lists import HouseListOverlay
from watchlist.law_store import ListEntry
from watchlist.screenings import CONCERNS, Hit, ScreenedLine, Screening
from watchlist.web import words
from watchlist.web.stored_answers import MOST_FILTERED, PLACES, moved_verdicts

PEOPLE, FILE = "people", "file"
UNPLACED: Final = " unplaced"
"""Ends the name of a bucket of lines that were stored before their concerns were worked out."""
LAST: Final = 32_767
TABS: Final = (PEOPLE, *PLACES, FILE)
DECISION_FILTERS: Final = (
    *(DecisionWord.OPEN, DecisionWord.WAITING),
    *(DecisionWord.CONFIRMED, DecisionWord.DISMISSED, DecisionWord.IN_PART),
)
"""Words of people that lines are filtered by; what is undecided is to judge."""
SETTLED: Final = DECISION_FILTERS[1:]
LONGEST: Final = 100
"""Characters of a filter that are looked for."""
REMEMBERED: Final = 16
MOST_ENTRIES: Final = 1_000
"""Entries of law that a filter may match; words that match more are searched in the declared fields alone."""


@dataclass(frozen=True)
class LineOrder:
    """The lines of a screening under one tab and filters, as one reader sees them.

    `decided`: a word of people, and `concern`: a kind of concern, of which alone the lines are listed; "" lists all.
    """

    screening: Screening
    overlay: HouseListOverlay | None
    tab: str = PEOPLE
    wanted: str = ""
    decided: str = ""
    concern: str = ""
    moved: Mapping[int, str] = field(init=False)

    def __post_init__(self) -> None:
        moved = moved_verdicts(self.overlay, self.screening.pk) if self.overlay else {}
        object.__setattr__(self, "moved", moved if len(moved) <= MOST_FILTERED else {})

    @classmethod
    def from_request(cls, request: HttpRequest, screening: Screening, overlay: HouseListOverlay | None) -> LineOrder:
        """Return the order named in a page's address; people first, where it names none."""
        tab = request.GET.get("tab", PEOPLE)
        wanted, decided = request.GET.get("q", "").strip()[:LONGEST], request.GET.get("decided", "")
        of_people = decided if decided in DECISION_FILTERS else ""
        concern = request.GET.get("concern", "")
        known_concern = concern if concern in CONCERNS else ""
        return cls(screening, overlay, tab if tab in TABS else PEOPLE, wanted, of_people, known_concern)

    @property
    def query(self) -> str:
        """Return the query string for links in this order, "" for the usual one."""
        return self.query_under(self.tab)

    def query_under(self, tab: str) -> str:
        """Return the query string for links to another tab, with the same filters."""
        return self._query(tab, self.decided)

    def query_decided(self, decided: str) -> str:
        """Return the query string for links to the lines of another word of people, under the same tab."""
        return self._query(self.tab, decided)

    def _query(self, tab: str, decided: str) -> str:
        filters = {"q": self.wanted, "decided": decided, "concern": self.concern}
        parameters = {"tab": tab if tab != PEOPLE else "", **filters}
        return urlencode({name: value for name, value in parameters.items() if value})

    @property
    def collapses(self) -> bool:
        """Return whether only the first of equal lines is listed.

        Not in the order of the file, nor where a filter may match the second alone, nor for a reader of internal
        lists, which may name one of them.
        """
        is_filtered = self.wanted or self.decided or self.concern
        return self.tab != FILE and not is_filtered and self.overlay is None

    def lines_after(self, row: ScreenedLine | None, most: int) -> list[ScreenedLine]:
        """Return up to `most` lines after one, or the first of all."""
        return self._neighbours(row, most, ahead=True)

    def lines_before(self, row: ScreenedLine | None, most: int) -> list[ScreenedLine]:
        """Return up to `most` lines before one, or the last of all, the nearest last."""
        return self._neighbours(row, most, ahead=False)[::-1]

    def next_open(self, row: ScreenedLine) -> ScreenedLine | None:
        """Return the next line after one that is open, whatever filter narrows; after the last the first; else None."""
        open_lines = left_open(ScreenedLine.objects.filter(screening=self.screening)).exclude(verdict=Verdict.NO_MATCH)
        rank = Choice(
            *(When(verdict=verdict, then=Value(at)) for at, verdict in enumerate(PLACES)), default=Value(len(PLACES))
        )
        is_of_file = self.tab == FILE
        ranked = open_lines.exclude(pk=row.pk).annotate(
            rank=Value(0) if is_of_file else rank,
            within=Value(0) if is_of_file else Coalesce("place", Value(LAST)),
        )
        here = 0 if is_of_file else list(PLACES).index(row.verdict)
        within = 0 if is_of_file else LAST if row.place is None else row.place
        after = Q(within__gt=within) | Q(within=within, pk__gt=row.pk)
        later = ranked.filter(Q(rank__gt=here) | (Q(rank=here) & after)).order_by("rank", "within", "pk")
        following: ScreenedLine | None = later.first() or ranked.order_by("rank", "within", "pk").first()
        return following

    def _neighbours(self, row: ScreenedLine | None, most: int, *, ahead: bool) -> list[ScreenedLine]:
        if self.wanted:
            return self._filtered_neighbours(row, most, ahead=ahead)
        buckets = self._buckets if ahead else self._buckets[::-1]
        names = [name for name, _ in buckets]
        home = self._bucket_of(row) if row else ""
        start = names.index(home) if home in names else 0
        found: list[ScreenedLine] = []
        for name, bucket in buckets[start:]:
            keys = ("pk",) if name == FILE or name.endswith(UNPLACED) else ("place", "pk")
            rows = self._lines.filter(bucket).order_by(*keys if ahead else (f"-{key}" for key in keys))
            if row and name in (home, FILE):
                rows = rows.filter(_beyond(row, keys, ahead=ahead))
            found += rows.select_related("line")[: most - len(found)]
            if len(found) == most:
                break
        return found

    def _bucket_of(self, row: ScreenedLine) -> str:
        return self.moved.get(row.pk, row.verdict) + (UNPLACED if row.place is None else "")

    def _filtered_neighbours(self, row: ScreenedLine | None, most: int, *, ahead: bool) -> list[ScreenedLine]:
        """Return the lines after or before one, of those that the filter matches."""
        matching = lines_matching(self.screening.pk, self.wanted, self.concern)
        if self.decided:
            decided = set(self._lines.order_by().values_list("pk", flat=True))
            matching = tuple(match for match in matching if match[0] in decided)
        places = [(*self._place(verdict, pk, place), pk) for pk, verdict, place in matching]
        places_in_tab = sorted(place for place in places if place[0] is not None)
        here = (*self._place(row.verdict, row.pk, row.place), row.pk) if row else (-1, 0, 0)
        here = (here[0] or 0, *here[1:])
        if ahead:
            start = bisect_right(places_in_tab, here)
            chosen = places_in_tab[start : start + most]
        else:
            end = bisect_left(places_in_tab, here)
            chosen = places_in_tab[max(0, end - most) : end][::-1]
        rows = ScreenedLine.objects.select_related("line").in_bulk([pk for *_, pk in chosen])
        return [rows[pk] for *_, pk in chosen]

    def _place(self, verdict: str, pk: int, place: int | None) -> tuple[int | None, int]:
        """Return the place of a line of a verdict under the tab, and within its verdict; None: not in the tab."""
        word, within = self.moved.get(pk, verdict), LAST if place is None else place
        if self.tab == FILE:
            return 0, 0
        if self.tab == PEOPLE:
            return PLACES[word], within
        return (0 if word == self.tab else None), within

    @cached_property
    def _buckets(self) -> list[tuple[str, Q]]:
        if self.tab == FILE:
            return [(FILE, Q())]
        return [
            (verdict + suffix, self._with_verdict(verdict) & Q(place__isnull=bool(suffix)))
            for verdict in PLACES
            if self.tab in (PEOPLE, verdict)
            for suffix in ("", UNPLACED)
        ]

    def _with_verdict(self, verdict: str) -> Q:
        """Return the condition for the lines that this reader sees with a verdict."""
        if not self.moved:
            return Q(verdict=verdict)
        ours = [pk for pk, word in self.moved.items() if word == verdict]
        return (Q(verdict=verdict) & ~Q(pk__in=list(self.moved))) | Q(pk__in=ours)

    @cached_property
    def _lines(self) -> QuerySet[Any]:
        lines = ScreenedLine.objects.of_screening(self.screening)
        if self.decided:
            lines = lines.filter(lines_with_word(self.decided))
        if self.concern:
            lines = lines.filter(concerns__contains=self.concern)
        if self.collapses:
            equal = ScreenedLine.objects.filter(likeness=OuterRef("likeness"), screening=self.screening)
            is_before = Q(place__lt=OuterRef("place")) | Q(place=OuterRef("place"), pk__lt=OuterRef("pk"))
            first, unplaced = equal.filter(is_before), equal.filter(place=None, pk__lt=OuterRef("pk"))
            is_later = Q(Exists(first)) | Q(Exists(unplaced), place=None)
            lines = lines.filter(Q(likeness="") | ~is_later)
        return lines


def _beyond(row: ScreenedLine, keys: Sequence[str], *, ahead: bool) -> Q:
    """Return the condition that a line of the same bucket comes after one, or before it."""
    way = "gt" if ahead else "lt"
    last = Q(**{f"pk__{way}": row.pk})
    return last if keys == ("pk",) else Q(**{f"place__{way}": row.place}) | Q(place=row.place) & last


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: `token` is a verdict, people or file; `number` is None where no count is shown."""

    token: str
    label: str | Promise
    number: int | None
    query: str
    is_current: bool


def tabs(order: LineOrder, counts: Iterable[tuple[str, str, int]]) -> list[Tab]:
    """Return the tabs of a screening, from its counts by verdict: people first, each verdict, the order of the file."""
    verdicts = list(counts)
    every = sum(number for _token, _label, number in verdicts)
    named: tuple[tuple[str, str | Promise, int | None], ...] = (
        (PEOPLE, _("All, people first"), every),
        *verdicts,
        (FILE, _("File order"), None),
    )
    return [Tab(token, label, number, order.query_under(token), token == order.tab) for token, label, number in named]


@dataclass(frozen=True, slots=True)
class DecisionFilter:
    """A choice of lines by people's word: `token` is the word, "" all; `number` is how many they are."""

    token: str
    label: str | Promise
    number: int | None
    query: str
    is_current: bool


def decision_filters(order: LineOrder) -> list[DecisionFilter]:
    """Return the choices by what people said, those that have a line; none where nobody has judged one."""
    standings = LineStanding.objects.filter(screened_line__screening=order.screening)
    counts = counts_by_decision(standings)
    if not counts:
        return []
    settled = sum(counts.get(word, 0) for word in SETTLED)
    numbers = {**counts, DecisionWord.OPEN: max(0, (order.screening.for_people or 0) - settled)}
    chosen = [word for word in DECISION_FILTERS if numbers.get(word) or word == order.decided]
    everything = DecisionFilter("", _("Whatever people said"), None, order.query_decided(""), not order.decided)
    labels = {word: words.of_record(DECISIONS, word) for word in chosen}
    of_word = [
        DecisionFilter(word, label, numbers.get(word, 0), order.query_decided(word), word == order.decided)
        for word, label in labels.items()
    ]
    return [everything, *of_word]


@lru_cache(maxsize=REMEMBERED)
def lines_matching(screening: UUID, wanted: str, concern: str = "") -> tuple[tuple[int, str, int | None], ...]:
    """Return the id, the stored verdict and the place of each line that contains the words, in the order of the file.

    Searched are the declared fields, and the keys of list and substance of the findings; `concern`: only lines of it.
    """
    lines = ScreenedLine.objects.filter(screening=screening)
    lines = lines.filter(concerns__contains=concern) if concern else lines
    hits = lines_by_entry(wanted).filter(screened_line__screening=screening)
    found = lines.filter(line__declared__icontains=wanted).values_list("pk", "verdict", "place")
    by_entry = lines.filter(pk__in=hits).values_list("pk", "verdict", "place")
    return tuple(sorted({*found, *by_entry}, key=itemgetter(0)))


def lines_by_entry(wanted: str) -> QuerySet[Any]:
    """Return the lines of any screening with a finding on an entry whose key contains the words."""
    keys = ListEntry.objects.filter(key__icontains=wanted).values_list("key", flat=True)
    entries = list(keys.distinct()[:MOST_ENTRIES])
    hits = Hit.objects.filter(entry_key__in=entries) if len(entries) < MOST_ENTRIES else Hit.objects.none()
    return hits.order_by().values("screened_line")

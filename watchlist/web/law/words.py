"""The words in which pages of compiled law speak: categories cut short, dates with their doubt, links to its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from watchlist.engine.law import CompiledScheduling
from watchlist.law_store import ControlList, Instrument, ListEntry
from watchlist.substances import Substance
from watchlist.web import words

DOUBTED = gettext_lazy("date ?")
CATEGORY = re.compile(r"^(?:Category \S+, subcategory|Precursor chemicals, category|Category) ")
SCHEDULE = re.compile(r"^Schedule ")


def short_category(category: str) -> str:
    """Return a category as a cell names it: "Category 2, subcategory 2A" becomes "Cat. 2A"."""
    return SCHEDULE.sub("Sch. ", CATEGORY.sub("Cat. ", category))


def is_doubted(row: CompiledScheduling) -> bool:
    """Return whether the start is unknown or unverified."""
    return row.valid_from is None or row.date_confidence == "unverified"


def year(row: CompiledScheduling) -> str:
    """Return the year of the start: "2024", "1989, date ?" where nobody verified it, "date ?" where none is known."""
    if row.valid_from is None:
        return str(DOUBTED)
    return f"{row.valid_from.year}, {DOUBTED}" if is_doubted(row) else str(row.valid_from.year)


def since(row: CompiledScheduling) -> str:
    """Return the start no more exactly than it is known: a day, a year, or that it is not known."""
    if row.valid_from is None:
        return _("start not known")
    return str(row.valid_from.year) if row.date_precision == "year" else words.day(row.valid_from)


class Addresses:
    """Addresses of the admin's pages of the law, by key: one query for each kind of row, when first needed."""

    def __init__(self, query: str = "") -> None:
        self._query = query

    def entry(self, key: str) -> str:
        """Return the page of an entry."""
        return reverse("admin:watchlist_listentry_change", args=[self._entries[key]])

    def substance(self, key: str) -> str:
        """Return the page of a substance, seen from the same viewpoint."""
        return reverse("admin:watchlist_substance_change", args=[self._substances[key]]) + self._query

    def list(self, key: str) -> str:
        """Return the page of a list."""
        return reverse("admin:watchlist_controllist_change", args=[self._lists[key]])

    def instrument(self, key: str) -> str:
        """Return the page of an act."""
        return reverse("admin:watchlist_instrument_change", args=[self._instruments[key][0]])

    def act(self, key: str) -> str:
        """Return how an act is cited: a listing cites the place where its words stand."""
        return self._instruments[key][1]

    @cached_property
    def _entries(self) -> Mapping[str, int]:
        return dict(ListEntry.objects.values_list("key", "pk"))

    @cached_property
    def _substances(self) -> Mapping[str, int]:
        return dict(Substance.objects.values_list("key", "pk"))

    @cached_property
    def _lists(self) -> Mapping[str, int]:
        return dict(ControlList.objects.values_list("key", "pk"))

    @cached_property
    def _instruments(self) -> Mapping[str, tuple[int, str]]:
        return {row.key: (row.pk, row.citation) for row in Instrument.objects.current()}

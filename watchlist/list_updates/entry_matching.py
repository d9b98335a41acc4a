"""Match a printed row to held entries and substances: by names, and by numbers between equal names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chemistry.nomenclature import normalise_name
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.law.facts import SchedulingFacts
from watchlist.law_store.history import facts_of
from watchlist.law_store.models import Scheduling
from watchlist.list_updates.heads import head_key
from watchlist.list_updates.published import PublishedRow
from watchlist.list_updates.reading_rows import names_in


@dataclass(frozen=True, slots=True)
class HeldEntry:
    """An entry of a list with its periods as held now, in legal order."""

    key: str
    list: str
    substance: str
    periods: tuple[SchedulingFacts, ...]

    def period_on(self, day: date | None) -> SchedulingFacts | None:
        """Return the period of a day; without a day, the last."""
        if day is None:
            return self.periods[-1]
        return next((facts for facts in self.periods if facts.covers(day)), None)

    def lasts_until(self, until: date | None) -> bool:
        """Return whether the last period lasts at least until a day; without a day, for good."""
        end = self.periods[-1].valid_until
        return end is None or (until is not None and until <= end)

    def first_period_between(self, day: date | None, until: date | None) -> SchedulingFacts | None:
        """Return the first period that begins after a day, and before another one if that is given."""
        return next(
            (
                facts
                for facts in self.periods
                if day and facts.valid_from and day < facts.valid_from and (until is None or facts.valid_from < until)
            ),
            None,
        )


def held_entries(lists: Sequence[str]) -> tuple[HeldEntry, ...]:
    """Return every entry of these lists of which something is held now."""
    rows = Scheduling.objects.current().filter(entry__control_list__key__in=lists)
    found: defaultdict[tuple[str, str, str], list[SchedulingFacts]] = defaultdict(list)
    for row in rows.select_related("entry__control_list", "entry__substance", "instrument").prefetch_related(
        "conditions"
    ):
        found[row.entry.key, row.entry.control_list.key, row.entry.substance.key].append(facts_of(row))
    return tuple(
        HeldEntry(*keys, tuple(sorted(periods, key=lambda facts: facts.valid_from or date.min)))
        for keys, periods in sorted(found.items())
    )


def matching_entries(row: PublishedRow, entries: Sequence[HeldEntry]) -> tuple[HeldEntry, ...]:
    """Return the entries that bear the name of a row, those with its number too if there are any; none: no name fits.

    Never by the number alone: it passes from one substance to another.
    """
    head = head_key(row.name)
    by_name = tuple(entry for entry in entries if any(head_key(facts.printed_name) == head for facts in entry.periods))
    by_number = tuple(
        entry for entry in by_name if row.code and any(facts.law_code == row.code for facts in entry.periods)
    )
    return by_number or by_name


def substances_of_name(printed: str, law: CompiledLaw | None) -> tuple[str, ...]:
    """Return the held substances that a printed name may be of: one, where all the names in it that are held agree."""
    if law is None:
        return ()
    found = [
        {target.substance for target in law.names[key]}
        for name in names_in(printed)
        if (key := normalise_name(name)) in law.names
    ]
    if not found:
        return ()
    return tuple(sorted(set.intersection(*found) or set.union(*found)))

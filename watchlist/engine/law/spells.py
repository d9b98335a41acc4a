"""How long a listing runs: an amendment begins a new period of the law, and does not begin the listing anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from watchlist.engine.law.compiled import CompiledScheduling


@dataclass(frozen=True, slots=True)
class Spell:
    """Periods of one entry without a gap between them: the listing began with the first, each other one amended it."""

    periods: tuple[CompiledScheduling, ...]

    @property
    def row(self) -> CompiledScheduling:
        """Return the period that began it."""
        return self.periods[0]

    def on(self, day: date) -> CompiledScheduling:
        """Return the period of a day: the last that began by then, the first before any."""
        begun = [row for row in self.periods if row.valid_from is None or row.valid_from <= day]
        return begun[-1] if begun else self.row

    def status(self, day: date) -> str:
        """Return the status on a day: that of the period of that day."""
        return self.on(day).status(day)

    @property
    def decided_on(self) -> date | None:
        """Return the day on which it was decided, where that lies before its start."""
        decided, starts = self.row.decided_on or self.row.published_on, self.row.valid_from
        return decided if decided and starts and decided < starts else None

    @property
    def starts_on(self) -> date | None:
        """Return its first day; None is not known."""
        return self.row.valid_from

    @property
    def ends_on(self) -> date | None:
        """Return the first day without it; None where no end is known."""
        return self.periods[-1].valid_until

    @property
    def amended_on(self) -> tuple[date, ...]:
        """Return the days on which its words or its reach changed."""
        return tuple(period.valid_from for period in self.periods[1:] if period.valid_from)


def spells_of(rows: Iterable[CompiledScheduling]) -> tuple[Spell, ...]:
    """Return the listings of which these are the periods, by first day; rows come entry by entry, in legal order."""
    groups: list[list[CompiledScheduling]] = []
    for row in rows:
        previous = groups[-1][-1] if groups else None
        if previous and previous.entry == row.entry and row.valid_from and previous.valid_until == row.valid_from:
            groups[-1].append(row)
        else:
            groups.append([row])
    spells = [Spell(tuple(group)) for group in groups]
    return tuple(sorted(spells, key=lambda spell: spell.starts_on or date.min))

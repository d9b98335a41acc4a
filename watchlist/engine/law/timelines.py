"""Since when each list holds one substance: the facts that its timeline draws and its table tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from watchlist.engine.law.compiled import CompiledLaw, CompiledList, CompiledScheduling
from watchlist.engine.law.matrices import Filters, columns
from watchlist.engine.law.spells import Spell, spells_of


@dataclass(frozen=True, slots=True)
class Track:
    """What one list says of the substance, from the first spell to the last."""

    list: CompiledList
    spells: tuple[Spell, ...]

    @property
    def first(self) -> tuple[date, str]:
        """Return what tracks are sorted by: the first date known of it; an unknown start is the oldest."""
        return self.spells[0].decided_on or self.spells[0].starts_on or date.min, self.list.key


@dataclass(frozen=True, slots=True)
class Timeline:
    """The tracks of a substance by first date; jurisdictions with no track, by how much of their law is held."""

    tracks: tuple[Track, ...]
    silent: dict[str, tuple[str, ...]]


def timeline(law: CompiledLaw, substance: str) -> Timeline:
    """Return every listing of a substance that is law somewhere, past, present and decided, as known to `law`."""
    by_list: dict[str, list[CompiledScheduling]] = {}
    for row in law.schedulings.get(substance, ()):
        if row.list.jurisdiction:
            by_list.setdefault(row.list.key, []).append(row)
    tracks = [Track(rows[0].list, spells_of(rows)) for rows in by_list.values()]
    return Timeline(tuple(sorted(tracks, key=lambda track: track.first)), _silent(law, tracks))


def _silent(law: CompiledLaw, tracks: list[Track]) -> dict[str, tuple[str, ...]]:
    listed = {track.list.jurisdiction for track in tracks}
    found: dict[str, tuple[str, ...]] = {}
    for column in columns(law, Filters()):
        if column.jurisdiction not in listed:
            found[column.coverage] = (*found.get(column.coverage, ()), column.jurisdiction)
    return found

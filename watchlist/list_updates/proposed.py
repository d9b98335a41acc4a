"""A change as the verbs of the law would take it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchlist.engine.law.facts import SchedulingFacts
from watchlist.law_store.registry import InstrumentFacts
from watchlist.list_updates.change_models import Change
from watchlist.list_updates.drafting import Drafted
from watchlist.list_updates.saying import (
    Described,
    Ending,
    read_act,
    read_described,
    read_ending,
    read_facts,
    read_replacements,
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a change says: None, or nothing, for what it does not. `corrected`: entry, event, and what it shall say."""

    substance: str = ""
    facts: SchedulingFacts | None = None
    ending: Ending | None = None
    described: Described | None = None
    act: InstrumentFacts | None = None
    corrected: tuple[tuple[str, str, SchedulingFacts | None], ...] = ()

    @property
    def listings(self) -> tuple[SchedulingFacts, ...]:
        """Return every listing that it would write."""
        corrected = tuple(facts for _, _, facts in self.corrected if facts)
        return (self.facts, *corrected) if self.facts else corrected

    def printed_names(self, entries: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield each entry with the name under which it would stand; `entries` are those that the change bears on."""
        if self.facts and entries:
            yield entries[0], self.facts.printed_name
        yield from ((entry, facts.printed_name) for entry, _, facts in self.corrected if facts)


def proposed(draft: Drafted) -> Proposed:
    """Return what a change says, read strictly. Raises `CorrectTheData`."""
    said = draft.after or {}
    if draft.kind == Change.Kind.REMOVE:
        return Proposed(ending=read_ending(said), act=read_act(said))
    if draft.kind == Change.Kind.CORRECT:
        rows = ((entry, event, to) for entry, events in read_replacements(said).items() for event, to in events.items())
        return Proposed(corrected=tuple(rows), act=read_act(said))
    return Proposed(
        substance=str(said.get("substance", "")),
        facts=read_facts(said),
        described=read_described(said),
        act=read_act(said),
    )

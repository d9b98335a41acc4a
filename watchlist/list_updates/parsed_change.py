"""A change as the verbs of the law would take it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchlist.engine.law.facts import SchedulingFacts
from watchlist.law_store.registry import InstrumentFacts
from watchlist.list_updates.change_models import Change
from watchlist.list_updates.change_schema import (
    NewSubstance,
    Removal,
    read_act,
    read_facts,
    read_new_substance,
    read_removal,
    read_replacements,
)
from watchlist.list_updates.drafting import ChangeDraft


@dataclass(frozen=True, slots=True)
class ParsedChange:
    """The facts of a change, None or empty where it has none. `corrections`: entry, event, and its facts."""

    substance: str = ""
    facts: SchedulingFacts | None = None
    removal: Removal | None = None
    new_substance: NewSubstance | None = None
    act: InstrumentFacts | None = None
    corrections: tuple[tuple[str, str, SchedulingFacts | None], ...] = ()

    @property
    def listings(self) -> tuple[SchedulingFacts, ...]:
        """Return every listing that it would write."""
        corrected = tuple(facts for _, _, facts in self.corrections if facts)
        return (self.facts, *corrected) if self.facts else corrected

    def printed_names(self, entries: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield each entry with the name under which it would stand; `entries` are those that the change bears on."""
        if self.facts and entries:
            yield entries[0], self.facts.printed_name
        yield from ((entry, facts.printed_name) for entry, _, facts in self.corrections if facts)


def parse_change(draft: ChangeDraft) -> ParsedChange:
    """Return the facts of a change, read strictly. Raises `CorrectTheData`."""
    payload = draft.after or {}
    if draft.kind == Change.Kind.REMOVE:
        return ParsedChange(removal=read_removal(payload), act=read_act(payload))
    if draft.kind == Change.Kind.CORRECT:
        rows = (
            (entry, event, to) for entry, events in read_replacements(payload).items() for event, to in events.items()
        )
        return ParsedChange(corrections=tuple(rows), act=read_act(payload))
    return ParsedChange(
        substance=str(payload.get("substance", "")),
        facts=read_facts(payload),
        new_substance=read_new_substance(payload),
        act=read_act(payload),
    )

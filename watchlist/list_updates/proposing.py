"""From the rows that differ to a change set: what each would have the law say, and what the machine cannot tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from django.db import transaction

from watchlist.engine.errors import CorrectTheQuestion
from watchlist.law_store import Edition, law_known_at
from watchlist.list_updates.change_models import Change, ChangeSet
from watchlist.list_updates.change_schema import effective_day
from watchlist.list_updates.condition_changes import condition_changes
from watchlist.list_updates.curation import faults_of
from watchlist.list_updates.declaring import DeclaredSource, declared_sources
from watchlist.list_updates.diff import RowChange
from watchlist.list_updates.drafting import ChangeDraft, open_by_machine
from watchlist.list_updates.entry_facts import current_payload, held_entries, with_event_ids
from watchlist.list_updates.heads import head_key
from watchlist.list_updates.listing_changes import LIST_NOT_HELD, EntryEffect, LawContext, listing_change
from watchlist.list_updates.models import ListSource
from watchlist.list_updates.published import EndedRow

PASSES: Final = "it passes from {left} to {joined} on {day}"
ELSEWHERE: Final = "“{title}” lays a {kind} on entries of this list: look whether it names this one"


@transaction.atomic
def propose_difference(
    *,
    source: DeclaredSource,
    source_row: ListSource,
    base: Edition,
    edition: Edition,
    changes: Sequence[RowChange],
    gates: Sequence[str],
    notes: Sequence[str] = (),
    ended: Sequence[EndedRow] = (),
) -> ChangeSet:
    """Open a change set of what an edition changes, with what the law would say, and return it: revision 0, of nobody.

    `ended` is what the publication says of rows that it no longer prints. What cannot be told is a doubt, never a
    guess; what is held already applies to nothing.
    """
    drafts = drafted_changes(source, changes, ended)
    noun = "change" if len(drafts) == 1 else "changes"
    change_set = ChangeSet(
        source=source_row,
        base=base,
        edition=edition,
        title=f"{source.title}: {len(drafts)} {noun}"[:300],
        gates="\n".join(gates),
        notes="\n".join(notes),
        opened_at=datetime.now(UTC),
        opened_by=source.origin,
    )
    return open_by_machine(change_set, drafts, rows=[base, edition])


def drafted_changes(
    source: DeclaredSource, changes: Sequence[RowChange], ended: Sequence[EndedRow] = ()
) -> list[ChangeDraft]:
    """Return what each row that differs would have the law say: one change for each entry on which it bears."""
    lists = {
        key
        for declared_list in source.lists.values()
        for key in (declared_list.entries_of, *declared_list.conditions_of)
        if key
    }
    compiled = None
    with suppress(CorrectTheQuestion):  # no law was loaded yet
        compiled = law_known_at()
    law = LawContext(source, held_entries(sorted(lists)), compiled, tuple(ended))
    sourced = [_SourcedEffect(change, effect) for change in changes for effect in _effects(change, law)]
    return [_draft(sourced_effect) for sourced_effect in _with_passages(sourced)]


@dataclass(frozen=True, slots=True)
class _SourcedEffect:
    """A row that differs, and what it means for one entry."""

    change: RowChange
    effect: EntryEffect

    @property
    def day(self) -> date | None:
        return effective_day(self.effect.kind, self.effect.payload)


def _effects(change: RowChange, law: LawContext) -> Iterator[EntryEffect]:
    declared_list = law.source.lists.get(change.row.list)
    if declared_list is None or not (declared_list.entries_of or declared_list.conditions_of):
        yield EntryEffect(change.kind, "", "", None, (LIST_NOT_HELD,))
    elif declared_list.entries_of:
        yield listing_change(change, declared_list.entries_of, law)
    else:
        yield from condition_changes(change, declared_list, law)


def _with_passages(sourced: Sequence[_SourcedEffect]) -> list[_SourcedEffect]:
    """Return changes with each passage from one list to another named in both halves, and its missing day filled in."""
    found = list(sourced)
    for left, leaving in enumerate(sourced):
        for joined, joining in enumerate(sourced):
            if _passes(leaving, joining):
                day = leaving.day or joining.day
                doubt = PASSES.format(left=leaving.effect.list, joined=joining.effect.list, day=day)
                out = {"event_kind": "transferred_out", "valid_until": day and day.isoformat()}
                found[left] = _with_fields(found[left], out, doubt, joining)
                found[joined] = _with_fields(found[joined], {"event_kind": "transferred_in"}, doubt, leaving)
    return found


def _passes(leaving: _SourcedEffect, joining: _SourcedEffect) -> bool:
    left, joined = leaving.effect, joining.effect
    if (left.kind, joined.kind) != (Change.Kind.REMOVE, Change.Kind.ADD) or left.list == joined.list:
        return False
    if left.payload is None or joined.payload is None or leaving.day not in (None, joining.day):
        return False
    return head_key(leaving.change.row.name) == head_key(joining.change.row.name)


def _with_fields(
    sourced_effect: _SourcedEffect, fields: dict[str, Any], doubt: str, counterpart: _SourcedEffect
) -> _SourcedEffect:
    after = {**(sourced_effect.effect.payload or {}), **fields}
    if not after.get("instrument"):
        by = counterpart.effect.payload or {}
        after |= {name: by[name] for name in ("instrument", "new_instrument") if name in by}
    effect = replace(sourced_effect.effect, payload=after, doubts=(doubt, *sourced_effect.effect.doubts))
    return replace(sourced_effect, effect=effect)


def _draft(sourced_effect: _SourcedEffect) -> ChangeDraft:
    change, row, effect = sourced_effect.change, sourced_effect.change.row, sourced_effect.effect
    after, day = None, row.valid_from
    if effect.payload is not None:
        after = with_event_ids(effect.kind, effect.payload, effect.entry or f"{effect.list}/new")
        day = row.valid_from if effect.kind == Change.Kind.CORRECT else sourced_effect.day
    draft = ChangeDraft(
        kind=effect.kind,
        list_key=effect.list,
        entries=(effect.entry,) if effect.entry else (),
        code=row.code,
        name=row.name,
        valid_from=day,
        row_before=change.old.as_record() if change.old else None,
        row_after=change.new.as_record() if change.new else None,
        after=after,
        place=row.place,
        digest=change.digest,
    )
    draft = replace(draft, before=current_payload(draft))
    doubts = (change.doubt, *effect.doubts, *_conditions_elsewhere(draft), *faults_of(draft))
    return replace(draft, doubt="\n".join(dict.fromkeys(doubt for doubt in doubts if doubt)))


def _conditions_elsewhere(draft: ChangeDraft) -> Iterator[str]:
    """Yield what other publications lay on entries of the list to which one is added."""
    if draft.kind == Change.Kind.ADD and draft.after is not None:
        for source in declared_sources().values():
            for declared_list in source.lists.values():
                if draft.list_key in declared_list.conditions_of:
                    yield ELSEWHERE.format(title=source.title, kind=declared_list.condition)

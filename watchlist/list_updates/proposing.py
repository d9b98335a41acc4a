"""From the rows that differ to a change set: what each would have the law say, and what the machine cannot tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from django.db import transaction

from watchlist.audit import chain
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.law_store.compile import law_known_at
from watchlist.law_store.models import Edition
from watchlist.list_updates.binding import entries_held
from watchlist.list_updates.change_models import Change, ChangeSet
from watchlist.list_updates.condition_changes import condition_changes
from watchlist.list_updates.curation import faults_of
from watchlist.list_updates.declaring import DeclaredList, DeclaredSource, declared_sources
from watchlist.list_updates.diff import RowChange
from watchlist.list_updates.drafting import Drafted, revise
from watchlist.list_updates.heads import head_key
from watchlist.list_updates.held import before_of, with_ids
from watchlist.list_updates.listing_changes import NOT_HELD, Law, Meant, listing_change
from watchlist.list_updates.models import ListSource
from watchlist.list_updates.published import EndedRow
from watchlist.list_updates.saying import day_said

PASSES: Final = "it passes from {left} to {joined} on {day}"
ELSEWHERE: Final = "“{title}” lays a {kind} on entries of this list: look whether it names this one"


@transaction.atomic
def propose_difference(
    *,
    source: DeclaredSource,
    held: ListSource,
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
    at = datetime.now(UTC)
    drafts = drafted_changes(source, changes, ended)
    change_set = ChangeSet.objects.create(
        source=held,
        base=base,
        edition=edition,
        title=_title(source, drafts),
        gates="\n".join(gates),
        notes="\n".join(notes),
        opened_at=at,
        opened_by=source.origin,
    )
    revision = revise(change_set=change_set, number=0, drafts=drafts, proposed_by=None)
    told = {"edition": edition.sha256, "changes": len(drafts), "gates": list(gates), "digest": revision.digest}
    chain.append(
        actor=source.origin,
        verb="propose",
        target_kind="changeset",
        target_key=str(change_set.pk),
        payload=told,
        at=at,
        rows=[change_set, revision, *revision.changes.all(), base, edition],
    )
    return change_set


def drafted_changes(
    source: DeclaredSource, changes: Sequence[RowChange], ended: Sequence[EndedRow] = ()
) -> list[Drafted]:
    """Return what each row that differs would have the law say: one change for each entry on which it bears."""
    lists = {key for of in source.lists.values() for key in (of.entries_of, *of.conditions_of) if key}
    law = Law(source, entries_held(sorted(lists)), _compiled(), tuple(ended))
    told = [_Told(change, meant) for change in changes for meant in _meant(change, law)]
    return [_drafted(one) for one in _with_passages(told)]


@dataclass(frozen=True, slots=True)
class _Told:
    """A row that differs, and what it means for one entry."""

    change: RowChange
    meant: Meant

    @property
    def head(self) -> str:
        row = self.change.after or self.change.before
        return head_key(row.name) if row else ""

    @property
    def day(self) -> date | None:
        return day_said(self.meant.kind, self.meant.after)


def _meant(change: RowChange, law: Law) -> Iterator[Meant]:
    row = change.after or change.before
    of = law.source.lists.get(row.list) if row else None
    if of is None or not (of.entries_of or of.conditions_of):
        yield Meant(change.kind, "", "", None, (NOT_HELD,))
    elif of.entries_of:
        yield listing_change(change, of.entries_of, law)
    else:
        yield from condition_changes(change, of, law)


def _with_passages(told: Sequence[_Told]) -> list[_Told]:
    """Return changes with each passage from one list to another named in both halves, and its missing day filled in."""
    found = list(told)
    for left, one in enumerate(told):
        for joined, other in enumerate(told):
            if _passes(one, other):
                day = one.day or other.day
                doubt = PASSES.format(left=one.meant.list, joined=other.meant.list, day=day)
                out = {"event_kind": "transferred_out", "valid_until": day and day.isoformat()}
                found[left] = _said_too(found[left], out, doubt, other)
                found[joined] = _said_too(found[joined], {"event_kind": "transferred_in"}, doubt, one)
    return found


def _passes(one: _Told, other: _Told) -> bool:
    kinds = (one.meant.kind, other.meant.kind) == (Change.Kind.REMOVE, Change.Kind.ADD)
    told = one.meant.after is not None and other.meant.after is not None and one.meant.list != other.meant.list
    return kinds and told and one.head == other.head and (one.day is None or one.day == other.day)


def _said_too(one: _Told, said: dict[str, Any], doubt: str, other: _Told) -> _Told:
    after = {**(one.meant.after or {}), **said}
    if not after.get("instrument"):
        by = other.meant.after or {}
        after |= {name: by[name] for name in ("instrument", "new_instrument") if name in by}
    return replace(one, meant=replace(one.meant, after=after, doubts=(doubt, *one.meant.doubts)))


def _drafted(told: _Told) -> Drafted:
    change, meant = told.change, told.meant
    row = change.after or change.before
    assert row is not None  # a change has a side
    after = None if meant.after is None else with_ids(meant.kind, meant.after, _entry(meant))
    draft = Drafted(
        kind=meant.kind,
        list_key=meant.list,
        entries=(meant.entry,) if meant.entry else (),
        code=row.code,
        name=row.name,
        valid_from=row.valid_from if meant.after is None or meant.kind == Change.Kind.CORRECT else told.day,
        row_before=change.before.as_record() if change.before else None,
        row_after=change.after.as_record() if change.after else None,
        after=after,
        place=row.place,
        digest=change.digest,
    )
    draft = replace(draft, before=before_of(draft))
    doubts = (change.doubt, *meant.doubts, *_elsewhere(draft), *faults_of(draft))
    return replace(draft, doubt="\n".join(dict.fromkeys(doubt for doubt in doubts if doubt)))


def _entry(meant: Meant) -> str:
    return meant.entry or f"{meant.list}/new"


def _elsewhere(draft: Drafted) -> Iterator[str]:
    """Yield what other publications lay on entries of the list to which one is added."""
    if draft.kind == Change.Kind.ADD and draft.after is not None:
        for source, of in _laying_on(draft.list_key):
            yield ELSEWHERE.format(title=source.title, kind=of.condition)


def _laying_on(list_key: str) -> Iterator[tuple[DeclaredSource, DeclaredList]]:
    for source in declared_sources().values():
        yield from ((source, of) for of in source.lists.values() if list_key in of.conditions_of)


def _compiled() -> CompiledLaw | None:
    try:
        return law_known_at()
    except CorrectTheQuestion:
        return None


def _title(source: DeclaredSource, drafts: Sequence[Drafted]) -> str:
    noun = "change" if len(drafts) == 1 else "changes"
    return f"{source.title}: {len(drafts)} {noun}"[:300]

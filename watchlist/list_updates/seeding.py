"""The curated text of a list that was changed by change sets: what it says otherwise comes as a change set too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from django.db import transaction

from watchlist.audit import chain
from watchlist.engine.law.facts import SchedulingFacts
from watchlist.engine.law.text.parts import SeedPart
from watchlist.engine.law.text.periods import periods_of
from watchlist.engine.law.text.rows import ConditionRow, EventRow
from watchlist.law_store import registry
from watchlist.law_store.models import ControlList, Edition, Scheduling
from watchlist.law_store.seeds.editions import last_part
from watchlist.list_updates.accepted import rejected_before
from watchlist.list_updates.change_models import Change, ChangeSet
from watchlist.list_updates.drafting import Drafted, digest_of, revise
from watchlist.list_updates.held import before_of, held_facts
from watchlist.list_updates.models import ListSource
from watchlist.list_updates.saying import said_of

Periods = Mapping[str, SchedulingFacts]
Correction = dict[str, SchedulingFacts | None]
PREFIX: Final = "seeds-"
UNSAID: Final = "a change set brought {events}, of which the text says nothing: it would be withdrawn."


@transaction.atomic
def propose_text(edition: Edition, part: SeedPart) -> bool:
    """Open a change set of what a new text of a list says otherwise than is held; say whether both say the same.

    Only entries of which the text changed since `edition`, the one loaded last, are looked at. What was rejected before
    does not come back, and a set that is open with the same changes stands. As long as an entry is held otherwise
    than the text says, changed or not, the text is not the list's: the next would be loaded over what two people said.
    """
    key = part.origin.rsplit("/", 1)[-1]
    source, _ = ListSource.objects.get_or_create(key=f"{PREFIX}{key}"[:60], defaults={"enabled": False})
    control_list = ControlList.objects.get(key=key)
    drafts = list(_drafts(control_list, last_part(edition), part))
    rejected = rejected_before(source)
    wanted = [draft for draft in drafts if draft.digest not in rejected]
    if wanted and not _stands(source, wanted):
        _open(source, edition, part, wanted)
    return not drafts and _is_held(control_list, _told(part))


def _is_held(control_list: ControlList, told: Mapping[str, Periods]) -> bool:
    rows = Scheduling.objects.current().filter(entry__control_list=control_list)
    held = set(rows.values_list("entry__key", flat=True))
    said = {f"{control_list.key}/{substance}": periods for substance, periods in told.items() if periods}
    return held == said.keys() and all(held_facts(entry) == periods for entry, periods in said.items())


def _drafts(control_list: ControlList, old: SeedPart, new: SeedPart) -> Iterator[Drafted]:
    """Yield a correction for each entry of which the text changed, to what the text says of it now."""
    before, after = _told(old), _told(new)
    for substance, right in after.items():
        if right == before.get(substance):
            continue
        entry = registry.entry_of(control_list=control_list, substance=substance).key
        held = held_facts(entry)
        wrong: Correction = {event: said for event, said in right.items() if said != held.get(event)}
        unsaid = [event for event in held if event not in right]
        wrong |= dict.fromkeys(unsaid)
        if wrong:
            yield _draft(control_list, entry, wrong, unsaid)


def _draft(
    control_list: ControlList, entry: str, wrong: Mapping[str, SchedulingFacts | None], unsaid: Iterable[str]
) -> Drafted:
    told = [said for said in wrong.values() if said]
    replacements = {event: said and said_of(said) for event, said in wrong.items()}
    last = told[-1] if told else None
    draft = Drafted(
        kind=Change.Kind.CORRECT,
        name=last.printed_name if last else entry,
        list_key=control_list.key,
        entries=(entry,),
        code=last.law_code if last else "",
        valid_from=last.valid_from if last else None,
        after={"replacements": {entry: replacements}},
        place="the curated text of the list",
        doubt=UNSAID.format(events=", ".join(unsaid)) if unsaid else "",
        digest=digest_of([[entry, replacements]]),
    )
    return _seen_from_what_is_held(draft)


def _seen_from_what_is_held(draft: Drafted) -> Drafted:
    return replace(draft, before=before_of(draft))


def _told(part: SeedPart) -> dict[str, Periods]:
    conditions: defaultdict[str, list[ConditionRow]] = defaultdict(list)
    for row in part.rows(ConditionRow):
        conditions[row.event].append(row)
    events: defaultdict[str, list[EventRow]] = defaultdict(list)
    for event in part.rows(EventRow):
        events[event.entry].append(event)
    return {
        substance: {said.event: said for said in periods_of(of, conditions)} for substance, of in sorted(events.items())
    }


def _stands(source: ListSource, drafts: Iterable[Drafted]) -> bool:
    """Say whether the last change set of the text proposes just this, and is not decided yet."""
    last = ChangeSet.objects.filter(source=source).order_by("-opened_at").first()
    if last is None:
        return False
    proposed = Change.objects.filter(revision__change_set=last, revision__number=0)
    open_still = not proposed.filter(revision__change_set__revisions__changes__decision__isnull=False).exists()
    return open_still and set(proposed.values_list("digest", flat=True)) == {draft.digest for draft in drafts}


def _open(source: ListSource, edition: Edition, part: SeedPart, drafts: list[Drafted]) -> ChangeSet:
    now = datetime.now(UTC)
    read = Edition.objects.create(
        origin=f"proposed/{source.key}",
        sha256=part.sha256,
        content=part.content,
        entries=part.entries,
        complete=part.is_complete,
        read_at=now,
    )
    change_set = ChangeSet.objects.create(
        source=source,
        base=edition,
        edition=read,
        title=f"Curated text of {part.origin.removeprefix('lists/')}",
        notes="The list was changed by change sets after its text was last loaded; the text is not loaded over them.",
        opened_at=now,
        opened_by="load_seeds",
    )
    revision = revise(change_set=change_set, number=0, drafts=drafts, proposed_by=None)
    chain.append(
        actor=change_set.opened_by,
        verb="propose",
        target_kind="changeset",
        target_key=str(change_set.pk),
        payload={"edition": read.sha256, "changes": len(drafts), "gates": [], "digest": revision.digest},
        at=now,
        rows=[change_set, revision, *revision.changes.all(), read],
    )
    return change_set

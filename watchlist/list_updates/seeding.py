"""The curated text of a list that was changed by change sets: what it says otherwise comes as a change set too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from django.db import transaction

from watchlist.engine.law import SchedulingFacts
from watchlist.engine.law.text import SeedPart, conditions_by_event, events_by_entry, periods_of
from watchlist.law_store import ControlList, Edition, Scheduling, entry_of
from watchlist.law_store.seeds import last_part, store_edition
from watchlist.list_updates.change_models import Change, ChangeSet
from watchlist.list_updates.change_schema import payload_of
from watchlist.list_updates.change_set_status import rejections_by_digest
from watchlist.list_updates.drafting import ChangeDraft, digest_of, open_by_machine
from watchlist.list_updates.entry_facts import current_facts, current_payload
from watchlist.list_updates.models import ListSource

Periods = Mapping[str, SchedulingFacts]
Correction = dict[str, SchedulingFacts | None]
PREFIX: Final = "seeds-"
UNSAID: Final = "a change set brought {events}, of which the text says nothing: it would be withdrawn."


@transaction.atomic
def propose_text(edition: Edition, part: SeedPart) -> bool:
    """Open a change set where a new text of a list differs from what is held; return whether nothing differs.

    Only entries of which the text changed since `edition`, the one loaded last, are looked at. What was rejected before
    does not come back, and a set that is open with the same changes stands. As long as an entry is held otherwise
    than the text says, changed or not, the text is not the list's: the next would be loaded over what two people said.
    """
    key = part.origin.rsplit("/", 1)[-1]
    source, _ = ListSource.objects.get_or_create(key=f"{PREFIX}{key}"[:60], defaults={"enabled": False})
    control_list = ControlList.objects.get(key=key)
    drafts = list(_drafts(control_list, last_part(edition), part))
    rejected = rejections_by_digest(source)
    wanted = [draft for draft in drafts if draft.digest not in rejected]
    if wanted and not _is_open(source, wanted):
        _open_change_set(source, edition, part, wanted)
    return not drafts and _matches_the_law(control_list, _periods_by_substance(part))


def _matches_the_law(control_list: ControlList, text_periods: Mapping[str, Periods]) -> bool:
    rows = Scheduling.objects.current().filter(entry__control_list=control_list)
    held_keys = set(rows.values_list("entry__key", flat=True))
    periods_by_entry = {
        f"{control_list.key}/{substance}": periods for substance, periods in text_periods.items() if periods
    }
    return held_keys == periods_by_entry.keys() and all(
        current_facts(entry) == periods for entry, periods in periods_by_entry.items()
    )


def _drafts(control_list: ControlList, old: SeedPart, new: SeedPart) -> Iterator[ChangeDraft]:
    """Yield a correction for each entry of which the text changed, to what the text says of it now."""
    old_periods, new_periods = _periods_by_substance(old), _periods_by_substance(new)
    for substance, right in new_periods.items():
        if right == old_periods.get(substance):
            continue
        entry = entry_of(control_list=control_list, substance=substance).key
        current = current_facts(entry)
        wrong: Correction = {event: facts for event, facts in right.items() if facts != current.get(event)}
        missing = [event for event in current if event not in right]
        wrong |= dict.fromkeys(missing)
        if wrong:
            yield _draft(control_list, entry, wrong, missing)


def _draft(
    control_list: ControlList, entry: str, wrong: Mapping[str, SchedulingFacts | None], missing: Iterable[str]
) -> ChangeDraft:
    corrected = [facts for facts in wrong.values() if facts]
    replacements = {event: facts and payload_of(facts) for event, facts in wrong.items()}
    last = corrected[-1] if corrected else None
    draft = ChangeDraft(
        kind=Change.Kind.CORRECT,
        name=last.printed_name if last else entry,
        list_key=control_list.key,
        entries=(entry,),
        code=last.law_code if last else "",
        valid_from=last.valid_from if last else None,
        after={"replacements": {entry: replacements}},
        place="the curated text of the list",
        doubt=UNSAID.format(events=", ".join(missing)) if missing else "",
        digest=digest_of([[entry, replacements]]),
    )
    return replace(draft, before=current_payload(draft))


def _periods_by_substance(part: SeedPart) -> dict[str, Periods]:
    conditions = conditions_by_event(part)
    return {
        substance: {facts.event: facts for facts in periods_of(events, conditions)}
        for substance, events in sorted(events_by_entry(part).items())
    }


def _is_open(source: ListSource, drafts: Iterable[ChangeDraft]) -> bool:
    """Say whether the last change set of the text proposes just this, and is not decided yet."""
    last = ChangeSet.objects.filter(source=source).order_by("-opened_at").first()
    if last is None:
        return False
    proposed = Change.objects.filter(revision__change_set=last, revision__number=0)
    open_still = not proposed.filter(revision__change_set__revisions__changes__decision__isnull=False).exists()
    return open_still and set(proposed.values_list("digest", flat=True)) == {draft.digest for draft in drafts}


def _open_change_set(source: ListSource, edition: Edition, part: SeedPart, drafts: list[ChangeDraft]) -> ChangeSet:
    now = datetime.now(UTC)
    read = store_edition(part, f"proposed/{source.key}", now)
    change_set = ChangeSet(
        source=source,
        base=edition,
        edition=read,
        title=f"Curated text of {part.origin.removeprefix('lists/')}",
        notes="The list was changed by change sets after its text was last loaded; the text is not loaded over them.",
        opened_at=now,
        opened_by="load_seeds",
    )
    return open_by_machine(change_set, drafts, rows=[read])

"""What is held of an entry now, and whether it is still what a change was computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from watchlist.engine.errors import CorrectTheData
from watchlist.engine.law import SchedulingFacts
from watchlist.law_store import Instrument, InstrumentFacts, Scheduling, facts_of
from watchlist.list_updates.change_models import Change
from watchlist.list_updates.change_schema import NewSubstance, effective_day, payload_of, read_replacements
from watchlist.list_updates.drafting import ChangeDraft, Payload
from watchlist.substances import Description, Structure

A_DAY: Final = timedelta(days=1)


def current_facts(entry: str) -> dict[str, SchedulingFacts]:
    """Return what is held of an entry now, by event, in legal order."""
    rows = Scheduling.objects.current().filter(entry__key=entry).select_related("instrument")
    found = [facts_of(row) for row in rows.prefetch_related("conditions")]
    return {facts.event: facts for facts in sorted(found, key=lambda facts: facts.valid_from or date.min)}


def facts_on(entry: str, on: date | None) -> SchedulingFacts | None:
    """Return what is held of an entry on a day; without a day, the last that is held."""
    periods = list(current_facts(entry).values())
    if on is None:
        return periods[-1] if periods else None
    return next((facts for facts in periods if facts.covers(on)), None)


def is_held_act(act: InstrumentFacts) -> bool:
    """Say whether the act is held, and says the same."""
    fields = asdict(act)
    authority = fields.pop("authority")
    return Instrument.objects.current().filter(authority__key=authority, **fields).exists()


def is_held_as_described(new_substance: NewSubstance) -> bool:
    """Say whether a substance is held as it is described: under this key and name, with this structure."""
    descriptions = Description.objects.current().filter(substance__key=new_substance.key, name=new_substance.name)
    drawn = Structure.objects.current().filter(substance__key=new_substance.key).values_list("smiles", flat=True)
    return descriptions.exists() and "".join(drawn) == new_substance.smiles


def redraft(draft: ChangeDraft, after: Mapping[str, Any]) -> ChangeDraft:
    """Return a change that says `after`, computed from what is held now; its events get the ids of the seeds.

    `after` may name the `entry` on which it bears. Raises `CorrectTheData`.
    """
    payload = {name: value for name, value in after.items() if name != "entry"}
    entries = (str(after["entry"]),) if after.get("entry") else draft.entries
    if draft.kind == Change.Kind.ADD:
        entries = (f"{draft.list_key}/{payload['substance']}",) if payload.get("substance") else ()
    redrafted = replace(
        draft,
        after=with_event_ids(draft.kind, payload, "".join(entries[:1])),
        valid_from=effective_day(draft.kind, payload),
        entries=entries,
        name=str(payload.get("printed_name") or draft.name),
    )
    return replace(redrafted, before=current_payload(redrafted))


def with_event_ids(kind: str, payload: Payload, entry: str) -> dict[str, Any]:
    """Return a payload with the ids that the seeds would give: entry, day, what happened; conditions below that."""
    if kind == Change.Kind.CORRECT:
        return dict(payload)
    event = f"{entry}/{effective_day(kind, payload) or 'unknown'}/{payload.get('event_kind', '')}"
    if kind == Change.Kind.REMOVE:
        return {**payload, "end_event": event}
    ids: dict[str, Any] = {"event": event}
    if payload.get("valid_until") and f"{entry}/{payload['valid_until']}/" not in str(payload.get("end_event")):
        ids["end_event"] = f"{entry}/{payload['valid_until']}/removed"
    if isinstance(conditions := payload.get("conditions"), list):
        ids["conditions"] = [_with_id(condition, event, place) for place, condition in enumerate(conditions, 1)]
    return {**payload, **ids}


def _with_id(condition: Any, event: str, place: int) -> Any:
    if not isinstance(condition, Mapping):
        return condition
    name = str(condition.get("key", "")).rpartition("/")[2] or f"{condition.get('kind', 'condition')}-{place}"
    return {**condition, "key": f"{event}/{name}"}


def current_payload(draft: ChangeDraft) -> Payload | None:
    """Return, as a payload, what is held now where a change would say something else; None for an addition."""
    if draft.kind == Change.Kind.ADD or draft.after is None or not draft.entries:
        return None
    if draft.kind == Change.Kind.CORRECT:
        return {"replacements": _current_replacements(draft.after)}
    day = draft.valid_from
    until = day - A_DAY if day and draft.kind == Change.Kind.REMOVE else day
    facts = facts_on(draft.entries[0], until)
    return payload_of(facts) if facts else None


def refuse_if_changed(draft: ChangeDraft) -> None:
    """Raise `CorrectTheData` where what is held is not what the change was computed from."""
    if current_payload(draft) != draft.before:
        raise CorrectTheData(_("%(name)s: what is held of it was changed since; look at it again."), name=draft.name)


def _current_replacements(after: Payload) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for entry, events in read_replacements(after).items():
        current = current_facts(entry)
        found[entry] = {event: payload_of(current[event]) if event in current else None for event in events}
    return found

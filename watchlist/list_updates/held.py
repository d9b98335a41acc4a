"""What is held of an entry now, and whether it is still what a change was computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from watchlist.engine.errors import CorrectTheData
from watchlist.engine.law.facts import SchedulingFacts
from watchlist.law_store.history import facts_of
from watchlist.law_store.models import Instrument, Scheduling
from watchlist.law_store.registry import InstrumentFacts
from watchlist.list_updates.change_models import Change
from watchlist.list_updates.drafting import Drafted, Said
from watchlist.list_updates.saying import Described, day_said, read_replacements, said_of
from watchlist.substances.models import Description, Structure

A_DAY: Final = timedelta(days=1)


def held_facts(entry: str) -> dict[str, SchedulingFacts]:
    """Return what is held of an entry now, by event, in legal order."""
    rows = Scheduling.objects.current().filter(entry__key=entry).select_related("instrument")
    found = [facts_of(row) for row in rows.prefetch_related("conditions")]
    return {facts.event: facts for facts in sorted(found, key=lambda facts: facts.valid_from or date.min)}


def in_force(entry: str, on: date | None) -> SchedulingFacts | None:
    """Return what is held of an entry on a day; without a day, the last that is held."""
    held = list(held_facts(entry).values())
    if on is None:
        return held[-1] if held else None
    return next((facts for facts in held if facts.covers(on)), None)


def is_held_act(act: InstrumentFacts) -> bool:
    """Say whether the act is held, and says the same."""
    said = asdict(act)
    of = said.pop("authority")
    return Instrument.objects.current().filter(authority__key=of, **said).exists()


def is_held_so(described: Described) -> bool:
    """Say whether a substance is held as it is described: under this key and name, with this structure."""
    known = Description.objects.current().filter(substance__key=described.key, name=described.name)
    drawn = Structure.objects.current().filter(substance__key=described.key).values_list("smiles", flat=True)
    return known.exists() and "".join(drawn) == described.smiles


def restated(draft: Drafted, after: Mapping[str, Any]) -> Drafted:
    """Return a change that says `after`, computed from what is held now; its events get the ids of the seeds.

    `after` may name the `entry` on which it bears. Raises `CorrectTheData`.
    """
    said = {name: value for name, value in after.items() if name != "entry"}
    entries = (str(after["entry"]),) if after.get("entry") else draft.entries
    if draft.kind == Change.Kind.ADD:
        entries = (f"{draft.list_key}/{said['substance']}",) if said.get("substance") else ()
    told = replace(
        draft,
        after=with_ids(draft.kind, said, "".join(entries[:1])),
        valid_from=day_said(draft.kind, said),
        entries=entries,
        name=str(said.get("printed_name") or draft.name),
    )
    return replace(told, before=before_of(told))


def with_ids(kind: str, said: Said, entry: str) -> dict[str, Any]:
    """Return what is said with the ids that the seeds would give: entry, day, what happened; conditions below that."""
    if kind == Change.Kind.CORRECT:
        return dict(said)
    event = f"{entry}/{day_said(kind, said) or 'unknown'}/{said.get('event_kind', '')}"
    if kind == Change.Kind.REMOVE:
        return {**said, "end_event": event}
    ids: dict[str, Any] = {"event": event}
    if said.get("valid_until") and f"{entry}/{said['valid_until']}/" not in str(said.get("end_event")):
        ids["end_event"] = f"{entry}/{said['valid_until']}/removed"
    if isinstance(conditions := said.get("conditions"), list):
        ids["conditions"] = [_with_id(one, event, place) for place, one in enumerate(conditions, 1)]
    return {**said, **ids}


def _with_id(condition: Any, event: str, place: int) -> Any:
    if not isinstance(condition, Mapping):
        return condition
    name = str(condition.get("key", "")).rpartition("/")[2] or f"{condition.get('kind', 'condition')}-{place}"
    return {**condition, "key": f"{event}/{name}"}


def before_of(draft: Drafted) -> Said | None:
    """Return what is held where a change would say something else: None for what it adds."""
    if draft.kind == Change.Kind.ADD or draft.after is None or not draft.entries:
        return None
    if draft.kind == Change.Kind.CORRECT:
        return {"replacements": _replaced(draft.after)}
    day = draft.valid_from
    until = day - A_DAY if day and draft.kind == Change.Kind.REMOVE else day
    facts = in_force(draft.entries[0], until)
    return said_of(facts) if facts else None


def refuse_if_changed(draft: Drafted) -> None:
    """Raise `CorrectTheData` where what is held is not what the change was computed from."""
    if before_of(draft) != draft.before:
        raise CorrectTheData(_("%(name)s: what is held of it was changed since; look at it again."), name=draft.name)


def _replaced(after: Said) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for entry, events in read_replacements(after).items():
        held = held_facts(entry)
        found[entry] = {event: said_of(held[event]) if event in held else None for event in events}
    return found

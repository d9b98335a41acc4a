"""What is held of an entry now, and whether it is still what a change was computed from.

A printed row is matched to what is held: entries and substances by names, and by numbers between equal ones; acts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from chemistry import normalise_name
from watchlist.engine.law import CompiledLaw, SchedulingFacts
from watchlist.law_store import Instrument, InstrumentFacts, Scheduling, facts_of
from watchlist.list_updates.change_models import Change
from watchlist.list_updates.change_schema import NewSubstance, effective_day, payload_of, read_replacements
from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.drafting import ChangeDraft, Payload
from watchlist.list_updates.heads import head_key, names_in
from watchlist.list_updates.published import PublishedRow
from watchlist.substances import Description, Structure

NOT_A_KEY: Final = re.compile(r"[^a-z0-9]+")
NO_NUMBER: Final = re.compile(r"\D* ")
"""What may stand before a citation that is one: "S.C. "; behind a year, "c. 4" is of any year."""
LONGEST_KEY: Final = 80
NOT_READ: Final = "of the act {citation} its kind, title and authority were not read"
MANY_ACTS: Final = "more than one held act is cited as {citation}: {acts}; say by which act"


@dataclass(frozen=True, slots=True)
class CitedAct:
    """The key of an act, "" where none is cited; `new_act` where it is not held; `doubt` on what of it was not read."""

    key: str = ""
    new_act: InstrumentFacts | None = None
    doubt: str = ""

    @property
    def payload(self) -> dict[str, Any]:
        """Return what the payload of a change says of an act that is not held."""
        return {"new_instrument": payload_of(self.new_act)} if self.new_act else {}


@dataclass(frozen=True, slots=True)
class HeldEntry:
    """An entry of a list with its periods as held now, in legal order."""

    key: str
    list: str
    substance: str
    periods: tuple[SchedulingFacts, ...]

    def period_on(self, day: date | None) -> SchedulingFacts | None:
        """Return the period of a day; without a day, the last."""
        if day is None:
            return self.periods[-1]
        return next((facts for facts in self.periods if facts.covers(day)), None)

    def lasts_until(self, until: date | None) -> bool:
        """Return whether the last period lasts at least until a day; without a day, for good."""
        end = self.periods[-1].valid_until
        return end is None or (until is not None and until <= end)

    def first_period_between(self, day: date | None, until: date | None) -> SchedulingFacts | None:
        """Return the first period that begins after a day, and before another one if that is given."""
        return next(
            (
                facts
                for facts in self.periods
                if day and facts.valid_from and day < facts.valid_from and (until is None or facts.valid_from < until)
            ),
            None,
        )


def held_entries(lists: Sequence[str]) -> tuple[HeldEntry, ...]:
    """Return every entry of these lists of which something is held now."""
    rows = Scheduling.objects.current().filter(entry__control_list__key__in=lists)
    found: defaultdict[tuple[str, str, str], list[SchedulingFacts]] = defaultdict(list)
    for row in rows.select_related("entry__control_list", "entry__substance", "instrument").prefetch_related(
        "conditions"
    ):
        found[row.entry.key, row.entry.control_list.key, row.entry.substance.key].append(facts_of(row))
    return tuple(
        HeldEntry(*keys, tuple(sorted(periods, key=lambda facts: facts.valid_from or date.min)))
        for keys, periods in sorted(found.items())
    )


def matching_entries(row: PublishedRow, entries: Sequence[HeldEntry]) -> tuple[HeldEntry, ...]:
    """Return the entries that bear the name of a row, those with its number too if there are any; none: no name fits.

    Never by the number alone: it passes from one substance to another.
    """
    head = head_key(row.name)
    by_name = tuple(entry for entry in entries if any(head_key(facts.printed_name) == head for facts in entry.periods))
    by_number = tuple(
        entry for entry in by_name if row.code and any(facts.law_code == row.code for facts in entry.periods)
    )
    return by_number or by_name


def substances_of_name(printed: str, law: CompiledLaw | None) -> tuple[str, ...]:
    """Return the held substances that a printed name may be of: one, where all the names in it that are held agree."""
    if law is None:
        return ()
    found = [
        {target.substance for target in law.names[key]}
        for name in names_in(printed)
        if (key := normalise_name(name)) in law.names
    ]
    if not found:
        return ()
    return tuple(sorted(set.intersection(*found) or set.union(*found)))


def cited_act(citations: Sequence[str], source: DeclaredSource, decided_on: date | None) -> CitedAct:
    """Return the last of the acts cited: the one so cited that is held of the source's jurisdiction, or a new one.

    "2026, c. 4" is the act held as "S.C. 2026, c. 4".
    """
    if not citations:
        return CitedAct()
    citation = " ".join(citations[-1].split())
    instruments = Instrument.objects.current().filter(
        authority__jurisdiction__key=source.jurisdiction, citation__iendswith=citation
    )
    prefixes = {row.key: row.citation[: -len(citation)] for row in instruments.order_by("key")}
    keys = [key for key, prefix in prefixes.items() if not prefix]
    keys = keys or [key for key, prefix in prefixes.items() if NO_NUMBER.fullmatch(prefix)]
    if len(keys) > 1:
        return CitedAct(doubt=MANY_ACTS.format(citation=citation, acts=", ".join(keys)))
    if keys:
        return CitedAct(keys[0])
    key = f"{source.jurisdiction.lower()}-{NOT_A_KEY.sub('-', citation.lower()).strip('-')}"[:LONGEST_KEY].rstrip("-")
    act = InstrumentFacts(
        key=key,
        authority=source.authority,
        kind="act",
        title=citation,
        citation=citation,
        confidence="confirmed",
        adopted_on=decided_on,
        source=source.title,
    )
    return CitedAct(key, act, NOT_READ.format(citation=citation))


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
        found: dict[str, dict[str, Any]] = {}
        for entry, events in read_replacements(draft.after).items():
            current = current_facts(entry)
            found[entry] = {event: payload_of(current[event]) if event in current else None for event in events}
        return {"replacements": found}
    day = draft.valid_from
    until = day - A_DAY if day and draft.kind == Change.Kind.REMOVE else day
    facts = facts_on(draft.entries[0], until)
    return payload_of(facts) if facts else None

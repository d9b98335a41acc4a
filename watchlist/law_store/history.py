"""The verbs by which the law, as we hold it, changes: record, amend, end; correct, when we were wrong. And its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.law import ConditionFacts, ListedPeriod, SchedulingFacts, legal_order
from watchlist.law_store.models import Condition, Instrument, ListEntry, Obligation, Scheduling
from watchlist.temporal import tick

PLAIN_FACTS = tuple(name for name in SchedulingFacts.__dataclass_fields__ if name not in {"instrument", "conditions"})


@transaction.atomic
def record(*, entry: ListEntry, facts: SchedulingFacts, actor: str, reason: str = "") -> Scheduling:
    """Record that `entry` is listed for a period that touches no other, and return the row."""
    row = _insert(entry, facts, at := tick())
    _audit("record", entry, actor, at, _payload(reason, [facts]), [row])
    return row


@transaction.atomic
def amend(*, entry: ListEntry, facts: SchedulingFacts, actor: str, reason: str = "") -> Scheduling:
    """Record that the law changed at the start of `facts`: what held until then ends there, and return the new row.

    The new row ends where the amended one ended, unless `facts` says otherwise. Raises `CorrectTheData` where
    nothing was in force to amend, or where the change has no day.
    """
    on = _day_of(facts)
    old = _in_force(entry, on)
    old_facts = facts_of(old)
    if old_facts.valid_from == on:
        raise CorrectTheData(
            _("%(entry)s: %(event)s starts on the day on which %(other)s starts."),
            entry=entry,
            event=facts.event,
            other=old_facts.event,
        )
    at = tick()
    _supersede([old], at)
    ended = _insert(entry, closed := replace(old_facts, valid_until=on, end_event=facts.event), at)
    until = facts.valid_until or old_facts.valid_until
    end_event = facts.end_event or old_facts.end_event
    row = _insert(entry, new := replace(facts, valid_until=until, end_event=end_event), at)
    _audit("amend", entry, actor, at, _payload(reason, [closed, new]), [old, ended, row])
    return row


@transaction.atomic
def end(*, entry: ListEntry, on: date, event: str, actor: str, reason: str = "") -> Scheduling:
    """Record that the listing in force ended on `on`, the first day without it, and return the ended row."""
    old = Scheduling.objects.current().filter(entry=entry, valid_until__isnull=True).first()
    if old is None or (old.valid_from is not None and old.valid_from >= on):
        raise CorrectTheData(
            _("%(entry)s: %(event)s ends on %(on)s what is not in force."), entry=entry, event=event, on=on
        )
    at = tick()
    _supersede([old], at)
    row = _insert(entry, closed := replace(facts_of(old), valid_until=on, end_event=event), at)
    _audit("end", entry, actor, at, _payload(reason, [closed]), [old, row])
    return row


@transaction.atomic
def correct(
    *, entry: ListEntry, replacements: Mapping[Scheduling, SchedulingFacts | None], actor: str, reason: str
) -> list[Scheduling]:
    """Record that we were wrong: each row gives way to the facts beside it, or to nothing where it is withdrawn.

    What we say of the past changes; what we said in the past does not. Returns the new rows.
    """
    if any(row.superseded_at is not None or row.entry_id != entry.pk for row in replacements):
        raise CorrectTheData(_("%(entry)s: only its own current rows can be corrected."), entry=entry)
    at = tick()
    _supersede(list(replacements), at)
    written = [facts for facts in replacements.values() if facts is not None]
    rows = [_insert(entry, facts, at) for facts in written]
    payload = _payload(reason, written, gone=[row.event for row in replacements])
    _audit("correct", entry, actor, at, payload, [*replacements, *rows])
    return rows


def facts_of(row: Scheduling) -> SchedulingFacts:
    """Return the facts of a stored scheduling."""
    conditions = tuple(
        ConditionFacts(**{name: getattr(condition, name) for name in ConditionFacts.__dataclass_fields__})
        for condition in sorted(row.conditions.all(), key=lambda condition: condition.key)
    )
    plain = {name: getattr(row, name) for name in PLAIN_FACTS}
    return SchedulingFacts(**plain, instrument=row.instrument.key, conditions=conditions)


def _insert(entry: ListEntry, facts: SchedulingFacts, at: datetime) -> Scheduling:
    instrument = Instrument.objects.current().filter(key=facts.instrument).first()
    if instrument is None:
        raise CorrectTheData(
            _("%(entry)s: no instrument %(instrument)r is held."), entry=entry, instrument=facts.instrument
        )
    plain = {name: getattr(facts, name) for name in PLAIN_FACTS}
    row: Scheduling = Scheduling.objects.create(entry=entry, instrument=instrument, recorded_at=at, **plain)
    Condition.objects.bulk_create(Condition(scheduling=row, **asdict(condition)) for condition in facts.conditions)
    return row


def _supersede(rows: Sequence[Scheduling], at: datetime) -> None:
    Scheduling.objects.filter(pk__in=[row.pk for row in rows]).supersede(at)


def _in_force(entry: ListEntry, on: date) -> Scheduling:
    rows: Iterable[Scheduling] = Scheduling.objects.current().filter(entry=entry)
    for row in rows:
        if facts_of(row).covers(on):
            return row
    raise CorrectTheData(_("%(entry)s: nothing is in force on %(on)s to amend."), entry=entry, on=on)


def _day_of(facts: SchedulingFacts) -> date:
    if facts.valid_from is None:
        raise CorrectTheData(
            _("%(event)s: an amendment needs the day, or the year, from which it holds."), event=facts.event
        )
    return facts.valid_from


def _payload(reason: str, written: Sequence[SchedulingFacts], gone: Sequence[str] = ()) -> dict[str, Any]:
    return {"reason": reason, "written": [asdict(facts) for facts in written], "gone": list(gone)}


def _audit(  # noqa: PLR0917 - the facts of one event
    verb: str, entry: ListEntry, actor: str, at: datetime, payload: dict[str, Any], rows: Sequence[Scheduling]
) -> None:
    """Append the event of a change of an entry; `rows`: the schedulings that it wrote or superseded."""
    conditions = Condition.objects.filter(scheduling__in=[row.pk for row in rows])
    audit.append(
        actor=actor,
        verb=verb,
        target_kind="entry",
        target_key=entry.key,
        payload=payload,
        at=at,
        rows=[entry, *rows, *conditions],
    )


def rows_known_at(tick: datetime) -> list[Scheduling]:
    """Return the schedulings known at a tick, entry by entry in legal order."""
    schedulings = Scheduling.objects.known_at(tick).select_related(
        "entry__control_list__jurisdiction", "entry__substance", "instrument"
    )
    # Sorted here and not by the database: each sorts text in its own way, and the order reaches the answer.
    return sorted(
        schedulings.prefetch_related("conditions"),
        key=lambda row: legal_order(row.entry.key, row.valid_from, row.event),
    )


def obligations_by_list(tick: datetime) -> defaultdict[int, list[Obligation]]:
    """Return the duties known at a tick, by the primary key of their list."""
    rows: defaultdict[int, list[Obligation]] = defaultdict(list)
    for row in Obligation.objects.known_at(tick).order_by("pk"):
        rows[row.control_list_id].append(row)
    return rows


def period_of(row: Scheduling) -> ListedPeriod:
    """Return a stored scheduling as a value, with its entry."""
    entry = row.entry
    return ListedPeriod(entry.control_list.key, entry.key, entry.substance.key, facts_of(row))

"""The verbs for what the law's history refers to: jurisdictions, authorities, instruments, lists and their duties.

What decides an answer about the past is never changed in place: it is superseded, or its change is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.engine.errors import CorrectTheData
from watchlist.law_store.models import Authority, ControlList, Instrument, Jurisdiction, ListEntry, Obligation
from watchlist.substances import Substance
from watchlist.temporal import VersionedModel, tick

Keyed = TypeVar("Keyed", bound=models.Model)
Truth = TypeVar("Truth", bound=VersionedModel)


@dataclass(frozen=True, slots=True)
class InstrumentFacts:
    """The row of `Instrument`, without its times; `authority` by its key."""

    key: str
    authority: str
    kind: str
    title: str
    citation: str
    confidence: str
    adopted_on: date | None = None
    published_on: date | None = None
    url: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What makes a list the one it is; `jurisdiction` by its key, empty for a list of no state."""

    key: str
    title: str
    jurisdiction: str
    category: str
    branch: str
    tier: str
    binds: str
    operations: str = ""
    countries: str = ""
    destinations: str = ""


@dataclass(frozen=True, slots=True)
class ListCheck:
    """A person's comparison of a list with its source: who, when, the next step, its days of validity, and the note on
    what of the list we have: that grows, and decides no answer."""

    checked_by: str
    checked_on: date
    stale_after_days: int
    check_next: str = ""
    scope_note: str = ""


@dataclass(frozen=True, slots=True)
class ObligationFacts:
    """The row of `Obligation`, without its list and its times."""

    action: str
    text: str
    citation: str
    confidence: str
    operations: str = ""
    destinations: str = ""
    since: date | None = None
    until: date | None = None
    clock_when: str = ""
    clock_event: str = ""
    clock_length: int | None = None
    clock_unit: str = ""
    clock_citation: str = ""
    source: str = ""


@transaction.atomic
def set_jurisdiction(*, key: str, name: str, actor: str, reason: str) -> Jurisdiction:
    """Store a jurisdiction, and return it; its name may be corrected. Its countries are set by `defining.admit`."""
    current = Jurisdiction.objects.filter(key=key).first()
    return _write(Jurisdiction, current, {"key": key, "name": name}, actor=actor, reason=reason)


@transaction.atomic
def set_authority(*, key: str, jurisdiction: str, name: str, actor: str, reason: str) -> Authority:
    """Store an authority, and return it; its name may be corrected, its jurisdiction may not."""
    jurisdiction_row = get_row(Jurisdiction, jurisdiction)
    current = Authority.objects.filter(key=key).first()
    if current is not None and current.jurisdiction_id != jurisdiction_row.pk:
        raise CorrectTheData(
            _("authority %(key)s: it is of %(held)s and cannot become one of %(other)s."),
            key=key,
            held=current.jurisdiction.key,
            other=jurisdiction_row.key,
        )
    return _write(
        Authority, current, {"key": key, "jurisdiction": jurisdiction_row, "name": name}, actor=actor, reason=reason
    )


@transaction.atomic
def set_instrument(*, facts: InstrumentFacts, actor: str, reason: str) -> Instrument:
    """Set the facts of a legal act from now on, and return its current row.

    A row that differs is superseded. Schedulings go on referring to the row that they were recorded under: look the
    act up by its key, as known at the instant asked.
    """
    values = asdict(facts) | {"authority": get_row(Authority, facts.authority)}
    return set_current(Instrument, values, asdict(facts), "instrument", actor=actor, reason=reason)


def set_current(
    model: type[Truth], values: Mapping[str, Any], facts: Mapping[str, Any], kind: str, *, actor: str, reason: str
) -> Truth:
    """Supersede the current row of a key by `values`, and return the row; writes nothing where it says the same."""
    current = model.objects.current().filter(key=values["key"])
    old_row: Truth | None = current.first()
    if old_row is not None and _same(old_row, values):
        return old_row
    at = tick()
    current.supersede(at)
    row: Truth = model.objects.create(recorded_at=at, **values)
    audit.append(
        actor=actor,
        verb="correct" if old_row else "record",
        target_kind=kind,
        target_key=values["key"],
        payload={"reason": reason, "facts": dict(facts)},
        at=at,
        rows=[row, old_row] if old_row else [row],
    )
    return row


@transaction.atomic
def open_list(*, facts: ListFacts, check: ListCheck, actor: str, reason: str) -> ControlList:
    """Store a new list, and return it. Raises `CorrectTheData` where its key is taken."""
    if ControlList.objects.filter(key=facts.key).exists():
        raise CorrectTheData(_("list %(key)s is open already: what makes it that list never changes."), key=facts.key)
    jurisdiction = get_row(Jurisdiction, facts.jurisdiction) if facts.jurisdiction else None
    values = asdict(facts) | {"jurisdiction": jurisdiction, **asdict(check)}
    return _write(ControlList, None, values, actor=actor, reason=reason, verb="open")


@transaction.atomic
def verify(*, control_list: ControlList, check: ListCheck, actor: str, reason: str = "") -> ControlList:
    """Record that a person compared the list with its source, and return the list."""
    return _write(
        ControlList, control_list, {"key": control_list.key, **asdict(check)}, actor=actor, reason=reason, verb="verify"
    )


@transaction.atomic
def oblige(
    *, control_list: ControlList, duties: Sequence[ObligationFacts], actor: str, reason: str
) -> list[Obligation]:
    """Set the duties of a list from now on, in this order, and return its current rows."""
    return set_current_rows(
        Obligation,
        {"control_list": control_list},
        [asdict(duty) for duty in duties],
        event=("oblige", "list", control_list.key, "duties"),
        actor=actor,
        reason=reason,
    )


def set_current_rows(
    model: type[Truth],
    owner: Mapping[str, Any],
    facts: Sequence[Mapping[str, Any]],
    *,
    event: tuple[str, str, str, str],
    actor: str,
    reason: str,
) -> list[Truth]:
    """Set the rows of one owner from now on, in this order, and return the current ones.

    `owner`: its column and value; `event`, for the trail: verb, kind and key of the owner, and what the rows are.
    """
    current = model.objects.current().filter(**owner)
    old_rows: list[Truth] = list(current.order_by("pk"))
    if len(old_rows) == len(facts) and all(_same(row, columns) for row, columns in zip(old_rows, facts, strict=True)):
        return old_rows
    at = tick()
    current.supersede(at)
    # One by one: the order of their keys is the order in which an answer names them.
    rows: list[Truth] = [model.objects.create(recorded_at=at, **owner, **columns) for columns in facts]
    verb, kind, key, name = event
    plain_facts = [{column: _plain(value) for column, value in columns.items()} for columns in facts]
    payload = {"reason": reason, name: plain_facts}
    written = [*old_rows, *rows]
    audit.append(actor=actor, verb=verb, target_kind=kind, target_key=key, payload=payload, at=at, rows=written)
    return rows


def entry_of(*, control_list: ControlList, substance: str) -> ListEntry:
    """Return the entry of a list for a substance, by its key; it is made where there is none: it says nothing yet."""
    key = f"{control_list.key}/{substance}"
    defaults = {"control_list": control_list, "substance": get_row(Substance, substance)}
    return ListEntry.objects.get_or_create(key=key, defaults=defaults)[0]


def _write(
    model: type[Keyed],
    current: Keyed | None,
    values: Mapping[str, Any],
    *,
    actor: str,
    reason: str,
    verb: str = "",
) -> Keyed:
    """Create or update a row, and return it; writes nothing, not even an event, where it has these values."""
    if current is not None and _same(current, values):
        return current
    at = tick()
    row, _ = model._default_manager.update_or_create(key=values["key"], defaults=dict(values))
    audit.append(
        actor=actor,
        verb=verb or ("correct" if current else "record"),
        target_kind="list" if model is ControlList else model._meta.model_name or "",
        target_key=values["key"],
        payload={"reason": reason, "facts": {name: _plain(value) for name, value in values.items()}},
        at=at,
        rows=[row],
    )
    return row


def get_row(model: type[Keyed], key: str) -> Keyed:
    """Return the row of this key; raises `CorrectTheData` where there is none."""
    row = model._default_manager.filter(key=key).first()
    if row is None:
        raise CorrectTheData(_("no %(kind)s %(key)r is held."), kind=model._meta.verbose_name, key=key)
    return row


def _same(row: models.Model, values: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.key if isinstance(value, Jurisdiction) else value

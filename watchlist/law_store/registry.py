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

from watchlist.audit import chain
from watchlist.engine.errors import CorrectTheData
from watchlist.law_store.models import Authority, ControlList, Instrument, Jurisdiction, ListEntry, Obligation
from watchlist.substances.models import Substance
from watchlist.temporal import Known, tick

Keyed = TypeVar("Keyed", bound=models.Model)
Truth = TypeVar("Truth", bound=Known)


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
class Check:
    """That a person compared the list with its source: who, when, what comes next, for how many days it holds, and what
    of the list is held: that grows, and decides no answer."""

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
def hold_jurisdiction(*, key: str, name: str, actor: str, reason: str) -> Jurisdiction:
    """Hold a jurisdiction, and return it; its name may be corrected. Where its law holds is told by `placing.admit`."""
    held = Jurisdiction.objects.filter(key=key).first()
    return _hold(Jurisdiction, held, {"key": key, "name": name}, actor=actor, reason=reason)


@transaction.atomic
def hold_authority(*, key: str, jurisdiction: str, name: str, actor: str, reason: str) -> Authority:
    """Hold an authority, and return it; its name may be corrected, its jurisdiction may not."""
    of = the(Jurisdiction, jurisdiction)
    held = Authority.objects.filter(key=key).first()
    if held is not None and held.jurisdiction_id != of.pk:
        raise CorrectTheData(
            _("authority %(key)s: it is of %(held)s and cannot become one of %(other)s."),
            key=key,
            held=held.jurisdiction.key,
            other=of.key,
        )
    return _hold(Authority, held, {"key": key, "jurisdiction": of, "name": name}, actor=actor, reason=reason)


@transaction.atomic
def hold_instrument(*, facts: InstrumentFacts, actor: str, reason: str) -> Instrument:
    """Hold exactly `facts` true of a legal act from now on, and return its current row.

    A row that differs is superseded. Schedulings go on referring to the row that they were recorded under: who
    reads them looks the act up by its key, as known at the instant asked.
    """
    values = asdict(facts) | {"authority": the(Authority, facts.authority)}
    return hold_true(Instrument, values, asdict(facts), "instrument", actor=actor, reason=reason)


def hold_true(
    model: type[Truth], values: Mapping[str, Any], said: Mapping[str, Any], kind: str, *, actor: str, reason: str
) -> Truth:
    """Supersede what we held true under this key by `values`; nothing, not even an event, where it says the same."""
    current = model.objects.current().filter(key=values["key"])
    held: Truth | None = current.first()
    if held is not None and _same(held, values):
        return held
    at = tick()
    current.supersede(at)
    row: Truth = model.objects.create(recorded_at=at, **values)
    chain.append(
        actor=actor,
        verb="correct" if held else "record",
        target_kind=kind,
        target_key=values["key"],
        payload={"reason": reason, "facts": dict(said)},
        at=at,
        rows=[row, held] if held else [row],
    )
    return row


@transaction.atomic
def open_list(*, facts: ListFacts, check: Check, actor: str, reason: str) -> ControlList:
    """Open a list that was never held, and return it. Raises `CorrectTheData` where its key is taken."""
    if ControlList.objects.filter(key=facts.key).exists():
        raise CorrectTheData(_("list %(key)s is open already: what makes it that list never changes."), key=facts.key)
    jurisdiction = the(Jurisdiction, facts.jurisdiction) if facts.jurisdiction else None
    values = asdict(facts) | {"jurisdiction": jurisdiction, **asdict(check)}
    return _hold(ControlList, None, values, actor=actor, reason=reason, verb="open")


@transaction.atomic
def verify(*, control_list: ControlList, check: Check, actor: str, reason: str = "") -> ControlList:
    """Record that a person compared the list with its source, and return the list."""
    return _hold(
        ControlList, control_list, {"key": control_list.key, **asdict(check)}, actor=actor, reason=reason, verb="verify"
    )


@transaction.atomic
def oblige(
    *, control_list: ControlList, duties: Sequence[ObligationFacts], actor: str, reason: str
) -> list[Obligation]:
    """Hold exactly these duties of a list from now on, in this order, and return its current rows."""
    return hold_exactly(
        Obligation,
        {"control_list": control_list},
        [asdict(duty) for duty in duties],
        said=("oblige", "list", control_list.key, "duties"),
        actor=actor,
        reason=reason,
    )


def hold_exactly(
    model: type[Truth],
    of: Mapping[str, Any],
    facts: Sequence[Mapping[str, Any]],
    *,
    said: tuple[str, str, str, str],
    actor: str,
    reason: str,
) -> list[Truth]:
    """Hold exactly these rows of one owner from now on, in this order, and return the current ones.

    `of` names the owner; `said` is how the trail tells it: verb, kind and key of the owner, and what the rows are.
    """
    current = model.objects.current().filter(**of)
    held: list[Truth] = list(current.order_by("pk"))
    if len(held) == len(facts) and all(_same(row, one) for row, one in zip(held, facts, strict=True)):
        return held
    at = tick()
    current.supersede(at)
    # One by one: the order of their keys is the order in which an answer names them.
    rows: list[Truth] = [model.objects.create(recorded_at=at, **of, **one) for one in facts]
    verb, kind, key, name = said
    told = [{column: _plain(value) for column, value in one.items()} for one in facts]
    payload = {"reason": reason, name: told}
    written = [*held, *rows]
    chain.append(actor=actor, verb=verb, target_kind=kind, target_key=key, payload=payload, at=at, rows=written)
    return rows


def entry_of(*, control_list: ControlList, substance: str) -> ListEntry:
    """Return the line of a list for a substance, by its key; made where it never was: an identity says nothing yet."""
    key = f"{control_list.key}/{substance}"
    defaults = {"control_list": control_list, "substance": the(Substance, substance)}
    return ListEntry.objects.get_or_create(key=key, defaults=defaults)[0]


def _hold(
    model: type[Keyed],
    held: Keyed | None,
    values: Mapping[str, Any],
    *,
    actor: str,
    reason: str,
    verb: str = "",
) -> Keyed:
    """Make the row, or bring it to these values; nothing, not even an event, where it has them."""
    if held is not None and _same(held, values):
        return held
    at = tick()
    row, _ = model._default_manager.update_or_create(key=values["key"], defaults=dict(values))
    chain.append(
        actor=actor,
        verb=verb or ("correct" if held else "record"),
        target_kind="list" if model is ControlList else model._meta.model_name or "",
        target_key=values["key"],
        payload={"reason": reason, "facts": {name: _plain(value) for name, value in values.items()}},
        at=at,
        rows=[row],
    )
    return row


def the(model: type[Keyed], key: str) -> Keyed:
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

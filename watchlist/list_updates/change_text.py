"""One change as a seed text, so that the rules of curation can be asked of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any, Final, TypeVar

from watchlist.engine.law.facts import SchedulingFacts
from watchlist.engine.law.text import rows as seed
from watchlist.engine.law.text.tables import SeedTable
from watchlist.engine.law.text.text import ListText, SeedText
from watchlist.list_updates.drafting import Drafted
from watchlist.list_updates.proposed import Proposed
from watchlist.substances.models import Description

Kind = TypeVar("Kind", bound=seed.SeedRow)

NOTHING_OF: Final[dict[str, Any]] = {
    "jurisdictions": seed.JurisdictionRow,
    "memberships": seed.MembershipRow,
    "destination_tables": seed.DestinationTableRow,
    "destinations": seed.DestinationRow,
    "authorities": seed.AuthorityRow,
    "codes": seed.CodeRow,
    "constituents": seed.ConstituentRow,
    "families": seed.FamilyRow,
    "members": seed.MemberRow,
    "reagents": seed.ReagentRow,
    "masks": seed.MaskRow,
}


def text_of_change(draft: Drafted, said: Proposed) -> SeedText:
    """Return the seed text that has these rows alone: the listing, its conditions, its act, its substance."""
    listings = list(_listings(draft, said))
    return SeedText(
        **{name: _table(kind, ()) for name, kind in NOTHING_OF.items()},
        substances=_table(seed.SubstanceRow, _substances(draft, said)),
        names=_table(seed.NameRow, _names(said)),
        forms=_table(seed.FormRow, _forms(said)),
        instruments={"": _table(seed.InstrumentRow, [_row(seed.InstrumentRow, asdict(said.act))] if said.act else ())},
        class_rules=(),
        lists=(_list(draft, listings),),
    )


def _list(draft: Drafted, listings: Sequence[tuple[str, SchedulingFacts]]) -> ListText:
    conditions = [(facts.event, condition) for _, facts in listings for condition in facts.conditions]
    return ListText(
        origin=f"lists//{draft.list_key}",
        head=_table(seed.ListRow, ()),
        obligations=_table(seed.ObligationRow, ()),
        events=_table(seed.EventRow, [_event(substance, facts) for substance, facts in listings]),
        conditions=_table(
            seed.ConditionRow,
            [_row(seed.ConditionRow, {**asdict(one), "id": one.key, "event": event}) for event, one in conditions],
        ),
    )


def _listings(draft: Drafted, said: Proposed) -> Iterator[tuple[str, SchedulingFacts]]:
    """Yield each listing with its substance. An event has its own day: one that follows may have ended it."""
    if said.facts:
        yield said.substance or "".join(draft.entries[:1]).partition("/")[2], replace(said.facts, valid_until=None)
    for entry, _, facts in said.corrected:
        if facts:
            yield entry.partition("/")[2], replace(facts, valid_until=None)


def _event(substance: str, facts: SchedulingFacts) -> seed.EventRow:
    cells = {**asdict(facts), "id": facts.event, "entry": substance or "-", "event": facts.event_kind}
    return _row(seed.EventRow, {**cells, "on": facts.valid_from, "precision": facts.date_precision})


def _substances(draft: Drafted, said: Proposed) -> Iterator[seed.SubstanceRow]:
    if said.described:
        yield _row(seed.SubstanceRow, asdict(said.described))
        return
    keys = {substance for substance, _ in _listings(draft, said)}
    # Of a substance that is held the rules ask its kind alone: the rest was asked when it was described.
    for key, name, kind in (
        Description.objects.current()
        .filter(substance__key__in=keys)
        .values_list("substance__key", "name", "kind")
        .order_by("substance__key")
    ):
        yield _row(seed.SubstanceRow, {"key": key, "name": name, "kind": kind, "confidence": "reported"})


def _names(said: Proposed) -> Iterator[seed.NameRow]:
    if said.described:
        for name in said.described.facts().names:
            yield _row(seed.NameRow, {**asdict(name), "substance": said.described.key})


def _forms(said: Proposed) -> Iterator[seed.FormRow]:
    if not said.described:
        return
    described = said.described.facts()
    inchikey = described.structure.inchikey if described.structure else ""
    for number in described.identifiers:
        cells = {**asdict(number), "substance": said.described.key, "cas": number.value, "inchikey": inchikey}
        yield _row(seed.FormRow, cells)


def _table(kind: type[Kind], rows: Any) -> SeedTable[Kind]:
    return SeedTable(kind, "", header=kind.columns(), rows=tuple(rows))


def _row(kind: type[Kind], said: dict[str, Any]) -> Kind:
    return kind.read({name: _cell(said.get(name)) for name in kind.columns()})


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)

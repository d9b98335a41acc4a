"""One change as a seed text, so that the rules of curation can be asked of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any, Final, TypeVar

from watchlist.engine.law import SchedulingFacts
from watchlist.engine.law.text import (
    AuthorityRow,
    CodeRow,
    ConditionRow,
    ConstituentRow,
    DestinationRow,
    DestinationTableRow,
    EventRow,
    FamilyRow,
    FormRow,
    InstrumentRow,
    JurisdictionRow,
    ListRow,
    ListText,
    MaskRow,
    MemberRow,
    MembershipRow,
    NameRow,
    ObligationRow,
    ReagentRow,
    SeedRow,
    SeedTable,
    SeedText,
    SubstanceRow,
)
from watchlist.list_updates.drafting import ChangeDraft, ParsedChange
from watchlist.substances import Description

RowKind = TypeVar("RowKind", bound=SeedRow)

EMPTY_TABLES: Final[dict[str, Any]] = {
    "jurisdictions": JurisdictionRow,
    "memberships": MembershipRow,
    "destination_tables": DestinationTableRow,
    "destinations": DestinationRow,
    "authorities": AuthorityRow,
    "codes": CodeRow,
    "constituents": ConstituentRow,
    "families": FamilyRow,
    "members": MemberRow,
    "reagents": ReagentRow,
    "masks": MaskRow,
}


def text_of_change(draft: ChangeDraft, parsed: ParsedChange) -> SeedText:
    """Return the seed text that has these rows alone: the listing, its conditions, its act, its substance."""
    listings = list(_listings(draft, parsed))
    return SeedText(
        **{name: _table(kind, ()) for name, kind in EMPTY_TABLES.items()},
        substances=_table(SubstanceRow, _substances(draft, parsed)),
        names=_table(NameRow, _names(parsed)),
        forms=_table(FormRow, _forms(parsed)),
        instruments={"": _table(InstrumentRow, [_row(InstrumentRow, asdict(parsed.act))] if parsed.act else ())},
        class_rules=(),
        lists=(_list(draft, listings),),
    )


def _list(draft: ChangeDraft, listings: Sequence[tuple[str, SchedulingFacts]]) -> ListText:
    conditions = [(facts.event, condition) for _, facts in listings for condition in facts.conditions]
    return ListText(
        origin=f"lists//{draft.list_key}",
        head=_table(ListRow, ()),
        obligations=_table(ObligationRow, ()),
        events=_table(EventRow, [_event(substance, facts) for substance, facts in listings]),
        conditions=_table(
            ConditionRow,
            [
                _row(ConditionRow, {**asdict(condition_facts), "id": condition_facts.key, "event": event})
                for event, condition_facts in conditions
            ],
        ),
    )


def _listings(draft: ChangeDraft, parsed: ParsedChange) -> Iterator[tuple[str, SchedulingFacts]]:
    """Yield each listing with its substance. An event has its own day: one that follows may have ended it."""
    if parsed.facts:
        yield parsed.substance or "".join(draft.entries[:1]).partition("/")[2], replace(parsed.facts, valid_until=None)
    for entry, _, facts in parsed.corrections:
        if facts:
            yield entry.partition("/")[2], replace(facts, valid_until=None)


def _event(substance: str, facts: SchedulingFacts) -> EventRow:
    cells = {**asdict(facts), "id": facts.event, "entry": substance or "-", "event": facts.event_kind}
    return _row(EventRow, {**cells, "on": facts.valid_from, "precision": facts.date_precision})


def _substances(draft: ChangeDraft, parsed: ParsedChange) -> Iterator[SubstanceRow]:
    if parsed.new_substance:
        yield _row(SubstanceRow, asdict(parsed.new_substance))
        return
    keys = {substance for substance, _ in _listings(draft, parsed)}
    # Of a substance that is held the rules ask its kind alone: the rest was asked when it was described.
    for key, name, kind in (
        Description.objects.current()
        .filter(substance__key__in=keys)
        .values_list("substance__key", "name", "kind")
        .order_by("substance__key")
    ):
        yield _row(SubstanceRow, {"key": key, "name": name, "kind": kind, "confidence": "reported"})


def _names(parsed: ParsedChange) -> Iterator[NameRow]:
    if parsed.new_substance:
        for name in parsed.new_substance.facts().names:
            yield _row(NameRow, {**asdict(name), "substance": parsed.new_substance.key})


def _forms(parsed: ParsedChange) -> Iterator[FormRow]:
    if not parsed.new_substance:
        return
    substance_facts = parsed.new_substance.facts()
    inchikey = substance_facts.structure.inchikey if substance_facts.structure else ""
    for number in substance_facts.identifiers:
        cells = {**asdict(number), "substance": parsed.new_substance.key, "cas": number.value, "inchikey": inchikey}
        yield _row(FormRow, cells)


def _table(kind: type[RowKind], rows: Any) -> SeedTable[RowKind]:
    return SeedTable(kind, "", header=kind.columns(), rows=tuple(rows))


def _row(kind: type[RowKind], cells: dict[str, Any]) -> RowKind:
    return kind.read({name: _cell(cells.get(name)) for name in kind.columns()})


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)

"""Whether a document on file covers what a finding asks: a condition of it, told beside those of the law.

It changes neither tier nor verdict, and no duty: who holds a licence still owes what it was granted on. Where the
register holds nothing at all, nothing is told of it: what nobody keeps says nothing of anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final, NamedTuple

from watchlist.engine.decision import policy
from watchlist.engine.decision.document_grounds import ITSELF, Need
from watchlist.engine.decision.documents import Register
from watchlist.engine.decision.findings import FORM_NAMES, LEGAL, Finding
from watchlist.engine.decision.measured import Quantity
from watchlist.engine.decision.movement import Bearing
from watchlist.engine.law.compiled import CompiledList
from watchlist.engine.law.duties import CompiledObligation

KIND: Final = "authorisation"
NOT_MEASURED: Final = {"contained_kg": (None, None), "contained_litres": (None, None)}
"""Of the quantity of a record, what a need is measured by: surely, and at most."""
CONFIDENCES: Final = ("confirmed", "reported", "unverified")

Record = dict[str, Any]
Fields = Mapping[str, str]
Covers = tuple[tuple[int, Record], ...]


def asked_of(finding: Finding) -> tuple[CompiledObligation, ...]:
    """Return the duties of a finding that ask for an authorisation; none of what is known not to bear."""
    if finding.tier not in LEGAL or finding.bears == "no":
        return ()
    return asked_by(finding.scheduling.list, finding.bearing)


def asked_by(of: CompiledList, bearing: Bearing) -> tuple[CompiledObligation, ...]:
    """Return the duties of a list that ask for an authorisation of a movement."""
    return tuple(duty for duty in policy.duties(of, bearing) if duty.action == "authorise")


def need_of(  # noqa: PLR0917 - what a finding, its line and its movement say
    of: CompiledList,
    entry: str,
    forms: Sequence[str],
    bearing: Bearing,
    fields: Mapping[str, str],
    held: Quantity | None,
) -> Need:
    """Return what a document must say to cover a finding: `forms` and `held` are those of its record."""
    named = frozenset(FORM_NAMES[form] for form in forms if form in FORM_NAMES)
    return Need(
        jurisdiction=of.jurisdiction or "",
        list=of.key,
        entry=entry,
        forms=named or frozenset({ITSELF}),
        operation=bearing.role or "",
        consignor=fields.get("consignor", ""),
        consignee=fields.get("consignee", ""),
        first=bearing.window.first,
        last=bearing.window.last,
        kilograms=held.contained.high if held else None,
        litres=held.contained_litres.high if held else None,
    )


class Asking(NamedTuple):
    """Which finding of an outcome asks for an authorisation; the need and the condition, but for what a line adds."""

    position: int
    need: Need
    condition: Record


def askings(findings: Sequence[Finding]) -> tuple[Asking, ...]:
    """Return the findings that ask for an authorisation: the same for every line that is answered alike."""
    return tuple(
        Asking(position, need_of(row.list, row.entry, finding.forms, finding.bearing, {}, None), _condition(duties))
        for position, finding in enumerate(findings)
        for row in (finding.scheduling,)
        if (duties := asked_of(finding))
    )


def covers(register: Register, asked: Sequence[Asking], records: Sequence[Record], fields: Fields) -> Covers:
    """Return the condition that tells what is on file, for each finding that asks: of one amount and two parties."""
    consignor, consignee = fields.get("consignor", ""), fields.get("consignee", "")
    told = []
    for position, need, condition in asked:
        held = records[position]["quantity"] or NOT_MEASURED
        kilograms, litres = (held[name][1] for name in NOT_MEASURED)
        cover = register.cover(
            replace(
                need,
                consignor=consignor,
                consignee=consignee,
                kilograms=Decimal(kilograms) if kilograms else None,
                litres=Decimal(litres) if litres else None,
            )
        )
        told.append((position, {**condition, "declared": cover.told, "met": cover.met}))
    return tuple(told)


def covered(records: Sequence[Record], told: Covers) -> list[Record]:
    """Return the records of a line's findings, those that ask for an authorisation with what is on file for it."""
    found = list(records)
    for position, condition in told:
        found[position] = {**found[position], "conditions": [*found[position]["conditions"], condition]}
    return found


def is_cover(condition: Mapping[str, Any]) -> bool:
    """Say whether a condition of a record tells what is on file; those of the law itself declare nothing."""
    return condition["kind"] == KIND and bool(condition["declared"])


def cover_of(finding: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the condition of a finding's record that tells what is on file; None where the record tells nothing."""
    return next((one for one in finding.get("conditions") or () if is_cover(one)), None)


def asks(finding: Mapping[str, Any], of: CompiledList) -> bool:
    """Say whether the record of a finding names a duty of its list that asks for an authorisation."""
    texts = [duty.text for duty in of.obligations if duty.action == "authorise"]
    return any(told.startswith(text) for told in finding.get("obligations") or () for text in texts)


def _condition(duties: Sequence[CompiledObligation]) -> Record:
    return {
        "kind": KIND,
        "effect": "triggers_duty",
        "required": "; ".join(_unique(duty.text for duty in duties)),
        "declared": "",
        "met": "unknown",
        "confidence": max((duty.confidence for duty in duties), key=CONFIDENCES.index),
        "citation": "; ".join(_unique(duty.citation for duty in duties)),
        "shipment_finding": None,
    }


def _unique(texts: Iterable[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]

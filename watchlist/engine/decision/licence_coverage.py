"""Whether a document on file covers what a finding asks: a condition of it, told beside those of the law.

It changes neither tier nor verdict, and no duty: who holds a licence still owes what it was granted on. Where the
register holds nothing at all, nothing is told of it: what nobody keeps says nothing of anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from msgspec import structs

from watchlist.engine import answer
from watchlist.engine.decision import policy
from watchlist.engine.decision.document_grounds import ITSELF, Need
from watchlist.engine.decision.documents import Register
from watchlist.engine.decision.findings import FORM_NAMES, Finding
from watchlist.engine.decision.measured import Quantity
from watchlist.engine.decision.movement import Bearing
from watchlist.engine.law.compiled import CompiledList
from watchlist.engine.law.duties import CompiledObligation
from watchlist.engine.law.facts import CONFIDENCES
from watchlist.engine.vocabulary import LEGAL, ConditionKind, Confidence, Effect, Met

Fields = Mapping[str, str]
Covers = tuple[tuple[int, answer.Condition], ...]


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
    condition: answer.Condition


def askings(findings: Sequence[Finding]) -> tuple[Asking, ...]:
    """Return the findings that ask for an authorisation: the same for every line that is answered alike."""
    return tuple(
        Asking(position, need_of(row.list, row.entry, finding.forms, finding.bearing, {}, None), _condition(duties))
        for position, finding in enumerate(findings)
        for row in (finding.scheduling,)
        if (duties := asked_of(finding))
    )


def covers(register: Register, asked: Sequence[Asking], records: Sequence[answer.Finding], fields: Fields) -> Covers:
    """Return the condition that tells what is on file, for each finding that asks: of one amount and two parties."""
    consignor, consignee = fields.get("consignor", ""), fields.get("consignee", "")
    told = []
    for position, need, condition in asked:
        held = records[position].quantity
        kilograms, litres = (held.contained_kg[1], held.contained_litres[1]) if held else (None, None)
        cover = register.cover(
            replace(
                need,
                consignor=consignor,
                consignee=consignee,
                kilograms=Decimal(kilograms) if kilograms else None,
                litres=Decimal(litres) if litres else None,
            )
        )
        told.append((position, structs.replace(condition, declared=cover.told, met=Met.of(cover.met))))
    return tuple(told)


def covered(records: Sequence[answer.Finding], told: Covers) -> tuple[answer.Finding, ...]:
    """Return the records of a line's findings, those that ask for an authorisation with what is on file for it."""
    found = list(records)
    for position, condition in told:
        of = found[position]
        found[position] = structs.replace(of, conditions=(*of.conditions, condition))
    return tuple(found)


def _condition(duties: Sequence[CompiledObligation]) -> answer.Condition:
    return answer.Condition(
        kind=ConditionKind.AUTHORISATION,
        effect=Effect.TRIGGERS_DUTY,
        required="; ".join(_unique(duty.text for duty in duties)),
        declared="",
        met=Met.UNKNOWN,
        confidence=Confidence.of(max((duty.confidence for duty in duties), key=CONFIDENCES.index)),
        citation="; ".join(_unique(duty.citation for duty in duties)),
        shipment_finding=None,
    )


def _unique(texts: Iterable[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]

"""Whether a document on file covers a finding: one more condition of it, after those of the law.

It changes neither tier nor verdict, and no duty: who holds a licence still owes what it was granted on. Where the
register is empty no such condition is added: it says nothing of anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from msgspec import structs

from watchlist.engine import answer
from watchlist.engine.decision import policy
from watchlist.engine.decision.documents import ITSELF, Need, Register
from watchlist.engine.decision.findings import FORM_NAMES, LineFinding
from watchlist.engine.decision.movement import Bearing
from watchlist.engine.decision.spans import MeasuredQuantity
from watchlist.engine.law import CONFIDENCES, CompiledList, CompiledObligation
from watchlist.engine.vocabulary import LEGAL, ConditionKind, Confidence, Effect, Met

Fields = Mapping[str, str]
CoverConditions = tuple[tuple[int, answer.Condition], ...]


def authorisation_duties(finding: LineFinding) -> tuple[CompiledObligation, ...]:
    """Return the duties of a finding that ask for an authorisation; none where its list does not bear."""
    if finding.tier not in LEGAL or finding.bears == "no":
        return ()
    return list_authorisation_duties(finding.scheduling.list, finding.bearing)


def list_authorisation_duties(control_list: CompiledList, bearing: Bearing) -> tuple[CompiledObligation, ...]:
    """Return the duties of a list that ask for an authorisation of a movement."""
    return tuple(duty for duty in policy.duties(control_list, bearing) if duty.action == "authorise")


def need_of(  # noqa: PLR0917 - what a finding, its line and its movement say
    control_list: CompiledList,
    entry: str,
    forms: Sequence[str],
    bearing: Bearing,
    fields: Mapping[str, str],
    quantity: MeasuredQuantity | None,
) -> Need:
    """Return what a document must say to cover a finding: `forms` and `quantity` are those of its record."""
    named = frozenset(FORM_NAMES[form] for form in forms if form in FORM_NAMES)
    return Need(
        jurisdiction=control_list.jurisdiction or "",
        list=control_list.key,
        entry=entry,
        forms=named or frozenset({ITSELF}),
        operation=bearing.role or "",
        consignor=fields.get("consignor", ""),
        consignee=fields.get("consignee", ""),
        first=bearing.window.first,
        last=bearing.window.last,
        kilograms=quantity.contained.high if quantity else None,
        litres=quantity.contained_litres.high if quantity else None,
    )


class AuthorisationNeed(NamedTuple):
    """A finding that asks for an authorisation, by its position; need and condition lack what each line adds."""

    position: int
    need: Need
    condition: answer.Condition


def authorisation_needs(findings: Sequence[LineFinding]) -> tuple[AuthorisationNeed, ...]:
    """Return the findings that ask for an authorisation: the same for every line that is answered alike."""
    return tuple(
        AuthorisationNeed(
            position, need_of(row.list, row.entry, finding.forms, finding.bearing, {}, None), _condition(duties)
        )
        for position, finding in enumerate(findings)
        for row in (finding.scheduling,)
        if (duties := authorisation_duties(finding))
    )


def cover_conditions(
    register: Register, needs: Sequence[AuthorisationNeed], records: Sequence[answer.Finding], fields: Fields
) -> CoverConditions:
    """Return for each need, by the position of its finding, the condition that says what is on file."""
    consignor, consignee = fields.get("consignor", ""), fields.get("consignee", "")
    conditions = []
    for position, need, condition in needs:
        quantity = records[position].quantity
        kilograms, litres = (quantity.contained_kg[1], quantity.contained_litres[1]) if quantity else (None, None)
        cover = register.cover(
            replace(
                need,
                consignor=consignor,
                consignee=consignee,
                kilograms=Decimal(kilograms) if kilograms else None,
                litres=Decimal(litres) if litres else None,
            )
        )
        conditions.append((position, structs.replace(condition, declared=cover.words, met=Met.from_text(cover.met))))
    return tuple(conditions)


def with_cover(records: Sequence[answer.Finding], conditions: CoverConditions) -> tuple[answer.Finding, ...]:
    """Return the records of a line's findings with these conditions added to theirs."""
    found = list(records)
    for position, condition in conditions:
        finding = found[position]
        found[position] = structs.replace(finding, conditions=(*finding.conditions, condition))
    return tuple(found)


def _condition(duties: Sequence[CompiledObligation]) -> answer.Condition:
    return answer.Condition(
        kind=ConditionKind.AUTHORISATION,
        effect=Effect.TRIGGERS_DUTY,
        required="; ".join(_unique(duty.text for duty in duties)),
        declared="",
        met=Met.UNKNOWN,
        confidence=Confidence.from_text(max((duty.confidence for duty in duties), key=CONFIDENCES.index)),
        citation="; ".join(_unique(duty.citation for duty in duties)),
        shipment_finding=None,
    )


def _unique(texts: Iterable[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]

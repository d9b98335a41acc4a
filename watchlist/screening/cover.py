"""Whether a document on file covers what a finding asks: a condition of it, told beside those of the law.

It changes neither tier nor verdict, and no duty: who holds a licence still owes what it was granted on. Where the
register holds nothing at all, nothing is told of it: what nobody keeps says nothing of anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from watchlist.authorisations.covering import ITSELF, Need
from watchlist.authorisations.register import Register
from watchlist.scheduling.compiled import CompiledList
from watchlist.scheduling.duties import CompiledObligation
from watchlist.screening import policy
from watchlist.screening.findings import FORM_NAMES, LEGAL, Finding
from watchlist.screening.measured import Quantity
from watchlist.screening.measures import quantity_of
from watchlist.screening.movement import Bearing

KIND: Final = "authorisation"
CONFIDENCES: Final = ("confirmed", "reported", "unverified")


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


def covered(
    register: Register, findings: Sequence[Finding], records: Sequence[dict[str, Any]], fields: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return the records of a line's findings, each that asks for an authorisation with what is on file for it."""
    return [
        {**record, "conditions": [*record["conditions"], _condition(register, finding, duties, fields)]}
        if (duties := asked_of(finding))
        else record
        for finding, record in zip(findings, records, strict=True)
    ]


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


def _condition(
    register: Register, finding: Finding, duties: Sequence[CompiledObligation], fields: Mapping[str, str]
) -> dict[str, Any]:
    row, held = finding.scheduling, finding.held
    need = need_of(
        row.list, row.entry, finding.forms, finding.bearing, fields, quantity_of(held) if held is not None else None
    )
    cover = register.cover(need)
    return {
        "kind": KIND,
        "effect": "triggers_duty",
        "required": "; ".join(_unique(duty.text for duty in duties)),
        "declared": cover.told,
        "met": cover.met,
        "confidence": max((duty.confidence for duty in duties), key=CONFIDENCES.index),
        "citation": "; ".join(_unique(duty.citation for duty in duties)),
        "shipment_finding": None,
    }


def _unique(texts: Iterable[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]

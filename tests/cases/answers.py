"""Parts of an answer for the tests of cases, made by hand: each is whole, and says as little as an answer can."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from watchlist.engine.answer import Conflict, Finding, Line, ShipmentFinding, Summary, TotalledParty
from watchlist.engine.vocabulary import (
    Action,
    Bears,
    Branch,
    Certainty,
    ConditionKind,
    Confidence,
    DateBasis,
    DatePrecision,
    Depth,
    Effect,
    IdentityField,
    LimitUnit,
    Met,
    PartyRole,
    Severity,
    Tier,
    Verdict,
)
from watchlist.screenings.stored_answers import Text, read_findings, read_line

LINE: Final = Line(
    line=1,
    key="1",
    verdict=Verdict.REVIEW,
    action=Action.NONE_KNOWN,
    severity=Severity.LOW,
    depth=Depth.NAME,
    amount=None,
    declared={},
    fields={"consignee": "B Ltd"},
    resolution=(),
    peeled=(),
    conflicts=(),
    findings=(),
    suppressed=(),
    problems=(),
    explanation="",
    request="",
)
CONFLICT: Final = Conflict("names_differ", ("cas", "name"), Severity.MEDIUM, "Number and name differ.")
FINDING: Final = Finding(
    tier=Tier.LISTED,
    branch=Branch.PRECURSOR,
    severity=Severity.HIGH,
    certainty=Certainty.EXACT,
    confidence=Confidence.CONFIRMED,
    bears=Bears.YES,
    jurisdiction="XX",
    list="xx-list",
    list_title="List",
    category="",
    entry="xx-list/p2p",
    substance="P2P",
    substance_inchikey="",
    form=None,
    forms=(),
    as_of=date(2026, 1, 2),
    date_basis=DateBasis.ASSUMED,
    valid_from=None,
    date_precision=DatePrecision.UNKNOWN,
    date_confidence=Confidence.CONFIRMED,
    valid_until=None,
    wording="",
    instrument=None,
    rule=None,
    evidence=None,
    quantity=None,
    conditions=(),
    obligations=(),
    explanation="",
    read_from=IdentityField.NAME,
    smiles="",
    atoms=None,
)
TOTAL: Final = ShipmentFinding(
    id="S1",
    kind=ConditionKind.CUMULATIVE_QUANTITY,
    party=TotalledParty("B Ltd", PartyRole.CONSIGNEE),
    jurisdiction="XX",
    list="xx-list",
    list_title="List",
    category="",
    entry="xx-list/p2p",
    substance="P2P",
    citation="art. 6",
    required="",
    confidence=Confidence.CONFIRMED,
    period=(),
    total="20",
    unit=LimitUnit.KILOGRAM,
    limit="100",
    met=Met.UNKNOWN,
    effect=Effect.TRIGGERS_DUTY,
    certainty=Certainty.EXACT,
    parcels=(),
    parcels_left_out=0,
    unmeasured=(),
    similar_total=None,
    explanation="",
    lines=(1,),
)
SUMMARY: Final = Summary(
    lines=1,
    controlled=1,
    review=0,
    no_match=0,
    unresolved=0,
    by_depth={},
    by_action={Action.RECORD: 1},
    shipment_findings=(),
    parties=(),
    seconds=0,
)
CONTROLLED: Final = replace(
    LINE, verdict=Verdict.CONTROLLED, action=Action.RECORD, severity=Severity.HIGH, findings=(FINDING,)
)


def forget_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have cases read what is stored as it was before findings told their duties as facts: the rows never change."""

    def older(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(replace(finding, obligation_records=UNSET) for finding in findings)

    def read_older(text: Text) -> Line:
        line = read_line(text)
        return replace(line, findings=older(line.findings))

    monkeypatch.setattr("watchlist.cases.obligations.read_line", read_older)
    monkeypatch.setattr("watchlist.cases.obligations.read_findings", lambda text: older(read_findings(text)))

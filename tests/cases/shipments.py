"""Shipments for the tests of cases: stored screenings of a few lines, and their cases."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

from watchlist.cases.models import Case
from watchlist.cases.opening import open_case
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.screenings.models import ScreenedLine, Screening
from watchlist.screenings.pipeline import screen
from watchlist.screenings.saving import save_answer

ROUTE = {"origin": "US", "destination": "DE", "consignor": "Northgate Reagents Inc", "consignee": "Beauval SARL"}
PIPERIDONE = {"name": "4-Piperidone hydrochloride", "cas": "41979-39-9", "quantity": "25", "unit": "kg", **ROUTE}
ACETIC_ANHYDRIDE = {"name": "Acetic anhydride", "cas": "108-24-7", "quantity": "200", "unit": "kg", **ROUTE}
ACETONE = {"name": "Acetone", "cas": "67-64-1", "quantity": "160", "unit": "kg", **ROUTE}
SALT = {"name": "Sodium chloride", "cas": "7647-14-5", "quantity": "1000", "unit": "kg", **ROUTE}
PIPRONAL = {"name": "Pipronal", "quantity": "1", "unit": "kg", **ROUTE}  # one letter from piperonal: a guess
VAGUE = {"name": "Laboratory reagents, assorted", "quantity": "14", "unit": "pcs", **ROUTE}
MIXED = (PIPERIDONE, ACETIC_ANHYDRIDE, ACETONE, SALT, PIPRONAL, VAGUE)


def screened(*lines: dict[str, str], reference: str = "SHA-HAM-0728", **asked: Any) -> Screening:
    """Screen and store a shipment, of which a case is due where a line needs a person."""
    original = json.dumps({"reference": reference, "lines": lines}).encode()
    read = manifest_from_payload({"lines": list(lines)})
    manifest = replace(read, sha256=sha256(original).hexdigest(), reference=reference, source="lines.json")
    question = Question(**{"origin": "US", "destination": "DE", "operation": "import", **asked})
    answer = screen(manifest, question)
    return save_answer(manifest=manifest, original=original, question=question, answer=answer, actor="officer")


def opened(*lines: dict[str, str], reference: str = "SHA-HAM-0728", **asked: Any) -> Case:
    """Return the case of a shipment that was screened and stored."""
    case = open_case(screened(*lines, reference=reference, **asked))
    assert case is not None
    return case


def line_of(case: Case, number: int) -> ScreenedLine:
    """Return one line of a case's last screening, by its number in the file."""
    row: ScreenedLine = ScreenedLine.objects.get(screening=case.screening, line__number=number)
    return row

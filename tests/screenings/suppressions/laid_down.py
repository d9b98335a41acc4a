"""Suppressions and determinations for the tests: asked for by one officer, agreed to by another."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User

from tests.cases.shipments import PIPRONAL, ROUTE, screened
from tests.plain_answers import screen
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.screenings.models import ScreenedLine
from watchlist.screenings.suppressions import determining, suppressing
from watchlist.screenings.suppressions.models import Determination, Suppression

ASKED = {"origin": "US", "destination": "DE", "operation": "import"}
NOTE = "The name is a trade name of a perfume; its data sheet of 3 March lists no piperonal."
ESTER = {"name": "Ethyl phenylacetate", "smiles": "CCOC(=O)Cc1ccccc1", **ROUTE}
RELATIVE = {"name": "4-Fluorophenylacetic acid", "smiles": "OC(=O)Cc1ccc(F)cc1", **ROUTE}
CONFLICT = {"name": "Sodium chloride", "cas": "7732-18-5", "quantity": "5", "unit": "kg", **ROUTE}
TABLETS = {
    "name": "Ephedrine sulphate injection 50 mg/ml",
    "cas": "299-42-3",
    "product_form": "medicine",
    "origin": "US",
    "destination": "CA",
    "consignor": "Northgate Pharma Inc",
    "consignee": "Pharmacie du Nord Ltée",
}
GUESSED = PIPRONAL

Record = dict[str, Any]


def today() -> date:
    """Return the day of asking."""
    return datetime.now(UTC).date()


def in_days(days: int) -> date:
    """Return a day so many days from now."""
    return today() + timedelta(days)


def answered(*lines: dict[str, str], on: date | None = None, **asked: Any) -> list[Record]:
    """Return the records of some lines as they are answered now, or were asked `on` a day."""
    question = Question(**{**ASKED, **asked})
    return screen(manifest_from_payload({"lines": list(lines)}), question, on).lines


def stored(line: dict[str, str], **asked: Any) -> ScreenedLine:
    """Return a line of a stored screening of it alone."""
    row: ScreenedLine = screened(line, **asked).lines.get()
    return row


def first(line: ScreenedLine, tier: str) -> int:
    """Return the position of the first finding of a tier on a stored line."""
    findings = records_of(line)["findings"]
    return next(at for at, finding in enumerate(findings) if finding["tier"] == tier)


def records_of(line: ScreenedLine) -> Record:
    """Return the record of a stored line."""
    record: Record = json.loads(line.record)
    return record


def all_suppressed(line: dict[str, str], by: User, second: User, *, days: int = 30) -> list[Suppression]:
    """Suppress every finding of a line, each as one officer asks and another agrees."""
    row = stored(line)
    found = range(len(records_of(row)["findings"]))
    return [suppressed(row, at, by, second, days=days) for at in found]


def suppressed(row: ScreenedLine, at: int, by: User, second: User, *, days: int = 30) -> Suppression:
    """Suppress one finding of a stored line."""
    asked = suppressing.request_suppression(line=row, position=at, until=in_days(days), note=NOTE, actor=by)
    return suppressing.answer_suppression(suppression=asked, agreed=True, actor=second)


def determined(row: ScreenedLine, at: int, condition: str, by: User, second: User, *, days: int = 30) -> Determination:
    """Determine that the product of a stored line meets a condition."""
    asked = determining.request_determination(
        line=row,
        position=at,
        condition=condition,
        composition="Ephedrine sulphate 50 mg in 1 ml of water; NDC 12345-678.",
        until=in_days(days),
        note="Approved under NDA 208289.",
        actor=by,
    )
    return determining.answer_determination(determination=asked, agreed=True, actor=second)

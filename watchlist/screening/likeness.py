"""Which lines are judged alike: of the same goods in law, between the same parties on the same route."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from watchlist.engine.decision.question import Question
from watchlist.engine.reading.items import identity_text
from watchlist.engine.reading.parties import party_key

PARTIES: Final = ("consignor", "consignee")
ROUTE: Final = ("origin", "transit", "destination", "operator_country", "operation")
WORD: Final = ("verdict", "action", "severity", "depth")
FOUND: Final = ("entry", "tier", "form", "severity", "certainty", "confidence", "bears", "rule_version")


STATES: Final = frozenset({"UN"})
"""Jurisdictions whose lists bind States alone: the tables of the 1988 Convention."""


def is_everyday(record: Mapping[str, Any]) -> bool:
    """Say whether law asks no more than records of a line, sure as it is: the solvents and acids of every day.

    A list that binds States alone asks a trader for nothing: its finding, of unknown bearing, makes a line `medium`
    wherever the goods go. So it is left out where a list that binds persons was met too, unless it is `high` itself.
    """
    findings, conflicts = record["findings"], record["conflicts"]
    of_persons = [finding for finding in findings if finding["jurisdiction"] not in STATES]
    others = {finding["severity"] for finding in findings if finding["jurisdiction"] in STATES}
    if record["verdict"] == "no_match" or not of_persons or "high" in others:
        return False
    return all(found["severity"] == "low" for found in (*of_persons, *conflicts))


def likeness(record: Mapping[str, Any], question: Question) -> str:
    """Return what lines share that one judgement may be said of; "" where no person need judge the line.

    They share the findings, the conflicts, the problems, the parties and the route. Where nothing was found they share
    the goods as declared, too. Quantities may differ.
    """
    if record["verdict"] == "no_match":
        return ""
    fields, asked = record.get("fields", {}), question.as_record()
    said = {
        "word": [record[name] for name in WORD],
        "findings": [[_of(finding, name) for name in FOUND] for finding in record["findings"]],
        "conflicts": sorted(conflict["code"] for conflict in record["conflicts"]),
        "problems": sorted(problem["code"] for problem in record["problems"]),
        "parties": [party_key(fields.get(side, "")) for side in PARTIES],
        "route": [fields.get(name) or asked.get(name) for name in ROUTE],
        "goods": "" if record["findings"] and not record["conflicts"] else identity_text(fields),
    }
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:32]


def _of(finding: Mapping[str, Any], name: str) -> object:
    if name == "rule_version":
        return (finding.get("rule") or {}).get("version")
    return finding.get(name)

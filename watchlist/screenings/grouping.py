"""The key by which lines are judged together: the same findings, parties and route."""

from __future__ import annotations

import hashlib
import json
from typing import Final

from watchlist.engine.answer import Finding, Line
from watchlist.engine.decision import Question
from watchlist.engine.reading import identity_text, party_key
from watchlist.engine.vocabulary import Severity, Verdict

PARTIES: Final = ("consignor", "consignee")
ROUTE: Final = ("origin", "transit", "destination", "operator_country", "operation")
STATES: Final = frozenset({"UN"})
"""Jurisdictions whose lists bind States alone: the tables of the 1988 Convention."""


def is_everyday(line: Line) -> bool:
    """Return whether law surely asks no more than records of a line: the solvents and acids of every day.

    A list that binds States alone asks a trader for nothing: its finding, of unknown bearing, makes a line `medium`
    wherever the goods go. So it is left out where a list that binds persons was met too, unless it is `high` itself.
    """
    of_persons = [finding for finding in line.findings if finding.jurisdiction not in STATES]
    others = {finding.severity for finding in line.findings if finding.jurisdiction in STATES}
    if line.verdict == Verdict.NO_MATCH or not of_persons or Severity.HIGH in others:
        return False
    severities = {finding.severity for finding in of_persons} | {conflict.severity for conflict in line.conflicts}
    return severities == {Severity.LOW}


def grouping_key(line: Line, question: Question) -> str:
    """Return the key of lines that one judgement may cover; "" where no person need judge the line.

    They share findings, conflicts, problems, parties and route; without a finding, the goods as declared too.
    Quantities may differ.
    """
    if line.verdict == Verdict.NO_MATCH:
        return ""
    fields, options = line.fields, question.as_record()
    shared = {
        "word": [line.verdict, line.action, line.severity, line.depth],
        "findings": list(map(_shared, line.findings)),
        "conflicts": sorted(conflict.code for conflict in line.conflicts),
        "problems": sorted(problem.code for problem in line.problems),
        "parties": [party_key(fields.get(side, "")) for side in PARTIES],
        "route": [fields.get(name) or options.get(name) for name in ROUTE],
        "goods": "" if line.findings and not line.conflicts else identity_text(fields),
    }
    return hashlib.sha256(json.dumps(shared, ensure_ascii=False).encode()).hexdigest()[:32]


def _shared(finding: Finding) -> list[str | None]:
    return [
        finding.entry,
        finding.tier,
        finding.form,
        finding.severity,
        finding.certainty,
        finding.confidence,
        finding.bears,
        finding.rule.version if finding.rule else None,
    ]

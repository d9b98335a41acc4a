"""Ask the service one line at a time, as an officer would."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tests.plain_answers import PlainAnswer, screen
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_payload

Record = dict[str, Any]


def ask_all(lines: list[dict[str, str]], **question: Any) -> PlainAnswer:
    """Return the whole answer on some lines; days and instants may be given as text."""
    if isinstance(question.get("as_of"), str):
        question["as_of"] = date.fromisoformat(question["as_of"])
    if isinstance(question.get("known_at"), str):
        question["known_at"] = datetime.fromisoformat(question["known_at"])
    return screen(manifest_from_payload({"lines": lines}), Question(**question))


def ask(line: dict[str, str], **question: Any) -> Record:
    """Return the record of one line."""
    return ask_all([line], **question).lines[0]


def tiers(record: Record, jurisdiction: str | None = None, branch: str | None = None) -> set[str]:
    """Return the tiers found on a line, under one jurisdiction or in one branch if asked."""
    return {
        finding["tier"]
        for finding in record["findings"]
        if (jurisdiction is None or finding["jurisdiction"] == jurisdiction)
        and (branch is None or finding["branch"] == branch)
    }


def entries(record: Record) -> set[str]:
    """Return the entries that a line meets."""
    return {finding["entry"] for finding in record["findings"]}

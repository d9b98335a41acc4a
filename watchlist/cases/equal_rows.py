"""A row of equal lines: what they share, and what was found of them together."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from watchlist.cases.review_reasons import ParcelTotal
from watchlist.engine.answer import Line
from watchlist.engine.reading.parties import party_key
from watchlist.screenings.models import ScreenedLine
from watchlist.screenings.stored_answers import read_line, substance_key

ROUTE: Final = ("origin", "destination")
Key = tuple[tuple[str, ...], str, str, str]
"""Substances, consignee, route, action."""


@dataclass(slots=True)
class EqualLines:
    """Equal lines: `last` is the one stored last, whose totals count all stored earlier; `answer` is its answer.

    `lines` are those of manifests by the pk of the stored line; `opened` says why they are to be looked at one by one:
    empty, they may be judged as one.
    """

    key: Key
    names: tuple[str, ...]
    parties: Mapping[str, str]
    route: str
    last: ScreenedLine
    answer: Line
    grouping_keys: list[str] = field(default_factory=list)
    lines: dict[int, int] = field(default_factory=dict)
    cases: set[int] = field(default_factory=set)
    total: ParcelTotal = field(default_factory=ParcelTotal)
    opened: tuple[str, ...] = ()


def new_row(line: ScreenedLine) -> EqualLines:
    """Return the row that begins with a line, with none counted."""
    answer, question = read_line(line.record), json.loads(line.screening.question)
    fields = answer.fields
    substances = sorted({substance_key(finding) for finding in answer.findings})
    names = tuple(dict.fromkeys(finding.substance for finding in answer.findings))
    parties = {side: fields[side] for side in ("consignor", "consignee") if fields.get(side)}
    route = " → ".join(filter(None, (fields.get(name) or question.get(name) for name in ROUTE)))
    key = (tuple(substances), party_key(parties.get("consignee", "")), route, line.action)
    return EqualLines(key, names, parties, route, line, answer)

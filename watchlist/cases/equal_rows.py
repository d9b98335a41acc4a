"""A row of equal lines: what they share, and what was found of them together."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from watchlist.cases.openings import Total
from watchlist.engine.reading.parties import party_key
from watchlist.screening.models import ScreenedLine

ROUTE: Final = ("origin", "destination")
Key = tuple[tuple[str, ...], str, str, str]
"""Substances, consignee, route, action."""


@dataclass(slots=True)
class EqualLines:
    """Equal lines: `last` is the one stored last, whose totals count all that was stored before it.

    `lines` are those of manifests by the pk of the stored line; `opened` says why they are to be looked at one by one:
    empty, they may be judged as one.
    """

    key: Key
    names: tuple[str, ...]
    parties: Mapping[str, str]
    route: str
    last: ScreenedLine
    record: Mapping[str, Any]
    likenesses: list[str] = field(default_factory=list)
    lines: dict[int, int] = field(default_factory=dict)
    cases: set[int] = field(default_factory=set)
    total: Total = field(default_factory=Total)
    opened: tuple[str, ...] = ()


def row_of_one(line: ScreenedLine) -> EqualLines:
    """Return the row that begins with a line, with none counted."""
    record, asked = json.loads(line.record), json.loads(line.screening.question)
    fields = record["fields"]
    substances = sorted({finding["entry"].rsplit("/", 1)[-1] for finding in record["findings"]})
    names = tuple(dict.fromkeys(finding["substance"] for finding in record["findings"]))
    parties = {side: fields[side] for side in ("consignor", "consignee") if fields.get(side)}
    route = " → ".join(filter(None, (fields.get(name) or asked.get(name) for name in ROUTE)))
    key = (tuple(substances), party_key(parties.get("consignee", "")), route, line.action)
    return EqualLines(key, names, parties, route, line, record)

"""What is stored of a line beside its record: columns that are searched, the key by which lines are judged together.

And one digest of all of it: the trail keeps that of a screening when it is done.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from operator import attrgetter
from typing import Any, Final, NamedTuple

import orjson
from msgspec import UNSET

from watchlist.engine.answer import Finding, Line
from watchlist.engine.decision import Question
from watchlist.engine.reading import identity_text
from watchlist.engine.vocabulary import Severity, Verdict
from watchlist.screenings.models import Hit, ScreenedLine, Screening
from watchlist.screenings.stored_answers import is_sure, party_keys, substance_key

BATCH: Final = 500
FILTERED: Final = ("verdict", "action", "severity", "depth")
HIT: Final = ("position", "tier", "severity", "list_key", "entry_key", "substance_key", "form", "is_legal")


class LineContent(NamedTuple):
    """A stored line as its tables have it: what was declared, what was answered, and the columns that are searched."""

    pk: int
    number: int
    key: str
    item: int
    declared: str
    verdict: str
    action: str
    severity: str
    depth: str
    everyday: bool | None
    likeness: str
    record: str
    hits: list[tuple[Any, ...]]

    def as_bytes(self) -> bytes:
        """Return all of it but its id as canonical JSON. Raises `TypeError` for what this service never wrote."""
        return orjson.dumps(self[1:])


def contents_of(screening: Screening) -> Iterator[LineContent]:
    """Yield the lines of a screening in the order of the file, by a few queries for every 500."""
    columns = ("line__number", "line__key", "line__item", "line__declared", *FILTERED, "everyday", "likeness", "record")
    lines, after = ScreenedLine.objects.filter(screening=screening).order_by("pk"), 0
    while rows := list(lines.filter(pk__gt=after).values_list("pk", *columns)[:BATCH]):
        after = rows[-1][0]
        hits = defaultdict(list)
        of_lines = Hit.objects.filter(screened_line__in=[row[0] for row in rows]).order_by("screened_line", "position")
        for line, *hit in of_lines.values_list("screened_line", *HIT):
            hits[line].append(tuple(hit))
        for row in rows:
            yield LineContent._make((*row, hits[row[0]]))


def digest_of_lines(screening: Screening) -> str:
    """Return the SHA-256 over all lines of a screening, each with a line feed after it."""
    digest = sha256()
    for line in contents_of(screening):
        digest.update(line.as_bytes() + b"\n")
    return digest.hexdigest()


ROUTE: Final = ("origin", "transit", "destination", "operator_country", "operation")
STATES: Final = frozenset({"UN"})
"""Jurisdictions whose lists bind States alone: the tables of the 1988 Convention."""


_SHARED: Final = attrgetter("entry", "tier", "form", "severity", "certainty", "confidence", "bears")
"""What of the findings of lines that are judged together is the same, beside the version of their rule."""


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
    if line.verdict == Verdict.NO_MATCH or line.ground is not UNSET:
        return ""
    fields, options = line.fields, question.as_record()
    shared = {
        "word": [line.verdict, line.action, line.severity, line.depth],
        "findings": [[*_SHARED(finding), finding.rule.version if finding.rule else None] for finding in line.findings],
        "conflicts": sorted(conflict.code for conflict in line.conflicts),
        "problems": sorted(problem.code for problem in line.problems),
        "parties": list(party_keys(line).values()),
        "route": [fields.get(name) or options.get(name) for name in ROUTE],
        "goods": "" if line.findings and not line.conflicts else identity_text(fields),
    }
    return hashlib.sha256(json.dumps(shared, ensure_ascii=False).encode()).hexdigest()[:32]


def columns_of_line(line: Line, question: Question) -> tuple[str | bool, ...]:
    """Return the columns that a line is searched by: `FILTERED`, everyday, likeness, whether it is for its route."""
    words = (getattr(line, name).value for name in FILTERED)
    return (*words, is_everyday(line), grouping_key(line, question), line.ground is not UNSET)


def columns_of_hit(finding: Finding) -> tuple[str | bool, ...]:
    """Return the columns of a hit: `HIT` without its position."""
    return (
        finding.tier.value,
        finding.severity.value,
        finding.list,
        finding.entry,
        substance_key(finding),
        finding.form.value if finding.form else "",
        is_sure(finding),
    )

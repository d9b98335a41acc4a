"""Equal everyday lines of open cases, gathered into one row: the everyday solvents and acids of a regular customer.

Equal are lines of the same substances for the same consignee by the same route, of which the law asks the same. Each
row is assessed before it is shown as one (`review_reasons`); what is not assessed is counted, and never dropped.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import accumulate
from typing import Any, Final

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from watchlist.cases.decided_answers import decided_sums_of
from watchlist.cases.judgement_models import Judgement, LineStanding
from watchlist.cases.judging import judge_alike
from watchlist.cases.models import Case, CaseScreening
from watchlist.cases.review_reasons import EqualRowFacts, ParcelTotal, reasons, total_of
from watchlist.cases.worklist import mine_or_unassigned
from watchlist.engine.answer import Line, ShipmentFinding
from watchlist.engine.reading import party_key
from watchlist.errors import LookAgain
from watchlist.manifests import Party
from watchlist.screenings import (
    ScreenedLine,
    StoredParcel,
    parcels_with_history,
    read_line,
    read_summary,
    substance_key,
)

ROUTE: Final = ("origin", "destination")
Key = tuple[tuple[str, ...], str, str, str]
"""Substances, consignee, route, action."""
MOST_KINDS: Final = 30
"""Groups that are assessed, those with the most lines first."""
MOST_LINES: Final = 2_000
"""Lines that are added up in all. What goes beyond is left to the cases that it is in."""


CASES_AT_ONCE: Final = 25
LINES_AT_ONCE: Final = 500
"""What is judged of a row before a page answers: each line is a record of its own, and each case has its event."""


@dataclass(frozen=True, slots=True)
class EqualLineRows:
    """The rows of equal lines, those that need review first; `left` counts the groups that were not assessed."""

    rows: tuple[EqualLines, ...]
    left: int

    @property
    def opened(self) -> set[int]:
        """Return the cases with a line that needs review by itself."""
        return {case for row in self.rows if row.opened for case in row.cases}


def equal_lines(person: User, today: date) -> EqualLineRows:
    """Return the equal everyday lines that are open in the cases of a person, and in those that are unassigned."""
    lines = _open_lines(person, today)
    kinds = list(lines.values("likeness").annotate(number=Count("pk"), last=Max("pk")).order_by("-number", "likeness"))
    looked_at = _few([kind for kind in kinds if kind["number"] <= MOST_LINES][:MOST_KINDS])
    rows = _rows(looked_at)
    by_grouping_key = {grouping_key: row for row in rows for grouping_key in row.grouping_keys}
    columns = ("pk", "line_id", "likeness", "screening__case_screening__case_id")
    for pk, line, grouping_key, case in lines.filter(likeness__in=list(by_grouping_key)).values_list(*columns):
        by_grouping_key[grouping_key].lines[pk] = line
        by_grouping_key[grouping_key].cases.add(case)
    _assess_rows(rows)
    ordered = sorted(rows, key=lambda row: (not row.opened, -len(row.lines), row.names))
    return EqualLineRows(tuple(ordered), len(kinds) - len(looked_at))


def row_of(line: ScreenedLine, person: User, today: date) -> EqualLines | None:
    """Return the row that a line is in; None where it is judged, or stands in none that is looked at."""
    return next((row for row in equal_lines(person, today).rows if line.pk in row.lines), None)


@transaction.atomic
def judge_equal(
    *, row: EqualLines, seen: int, word: str, actor: User, reason: str = "", note: str = ""
) -> list[Judgement]:
    """Judge the lines of a row alike, case by case, and return the judgements: all of them, or none where one fails.

    Of a row in more cases, or of more lines, than are judged at once, on those of its first cases: what is left stands
    in the row still. `seen` is how many lines the person was shown. Raises `LookAgain` where they are others now, or
    the row opened.
    """
    if row.opened or seen != len(row.lines):
        raise LookAgain(_("These lines are others than you were shown: look again."))
    firsts: dict[tuple[Any, str], ScreenedLine] = {}
    for line in ScreenedLine.objects.filter(pk__in=list(row.lines)).order_by("pk").defer("record"):
        firsts.setdefault((line.screening_id, line.likeness), line)
    of_screening = {case.screening_id: case for case in Case.objects.filter(pk__in=row.cases)}
    judged: list[Judgement] = []
    arguments: dict[str, Any] = {"word": word, "actor": actor, "reason": reason, "note": note}
    left, cases = LINES_AT_ONCE, set[int]()
    for (screening, _grouping_key), line in firsts.items():
        cases.add(of_screening[screening].pk)
        if left <= 0 or len(cases) > CASES_AT_ONCE:
            break
        rows = judge_alike(case=of_screening[screening], line=line, most=left, **arguments)
        left -= len({judgement.screened_line_id for judgement in rows})
        judged += rows
    return judged


def _open_lines(person: User, today: date) -> QuerySet[ScreenedLine]:
    cases = mine_or_unassigned(Case.objects.awake(today), person)
    # Not "none, or an open one": of that PostgreSQL expects a single line, and looks for the case of each by itself.
    judged = LineStanding.objects.filter(screened_line=OuterRef("pk")).exclude(standing=LineStanding.Progress.OPEN)
    lines = ScreenedLine.objects.filter(~Exists(judged), everyday=True, screening__in=cases.values("screening"))
    return lines.exclude(likeness="").order_by()


def _few(kinds: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    sums = accumulate(int(kind["number"]) for kind in kinds)
    return [kind for kind, lines in zip(kinds, sums, strict=True) if lines <= MOST_LINES]


def _rows(kinds: Sequence[Mapping[str, Any]]) -> list[EqualLines]:
    """Return one row for all groups of the same substances, consignee, route and action."""
    lasts = ScreenedLine.objects.filter(pk__in=[kind["last"] for kind in kinds]).select_related("screening", "line")
    by_pk, rows = {line.pk: line for line in lasts}, dict[Key, EqualLines]()
    for kind in sorted(kinds, key=lambda kind: -int(kind["last"])):
        new = new_row(by_pk[kind["last"]])
        row = rows.setdefault(new.key, new)
        row.grouping_keys.append(kind["likeness"])
    return list(rows.values())


def _assess_rows(rows: Sequence[EqualLines]) -> None:
    """Set the total of each row, and why it needs review: in the same number of queries, however many rows."""
    keys = {party_key(name) for row in rows for name in row.parties.values()}
    parties = {party.key: party for party in Party.objects.filter(key__in=keys)}
    parcels, earlier = parcels_with_history(
        (line for row in rows for line in row.lines.values()),
        ((parties[row.key[1]].pk, substance) for row in rows if row.key[1] in parties for substance in row.key[0]),
    )
    made = CaseScreening.objects.filter(case__in={case for row in rows for case in row.cases}).order_by().values("case")
    since = dict(made.annotate(first=Min("screening__made_at")).values_list("case", "first"))
    sums = decided_sums_of([(row.last.screening, _sums_with(row.last)) for row in rows])
    for row, found_sums in zip(rows, sums, strict=True):
        stored = sorted((parcels[line] for line in row.lines.values() if line in parcels), key=lambda parcel: parcel.pk)
        own = [parcel for parcel in stored if parcel.counts]
        unmeasured = len(row.lines) - len(stored)
        row.total = total_of(own, unmeasured)
        row.opened = reasons(
            EqualRowFacts(
                answer=row.answer,
                sums=found_sums,
                parcels=own,
                earlier=_earlier_parcels(row, earlier, parties),
                new_parties=_new(row, parties, since),
                unmeasured=unmeasured,
            )
        )


def _sums_with(line: ScreenedLine) -> list[ShipmentFinding]:
    """Return the sums of a line's shipment that count it."""
    found = read_summary(line.screening.summary).shipment_findings
    return [each for each in found if line.line.number in each.lines]


def _earlier_parcels(
    row: EqualLines, sent: Mapping[tuple[int | None, str], Sequence[StoredParcel]], parties: Mapping[str, Party]
) -> Sequence[StoredParcel]:
    """Return what the consignee was sent of the first of the substances of which it was sent anything."""
    consignee = parties.get(row.key[1])
    found = (sent.get((consignee.pk, substance)) for substance in row.key[0]) if consignee else ()
    return next(filter(None, found), [])


def _new(row: EqualLines, parties: Mapping[str, Party], since: Mapping[int, datetime]) -> list[str]:
    """Return the parties that no shipment named before the first one of the row's cases."""
    first = min((since[case] for case in row.cases), default=None)
    named = ((name, parties.get(party_key(name))) for name in row.parties.values())
    return [
        name
        for name, party in named
        if party is None or party.first_seen is None or (first is not None and party.first_seen >= first)
    ]


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

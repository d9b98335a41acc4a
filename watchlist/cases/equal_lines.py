"""Equal everyday lines of open cases, gathered into one row: the everyday solvents and acids of a regular customer.

Equal are lines of the same substances for the same consignee by the same route, of which the law asks the same. Each
row is looked at before it is shown as one (`openings`); what is not looked at is counted, and never dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any, Final

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from watchlist.cases.equal_rows import EqualLines, Key, row_of_one
from watchlist.cases.histories import look_at
from watchlist.cases.judgement_models import Judgement, LineStanding
from watchlist.cases.judging import judge_alike
from watchlist.cases.models import Case
from watchlist.cases.worklist import mine_or_nobodys
from watchlist.errors import LookAgain
from watchlist.screenings.models import ScreenedLine

MOST_KINDS: Final = 30
"""Likenesses that are looked at, those with the most lines first."""
MOST_LINES: Final = 2_000
"""Lines that are added up in all. What goes beyond is left to the cases that it is in."""


CASES_AT_ONCE: Final = 25
LINES_AT_ONCE: Final = 500
"""What is judged of a row before a page answers: each line is a record of its own, and each case has its event."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The rows of equal lines, those that opened first; `left` counts the likenesses that were not looked at."""

    rows: tuple[EqualLines, ...]
    left: int

    @property
    def opened(self) -> set[int]:
        """Return the cases with a line that is to be looked at by itself."""
        return {case for row in self.rows if row.opened for case in row.cases}


def equal_lines(person: User, today: date) -> Gathered:
    """Return the equal everyday lines that are open in the cases of a person, and in those that nobody has."""
    lines = _open_lines(person, today)
    kinds = list(lines.values("likeness").annotate(number=Count("pk"), last=Max("pk")).order_by("-number", "likeness"))
    looked_at = _few([kind for kind in kinds if kind["number"] <= MOST_LINES][:MOST_KINDS])
    rows = _rows(looked_at)
    of_likeness = {likeness: row for row in rows for likeness in row.likenesses}
    columns = ("pk", "line_id", "likeness", "screening__case_screening__case_id")
    for pk, line, likeness, case in lines.filter(likeness__in=list(of_likeness)).values_list(*columns):
        of_likeness[likeness].lines[pk] = line
        of_likeness[likeness].cases.add(case)
    look_at(rows)
    ordered = sorted(rows, key=lambda row: (not row.opened, -len(row.lines), row.names))
    return Gathered(tuple(ordered), len(kinds) - len(looked_at))


def row_of(line: ScreenedLine, person: User, today: date) -> EqualLines | None:
    """Return the row that a line is in; None where it is judged, or stands in none that is looked at."""
    return next((row for row in equal_lines(person, today).rows if line.pk in row.lines), None)


@transaction.atomic
def judge_equal(
    *, row: EqualLines, seen: int, word: str, actor: User, reason: str = "", note: str = ""
) -> list[Judgement]:
    """Say one word on the lines of a row, case by case: on all of them, or on none where one refuses.

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
    said: dict[str, Any] = {"word": word, "actor": actor, "reason": reason, "note": note}
    left, cases = LINES_AT_ONCE, set[int]()
    for (screening, _likeness), line in firsts.items():
        cases.add(of_screening[screening].pk)
        if left <= 0 or len(cases) > CASES_AT_ONCE:
            break
        rows = judge_alike(case=of_screening[screening], line=line, most=left, **said)
        left -= len({one.screened_line_id for one in rows})
        judged += rows
    return judged


def _open_lines(person: User, today: date) -> QuerySet[ScreenedLine]:
    cases = mine_or_nobodys(Case.objects.awake(today), person)
    # Not "none, or an open one": of that PostgreSQL expects a single line, and looks for the case of each by itself.
    judged = LineStanding.objects.filter(screened_line=OuterRef("pk")).exclude(standing=LineStanding.Standing.OPEN)
    lines = ScreenedLine.objects.filter(~Exists(judged), everyday=True, screening__in=cases.values("screening"))
    return lines.exclude(likeness="").order_by()


def _few(kinds: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the first likenesses whose lines are few enough together to be added up."""
    sums = accumulate(int(kind["number"]) for kind in kinds)
    return [kind for kind, lines in zip(kinds, sums, strict=True) if lines <= MOST_LINES]


def _rows(kinds: Sequence[Mapping[str, Any]]) -> list[EqualLines]:
    """Return a row for all likenesses of the same substances, consignee, route and action."""
    lasts = ScreenedLine.objects.filter(pk__in=[kind["last"] for kind in kinds]).select_related("screening", "line")
    by_pk, rows = {line.pk: line for line in lasts}, dict[Key, EqualLines]()
    for kind in sorted(kinds, key=lambda kind: -int(kind["last"])):
        new = row_of_one(by_pk[kind["last"]])
        row = rows.setdefault(new.key, new)
        row.likenesses.append(kind["likeness"])
    return list(rows.values())

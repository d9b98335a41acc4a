"""Judgements of people on the hits of a case: listed, and made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.contrib.auth.models import User
from django.db.models import Max, QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import answer_example, page_example, sent
from watchlist.api.bodies import Body, optional_text, optional_word
from watchlist.api.cases.access import case_numbered, case_read, case_write, on_a_case
from watchlist.api.cases.cases import CaseItem, item_of
from watchlist.api.cases.examples import ITEM, JUDGEMENT
from watchlist.api.cases.lines import HOLDS, OF_A_LINE
from watchlist.api.cases.verbs import LONGEST
from watchlist.api.paging import PageQuery, newest_first, page_of
from watchlist.api.record_base import Record
from watchlist.cases import (
    CONFIRMED,
    DISMISSED,
    LINES_AT_ONCE,
    REASONS,
    THE_LINE,
    WORDS,
    Case,
    Judgement,
    JudgeWhatIsThere,
    alike,
    judge,
    judge_alike,
    judge_line,
    judge_substance,
    left_open,
)
from watchlist.screenings import ScreenedLine

MOST: Final = 1_000
LARGEST: Final = 2**31 - 1
SINGLE_HIT_FIELDS: Final = ("finding", "seen")
SINGLE_EXAMPLE: Final = {"line": 1, "finding": 0, "seen": 0, "word": "confirmed", "note": "It is what it says."}
EQUAL_LINES_EXAMPLE: Final = {
    "line": 1,
    "alike": True,
    "word": "dismissed",
    "reason": "lawful_use_documented",
    "note": "Solvent, as ever.",
}
LINE_EXAMPLE: Final = {"line": 1, "seen": 0, "word": "confirmed", "note": "It is what it says."}
SUBSTANCE_EXAMPLE: Final = {
    "substance": "acetic-anhydride",
    "seen": 3,
    "word": "dismissed",
    "reason": "wrong_by_number",
    "note": "The drums hold table salt: analysis of 2 March.",
}
JUDGED_EXAMPLE: Final = {"count": 1, "items": [JUDGEMENT], "left": 0, "next": None, "case": ITEM}


class Judging(Body):
    """A word on one hit of a line; or, `alike`, on all that is open on that line and on the lines that equal it."""

    line = serializers.IntegerField(min_value=1, max_value=LARGEST, help_text="its number in the file")
    alike = serializers.BooleanField(
        required=False, default=False, help_text=f"on at most {LINES_AT_ONCE} equal lines: go on by `after`"
    )
    after = serializers.IntegerField(
        required=False,
        default=0,
        min_value=0,
        max_value=LARGEST,
        help_text="`next` of the answer before: equal lines up to this number are passed over. Only with `alike`.",
    )
    finding = serializers.IntegerField(
        required=False, min_value=THE_LINE, max_value=LARGEST, help_text=f"{OF_A_LINE}. Not with `alike`."
    )
    seen = serializers.IntegerField(
        required=False, min_value=0, max_value=LARGEST, help_text="how many judgements stood there. Not with `alike`."
    )
    word = serializers.ChoiceField(WORDS)
    reason = optional_word(REASONS, help_text="of a dismissal")
    note = optional_text(LONGEST)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the fields; a single hit is named whole, and equal lines name none."""
        if attrs["after"] and not attrs["alike"]:
            raise serializers.ValidationError({"after": "Leave it out without alike."})
        wrong = [name for name in SINGLE_HIT_FIELDS if (name in attrs) is attrs["alike"]]
        if wrong:
            message = "Leave it out with alike." if attrs["alike"] else "This field is required without alike."
            raise serializers.ValidationError(dict.fromkeys(wrong, message))
        return attrs


class LineJudging(Body):
    """A word on every finding of a line that bears and is open; where none is open, on all that bear."""

    line = serializers.IntegerField(min_value=1, max_value=LARGEST, help_text="its number in the file")
    seen = serializers.IntegerField(min_value=0, max_value=LARGEST, help_text="how many judgements stood on the line")
    word = serializers.ChoiceField(WORDS)
    reason = optional_word(REASONS, help_text="of a dismissal")
    note = optional_text(LONGEST)


class SubstanceJudging(Body):
    """A word on every open finding on a substance, on all lines of the last screening."""

    substance = serializers.CharField(max_length=80, help_text="its key: the last part of the key of an entry")
    seen = serializers.IntegerField(
        min_value=1, max_value=LARGEST, help_text="how many open lines have a finding on it, as this user saw them"
    )
    word = serializers.ChoiceField((CONFIRMED, DISMISSED))
    reason = optional_word(REASONS, help_text="of a dismissal")
    note = optional_text(LONGEST)


class JudgementRecord(Record):
    """One person's word on one hit. The last on a finding holds, and none changes."""

    line = serializers.IntegerField(source="screened_line.line.number", help_text="its number in the file")
    finding = serializers.IntegerField(source="position", help_text=OF_A_LINE)
    number = serializers.IntegerField(help_text="of the judgements on this finding, from 1")
    word = serializers.ChoiceField(WORDS)
    holds = serializers.ChoiceField(HOLDS, help_text="what holds of it: its word, or how a second officer stands")
    reason = serializers.ChoiceField(REASONS, allow_null=True, help_text="null: of no dismissal")
    note = serializers.CharField(allow_null=True)
    by = serializers.CharField(source="by.get_username")
    at = serializers.DateTimeField()
    tier = serializers.CharField(allow_null=True, help_text="of the finding; null: the line as a whole")
    entry = serializers.CharField(source="entry_key", allow_null=True)
    referral = serializers.IntegerField(
        source="referral_id", allow_null=True, help_text="what a second officer was asked; null: nobody was"
    )


class Judged(Record):
    """What was judged, and how far the case is now."""

    count = serializers.IntegerField()
    items = JudgementRecord(many=True, help_text=f"the first {MOST:,} of them")
    left = serializers.IntegerField(help_text="equal lines beyond these that are open still; 0 without `alike`")
    next = serializers.IntegerField(
        allow_null=True, help_text="to be sent as `after`, with all else as before; null: no line is left"
    )
    case = CaseItem()


@case_read(
    summary="Read every word that was said on the hits of a case, the newest first",
    query=PageQuery,
    returns=page_of(JudgementRecord, "JudgementPage"),
    examples=[page_example(JUDGEMENT)],
)
def list_judgements(request: Request, query: dict[str, Any], number: str) -> Response:
    """Return a page of them."""
    rows = _with_related(Judgement.objects.filter(case=case_numbered(number)))
    return newest_first(request, rows, by="at", limit=query["limit"], record=JudgementRecord.from_row)


@case_write(
    id="judge",
    summary="Say a word on a hit; a sure finding of law is dismissed by two",
    description="`seen` is the number of judgements that stood on the finding: who judges second is told to look "
    "again. A dismissal gives a reason; that of a sure finding of law waits for a second officer. With `alike` the "
    f"first {LINES_AT_ONCE} equal lines are judged: while `next` is a number, send it as `after` under a new key.",
    body=Judging,
    returns={201: Judged},
    examples=[
        sent("One hit", SINGLE_EXAMPLE),
        sent("Equal lines", EQUAL_LINES_EXAMPLE),
        sent("The lines that are left", {**EQUAL_LINES_EXAMPLE, "after": 500}),
        answer_example("Judged", JUDGED_EXAMPLE),
    ],
)
@on_a_case
def judge_hits(case: Case, actor: User, fields: dict[str, Any]) -> Response:
    line = line_numbered(case, fields["line"])
    words = {name: fields[name] for name in ("word", "reason", "note")}
    if fields["alike"]:
        rows = judge_alike(case=case, line=line, actor=actor, most=LINES_AT_ONCE, after=fields["after"], **words)
        left = _left(case, line, rows)
    else:
        at, seen = fields["finding"], fields["seen"]
        rows, left = [judge(case=case, line=line, position=at, seen=seen, actor=actor, **words)], (0, None)
    return _judged(case, rows, left)


@case_write(
    id="judge_line",
    summary="Say one word on a line: on all its findings that bear",
    description="`seen` is that of the line, as the lines of the case tell it. What a second officer is asked about "
    "the line is one request.",
    body=LineJudging,
    returns={201: Judged},
    examples=[sent("A line", LINE_EXAMPLE), answer_example("Judged", JUDGED_EXAMPLE)],
)
@on_a_case
def judge_whole_line(case: Case, actor: User, fields: dict[str, Any]) -> Response:
    return _judged(case, judge_line(case=case, actor=actor, **{**fields, "line": line_numbered(case, fields["line"])}))


@case_write(
    id="judge_substance",
    summary="Say one word on a substance: on all its open findings in the shipment",
    description="One reason, and where sure findings of law are dismissed one request to a second officer for all of "
    "them. Who counted other lines than are open now is told to look again.",
    body=SubstanceJudging,
    returns={201: Judged},
    examples=[sent("A substance", SUBSTANCE_EXAMPLE), answer_example("Judged", JUDGED_EXAMPLE)],
)
@on_a_case
def judge_substance_everywhere(case: Case, actor: User, fields: dict[str, Any]) -> Response:
    return _judged(case, judge_substance(case=case, actor=actor, **fields))


def _judged(case: Case, rows: Sequence[Judgement], left: tuple[int, int | None] = (0, None)) -> Response:
    """Return what was judged, and how far the case is now."""
    # With the rows that their records need, by one query, however many.
    reloaded = _with_related(Judgement.objects.filter(pk__in=[row.pk for row in rows[:MOST]])).order_by("pk")
    items = list(map(JudgementRecord.from_row, reloaded))
    now = item_of(case_numbered(case.number))
    body = {"count": len(rows), "items": items, "left": left[0], "next": left[1], "case": now}
    return Response(body, status=201)


def line_numbered(case: Case, number: int) -> ScreenedLine:
    """Return a line of a case's last screening by its number in the file. Raises `JudgeWhatIsThere`."""
    lines = ScreenedLine.objects.select_related("line", "screening__manifest")
    line: ScreenedLine | None = lines.filter(screening=case.screening_id, line__number=number).first()
    if line is None:
        raise JudgeWhatIsThere(f"{case} has no line {number}.")
    return line


def _left(case: Case, line: ScreenedLine, rows: Sequence[Judgement]) -> tuple[int, int | None]:
    """Return how many equal lines beyond those judged are open, and after which number; None where none is."""
    judged = ScreenedLine.objects.filter(pk__in={row.screened_line_id for row in rows})
    last: int = judged.aggregate(last=Max("line__number"))["last"]
    number = left_open(alike(case, line)).filter(line__number__gt=last).count()
    return number, last if number else None


def _with_related(rows: QuerySet[Judgement]) -> QuerySet[Judgement]:
    found: QuerySet[Judgement] = rows.select_related("screened_line__line", "by", "referral").defer(
        "screened_line__record"
    )
    return found

"""The view that a checkout acts on: of each line its verdict and what was named, in less than a kilobyte."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, Final

from rest_framework import serializers

from watchlist.api.record_base import ACTIONS, LINE_SEVERITIES, VERDICTS, Record, texts
from watchlist.api.screenings.dispositions import DispositionRecord, case_field
from watchlist.engine.answer import Coverage, Line, Record as AnswerRecord, ShipmentFinding, Summary
from watchlist.engine.vocabulary import VerdictGround

WHOLE: Final = "whole"
VERDICT: Final = "verdict"
GROUNDS: Final = tuple(VerdictGround)
MOST_NAMED: Final = 8
"""Substances, lists and problems that one line names, the gravest first: the whole answer names them all."""


class ViewQuery(serializers.Serializer[Any]):
    """In which view an answer is shown."""

    view = serializers.ChoiceField(
        (WHOLE, VERDICT),
        required=False,
        default=WHOLE,
        help_text="`verdict`: of each line its words alone, in less than a kilobyte; `whole`: the answer word for word",
    )


def in_test_field() -> serializers.BooleanField:
    """Return the field that marks an answer of test mode."""
    return serializers.BooleanField(
        required=False,
        help_text="only in test mode, where it is true: nothing was compared with law, and nothing is kept",
    )


class LineVerdictRecord(Record):
    """A line in short: its words, and what they rest on by name alone."""

    line = serializers.IntegerField()
    key = serializers.CharField(allow_null=True, help_text="as the line was sent")
    verdict = serializers.ChoiceField(VERDICTS)
    action = serializers.ChoiceField(ACTIONS)
    severity = serializers.ChoiceField(LINE_SEVERITIES)
    ground = serializers.ChoiceField(
        GROUNDS, allow_null=True, help_text="of a verdict that rests on no finding, conflict or problem of the line"
    )
    substances = texts(max_length=MOST_NAMED, help_text="listed substances of its findings, the gravest first")
    lists = texts(max_length=MOST_NAMED, help_text="the lists of its findings, by key, the gravest first")
    problems = texts(max_length=MOST_NAMED, help_text="codes of what of the line could not be read or compared")


class VerdictLimitRecord(Record):
    """A limit that lines reach together, maybe with shipments stored before."""

    id = serializers.CharField()
    list = serializers.CharField()
    substance = serializers.CharField()
    met = serializers.ChoiceField(("yes", "unknown"))
    lines = serializers.ListField(child=serializers.IntegerField())


class VerdictsRecord(Record):
    """A screening in short (`view=verdict`): what a program acts on. The reasons are in the whole answer."""

    id = serializers.UUIDField(allow_null=True, help_text="null where nothing was stored")
    test = in_test_field()
    known_at = serializers.CharField(help_text="the instant as of which the law was known")
    lines = LineVerdictRecord(many=True)
    limits = VerdictLimitRecord(many=True, help_text="limits that were summed for its parties")
    controlled = serializers.IntegerField()
    review = serializers.IntegerField()
    no_match = serializers.IntegerField()
    unresolved = serializers.IntegerField()
    case = case_field()
    disposition = DispositionRecord()


def verdicts_body(screening: str | None, records: Iterable[AnswerRecord]) -> dict[str, Any]:
    """Return the body of this view, of the records of an answer as its reader may see them."""
    lines: list[dict[str, Any]] = []
    body: dict[str, Any] = {"id": screening, "lines": lines}
    for record in records:
        match record:
            case Coverage():
                body["known_at"] = record.known_at
            case Line():
                lines.append(_line(record))
            case Summary():
                body["limits"] = [_limit(finding) for finding in record.shipment_findings]
                body |= {name: getattr(record, name) for name in VERDICTS}
    return body


def _line(line: Line) -> dict[str, Any]:
    return LineVerdictRecord.from_row(
        line,
        ground=line.ground or None,
        substances=_first(finding.substance for finding in line.findings),
        lists=_first(finding.list for finding in line.findings),
        problems=_first(problem.code for problem in line.problems),
    )


def _first(names: Iterable[str | None]) -> list[str]:
    """Return the first names, each once; a name is None where it is withheld from the reader."""
    return list(islice(dict.fromkeys(filter(None, names)), MOST_NAMED))


def _limit(finding: ShipmentFinding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "list": finding.list,
        "substance": finding.substance,
        "met": finding.met,
        "lines": finding.lines,
    }

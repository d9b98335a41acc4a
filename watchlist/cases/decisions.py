"""What was decided before on a substance and on the parties of a line: one read an index, the last decisions first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from watchlist.access import AGREED
from watchlist.cases.hits import DECIDED, judged_finding, parties_of
from watchlist.cases.judgement_models import THE_LINE, Judgement
from watchlist.manifests import Party
from watchlist.screenings import ScreenedLine, read_line, substance_key

LOOKED_AT: Final = 40
"""Rows read an index: equal lines of a case are judged alike, with a row each, and are told as one."""


@dataclass(frozen=True, slots=True)
class EarlierDecision:
    """One earlier decision: the judgement, the declared fields, and the disposition, "" while the case is open."""

    judgement: Judgement
    declared: Mapping[str, str]
    on_substance: bool
    on_party: bool
    disposition: str


def earlier_decisions(line: ScreenedLine, position: int = THE_LINE, limit: int = 5) -> list[EarlierDecision]:
    """Return the last decisions that hold on the substance of a finding, by its position, and on the line's parties.

    Those on both come first, then those on the substance. Nothing of a report to an authority is read for it.
    """
    answer = read_line(line.record)
    finding = judged_finding(answer, position)
    substance = substance_key(finding) if finding else ""
    parties = parties_of(answer)
    rows = _latest_decisions(Q(substance_key=substance), line) if substance else []
    for side, party in parties.items():
        rows += _latest_decisions(Q(**{side: party}), line)
    kept: dict[tuple[object, ...], Judgement] = {}
    for row in sorted(rows, key=lambda judgement: _nearness(judgement, substance, parties)):
        kept.setdefault((row.case_id, row.substance_key, row.word), row)
    chosen = list(kept.values())[:limit]
    lines = ScreenedLine.objects.filter(pk__in=[row.screened_line_id for row in chosen]).values_list("pk", "record")
    declared = {pk: read_line(record).fields for pk, record in lines}
    return [
        EarlierDecision(
            judgement=row,
            declared=declared[row.screened_line_id],
            on_substance=bool(substance) and row.substance_key == substance,
            on_party=_is_on_party(row, parties),
            disposition=row.case.disposition.word if row.case.disposition else "",
        )
        for row in chosen
    ]


def _latest_decisions(wanted: Q, line: ScreenedLine) -> list[Judgement]:
    """Return the latest judgements in effect among the rows that `wanted` selects, without those of this line."""
    later = Judgement.objects.filter(
        screened_line=OuterRef("screened_line"), position=OuterRef("position"), number__gt=OuterRef("number")
    )
    rows: QuerySet[Judgement] = Judgement.objects.filter(wanted, word__in=DECIDED).exclude(screened_line=line)
    effective = rows.filter(Q(referral__isnull=True) | Q(referral__answer=AGREED)).exclude(Exists(later))
    return list(effective.select_related("by", "case__disposition").order_by("-at")[:LOOKED_AT])


def _nearness(row: Judgement, substance: str, parties: Mapping[str, Party]) -> tuple[int, float]:
    is_of_substance = bool(substance) and row.substance_key == substance
    return -2 * is_of_substance - _is_on_party(row, parties), -row.at.timestamp()


def _is_on_party(row: Judgement, parties: Mapping[str, Party]) -> bool:
    return any(getattr(row, f"{side}_id") == party.pk for side, party in parties.items())

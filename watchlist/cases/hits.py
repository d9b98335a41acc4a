"""What of a line a person judges (each finding above low severity, each of law, or the whole), and how far.

And what was decided before on its substance and on its parties: one read an index, the last decisions first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from watchlist.access import AGREED
from watchlist.cases.judgement_models import CONFIRMED, DISMISSED, THE_LINE, Judgement, LineStanding
from watchlist.cases.models import Case
from watchlist.engine.answer import Finding, Line
from watchlist.engine.vocabulary import Severity, Verdict
from watchlist.manifests import Party
from watchlist.screenings import ScreenedLine, is_sure, party_keys, read_line, substance_key

DECIDED = (CONFIRMED, DISMISSED)
OPEN, WAITING, JUDGED = LineStanding.Progress.OPEN, LineStanding.Progress.WAITING, LineStanding.Progress.JUDGED


def positions_to_judge(line: ScreenedLine) -> tuple[int, ...]:
    """Return the positions that a person judges on a stored line; none where the line is `no_match`."""
    return _positions(line.record)


def finding_at(line: ScreenedLine, position: int) -> Finding | None:
    """Return one finding of a stored line; None for the line as a whole. Raises `IndexError`."""
    return judged_finding(read_line(line.record), position)


def judged_finding(line: Line, position: int) -> Finding | None:
    """Return the finding at a position that is judged; None for the line as a whole. Raises `IndexError`."""
    return None if position == THE_LINE else line.findings[position]


@lru_cache(maxsize=1_024)
def _positions(record: str) -> tuple[int, ...]:
    line = read_line(record)
    if line.verdict == Verdict.NO_MATCH:
        return ()
    found = enumerate(line.findings)
    return tuple(at for at, finding in found if finding.severity != Severity.LOW or is_sure(finding)) or (THE_LINE,)


def parties_of(line: Line) -> dict[str, Party]:
    """Return the stored parties of a line, by their side; a side that names none is left out."""
    keys = party_keys(line)
    stored = {party.key: party for party in Party.objects.filter(key__in=set(keys.values()))}
    return {side: stored[key] for side, key in keys.items() if key in stored}


def dismissed_findings(case: Case, lines: Collection[int] | None = None) -> set[tuple[int, int]]:
    """Return the findings that are dismissed, of some lines or of the last screening: id of the line, and position."""
    rows = Judgement.objects.filter(case=case, screened_line__screening=case.screening)
    rows = rows if lines is None else rows.filter(screened_line__in=lines)
    last = {(row.screened_line_id, row.position): row for row in rows.select_related("referral").order_by("number")}
    return {at for at, row in last.items() if row.holds == DISMISSED}


def recount(case: Case, lines: Iterable[ScreenedLine]) -> None:
    """Store how far some lines of a case are judged, and the counts of the case."""
    for line in lines:
        write_progress(case, [line], positions_to_judge(line))
    write_counts(case)


def write_progress(case: Case, lines: Sequence[ScreenedLine], positions: Sequence[int]) -> None:
    """Store how far some lines are judged that have the same positions to judge; the case is counted afterwards."""
    holds_by_line: dict[int, dict[int, str]] = {line.pk: {} for line in lines}
    rows = Judgement.objects.filter(screened_line__in=holds_by_line).select_related("referral").order_by("number")
    for row in rows:
        holds_by_line[row.screened_line_id][row.position] = row.holds
    standings = [
        LineStanding(
            screened_line_id=pk,
            case=case,
            standing=_progress_of(positions, holds),
            words=" ".join(sorted({*holds.values()})),
        )
        for pk, holds in holds_by_line.items()
    ]
    LineStanding.objects.bulk_create(
        standings,
        update_conflicts=True,
        unique_fields=["screened_line"],
        update_fields=["case", "standing", "words"],
        batch_size=500,
    )


def _progress_of(positions: Sequence[int], holds: Mapping[int, str]) -> str:
    words = [holds.get(at, "") for at in positions]
    if all(word in DECIDED for word in words):
        return JUDGED
    return WAITING if all(word in (*DECIDED, "waiting") for word in words) else OPEN


def write_counts(case: Case) -> None:
    """Store the counts of a case, of its last screening."""
    rows = LineStanding.objects.filter(case=case, screened_line__screening=case.screening)
    case.lines_judged = rows.filter(standing=JUDGED).count()
    case.lines_waiting = rows.filter(standing=WAITING).count()
    Case.objects.filter(pk=case.pk).update(lines_judged=case.lines_judged, lines_waiting=case.lines_waiting)


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
    rows = latest_decisions(Q(substance_key=substance), line) if substance else []
    for side, party in parties.items():
        rows += latest_decisions(Q(**{side: party}), line)
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


def latest_decisions(wanted: Q, line: ScreenedLine | None = None) -> list[Judgement]:
    """Return the latest judgements in effect among the rows that `wanted` selects, without those of a line."""
    later = Judgement.objects.filter(
        screened_line=OuterRef("screened_line"), position=OuterRef("position"), number__gt=OuterRef("number")
    )
    rows: QuerySet[Judgement] = Judgement.objects.filter(wanted, word__in=DECIDED)
    rows = rows.exclude(screened_line=line) if line else rows
    effective = rows.filter(Q(referral__isnull=True) | Q(referral__answer=AGREED)).exclude(Exists(later))
    return list(effective.select_related("by", "case__disposition").order_by("-at")[:LOOKED_AT])


def _nearness(row: Judgement, substance: str, parties: Mapping[str, Party]) -> tuple[int, float]:
    is_of_substance = bool(substance) and row.substance_key == substance
    return -2 * is_of_substance - _is_on_party(row, parties), -row.at.timestamp()


def _is_on_party(row: Judgement, parties: Mapping[str, Party]) -> bool:
    return any(getattr(row, f"{side}_id") == party.pk for side, party in parties.items())

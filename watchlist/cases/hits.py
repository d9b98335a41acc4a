"""What of a line a person judges (each finding that may bear, above low severity or of law; or the whole), and how far.

And what was decided before on its substance and on its parties: one read an index, the last decisions first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from msgspec import UNSET

from watchlist.access import AGREED
from watchlist.cases.judgement_models import CONFIRMED, DISMISSED, THE_LINE, Judgement, LineStanding
from watchlist.cases.line_disposition_models import LineDisposition
from watchlist.cases.models import Case
from watchlist.engine.answer import Finding, Line
from watchlist.engine.decision import is_lost
from watchlist.engine.vocabulary import Action, Bears, Branch, Severity, Tier, Verdict
from watchlist.manifests import Party
from watchlist.screenings import ScreenedLine, batches, is_sure, party_keys, read_line, substance_key

DECIDED = (CONFIRMED, DISMISSED)
OPEN, WAITING, JUDGED = LineStanding.Progress.OPEN, LineStanding.Progress.WAITING, LineStanding.Progress.JUDGED
NONE = LineStanding.Progress.NONE


def positions_to_judge(line: ScreenedLine) -> tuple[int, ...]:
    """Return the positions that a person is asked about on a stored line.

    None where the line is `no_match`, is for review for its route alone, which is a task of its shipment, or is
    `controlled` by findings alone that do not bear on its movement.
    """
    return asked_positions(line.record)


def positions_not_asked(line: ScreenedLine) -> tuple[int, ...]:
    """Return the positions of the findings that do not bear on the movement: a person may judge them all the same."""
    findings = read_line(line.record).findings
    return tuple(at for at, finding in enumerate(findings) if _is_judged(finding) and does_not_bear(finding))


def does_not_bear(finding: Finding) -> bool:
    """Say whether nobody is asked about a finding, since its list does not bear on the movement of the line.

    A controlled drug is asked about wherever it goes: its goods are held until its own law was asked. So is what only
    another country lists, which bears on no movement, and is found for a person to look at.
    """
    return finding.bears == Bears.NO and finding.branch != Branch.DRUG and finding.tier != Tier.LISTED_ELSEWHERE


def finding_at(line: ScreenedLine, position: int) -> Finding | None:
    """Return one finding of a stored line; None for the line as a whole. Raises `IndexError`."""
    return judged_finding(read_line(line.record), position)


def judged_finding(line: Line, position: int) -> Finding | None:
    """Return the finding at a position that is judged; None for the line as a whole. Raises `IndexError`."""
    return None if position == THE_LINE else line.findings[position]


@lru_cache(maxsize=1_024)
def asked_positions(record: str) -> tuple[int, ...]:
    """Return the positions that a person is asked about, of a record as stored."""
    line = read_line(record)
    if line.verdict == Verdict.NO_MATCH or line.ground is not UNSET or _needs_nobody(line):
        return ()
    found = enumerate(line.findings)
    return tuple(at for at, finding in found if _is_judged(finding) and not does_not_bear(finding)) or (THE_LINE,)


def _is_judged(finding: Finding) -> bool:
    return finding.severity != Severity.LOW or is_sure(finding)


def _needs_nobody(line: Line) -> bool:
    """Say whether a line is `controlled` by findings that do not bear, and nothing else on it asks for a person.

    Of a line for review it is not said: of an older one the record does not tell whether it is for its route.
    """
    if line.verdict != Verdict.CONTROLLED or line.conflicts or any(map(is_lost, line.problems)):
        return False
    return all(map(does_not_bear, line.findings))


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


def count_not_asked(case: Case) -> None:
    """Store of each line of the last screening whether nobody is asked about it, and how many lines are for people.

    Lines are looked at once: those of cases that an earlier version opened, when somebody first works on them again.
    """
    lines = ScreenedLine.objects.filter(screening=case.screening_id, standing__isnull=True)
    # A law that does not bear asks no action: of a controlled line with nothing else it is not known.
    lines = lines.filter(verdict=Verdict.CONTROLLED, action=Action.UNKNOWN)
    for batch in batches(list(lines.order_by("pk").values_list("pk", flat=True))):
        records = ScreenedLine.objects.filter(pk__in=batch).values_list("pk", "record")
        LineStanding.objects.bulk_create(
            [
                LineStanding(screened_line_id=pk, case=case, standing=OPEN if asked_positions(record) else NONE)
                for pk, record in records
            ],
            ignore_conflicts=True,
        )
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
            words=" ".join(sorted({holds[at] for at in positions if at in holds})),
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
    if not positions:
        return NONE
    words = [holds.get(at, "") for at in positions]
    if all(word in DECIDED for word in words):
        return JUDGED
    return WAITING if all(word in (*DECIDED, "waiting") for word in words) else OPEN


def write_counts(case: Case) -> None:
    """Store the counts of a case, of its last screening."""
    rows = LineStanding.objects.filter(case=case, screened_line__screening=case.screening)
    case.lines_judged = rows.filter(standing=JUDGED).count()
    case.lines_waiting = rows.filter(standing=WAITING).count()
    if left_alone := rows.filter(standing=NONE).count():
        case.lines_for_people = (case.screening.for_people or 0) - left_alone
    counts = {name: getattr(case, name) for name in ("lines_for_people", "lines_judged", "lines_waiting")}
    Case.objects.filter(pk=case.pk).update(**counts)


LOOKED_AT: Final = 40
"""Rows read an index: equal lines of a case are judged alike, with a row each, and are told as one."""


@dataclass(frozen=True, slots=True)
class EarlierDecision:
    """One earlier decision: the judgement, the declared fields, and the disposition, "" while there is none.

    The disposition is that of the line, or else of its case.
    """

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
    of_lines = LineDisposition.objects.filter(screened_line__in=list(declared)).order_by("number")
    own_words = dict(of_lines.values_list("screened_line_id", "word"))
    return [
        EarlierDecision(
            judgement=row,
            declared=declared[row.screened_line_id],
            on_substance=bool(substance) and row.substance_key == substance,
            on_party=_is_on_party(row, parties),
            disposition=own_words.get(row.screened_line_id)
            or (row.case.disposition.word if row.case.disposition else ""),
        )
        for row in chosen
    ]


def latest_decisions(wanted: Q, line: ScreenedLine | None = None, most: int = LOOKED_AT) -> list[Judgement]:
    """Return the latest judgements in effect among the rows that `wanted` selects, without those of a line."""
    later = Judgement.objects.filter(
        screened_line=OuterRef("screened_line"), position=OuterRef("position"), number__gt=OuterRef("number")
    )
    rows: QuerySet[Judgement] = Judgement.objects.filter(wanted, word__in=DECIDED)
    rows = rows.exclude(screened_line=line) if line else rows
    effective = rows.filter(Q(referral__isnull=True) | Q(referral__answer=AGREED)).exclude(Exists(later))
    related = effective.select_related("by", "case__disposition", "screened_line__line")
    return list(related.order_by("-at")[:most])


def _nearness(row: Judgement, substance: str, parties: Mapping[str, Party]) -> tuple[int, float]:
    is_of_substance = bool(substance) and row.substance_key == substance
    return -2 * is_of_substance - _is_on_party(row, parties), -row.at.timestamp()


def _is_on_party(row: Judgement, parties: Mapping[str, Party]) -> bool:
    return any(getattr(row, f"{side}_id") == party.pk for side, party in parties.items())

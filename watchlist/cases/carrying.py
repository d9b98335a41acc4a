"""Words carried over: after a correction of one line, lines that are the same to the byte keep what was said of them.

A word is carried as it held, with who said it and when; a dismissal that waits for a second officer waits on. So is
what became of a line: what was released stays released, and what was held back or refused stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from django.db.models import Model

from watchlist.cases.hits import positions_to_judge, write_counts, write_progress
from watchlist.cases.judgement_models import WORDS, Judgement, Referral
from watchlist.cases.line_disposition_models import LineDisposition
from watchlist.cases.models import Case
from watchlist.screenings import ScreenedLine, Screening

KEPT: Final = (
    *("position", "word", "reason", "note", "by_id", "at"),
    *("tier", "entry_key", "substance_key", "consignor_id", "consignee_id"),
)
KEPT_OF_DISPOSITION: Final = ("case_id", "word", "note", "by_id", "at", "referral_id", "authorisations")
BATCH: Final = 500


def carry_words(case: Case, earlier: Screening, after: Screening) -> list[Model]:
    """Write again, on the lines of a new screening, what was said on lines that are the same; return the rows.

    The case is counted anew.
    """
    pairs = dict(_same_lines(earlier, after))
    judgements, dispositions = _carry_judgements(case, pairs), _carry_dispositions(case, pairs)
    return [*judgements, *(row.referral for row in judgements if row.referral), *dispositions]


def _carry_dispositions(case: Case, pairs: Mapping[int, int]) -> list[LineDisposition]:
    """Write again the last word of what became of each line; a second officer, and the documents, are those it had."""
    rows = LineDisposition.objects.filter(case=case, screened_line__in=pairs).order_by("number")
    last = {row.screened_line_id: row for row in rows}
    carried: list[LineDisposition] = LineDisposition.objects.bulk_create(
        [
            LineDisposition(
                screened_line_id=pairs[row.screened_line_id],
                number=1,
                carried_from=row,
                **{name: getattr(row, name) for name in KEPT_OF_DISPOSITION},
            )
            for row in last.values()
        ],
        batch_size=BATCH,
    )
    return carried


def _carry_judgements(case: Case, pairs: Mapping[int, int]) -> list[Judgement]:
    """Write again the words that hold on findings. `refused` holds nothing: its finding is open, as it was."""
    latest: dict[tuple[int, int], Judgement] = {}
    for row in Judgement.objects.filter(screened_line__in=pairs).select_related("referral").order_by("number"):
        latest[row.screened_line_id, row.position] = row
    kept = [row for row in latest.values() if row.holds in (*WORDS, "waiting")]
    carried = Judgement.objects.bulk_create(
        [_carried(row, pairs[row.screened_line_id], _request_anew(row)) for row in kept], batch_size=BATCH
    )
    _count_lines(case, sorted({row.screened_line_id for row in carried}))
    write_counts(case)
    return carried


def _same_lines(before: Screening, after: Screening) -> Iterator[tuple[int, int]]:
    """Yield the ids of the lines that are the same to the byte in two screenings of one file."""
    columns = ("line__number", "pk", "record")
    earlier = {number: (pk, record) for number, pk, record in before.lines.values_list(*columns)}
    for number, pk, record in after.lines.values_list(*columns):
        old_pk, old_record = earlier.get(number, (0, ""))
        if record == old_record:
            yield old_pk, pk


def _request_anew(row: Judgement) -> Referral | None:
    """Return what a second officer is asked of a word that waits, written for its new line; else None."""
    if row.holds != "waiting" or row.referral is None:
        return None
    request = row.referral
    fields = {name: getattr(request, name) for name in ("case_id", "kind", "word", "asked_by_id", "asked_at", "note")}
    request_anew: Referral = Referral.objects.create(**fields)
    return request_anew


def _carried(row: Judgement, line: int, referral: Referral | None) -> Judgement:
    kept = {name: getattr(row, name) for name in KEPT}
    return Judgement(case_id=row.case_id, screened_line_id=line, number=1, referral=referral, carried_from=row, **kept)


def _count_lines(case: Case, lines: Sequence[int]) -> None:
    by_positions = defaultdict[tuple[int, ...], list[ScreenedLine]](list)
    for line in ScreenedLine.objects.filter(pk__in=lines):
        by_positions[positions_to_judge(line)].append(line)
    for positions, alike in by_positions.items():
        write_progress(case, alike, positions)

"""Words carried over: after a correction of one line, lines that are the same to the byte keep what was said of them.

A word is carried as it held, with who said it and when; a dismissal that waits for a second officer waits on. So is
what became of a line: what was released stays released, and what was held back or refused stays.

Lines are paired by the database, and rows are written some hundreds at a time: a shipment may have many thousands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from django.db.models import Model, OuterRef, Q, Subquery

from watchlist.cases.judgement_models import WORDS, Judgement, Referral
from watchlist.cases.judgement_writing import write_progress_of
from watchlist.cases.line_disposition_models import LineDisposition
from watchlist.cases.models import Case
from watchlist.cases.opening import add_screening
from watchlist.screenings import ScreenedLine, Screening
from watchlist.screenings.totals import recount_lines

KEPT: Final = (
    *("position", "word", "reason", "note", "by_id", "at"),
    *("tier", "entry_key", "substance_key", "consignor_id", "consignee_id"),
)
KEPT_OF_DISPOSITION: Final = ("case_id", "word", "note", "by_id", "at", "referral_id", "authorisations")
BATCH: Final = 500


def carry_words(case: Case, earlier: Screening, after: Screening) -> list[Model]:
    """Add a screening to a case, and write again on its lines what was said on the same lines; return the rows.

    Whoever then updates the case by it counts that anew. No row is locked here that other cases wait for.
    """
    add_screening(case, after)
    pairs = dict(_same_lines(earlier, after))
    judgements = _carry_judgements(case, earlier, pairs)
    dispositions = _carry_dispositions(case, earlier, pairs)
    judged = {row.screened_line_id for row in judgements}
    recount_lines(judged | {row.screened_line_id for row in dispositions})
    return [*judgements, *(row.referral for row in judgements if row.referral), *dispositions]


def _carry_dispositions(case: Case, earlier: Screening, pairs: Mapping[int, int]) -> list[LineDisposition]:
    """Write again the last word of what became of each line; a second officer, and the documents, are those it had."""
    rows = LineDisposition.objects.filter(case=case, screened_line__screening=earlier).order_by("number")
    last = {row.screened_line_id: row for row in rows if row.screened_line_id in pairs}
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


def _carry_judgements(case: Case, earlier: Screening, pairs: Mapping[int, int]) -> list[Judgement]:
    """Write again the words that hold on findings. `refused` holds nothing: its finding is open, as it was."""
    latest: dict[tuple[int, int], Judgement] = {}
    rows = Judgement.objects.filter(screened_line__screening=earlier).select_related("referral").order_by("number")
    for row in rows:
        latest[row.screened_line_id, row.position] = row
    kept = [row for row in latest.values() if row.screened_line_id in pairs and row.holds in (*WORDS, "waiting")]
    referrals = _requests_anew(kept)
    carried = Judgement.objects.bulk_create(
        [_carried(row, pairs[row.screened_line_id], referrals.get(row.pk)) for row in kept], batch_size=BATCH
    )
    write_progress_of(case, (row.screened_line_id for row in carried))
    return carried


def _same_lines(before: Screening, after: Screening) -> Iterator[tuple[int, int]]:
    """Yield the ids of the lines with words that are the same to the byte in two screenings of one file."""
    new_lines = ScreenedLine.objects.filter(
        screening=after,
        line__manifest=after.manifest_id,
        line__number=OuterRef("line__number"),
        record=OuterRef("record"),
    )
    has_words = Q(pk__in=Judgement.objects.filter(screened_line__screening=before).values("screened_line"))
    has_words |= Q(pk__in=LineDisposition.objects.filter(screened_line__screening=before).values("screened_line"))
    lines = before.lines.filter(has_words).annotate(same=Subquery(new_lines.order_by().values("pk")[:1]))
    yield from lines.filter(same__isnull=False).order_by("pk").values_list("pk", "same")


def _requests_anew(rows: Sequence[Judgement]) -> dict[int, Referral]:
    """Write again what a second officer is asked of words that wait, for their new lines, and return it by word."""
    waiting = {row.pk: row.referral for row in rows if row.holds == "waiting" and row.referral}
    names = ("case_id", "kind", "word", "asked_by_id", "asked_at", "note")
    requests = [Referral(**{name: getattr(request, name) for name in names}) for request in waiting.values()]
    return dict(zip(waiting, Referral.objects.bulk_create(requests, batch_size=BATCH), strict=True))


def _carried(row: Judgement, line: int, referral: Referral | None) -> Judgement:
    kept = {name: getattr(row, name) for name in KEPT}
    return Judgement(case_id=row.case_id, screened_line_id=line, number=1, referral=referral, carried_from=row, **kept)

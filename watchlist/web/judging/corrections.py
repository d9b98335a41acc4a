"""What waits of the corrections of a line, and where they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from watchlist.cases import FIELD_LABELS, corrections_waiting, runs_under_way
from watchlist.engine.reading import CORRECTABLE
from watchlist.engine.reports import visible
from watchlist.screenings import CorrectionRun, LineCorrection, ScreenedLine, Screening
from watchlist.web import words
from watchlist.web.judging.findings import Bench
from watchlist.web.operations import progress_cell


@dataclass(frozen=True, slots=True)
class WaitingCorrection:
    """A correction that waits for a second officer, in words, and its page."""

    label: str
    line: int
    case: str
    before: str
    corrected: str
    who: str
    page: str


@dataclass(frozen=True, slots=True)
class CorrectionUnderWay:
    """A correction for which a job answers its shipment anew, in words, with the progress of that and its page."""

    label: str
    line: int
    before: str
    corrected: str
    who: str
    progress: SafeString
    page: str


def waiting_on(row: ScreenedLine) -> list[WaitingCorrection]:
    """Return the corrections of a stored line that wait for a second officer."""
    case = getattr(row.screening, "case_screening", None)
    if case is None:
        return []
    rows = corrections_waiting().filter(
        screened_line__screening__case_screening__case=case.case_id, screened_line__line__number=row.line.number
    )
    return list(map(waiting_correction, rows.order_by("asked_at", "pk")))


def waiting_correction(row: LineCorrection) -> WaitingCorrection:
    """Return a correction that waits, as a page shows it."""
    return WaitingCorrection(
        label=_(FIELD_LABELS[row.field]),
        line=row.screened_line.line.number,
        case=visible(str(row.screened_line.screening.manifest)),
        before=visible(row.before),
        corrected=visible(row.corrected),
        who=f"{row.asked_by.get_username()}, {words.instant(row.asked_at)}",
        page=reverse("cases:correction", args=[row.pk]),
    )


def corrections_under_way(screening: Screening) -> list[CorrectionUnderWay]:
    """Return the corrections of a screening's lines for which a job waits or runs: one, of a long shipment."""
    return list(map(_under_way, runs_under_way(screening)))


def _under_way(run: CorrectionRun) -> CorrectionUnderWay:
    return CorrectionUnderWay(
        label=_(FIELD_LABELS[run.field]),
        line=run.screened_line.line.number,
        before=visible(run.before),
        corrected=visible(run.corrected),
        who=f"{run.by}, {words.instant(run.at)}",
        progress=progress_cell(run.upload.job),
        page=reverse("screen:progress", args=[run.upload_id]),
    )


def correcting(row: ScreenedLine, bench: Bench) -> dict[str, Any]:
    """Return what a line's page shows of its correction: the address ("": the reader may not), fields, what waits."""
    page = reverse("judge:correct", args=[row.pk]) if bench.may_judge else ""
    return {
        "correct_page": page,
        "correctable": CORRECTABLE,
        "corrections_waiting": waiting_on(row),
        "under_way": corrections_under_way(row.screening),
    }

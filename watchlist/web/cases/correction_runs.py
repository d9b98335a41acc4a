"""The corrections of a shipment for which a job answers it anew, with how far that is."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from watchlist.cases import FIELD_LABELS, runs_under_way
from watchlist.engine.reports import visible
from watchlist.screenings import CorrectionRun, Screening
from watchlist.web import words
from watchlist.web.operations import progress_cell


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

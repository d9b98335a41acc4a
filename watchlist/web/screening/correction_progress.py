"""A correction whose shipment is answered anew by a job, as the page of that job shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from watchlist.cases import DROPPED_LABELS, FIELD_LABELS
from watchlist.engine.reports import visible
from watchlist.screenings import CorrectionRun

LINE_PAGE: Final = "admin:watchlist_screenedline_change"


@dataclass(frozen=True, slots=True)
class CorrectionProgress:
    """A correction for which a file is answered anew: its line, and what came of it with its page, "" while it runs."""

    line: int
    label: str
    before: str
    corrected: str
    line_page: str
    outcome: str
    page: str


def correction_progress(run: CorrectionRun) -> CorrectionProgress:
    """Return a correction as the page of its job shows it."""
    row, line_page = run.correction, reverse(LINE_PAGE, args=[run.screened_line_id])
    outcome, page = "", ""
    if run.ended_at is not None and row is not None and row.answered_line_id:
        outcome = _("Corrected. The line was answered anew; what was said of unchanged lines stays.")
        page = reverse(LINE_PAGE, args=[row.answered_line_id])
    elif run.ended_at is not None and row is not None and not run.dropped:
        outcome = _("A second officer must agree: the line stays as it is until then.")
        page = reverse("cases:correction", args=[row.pk])
    elif run.dropped:
        outcome = _("Nothing was corrected. %(reason)s.") % {"reason": _(DROPPED_LABELS[run.dropped])}
        page = line_page
    return CorrectionProgress(
        line=run.screened_line.line.number,
        label=_(FIELD_LABELS[run.field]),
        before=visible(run.before),
        corrected=visible(run.corrected),
        line_page=line_page,
        outcome=outcome,
        page=page,
    )

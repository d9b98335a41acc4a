"""Corrections for which a job answers a shipment anew, with how far that is, and those that came to nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from watchlist.cases import DROPPED_LABELS, FIELD_LABELS, Case, corrections_to_ask_again, runs_under_way
from watchlist.engine.reports import visible
from watchlist.screenings import CorrectionRun, Screening
from watchlist.web import words
from watchlist.web.operations import progress_cell


@dataclass(frozen=True, slots=True)
class CorrectionToAskAgain:
    """A correction that came to nothing, in words, with the reason and the page of its line."""

    label: str
    line: int
    before: str
    corrected: str
    who: str
    reason: str
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


def corrections_under_way(screening: Screening) -> list[CorrectionUnderWay]:
    """Return the corrections of a screening's lines for which a job waits or runs: one, of a long shipment."""
    return list(map(_under_way, runs_under_way(screening)))


def corrections_dropped(case: Case) -> list[CorrectionToAskAgain]:
    """Return the corrections of a case that came to nothing, and have to be asked for again."""
    return list(map(_dropped, corrections_to_ask_again(case)))


def _dropped(run: CorrectionRun) -> CorrectionToAskAgain:
    names = f"{run.by}, {run.second}" if run.second else run.by
    return CorrectionToAskAgain(
        label=_(FIELD_LABELS[run.field]),
        line=run.screened_line.line.number,
        before=visible(run.before),
        corrected=visible(run.corrected),
        who=f"{names}, {words.instant(run.at)}",
        reason=_(DROPPED_LABELS[run.dropped]),
        page=reverse("screen:progress", args=[run.upload_id]),
    )


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

"""The overrides of releases, month by month, for whoever reads the reasons of findings: a page, and a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.db.models.functions import TruncMonth
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from watchlist.audit import record_export
from watchlist.cases import DISPOSITION_LABELS, VIEW, ReleaseOverride, spans
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reports import visible
from watchlist.exports import csv_rows
from watchlist.law_store import law_known_at
from watchlist.web import words
from watchlist.web.cases.obstacles import OverrideView, override_view
from watchlist.web.registers import refuse_without_reasons
from watchlist.web.viewpoint import law_page, render_page

A_PAGE: Final = 50
COLUMNS: Final = (
    *("case", "shipment", "asked_for", "reason", "sentence", "asked_by", "asked_at", "answer", "confirmed_by"),
    *("confirmed_at", "missing", "lines"),
)


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """An override as the list shows it."""

    row: ReleaseOverride
    case: str
    view: OverrideView
    asked: str


@law_page(VIEW)
def overrides_page(request: HttpRequest) -> HttpResponseBase:
    """List the overrides that were asked for in a month, the last first; without one, in the present month."""
    refuse_without_reasons(request)
    month = _month(request)
    lists = law_known_at().lists
    page = Paginator(_of_month(month), A_PAGE).get_page(request.GET.get("page"))
    months = ReleaseOverride.objects.annotate(month=TruncMonth("at", tzinfo=UTC)).order_by("-month")
    found = {first.date() for first in months.values_list("month", flat=True).distinct()} | {month}
    return render_page(
        request,
        "overrides.html",
        title=_("Releases past what was missing"),
        overrides=[
            OverrideRow(row, visible(row.case.title), override_view(row, lists), words.instant(row.at)) for row in page
        ],
        page=page,
        month=f"{month:%Y-%m}",
        kept=f"month={month:%Y-%m}",
        months=[(f"{first:%Y-%m}", date_format(first, "F Y")) for first in sorted(found, reverse=True)],
    )


@law_page(VIEW)
def overrides_file(request: HttpRequest) -> HttpResponseBase:
    """Send the overrides of a month as CSV."""
    refuse_without_reasons(request)
    month = _month(request)
    record_export(actor=request.user.get_username(), what="overrides", parameters={"month": f"{month:%Y-%m}"})
    headers = {"Content-Disposition": f'attachment; filename="overrides-{month:%Y-%m}.csv"'}
    return StreamingHttpResponse(_csv(month), content_type="text/csv; charset=utf-8", headers=headers)


def _month(request: HttpRequest) -> date:
    """Return the first day of the month that a request names. Raises `CorrectTheQuestion`."""
    if not (text := request.GET.get("month", "").strip()):
        return datetime.now(UTC).date().replace(day=1)
    try:
        month = parse_date(f"{text}-01")
    except ValueError:
        month = None
    if month is None:
        raise CorrectTheQuestion(_("A month is written as 2026-11."))
    return month


def _of_month(first: date) -> QuerySet[ReleaseOverride]:
    rows = ReleaseOverride.objects.filter(at__year=first.year, at__month=first.month)
    return rows.select_related("case", "by", "confirmed_by", "referral")


def _csv(month: date) -> Iterator[str]:
    yield from csv_rows([COLUMNS])
    for row in _of_month(month).order_by("at", "pk").iterator():
        obstacles = row.missing
        yield from csv_rows(
            [
                (
                    *(row.case.number, row.case.title, DISPOSITION_LABELS[row.referral.word], row.reason, row.sentence),
                    *(row.by.get_username(), row.at.isoformat(), row.referral.answer or "waiting"),
                    row.confirmed_by.get_username() if row.confirmed_by else "",
                    row.confirmed_at.isoformat() if row.confirmed_at else "",
                    "; ".join(f"{obstacle.kind.value}: {obstacle.text}" for obstacle in obstacles),
                    spans({line for obstacle in obstacles for line in obstacle.lines}),
                )
            ]
        )

"""A hash of all that people said of a stored screening, by which it is seen that its answer is shown otherwise now."""

from __future__ import annotations

from typing import Final

from django.db.models import Count, Max

from watchlist.audit import canonical, sha256
from watchlist.cases.judgement_models import Judgement, LineStanding
from watchlist.cases.line_disposition_models import LineDisposition
from watchlist.cases.models import CaseScreening
from watchlist.screenings import Screening

_WHO: Final = (
    "by__username",
    *("referral__answer", "referral__answered_by__username"),
    *("carried_from__referral__answer", "carried_from__referral__answered_by__username"),
)
"""Of a judgement, which is written once: all that may become another of what is shown of it."""


def words_version(screening: Screening) -> str:
    """Return a hash of what `DecidedAnswer` rests on: the same until a word comes, is agreed to, or is taken back.

    By four queries that count, however many lines there are.
    """
    judged = Judgement.objects.filter(screened_line__screening=screening).order_by()
    standings = LineStanding.objects.filter(screened_line__screening=screening).order_by()
    moved = LineDisposition.objects.filter(screened_line__screening=screening).aggregate(
        rows=Count("pk"), last=Max("pk")
    )
    # A case that is opened says nothing yet: the files that were made with the end of a job are still the same.
    closed = CaseScreening.objects.filter(screening=screening, case__disposition__isnull=False).order_by()
    words = {
        "judgements": _sorted(judged.values_list(*_WHO).annotate(Count("pk"), Max("pk"))),
        "standings": _sorted(standings.values_list("standing", "words").annotate(Count("pk"))),
        "lines": [moved["rows"], moved["last"]],
        "shipment": _sorted(closed.values_list("case__disposition", flat=True)),
    }
    return sha256(canonical(words))


def _sorted(rows: object) -> list[str]:
    return sorted(map(str, rows))  # type: ignore[call-overload]  # of any columns, null among them

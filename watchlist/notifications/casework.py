"""News of cases: what waits for a second officer, and the deadlines that fall tomorrow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Final

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast

from watchlist.cases.judgement_models import Referral
from watchlist.cases.models import Case
from watchlist.cases.rights import SECOND, WORK
from watchlist.engine.reports import text
from watchlist.engine.reports.words import counted
from watchlist.notifications.models import Told
from watchlist.notifications.news import News, page_of

ASKED: Final = "case.asks_second"
DUE: Final = "case.falls_due"


def asks_second() -> Iterator[News]:
    """Yield what waits for a second officer: those who may answer are written to, who asked is not.

    What was asked with one word, on equal lines, is one piece of news: that of its first row.
    """
    told = Told.objects.filter(event=ASKED, subject=OuterRef("key"))
    waiting = Referral.objects.waiting().annotate(key=Cast("pk", CharField())).annotate(is_told=Exists(told))
    rows = waiting.select_related("case").order_by("case", "asked_at", "asked_by", "pk")
    for _, asked in groupby(rows, key=lambda row: (row.case_id, row.asked_at, row.asked_by_id)):
        together = list(asked)
        if any(row.is_told for row in together):
            continue
        row = together[0]
        yield News(
            event=ASKED,
            subject=str(row.pk),
            rights=(SECOND,),
            title=f"{row.case}: a second officer is asked",
            text="An officer asked for what another answers: a release, or the dismissal of a finding of law.\n\n"
            "The evidence stands on its page, before the reason.",
            page=page_of("referral", row.pk),
            but=row.asked_by_id,
        )


def fall_due(day: date) -> Iterator[News]:
    """Yield, once for a day, that deadlines of cases fall on it; their number alone, and no case by name."""
    number = Case.objects.filter(due_on=day).count()
    if number:
        yield News(
            event=DUE,
            subject=day.isoformat(),
            rights=(WORK,),
            title=f"{counted(number, 'case')} with a deadline on {text.day(day.isoformat())}",
            text="By the clocks of the law, or the days that people moved them to.",
            page=page_of("cases", "due"),
        )

"""News of cases: what waits for a second officer, and the deadlines that fall tomorrow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Final

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast

from watchlist.cases import SECOND, WORK, Case, Referral
from watchlist.engine.texts import Count, Day, filled, gettext_lazy as _, ngettext_lazy
from watchlist.notifications.models import Told
from watchlist.notifications.news import News, page_of

REFERRAL_WAITING: Final = "case.asks_second"
DEADLINE_NEAR: Final = "case.falls_due"
DEADLINES: Final = ngettext_lazy("%(n)s case with a deadline on %(day)s", "%(n)s cases with a deadline on %(day)s", "n")


def referral_news() -> Iterator[News]:
    """Yield the referrals that wait for a second officer, for those who may answer, without who asked.

    Those asked together, on equal lines, are one piece of news: that of the first row.
    """
    notified = Told.objects.filter(event=REFERRAL_WAITING, subject=OuterRef("key"))
    waiting = Referral.objects.waiting().annotate(key=Cast("pk", CharField())).annotate(is_told=Exists(notified))
    rows = waiting.select_related("case").order_by("case", "asked_at", "asked_by", "pk")
    for _key, referrals in groupby(rows, key=lambda row: (row.case_id, row.asked_at, row.asked_by_id)):
        together = list(referrals)
        if any(row.is_told for row in together):
            continue
        row = together[0]
        yield News(
            event=REFERRAL_WAITING,
            subject=str(row.pk),
            rights=(SECOND,),
            headline=filled(_("%(case)s: a second officer is asked"), {"case": str(row.case)}),
            paragraphs=(
                _("An officer asked for what another answers: a release, or the dismissal of a finding of law."),
                _("The evidence stands on its page, before the reason."),
            ),
            page=page_of("referral", row.pk),
            excluded_user=row.asked_by_id,
        )


def deadline_news(day: date) -> Iterator[News]:
    """Yield, once for a day, that deadlines of cases fall on it; their number alone, and no case by name."""
    number = Case.objects.filter(due_on=day).count()
    if number:
        yield News(
            event=DEADLINE_NEAR,
            subject=day.isoformat(),
            rights=(WORK,),
            headline=filled(DEADLINES, {"n": Count(number), "day": Day(day)}),
            paragraphs=(_("By the clocks of the law, or the days that people moved them to."),),
            page=page_of("cases", "due"),
        )

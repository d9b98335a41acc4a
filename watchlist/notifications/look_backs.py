"""News of look-backs: stored lines that would be answered otherwise now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast

from watchlist.jobs.models import DEAD
from watchlist.notifications.models import Told
from watchlist.notifications.news import READ_SCREENINGS, REVIEW, News, page_of, title_of
from watchlist.screenings.rescreen.models import Rescreen
from watchlist.screenings.rescreen.report import summary

DONE: Final = "rescreen.done"
GIVEN_UP: Final = "rescreen.stuck"


def look_back_news() -> Iterator[News]:
    """Yield the look-backs that are done: webhooks hear of each, people of those that found something."""
    notified = Told.objects.filter(event=DONE, subject=OuterRef("key"))
    done = Rescreen.objects.filter(done_at__isnull=False).annotate(key=Cast("pk", CharField()))
    for row in done.filter(~Exists(notified)).select_related("due__change_set__source").order_by("done_at", "pk"):
        yield _news(row, summary(row))


def stuck_look_back_news() -> Iterator[News]:
    """Yield the look-backs that were given up: nobody knows what of the stored would be controlled now."""
    for row in Rescreen.objects.filter(done_at=None, job__state=DEAD).select_related("due__change_set__source"):
        a_set = row.due.change_set
        publication = f" ({title_of(a_set.source)})" if a_set else ""
        yield News(
            event=GIVEN_UP,
            subject=str(row.pk),
            rights=(READ_SCREENINGS, REVIEW),
            title="Look-back given up",
            text=f"The law as held was changed{publication}, and what is stored could not be looked at again. "
            "The job says why.\n\nIt is tried again by itself, some times a day.",
            page=page_of("look-back", row.pk),
            change_set=a_set,
        )


def _news(row: Rescreen, report: dict[str, Any]) -> News:
    counts, a_set = report["counts"], row.due.change_set
    publication = f" ({title_of(a_set.source)})" if a_set else ""
    return News(
        event=DONE,
        subject=str(row.pk),
        rights=(READ_SCREENINGS, REVIEW) if counts["lines_that_differ"] else (),
        title=f"Look-back: {counts['lines_now_controlled']:,} stored lines would now be controlled",
        text=f"The law as held was changed{publication}, and what is stored was looked at again.\n\n"
        f"{report['sentence']}\n\nStored answers stay as they are.",
        page=page_of("look-back", row.pk),
        change_set=a_set,
        hook={
            "rescreen": row.pk,
            "change_set": report["change_set"],
            "lines": counts["lines"],
            "differ": counts["lines_that_differ"],
        },
    )

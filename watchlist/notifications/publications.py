"""News of the publications that are followed: one that cannot be read, and a list that goes stale meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import F, OuterRef, Q, Subquery

from watchlist.engine.texts import Count, Day, filled, gettext_lazy as _, ngettext_lazy
from watchlist.jobs import COLLECT_LIST, DEAD, Job
from watchlist.law_store import ControlList
from watchlist.list_updates import Collection, ListSource, declared_sources
from watchlist.notifications.news import COLLECT, News, page_of, title_of

FAILED: Final = "source.failed"
BROKEN: Final = "source.broken"
STALE: Final = "source.stale"
TOO_OFTEN: Final = 3
"""Failures in a row of which people are told: fewer mend themselves."""
SOON: Final = timedelta(days=7)
CODES: Final = {
    "failed": _("it failed"),
    "not_reached": _("the publisher was not reached"),
    "asked_to_wait": _("the publisher asks us to wait"),
    "refused": _("the publisher refused, or sent us elsewhere"),
    "not_the_document": _("what came is not the document"),
    "layout_changed": _("the document has a part that its reader does not know"),
    "emptied": _("a list came without a row"),
}
NOT_READ: Final = ngettext_lazy(
    "Not read %(n)s time in a row: %(title)s", "Not read %(n)s times in a row: %(title)s", "n"
)
LAST_TIME: Final = ngettext_lazy(
    "%(title)s could not be read %(n)s time in a row. The last time, %(why)s.",
    "%(title)s could not be read %(n)s times in a row. The last time, %(why)s.",
    "n",
)


def failure_news() -> Iterator[News]:
    """Yield the sources that failed too often in a row, once for each such row of failures."""
    for source in ListSource.objects.filter(enabled=True, failures__gte=TOO_OFTEN):
        last = source.collections.first()
        why = CODES.get(last.code, last.code) if last else CODES["failed"]
        facts = {"n": Count(source.failures), "title": title_of(source), "why": why}
        yield _unread(
            FAILED,
            source,
            headline=filled(NOT_READ, facts),
            paragraphs=(
                filled(LAST_TIME, facts),
                _("The last edition stays in force. It is tried again by itself, more seldom each time."),
            ),
            hook={"source": source.key, "failures": source.failures},
        )


def fault_news() -> Iterator[News]:
    """Yield the sources whose collection was given up for what their failures do not count: a fault, a house list.

    What was read since is no news: the job that was given up stays where it is for ever.
    """
    read = Collection.objects.filter(source=OuterRef("pk")).exclude(outcome=Collection.Outcome.FAILED)
    given_up = Job.objects.filter(kind=COLLECT_LIST, state=DEAD, subject=OuterRef("key"))
    sources = ListSource.objects.filter(enabled=True).annotate(
        given_up=Subquery(given_up.order_by("-ended_at").values("ended_at")[:1]),
        read=Subquery(read.order_by("-started_at").values("started_at")[:1]),
    )
    for source in sources.filter(Q(read=None) | Q(given_up__gt=F("read")), given_up__isnull=False):
        facts = {"title": title_of(source)}
        yield _unread(
            BROKEN,
            source,
            headline=filled(_("Not read: %(title)s"), facts),
            paragraphs=(
                filled(_("A look at %(title)s was given up; the job says why."), facts),
                _("The last edition stays in force. It is tried again by itself, some times a day."),
            ),
        )


def staleness_news(today: date) -> Iterator[News]:
    """Yield the lists of failing sources that nobody checked for so long that they are stale within a week."""
    declared = declared_sources()
    for source in ListSource.objects.filter(enabled=True, failures__gt=0, key__in=declared):
        followed = declared[source.key].lists.values()
        keys = {key for each in followed for key in (each.entries_of, *each.conditions_of)} - {""}
        for control_list in ControlList.objects.filter(key__in=keys):
            stale_on = control_list.checked_on + timedelta(days=control_list.stale_after_days + 1)
            if today + SOON < stale_on:
                continue
            facts = {
                "list": control_list.title,
                "stale_on": Day(stale_on),
                "checked_on": Day(control_list.checked_on),
                "title": title_of(source),
            }
            yield News(
                event=STALE,
                subject=f"{source.key} {control_list.key} {control_list.checked_on}",
                rights=(COLLECT,),
                headline=filled(_("Goes stale on %(stale_on)s: %(list)s"), facts),
                paragraphs=(
                    filled(
                        _(
                            "%(list)s: last checked on %(checked_on)s, and stale from %(stale_on)s on. %(title)s, from "
                            "which it is kept, cannot be read at present."
                        ),
                        facts,
                    ),
                    _("A person must compare the list with its source."),
                ),
                page=page_of("list", control_list.pk),
                source=source,
            )


def _unread(event: str, source: ListSource, **fields: Any) -> News:
    """Return the news of a source that is not read: one, by the last look that read something."""
    read = source.collections.exclude(outcome=Collection.Outcome.FAILED)
    subject = f"{source.key} {read.values_list('pk', flat=True).first() or 0}"
    page = page_of("source", source.key)
    return News(event=event, subject=subject, rights=(COLLECT,), page=page, source=source, **fields)

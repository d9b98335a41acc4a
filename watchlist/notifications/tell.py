"""Tell what is to be told: of each event once, to webhooks and by mail, in the transaction that remembers it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Final
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet

from watchlist.conf import sends_mail
from watchlist.jobs.queue import enqueue
from watchlist.list_updates.published import one_line
from watchlist.notifications.casework import asks_second, fall_due
from watchlist.notifications.changes import applied, decided, proposed, stuck, waiting
from watchlist.notifications.looking_back import given_up, looked_back
from watchlist.notifications.models import Told
from watchlist.notifications.news import News
from watchlist.notifications.publications import broken, failing, going_stale
from watchlist.notifications.sending import MOST_ATTEMPTS, SEND_MAIL, subject_of
from watchlist.webhooks.announcing import announce

LONGEST: Final = 200


RIGHTS: Final = "django.contrib.auth.backends.ModelBackend"
"""What gives people their rights; the other way of logging in, the lock-out, gives none."""


def tell() -> list[UUID]:
    """Tell all that happened since and was not told, and return the jobs that are to be started.

    What is to be told is read from the rows of what happened, so nothing is lost where nobody looked for a while.
    """
    return [job for news in _news() for job in _tell(news)]


def people_with(rights: Sequence[str]) -> QuerySet[User]:
    """Return the people at work here who have one of some rights."""
    having = Q(pk__in=[])
    for right in rights:
        having |= Q(pk__in=User.objects.with_perm(right, backend=RIGHTS).values("pk"))
    return User.objects.filter(having, is_active=True)


def _news() -> Iterator[News]:
    today = datetime.now(UTC).date()
    of_changes = (proposed(), waiting(), decided(), applied(), stuck())
    return chain(*of_changes, failing(), broken(), going_stale(today), looked_back(), given_up(), *_of_cases(today))


def _of_cases(today: date) -> tuple[Iterator[News], ...]:
    return asks_second(), fall_due(today + timedelta(days=1))


@transaction.atomic
def _tell(news: News) -> list[UUID]:
    told, is_first = Told.objects.get_or_create(
        event=news.event,
        subject=news.subject,
        defaults={
            "change_set": news.change_set,
            "source": news.source,
            "moment": news.moment,
            "rights": " ".join(news.rights),
            "title": one_line(news.title)[:LONGEST],
            "text": news.mail,
            "at": datetime.now(UTC),
        },
    )
    return [*_tell_webhooks(news), *_write(told, news)] if is_first else []


def _tell_webhooks(news: News) -> Iterable[UUID]:
    if news.hook is None:
        return []
    told = announce(event=news.event, subject=news.subject, payload=news.hook, audience=None)
    return [delivery.job_id for delivery in told]


def _write(told: Told, news: News) -> Iterator[UUID]:
    """Leave a job for each person who is to be written to; none, where the house has no mail server."""
    if not sends_mail():
        return
    others = people_with(news.rights).exclude(pk__in=[] if news.but is None else [news.but])
    for person in others.exclude(email="").order_by("pk"):
        about = subject_of(told, person)
        yield enqueue(kind=SEND_MAIL, subject=about, owner=person.username, most_attempts=MOST_ATTEMPTS).pk

"""Notify of each event once, by webhooks and by mail, in the transaction that records the notification."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Final
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet

from watchlist.conf import sends_mail
from watchlist.jobs import enqueue
from watchlist.list_updates import one_line
from watchlist.notifications.break_glass import break_glass_news
from watchlist.notifications.casework import deadline_news, referral_news
from watchlist.notifications.changes import (
    application_news,
    decision_news,
    look_back_news,
    proposal_news,
    review_news,
    stuck_look_back_news,
    stuck_news,
)
from watchlist.notifications.mentions import mention_news
from watchlist.notifications.models import Told
from watchlist.notifications.news import News
from watchlist.notifications.preferences import DAILY, EACH, DailyMailLine, enqueue_daily_mails, mail_wanted
from watchlist.notifications.publications import failure_news, fault_news, staleness_news
from watchlist.notifications.sending import LONGEST, MOST_ATTEMPTS, SEND_MAIL, subject_of
from watchlist.webhooks import announce

RIGHTS: Final = "django.contrib.auth.backends.ModelBackend"
"""What gives people their rights; the other way of logging in, the lock-out, gives none."""


def notify() -> list[UUID]:
    """Notify of all news without a notification, and return the jobs that are to be started.

    News is read from the rows of what happened, so nothing is lost where this did not run for a while.
    """
    now = datetime.now(UTC)
    today = now.date()
    all_news = chain(
        proposal_news(),
        review_news(),
        decision_news(),
        application_news(),
        stuck_news(),
        failure_news(),
        fault_news(),
        staleness_news(today),
        look_back_news(),
        stuck_look_back_news(),
        referral_news(),
        deadline_news(today + timedelta(days=1)),
        mention_news(now),
        break_glass_news(now),
    )
    jobs = [job for news in all_news for job in _notify(news)]
    return [*jobs, *enqueue_daily_mails(now)]


def people_with(rights: Sequence[str]) -> QuerySet[User]:
    """Return the people at work here who have one of some rights."""
    having = Q(pk__in=[])
    for right in rights:
        having |= Q(pk__in=User.objects.with_perm(right, backend=RIGHTS).values("pk"))
    return User.objects.filter(having, is_active=True)


@transaction.atomic
def _notify(news: News) -> list[UUID]:
    message, is_first = Told.objects.get_or_create(
        event=news.event,
        subject=news.subject,
        defaults={
            "change_set": news.change_set,
            "source": news.source,
            "moment": news.moment,
            "rights": " ".join(news.rights),
            "title": one_line(news.title)[:LONGEST],
            "text": news.mail,
            "words": news.words,
            "at": datetime.now(UTC),
        },
    )
    if not is_first:
        return []
    hook = news.hook
    sent = [] if hook is None else announce(event=news.event, subject=news.subject, payload=hook, audience=None)
    return [*(delivery.job_id for delivery in sent), *_enqueue_mails(message, news)]


def _enqueue_mails(message: Told, news: News) -> Iterator[UUID]:
    """Leave a job for each person who wants a mail of it; none, where the house has no mail server.

    For who wants one mail a day it waits.
    """
    if not sends_mail():
        return
    others = people_with(news.rights).exclude(pk__in=[] if news.excluded_user is None else [news.excluded_user])
    if news.only_user is not None:
        others = others.filter(pk=news.only_user)
    for person in others.exclude(email="").select_related("notification_preference").order_by("pk"):
        wanted = mail_wanted(person)
        if wanted == DAILY:
            DailyMailLine.objects.create(person=person, message=message)
        if wanted != EACH:
            continue
        about = subject_of(message, person)
        yield enqueue(kind=SEND_MAIL, subject=about, owner=person.username, most_attempts=MOST_ATTEMPTS).pk

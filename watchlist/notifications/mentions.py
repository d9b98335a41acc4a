"""News of a person who is named in what another wrote of a case: "@officer, did the shipper answer?"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.models import User
from django.db.models import QuerySet

from watchlist.cases import VIEW, CaseEvent, sees_reports
from watchlist.engine.texts import filled, gettext_lazy as _
from watchlist.notifications.models import Told
from watchlist.notifications.news import News, page_of

MENTIONED: Final = "case.mentions"
LOOKED_BACK: Final = timedelta(days=30)
"""For mails; on the desk a mention stands for as long as `SHOWN`."""
MENTION_DAYS: Final = timedelta(days=14)
_NAMED: Final = re.compile(r"(?<![\w@.+-])@([\w@.+-]+)")


def names_in(text: str) -> list[str]:
    """Return the names that a text mentions, each once, in order; a full stop at the end is none of a name."""
    return list(dict.fromkeys(name.rstrip(".-@+") for name in _NAMED.findall(text)))


def mentions_of(person: User, now: datetime) -> list[CaseEvent]:
    """Return what others wrote lately that mentions a person, of what they may know; the last first."""
    name = person.get_username()
    rows = _written_since(now - MENTION_DAYS).filter(text__contains=f"@{name}").exclude(by=name).select_related("case")
    if not sees_reports(person):
        rows = rows.filter(restricted=False)
    return [row for row in rows.order_by("-pk") if name in names_in(row.text)]


def mention_news(now: datetime) -> Iterator[News]:
    """Yield for each person that a text of a case mentions that it does, without what was written."""
    rows = list(_written_since(now - LOOKED_BACK).filter(text__contains="@").select_related("case").order_by("pk"))
    people = _people({name for row in rows for name in names_in(row.text)})
    keys = [f"{row.pk} {people[name].pk}" for row in rows for name in names_in(row.text) if name in people]
    notified = set(Told.objects.filter(event=MENTIONED, subject__in=keys).values_list("subject", flat=True))
    for row in rows:
        for person in _mentioned(row, people):
            subject = f"{row.pk} {person.pk}"
            if subject not in notified:
                yield _news(row, person, subject)


def _news(row: CaseEvent, person: User, subject: str) -> News:
    return News(
        event=MENTIONED,
        subject=subject,
        rights=(VIEW,),
        headline=filled(
            _("%(case)s: %(by)s mentions %(person)s"),
            {"case": row.case.number, "by": row.by, "person": person.get_username()},
        ),
        paragraphs=(_("What was written stands with the case."),),
        page=page_of("case", row.case_id),
        only_user=person.pk,
    )


def _mentioned(row: CaseEvent, people: dict[str, User]) -> Sequence[User]:
    named = [people[name] for name in names_in(row.text) if name in people and name != row.by]
    return [person for person in named if person.has_perm(VIEW) and (not row.restricted or sees_reports(person))]


def _people(names: set[str]) -> dict[str, User]:
    return {person.get_username(): person for person in User.objects.filter(username__in=names, is_active=True)}


def _written_since(since: datetime) -> QuerySet[CaseEvent]:
    return CaseEvent.objects.filter(at__gte=since)

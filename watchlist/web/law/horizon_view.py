"""What is on the horizon, in words: by the day that comes next, with the substances that each notice is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from watchlist.engine.decision.notices import CompiledNotice
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.reports.proposals import NOTICES
from watchlist.engine.reports.text import visible
from watchlist.list_updates.models import Notice
from watchlist.web import words
from watchlist.web.law.words import Addresses

DAYS = ((_("comments close"), "comments_close_on"), (_("effective"), "effective_on"))


@dataclass(frozen=True, slots=True)
class DayView:
    """One day of a notice: what happens on it, when, and whether it is past."""

    what: str
    on: str
    past: bool


@dataclass(frozen=True, slots=True)
class NoticeSubstance:
    """One substance that a notice is about."""

    key: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class NoticeView:
    """One notice, ready for its row; `url` is empty where it is no address of the web."""

    key: str
    kind: str
    label: str
    title: str
    jurisdiction: str
    citation: str
    url: str
    published: str
    days: tuple[DayView, ...]
    substances: tuple[NoticeSubstance, ...]


@dataclass(frozen=True, slots=True)
class NoticeVersionView:
    """One stored version of a notice: from which instant until which, and who recorded it."""

    since: str
    until: str
    by: str
    label: str
    days: tuple[DayView, ...]
    about: str


def coming_and_past(
    notices: Iterable[CompiledNotice], day: date, law: CompiledLaw, addresses: Addresses
) -> tuple[list[NoticeView], list[NoticeView]]:
    """Return the notices with a day to come, the next one first, and the others, the last published first."""
    by_day = sorted(notices, key=lambda notice: _next(notice, day) or date.max)
    coming = [notice_view(compiled, day, law, addresses) for compiled in by_day if _next(compiled, day)]
    return coming, [notice_view(compiled, day, law, addresses) for compiled in by_day if not _next(compiled, day)]


def notice_view(notice: CompiledNotice, day: date, law: CompiledLaw, addresses: Addresses) -> NoticeView:
    """Return a notice in words, seen from a day."""
    return NoticeView(
        key=notice.key,
        kind=notice.kind,
        label=NOTICES[notice.kind],
        title=visible(notice.title),
        jurisdiction=notice.jurisdiction,
        citation=visible(notice.citation),
        url=notice.url if notice.url.startswith(("https://", "http://")) else "",
        published=words.day(notice.published_on),
        days=_days(notice, day),
        substances=tuple(
            NoticeSubstance(key, law.substances[key].name, addresses.substance(key))
            for key in notice.substances
            if key in law.substances
        ),
    )


def notice_versions(key: str) -> list[NoticeVersionView]:
    """Return every stored version of a notice, the latest first."""
    rows = Notice.objects.filter(key=key).order_by("-recorded_at", "-pk")
    return [
        NoticeVersionView(
            since=words.instant(row.recorded_at),
            until=words.instant(row.superseded_at),
            by=row.recorded_by,
            label=NOTICES[row.kind],
            days=_days(row, words.today()),
            about=", ".join(row.substances.split()),
        )
        for row in rows
    ]


def _days(notice: CompiledNotice | Notice, day: date) -> tuple[DayView, ...]:
    named_days = ((what, getattr(notice, name)) for what, name in DAYS)
    return tuple(DayView(str(what), words.day(on), on < day) for what, on in named_days if on)


def _next(notice: CompiledNotice, day: date) -> date | None:
    """Return the next day of a notice from `day` on; None for a withdrawn one."""
    if notice.kind == Notice.Kind.WITHDRAWN:
        return None
    days = (getattr(notice, name) for _, name in DAYS)
    return min((on for on in days if on and on >= day), default=None)

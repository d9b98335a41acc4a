"""How the pages of a person are written: their language, their time zone, and one of a few styles of days.

Mails to a person are in their language too. Exports, records, mails and what programs are answered stay in UTC, whoever
asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.engine import reports
from watchlist.engine.errors import CorrectTheData

UTC_ZONE: Final = "UTC"
WORDS, ISO, SLASHES = "words", "iso", "slashes"
EXAMPLE: Final = date(2025, 7, 28)
_PATTERNS: Final = {ISO: "%Y-%m-%d", SLASHES: "%d/%m/%Y"}


class _InWords:
    def __str__(self) -> str:
        return reports.day(EXAMPLE)


DATE_STYLES: Final = {WORDS: lazystr(_InWords()), ISO: "2025-07-28", SLASHES: "28/07/2025"}


@dataclass(frozen=True, slots=True)
class PageStyle:
    """How pages are written; without a language it is that which the browser asks for."""

    time_zone: str = UTC_ZONE
    date_style: str = WORDS
    language: str = ""

    def day(self, on: date) -> str:
        """Return a day as pages show it."""
        pattern = _PATTERNS.get(self.date_style)
        return on.strftime(pattern) if pattern else reports.day(on)

    def instant(self, at: datetime) -> str:
        """Return an instant as pages show it, with the name of its time zone; UTC where it has no offset."""
        local = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(_zone(self.time_zone))
        return f"{self.day(local.date())} {local:%H:%M} {local.tzname()}"


PLAIN: Final = PageStyle()
_STYLE: Final[ContextVar[PageStyle]] = ContextVar("page_style", default=PLAIN)


class PagePreference(models.Model):
    """The language, the time zone and the style of days of a person. A row has one state: as its person set it last."""

    person = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="page_preference")
    time_zone = models.CharField(max_length=60)
    date_style = models.CharField(max_length=8, choices=list(DATE_STYLES.items()))
    language = models.CharField(
        max_length=12, blank=True, default="", db_default="", help_text="empty: that of their browser"
    )
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = _("preference of pages")
        verbose_name_plural = _("preferences of pages")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(date_style__in=tuple(DATE_STYLES)), name="pagepreference_style_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.time_zone}, {self.date_style}"


@cache
def time_zones() -> tuple[str, ...]:
    """Return the time zones to choose from: UTC, then those of places."""
    places = {name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/"))}
    return (UTC_ZONE, *sorted(places))


def style_of(person: User) -> PageStyle:
    """Return how a person wants their pages to be written."""
    row = PagePreference.objects.filter(pk=person.pk).first()
    return PageStyle(row.time_zone, row.date_style, row.language) if row else PageStyle()


def language_of(person: User) -> str:
    """Return the language in which a person is written to: theirs, or that of the house where they chose none."""
    chosen = PagePreference.objects.filter(pk=person.pk).values_list("language", flat=True).first()
    return chosen if chosen and chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@transaction.atomic
def set_page_style(*, person: User, style: PageStyle) -> PagePreference:
    """Set how a person's pages are written, and return it. Raises `CorrectTheData`."""
    if style.time_zone not in time_zones() or style.date_style not in DATE_STYLES:
        sentence = _("%(zone)s is no time zone, or %(style)s no style of days.")
        raise CorrectTheData(sentence, zone=style.time_zone, style=style.date_style)
    if style.language and style.language not in dict(settings.LANGUAGES):
        raise CorrectTheData(_("%(language)s is no language of these pages."), language=style.language)
    facts = {"time_zone": style.time_zone, "date_style": style.date_style, "language": style.language}
    row, _made = PagePreference.objects.update_or_create(person=person, defaults={**facts, "set_at": datetime.now(UTC)})
    name = person.get_username()
    audit.append(actor=name, verb="set_page_style", target_kind="user", target_key=name, payload=facts)
    return row


@contextmanager
def shown_as(style: PageStyle) -> Iterator[None]:
    """Write days and instants in a style until the block ends."""
    token = _STYLE.set(style)
    try:
        yield
    finally:
        _STYLE.reset(token)


def shown_day(on: date | None) -> str:
    """Return a day as the page of this call shows it, as in "28 Jul 2025"; "" for none."""
    return _STYLE.get().day(on) if on else ""


def shown_instant(at: datetime | None) -> str:
    """Return an instant as the page of this call shows it, as in "28 Jul 2025 09:14 UTC"; "" for none."""
    return _STYLE.get().instant(at) if at else ""


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)

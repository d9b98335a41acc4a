"""What each token used, counted in the database: exact, however many processes answer its calls."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

MINUTE: Final = "minute"
DAY: Final = "day"
SECONDS: Final = {MINUTE: 60, DAY: 86_400}
KEPT: Final = {MINUTE: timedelta(days=1), DAY: timedelta(days=400)}


class TokenUse(models.Model):
    """What one lineage of tokens used in one span of time: counted up while the span lasts, then only read.

    `signals` are findings near a boundary or of resemblance; `structures` the distinct ones of the day that they are
    of, which no minute counts.
    """

    lineage = models.UUIDField()
    span = models.CharField(max_length=6, choices=[(MINUTE, "a minute"), (DAY, "a day")])
    since = models.DateTimeField()
    calls = models.PositiveBigIntegerField(default=0)
    lines = models.PositiveBigIntegerField(default=0)
    signals = models.PositiveBigIntegerField(default=0)
    structures = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("use of a token")
        verbose_name_plural = _("uses of tokens")
        ordering = ["-since"]
        constraints = [models.UniqueConstraint(fields=["lineage", "span", "since"], name="tokenuse_is_unique")]
        indexes = [models.Index(fields=["span", "since"], name="tokenuse_by_age")]

    def __str__(self) -> str:
        return f"{self.lineage} in {self.get_span_display()} from {self.since:%Y-%m-%d %H:%M}"


@dataclass(frozen=True, slots=True)
class UseCounts:
    """The counts that are added to a span, or are its totals."""

    calls: int = 0
    lines: int = 0
    signals: int = 0
    structures: int = 0


@dataclass(frozen=True, slots=True)
class UseTotals:
    """The totals of the minute and the day that hold an instant."""

    minute: UseCounts
    day: UseCounts


_COLUMNS: Final = tuple(field.name for field in fields(UseCounts))
# SQLite and PostgreSQL both read this; Django has no form of it that adds to a column and gives it back.
_ADD: Final = f"""
    INSERT INTO watchlist_tokenuse (lineage, span, since, {", ".join(_COLUMNS)})
    VALUES (%s, %s, %s, %s, %s, %s, %s), (%s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (lineage, span, since) DO UPDATE
    SET {", ".join(f"{name} = watchlist_tokenuse.{name} + excluded.{name}" for name in _COLUMNS)}
    RETURNING span, {", ".join(_COLUMNS)}
"""  # noqa: S608 - names of ours, and no value  # nosec B608


def add(*, lineage: UUID, at: datetime, counts: UseCounts) -> UseTotals:
    """Add to the minute and the day of an instant, and return their totals: one statement.

    Both are always taken in one order, so that two transactions never wait for one another.
    """
    key = TokenUse._meta.get_field("lineage").get_db_prep_value(lineage, connection)
    since = TokenUse._meta.get_field("since")
    values: list[Any] = []
    for span in (DAY, MINUTE):
        values += [key, span, since.get_db_prep_value(start(span, at), connection), *astuple(counts)]
    with connection.cursor() as cursor:
        cursor.execute(_ADD, values)
        totals = {span: UseCounts(*counted) for span, *counted in cursor.fetchall()}
    return UseTotals(minute=totals[MINUTE], day=totals[DAY])


def take_call_back(*, lineage: UUID, at: datetime) -> None:
    """Take one call off the day and the minute of an instant, in the order in which they are added to it."""
    for span in (DAY, MINUTE):
        spans = TokenUse.objects.filter(lineage=lineage, span=span, since=start(span, at), calls__gt=0)
        spans.update(calls=models.F("calls") - 1)


def start(span: str, at: datetime) -> datetime:
    """Return the first instant of the minute or the day (UTC) that holds `at`."""
    utc = at.astimezone(UTC)
    return (
        utc.replace(second=0, microsecond=0) if span == MINUTE else datetime(utc.year, utc.month, utc.day, tzinfo=UTC)
    )


def seconds_left(span: str, at: datetime) -> int:
    """Return the whole seconds until the next span begins, at least one."""
    return SECONDS[span] - int((at - start(span, at)).total_seconds())


def drop_old(now: datetime) -> None:
    """Drop what is no longer asked: minutes after a day, days after 400."""
    for span, kept in KEPT.items():
        TokenUse.objects.filter(span=span, since__lt=now - kept).delete()

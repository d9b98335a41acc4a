"""Tries to log in, counted in the database before they are looked at: exact, however many processes look at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection, models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

LATELY: Final = timedelta(days=90)
NAME_AND_PLACE: Final = "pair"
PLACE: Final = "place"
NAME: Final = "name"
API_LOG_IN: Final = "api"
ACCOUNT_SPAN: Final = timedelta(days=30)
MINUTE: Final = timedelta(minutes=1)
API_LOG_INS_A_MINUTE: Final = 10


class LogInTries(models.Model):
    """How many tries of one kind were counted for a name, a place or both; from `until` on they count no longer.

    A name is kept as its keyed hash: one that nobody has may be a password that was typed into the wrong field.
    """

    kind = models.CharField(max_length=5)
    name = models.CharField(max_length=64, blank=True, help_text="HMAC-SHA-256, in hex")
    place = models.CharField(max_length=43, blank=True, help_text="an address of IPv4, or a network of IPv6")
    tries = models.PositiveIntegerField()
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("tries to log in")
        verbose_name_plural = _("tries to log in")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "name", "place"], name="logintries_is_unique")]
        indexes = [models.Index(fields=["name"], name="logintries_by_name")]

    def __str__(self) -> str:
        return f"{self.tries} of {self.kind} until {self.until:%Y-%m-%d %H:%M}"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries within a span of time; whoever used the last one waits as long again."""

    kind: str
    name: str
    place: str
    most: int
    span: timedelta


def limit_of_pair(name: str, place: str) -> Limit:
    """Return the limit of a name at a place."""
    return Limit(NAME_AND_PLACE, hash_of(name), place, settings.LOG_IN_TRIES, settings.LOCK_OUT)


def limit_of_place(place: str) -> Limit:
    """Return the limit of a place, whatever the names."""
    return Limit(PLACE, "", place, settings.ADDRESS_TRIES, settings.LOCK_OUT)


def limit_of_name(name: str) -> Limit:
    """Return the limit of a name, whatever the places."""
    return Limit(NAME, hash_of(name), "", settings.ACCOUNT_TRIES, ACCOUNT_SPAN)


def limit_of_api_log_ins(place: str) -> Limit:
    """Return the limit of log-ins by the API from a place, right ones too."""
    return Limit(API_LOG_IN, "", place, API_LOG_INS_A_MINUTE, MINUTE)


# SQLite and PostgreSQL both read this; Django has no form of it that counts, refuses and says how many there are.
_TAKE: Final = """
    INSERT INTO watchlist_logintries (kind, name, place, tries, until) VALUES (%s, %s, %s, 1, %s)
    ON CONFLICT (kind, name, place) DO UPDATE SET
        tries = CASE WHEN watchlist_logintries.until <= %s THEN 1 ELSE watchlist_logintries.tries + 1 END,
        until = CASE WHEN watchlist_logintries.until <= %s OR watchlist_logintries.tries + 1 >= %s
                THEN excluded.until ELSE watchlist_logintries.until END
    WHERE watchlist_logintries.until <= %s OR watchlist_logintries.tries < %s
    RETURNING tries
"""


def take_try(*, limit: Limit, at: datetime) -> int | None:
    """Count one more try and return how many there are; None, where none is left: one statement."""
    column = LogInTries._meta.get_field("until")
    now, until = (column.get_db_prep_value(instant, connection) for instant in (at, at + limit.span))
    values: list[Any] = [limit.kind, limit.name, limit.place, until, now, now, limit.most, now, limit.most]
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, values)
        row = cursor.fetchone()
    return int(row[0]) if row else None


def give_back(*, limit: Limit, at: datetime) -> None:
    """Take one try from the count: it was none that counts."""
    _rows(limit).filter(until__gt=at, tries__gt=0).update(tries=models.F("tries") - 1)


def forget(*, name: str | None = None, place: str | None = None) -> int:
    """Forget all tries with a name, from a place, or with a name from a place; return how many rows held some."""
    rows = LogInTries.objects.all()
    if name is not None:
        rows = rows.filter(name=hash_of(name))
    if place is not None:
        rows = rows.filter(place=place)
    return rows.delete()[0]


def forget_old_tries(*, at: datetime) -> None:
    """Delete what counts no longer."""
    LogInTries.objects.filter(until__lte=at).delete()


def is_used_up(limit: Limit, at: datetime) -> bool:
    """Say whether there is no try left."""
    return _rows(limit).filter(until__gt=at, tries__gte=limit.most).exists()


def seconds_to_wait(limit: Limit, at: datetime) -> int:
    """Return in how many whole seconds there are tries again, at least one."""
    until = _rows(limit).values_list("until", flat=True).first() or at
    return max(1, -int((at - until).total_seconds() // 1))


def hash_of(name: str) -> str:
    """Return the keyed hash of a name."""
    return salted_hmac("watchlist.log_in", name, algorithm="sha256").hexdigest()


def _rows(limit: Limit) -> models.QuerySet[LogInTries]:
    return LogInTries.objects.filter(kind=limit.kind, name=limit.name, place=limit.place)


class FamiliarPlace(models.Model):
    """That a person logged in from a place, and when last; it counts for `LATELY`, and is then deleted."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=43, help_text="an address of IPv4, or a network of IPv6")
    last_at = models.DateTimeField()

    class Meta:
        verbose_name = _("place of a log-in")
        verbose_name_plural = _("places of log-ins")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "place"], name="familiarplace_is_unique")]

    def __str__(self) -> str:
        return f"{self.user_id} until {self.last_at + LATELY:%Y-%m-%d}"


def is_familiar(*, name: str, place: str, at: datetime) -> bool:
    """Say whether the person of that name logged in from a place lately."""
    return FamiliarPlace.objects.filter(user__username=name, place=place, last_at__gt=at - LATELY).exists()


def remember_place(*, user: User, place: str, at: datetime) -> None:
    """Keep that a person logged in from a place."""
    FamiliarPlace.objects.update_or_create(user=user, place=place, defaults={"last_at": at})


def forget_places(*, user: User) -> int:
    """Forget from where a person logged in, and return from how many places."""
    return FamiliarPlace.objects.filter(user=user).delete()[0]


def forget_old_places(*, at: datetime) -> None:
    """Delete the places from which nobody logged in lately."""
    FamiliarPlace.objects.filter(last_at__lte=at - LATELY).delete()

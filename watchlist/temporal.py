"""The clock of the law: the instants at which we knew it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from watchlist.engine.errors import CorrectTheQuestion

_MICROSECOND = timedelta(microseconds=1)


class LawClock(models.Model):
    """The one row whose lock serialises every write to the law; `now` is the last instant it gave out."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    now = models.DateTimeField()

    class Meta:
        verbose_name = _("clock of the law")
        verbose_name_plural = _("clocks of the law")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="lawclock_is_one_row")]


class LawTick(models.Model):
    """One instant at which what answers rest on changed; a `known_at` resolves to the last tick not after it.

    Not `of_law`: the law stayed as it was, and what people laid down of findings under it changed.
    """

    at = models.DateTimeField(primary_key=True)
    of_law = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("tick of the law's clock")
        verbose_name_plural = _("ticks of the law's clock")


_changing: ContextVar[bool] = ContextVar("law_is_changing", default=False)


@contextmanager
def law_change() -> Iterator[None]:
    """Write many things as one change of the law: it is known from its last instant on, and never in part."""
    if _changing.get():
        yield
        return
    with transaction.atomic():
        previous = LawClock.objects.values_list("now", flat=True).first()
        token = _changing.set(True)
        try:
            yield
        finally:
            _changing.reset(token)
        after = LawClock.objects.values_list("now", flat=True).first()
        if after is not None and after != previous:
            # Where nothing was written inside, the clock may have moved by somebody else's change, whose tick this is.
            LawTick.objects.get_or_create(at=after)


def tick(*, of_law: bool = True) -> datetime:
    """Take the law clock's lock until the transaction ends and return an instant later than every one before.

    What is written at it is known from then on, or from the end of the `law_change` around it. Where no row of the
    law is written, `of_law` is not set, and nobody compiles the law anew.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("the law is written inside a transaction")
    now = datetime.now(UTC)
    clock, created = LawClock.objects.select_for_update().get_or_create(pk=1, defaults={"now": now})
    at = now if created else max(now, clock.now + _MICROSECOND)
    LawClock.objects.filter(pk=1).update(now=at)
    if not _changing.get():
        LawTick.objects.create(at=at, of_law=of_law)
    return at


def last_tick(known_at: datetime | None = None, *, of_law: bool = False) -> datetime:
    """Return the last tick not after `known_at` (now, if none is given); `of_law`: the last at which law was written.

    Raises `CorrectTheQuestion` for an instant in the future, or before the first record of any law: to answer
    "no match" there would be to speak of law that nobody had written down.
    """
    if known_at is not None and known_at > datetime.now(UTC):
        raise CorrectTheQuestion(
            _("known-at %(known_at)s is in the future: nothing is known there yet."), known_at=known_at.isoformat()
        )
    ticks = LawTick.objects.all() if known_at is None else LawTick.objects.filter(at__lte=known_at)
    ticks = ticks.filter(of_law=True) if of_law else ticks
    latest = ticks.order_by("-at").values_list("at", flat=True).first()
    if latest is None:
        if known_at is None:
            raise CorrectTheQuestion(_("no law has been loaded: run `manage.py load_seeds`."))
        raise CorrectTheQuestion(
            _("nothing was recorded at %(known_at)s: the first record of the law is later."),
            known_at=known_at.isoformat(),
        )
    return latest


class VersionedQuerySet(models.QuerySet[Any]):
    """Rows with the instants since which, and until which, we held them true."""

    def known_at(self, moment: datetime) -> Self:
        """Return what we held true at `moment`."""
        still = models.Q(superseded_at__isnull=True) | models.Q(superseded_at__gt=moment)
        return self.filter(still, recorded_at__lte=moment)

    def current(self) -> Self:
        """Return what we hold true now."""
        return self.filter(superseded_at__isnull=True)

    def supersede(self, at: datetime) -> int:
        """Stop holding these rows true from `at` on: the only change that the database lets a row undergo."""
        return self.update(superseded_at=at)


class VersionedModel(models.Model):
    """A row that is never overwritten: `current` while `superseded_at` is NULL, `superseded` for ever after."""

    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(superseded_at__isnull=True) | models.Q(superseded_at__gt=models.F("recorded_at")),
                name="%(class)s_superseded_after_recorded",
            )
        ]

"""Places from which a person logged in lately: what strangers try elsewhere keeps nobody out there."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import gettext_lazy as _

LATELY: Final = timedelta(days=90)


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

"""Passwords that somebody else set, and so knows: good for one thing, to set one's own."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import gettext_lazy as _


class TemporaryPassword(models.Model):
    """That the password of an account was set by another person. The row goes when its own person sets one."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True)
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = _("temporary password")
        verbose_name_plural = _("temporary passwords")

    def __str__(self) -> str:
        return f"of {self.user}"


def is_temporary(user: User) -> bool:
    """Say whether the password of a person was set by another one."""
    return TemporaryPassword.objects.filter(user=user).exists()


def mark_temporary(user: User) -> None:
    """Have a person set their own password before anything else."""
    TemporaryPassword.objects.update_or_create(user=user, defaults={"set_at": datetime.now(UTC)})


def mark_own(user: User) -> None:
    """Keep that a person has set their own password."""
    TemporaryPassword.objects.filter(user=user).delete()

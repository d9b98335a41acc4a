"""Accounts that are made, and passwords that are set, by Django's own commands: told to the trail as on the pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.db.models.signals import post_save

from watchlist.access.accounts import facts_of, password_was_set, told
from watchlist.access.temporary_passwords import mark_own


@contextmanager
def accounts_told(command: str) -> Iterator[None]:
    """Tell of each account that is saved meanwhile: what a new one is, and that its password was set."""

    def saved(instance: User, *, created: bool, **_: Any) -> None:
        if created:
            told(verb="add", row=instance, before={}, after=facts_of(instance), actor=command)
        password_was_set(user=instance, actor=command)
        if created:  # whoever makes the first account types a password of their own
            mark_own(instance)

    post_save.connect(saved, sender=User)
    try:
        yield
    finally:
        post_save.disconnect(saved, sender=User)

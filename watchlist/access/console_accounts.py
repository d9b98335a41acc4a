"""Accounts that are made, and passwords that are set, by Django's own commands: audited as on the pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.db.models.signals import post_save

from watchlist.access.accounts import facts_of, record_account_change, record_password_set
from watchlist.access.temporary_passwords import mark_own


@contextmanager
def recorded_accounts(command: str) -> Iterator[None]:
    """Audit each account that is saved inside the block: the fields of a new one, and that its password was set."""

    def record_saved(instance: User, *, created: bool, **_: Any) -> None:
        if created:
            record_account_change(verb="add", row=instance, old_facts={}, new_facts=facts_of(instance), actor=command)
        record_password_set(user=instance, actor=command)
        if created:  # whoever makes the first account types a password of their own
            mark_own(instance)

    post_save.connect(record_saved, sender=User)
    try:
        yield
    finally:
        post_save.disconnect(record_saved, sender=User)

"""Whether the break-glass account could be used, on the day on which it is needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.contrib.auth.models import User
from django.core import checks
from django.db import connections

from watchlist.access import has_second_factor, log_in_policy


def check_break_glass(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **options: Any
) -> list[checks.CheckMessage]:
    """Warn where nobody but an account that is not there, or has no second factor, could log in without the provider.

    It asks the database: `manage.py check --database default` does it.
    """
    policy = log_in_policy()
    if policy.is_local_open or not databases or not _has_tables(databases[0]):
        return []
    account = User.objects.filter(username=policy.break_glass, is_active=True).first()
    if account is not None and account.is_superuser and has_second_factor(account):
        return []
    hint = "Set WATCHLIST_LOCAL_LOG_IN to true, log in by that account, and set up its second factor."
    sentence = (
        "WATCHLIST_BREAK_GLASS names no active superuser with a second factor: without the provider nobody logs in."
    )
    return [checks.Warning(sentence, hint=hint, id="watchlist.W002")]


def _has_tables(database: str) -> bool:
    """Say whether the tables are made: this is asked before the first migration too."""
    tables = set(connections[database].introspection.table_names())
    return {"auth_user", "watchlist_authenticator"} <= tables

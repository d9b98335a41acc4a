"""The account for when the provider cannot be reached: what it needs, and that its use is told."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.contrib.auth.models import User

from watchlist import audit
from watchlist.access.policies import is_break_glass, log_in_policy
from watchlist.access.provider_accounts import comes_by_provider
from watchlist.access.second_factor import has_second_factor

USE_BREAK_GLASS: Final = "use_break_glass"


def may_log_in_here(user: User) -> bool:
    """Say whether a right password of a person is taken: not from who comes by the provider.

    Where log-in here is closed, the break-glass account alone is let in, and only with a second factor set up before:
    else whoever has its password would set up their own.
    """
    if is_break_glass(user.get_username()):
        return log_in_policy().is_local_open or has_second_factor(user)
    return log_in_policy().is_local_open and not comes_by_provider(user)


def record_break_glass(*, user: User, at: datetime) -> None:
    """Append that the break-glass account logs in, of which administrators are told; nothing for another account."""
    name = user.get_username()
    if is_break_glass(name):
        audit.append(actor=name, verb=USE_BREAK_GLASS, target_kind="user", target_key=name, at=at)

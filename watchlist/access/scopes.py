"""What a token may be made for. A scope never gives more than the right of its user: both are asked at each call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, PermissionsMixin
from django.utils.translation import gettext_noop as _

User = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True, slots=True)
class TokenScope:
    """A scope, the right that its user needs beside it, and what it is for."""

    key: str
    permission: str
    meaning: str


SCOPES: Final = (
    TokenScope("screen", "watchlist.add_screening", _("Screen shipments, and read what was answered to this user.")),
    TokenScope(
        "read_lists", "watchlist.view_controllist", _("Read the law held: lists, schedulings, classes, substances.")
    ),
    TokenScope(
        "propose_changes", "watchlist.propose_changes", _("Propose changes of lists, for two people to decide.")
    ),
    TokenScope("approve_changes", "watchlist.approve_changes", _("Decide on changes of lists that another proposed.")),
    TokenScope(
        "review_cases", "watchlist.review_cases", _("Read cases, and the full reasons of boundaries and resemblances.")
    ),
    TokenScope(
        "work_cases", "watchlist.work_cases", _("Work on cases: judge, note, hold, and say what became of them.")
    ),
    TokenScope("second_cases", "watchlist.second_cases", _("Answer as the second officer what another asked for.")),
    TokenScope(
        "keep_house_lists",
        "watchlist.keep_house_lists",
        _("Bring, show and hide the house lists that this user owns, and open them where the user may."),
    ),
    TokenScope("admin", "watchlist.administer_service", _("Watch the service itself: its metrics.")),
)
BY_KEY: Final = {scope.key: scope for scope in SCOPES}


def permitted(user: User, permission: str) -> bool:
    """Say whether a user has a right."""
    return isinstance(user, PermissionsMixin | AnonymousUser) and user.has_perm(permission)


def open_to(user: User) -> tuple[str, ...]:
    """Return the scopes that a user's rights allow, in the order of `SCOPES`."""
    return tuple(scope.key for scope in SCOPES if permitted(user, scope.permission))


def in_order(keys: Iterable[str]) -> str:
    """Return scopes as a token keeps them: in the order of `SCOPES`, with spaces between."""
    wanted = set(keys)
    return " ".join(scope.key for scope in SCOPES if scope.key in wanted)

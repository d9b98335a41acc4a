"""Who is gone: accounts of a list of subjects or e-mails, and their end. Nothing of what they did goes with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from watchlist.access.accounts import facts_of, record_account_change
from watchlist.access.policies import is_break_glass
from watchlist.access.sessions import end_sessions
from watchlist.access.tokens import revoke_all


@dataclass(frozen=True, slots=True)
class Leaver:
    """A line of the list, and the accounts that it names: by the subject of the provider, or by their e-mail."""

    named: str
    accounts: tuple[User, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """How many sessions and tokens an account had when it was disabled."""

    sessions: int
    tokens: int


def leavers(lines: Iterable[str]) -> list[Leaver]:
    """Return what each line of a list names, once; blank lines and those that begin with # name nobody."""
    named = dict.fromkeys(text for line in lines if (text := line.strip()) and not text.startswith("#"))
    return [Leaver(text, tuple(_accounts_of(text))) for text in named]


def is_kept(user: User) -> bool:
    """Say whether an account is never disabled by a list: the break-glass one, and the last superuser who is active."""
    if is_break_glass(user.get_username()):
        return True
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return user.is_superuser and user.is_active and not others.exists()


@transaction.atomic
def disable_account(*, user: User, actor: str) -> Ended:
    """Disable an account, end its sessions and tokens at once, and return how many there were."""
    old = facts_of(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    record_account_change(verb="change", row=user, old_facts=old, new_facts=facts_of(user), actor=actor)
    return Ended(end_sessions(user=user, actor=actor), revoke_all(user=user, actor=actor))


def _accounts_of(text: str) -> Iterable[User]:
    named = Q(provider_account__subject=text)
    if "@" in text:
        named |= Q(email__iexact=text)
    return User.objects.filter(named).order_by("username")

"""What a person of the provider becomes here: an account at their first log-in, and at each the roles of their groups.

Nobody gets a right by default. Who has none, by a group of the provider or by hand, is not let in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction

from watchlist import audit
from watchlist.access import (
    ProviderPolicy,
    end_sessions,
    facts_of,
    link_account,
    put_into,
    record_account_change,
    revoke_all,
    revoke_beyond_rights,
    user_of,
)
from watchlist.sign_on.identity import ProviderIdentity
from watchlist.sign_on.usernames import free_username

ACTOR: Final = "provider"
"""Who grants and takes away what follows the groups of the provider, as the trail names it."""
NO_ROLE, CLOSED = "no_role", "closed"
PROGRAMS: Final = "Programs"
"""The group whose accounts have no business on the pages."""


@dataclass(frozen=True, slots=True)
class Admission:
    """Who is let in; or nobody, and why: `NO_ROLE`, `CLOSED`."""

    user: User | None
    refusal: str = ""


@transaction.atomic
def admit(identity: ProviderIdentity, policy: ProviderPolicy) -> Admission:
    """Return the account of a person, made or brought up to date, or why they are not let in; both are in the trail."""
    audit.lock_chain()  # before it is looked who they are: two log-ins of one person make one account
    granted = frozenset(role for group in identity.groups for role in policy.roles.get(group, ()))
    user = user_of(issuer=identity.issuer, subject=identity.subject)
    if user is None and not granted:
        return _refused(None, NO_ROLE)
    if user is None:
        user = _new_account(identity)
    if not user.is_active:
        return _refused(user, CLOSED)
    _bring_up_to_date(user, identity, granted, policy)
    person = User.objects.get(pk=user.pk)  # without the rights that were read before
    if not person.is_superuser and not person.get_all_permissions():
        end_sessions(user=person, actor=ACTOR)
        revoke_all(user=person, actor=ACTOR)
        return _refused(person, NO_ROLE)
    revoke_beyond_rights(user=person, actor=ACTOR)
    return Admission(person)


def _new_account(identity: ProviderIdentity) -> User:
    user: User = User.objects.create_user(free_username(identity))  # without a password that could be used
    record_account_change(verb="add", row=user, old_facts={}, new_facts=facts_of(user), actor=ACTOR)
    link_account(user=user, issuer=identity.issuer, subject=identity.subject, actor=ACTOR)
    return user


def _bring_up_to_date(user: User, identity: ProviderIdentity, granted: frozenset[str], policy: ProviderPolicy) -> None:
    """Write what the provider says of a person, and have the groups that follow it be those that it gives.

    Groups that the settings do not map stay as they were given by hand.
    """
    old = facts_of(user)
    user.first_name, user.last_name, user.email = identity.first_name, identity.last_name, identity.email
    has_now = set(user.groups.values_list("name", flat=True))
    for name in sorted(granted - has_now):
        put_into(user, name, actor=ACTOR)
    user.groups.remove(*user.groups.filter(name__in=policy.groups - granted))
    left = set(user.groups.values_list("name", flat=True))
    if not user.is_superuser:
        user.is_staff = bool(left - {PROGRAMS})
    user.save(update_fields=["first_name", "last_name", "email", "is_staff"])
    record_account_change(verb="change", row=user, old_facts=old, new_facts=facts_of(user), actor=ACTOR)


def _refused(user: User | None, why: str) -> Admission:
    name = user.get_username() if user is not None else ""
    audit.append(actor=ACTOR, verb="refuse_sign_on", target_kind="user", target_key=name, payload={"because": why})
    return Admission(None, why)

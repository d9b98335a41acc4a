"""The audit of accounts and groups that are changed: their fields before and after, and never a password.

A password that somebody else set, and so knows, is good for one thing: to set one's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import models, transaction
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.access.sessions import end_sessions
from watchlist.access.tokens import revoke_all

FIELDS: Final = ("username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser")
Facts = Mapping[str, Any]


def facts_of(row: User | Group) -> dict[str, Any]:
    """Return the audited fields of an account (with its groups and own rights) or of a group (its name and rights)."""
    if isinstance(row, Group):
        return {"name": row.name, "rights": _rights(row.permissions)}
    groups = list(row.groups.order_by("name").values_list("name", flat=True))
    fields = {name: getattr(row, name) for name in FIELDS}
    return {**fields, "groups": groups, "rights": _rights(row.user_permissions)}


def record_account_change(*, verb: str, row: User | Group, old_facts: Facts, new_facts: Facts, actor: str) -> None:
    """Append an event with the fields that differ, before and after; none where no field differs."""
    names = [name for name in {**old_facts, **new_facts} if old_facts.get(name) != new_facts.get(name)]
    if not names:
        return
    payload = {
        "before": {name: old_facts[name] for name in names if name in old_facts},
        "after": {name: new_facts[name] for name in names if name in new_facts},
    }
    facts = old_facts or new_facts
    _append_event(f"{verb}_{_kind(row)}", row, str(facts.get("username") or facts.get("name")), payload, actor)


@transaction.atomic
def record_password_set(*, user: User, actor: str, session: str = "") -> None:
    """Append that a password was set, and end what it opened: every session but `session`, and every token.

    `actor` is the person of the account, or somebody else: then the person must set their own before anything else.
    """
    if user.has_usable_password() and actor != user.get_username():
        mark_temporary(user)
    else:
        mark_own(user)
    _append_event("set_password", user, user.get_username(), {"usable": user.has_usable_password()}, actor)
    end_sessions(user=user, actor=actor, but=session)
    revoke_all(user=user, actor=actor)


def _kind(row: User | Group) -> str:
    return "group" if isinstance(row, Group) else "user"


def _rights(permissions: Any) -> list[str]:
    pairs = permissions.values_list("content_type__app_label", "codename")
    return sorted(f"{app}.{name}" for app, name in pairs)


def _append_event(verb: str, row: User | Group, name: str, payload: Facts, actor: str) -> None:
    audit.append(actor=actor, verb=verb, target_kind=_kind(row), target_key=name, payload=payload, rows=[row])


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

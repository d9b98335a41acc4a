"""Accounts and groups that were changed on their pages: what each was before and after, and never a password."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from django.contrib.auth.models import Group, User
from django.db import transaction

from watchlist.access.sessions import end_sessions
from watchlist.access.temporary_passwords import mark_own, mark_temporary
from watchlist.access.tokens import revoke_all
from watchlist.audit import chain

FIELDS: Final = ("username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser")
Facts = Mapping[str, Any]


def facts_of(row: User | Group) -> dict[str, Any]:
    """Return what an account or a group is: of an account its fields, groups and own rights; of a group its rights."""
    if isinstance(row, Group):
        return {"name": row.name, "rights": _rights(row.permissions)}
    groups = list(row.groups.order_by("name").values_list("name", flat=True))
    fields = {name: getattr(row, name) for name in FIELDS}
    return {**fields, "groups": groups, "rights": _rights(row.user_permissions)}


def told(*, verb: str, row: User | Group, before: Facts, after: Facts, actor: str) -> None:
    """Keep what was added, changed or deleted: the fields that differ, before and after; nothing where none does."""
    kind = _kind(row)
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    if not names:
        return
    said = {
        "before": {name: before[name] for name in names if name in before},
        "after": {name: after[name] for name in names if name in after},
    }
    _keep(f"{verb}_{kind}", row, _name(before or after), said, actor)


@transaction.atomic
def password_was_set(*, user: User, actor: str, session: str = "") -> None:
    """Keep that a password was set, and end what the one before opened: every session but `session`, and every token.

    `actor` is the person of the account, or another one: then the person must set their own before anything else.
    """
    if user.has_usable_password() and actor != user.get_username():
        mark_temporary(user)
    else:
        mark_own(user)
    _keep("set_password", user, user.get_username(), {"usable": user.has_usable_password()}, actor)
    end_sessions(user=user, actor=actor, but=session)
    revoke_all(user=user, actor=actor)


def _name(facts: Facts) -> str:
    return str(facts.get("username") or facts.get("name"))


def _kind(row: User | Group) -> str:
    return "group" if isinstance(row, Group) else "user"


def _rights(held: Any) -> list[str]:
    rights = held.values_list("content_type__app_label", "codename")
    return sorted(f"{app}.{name}" for app, name in rights)


def _keep(verb: str, row: User | Group, name: str, said: Facts, actor: str) -> None:
    chain.append(
        actor=actor,
        verb=verb,
        target_kind=_kind(row),
        target_key=name,
        payload=said,
        at=datetime.now(UTC),
        rows=[row],
    )

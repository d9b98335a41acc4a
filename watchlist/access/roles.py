"""Who does what in a house: a group for each role, and the rights that it needs. Nobody writes the law by these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.contrib.auth.models import Group, Permission, User
from django.db import transaction

from watchlist import audit
from watchlist.access.group_roles import BY_GROUP, ROLES, GroupRole

APPS: Final = ("watchlist", "django_celery_beat")
"""The apps whose rights a role may have."""


@dataclass(frozen=True, slots=True)
class GroupChange:
    """The changes to a group: whether it is new, and the rights that were granted and revoked."""

    group: str
    is_new: bool
    granted: tuple[str, ...]
    revoked: tuple[str, ...]


@transaction.atomic
def make_groups(*, actor: str, exactly: bool = False) -> list[GroupChange]:
    """Make the group of each role where it is missing, grant the rights that it lacks, and return the changes.

    Rights that the house added stay, unless `exactly` is asked. Nobody is put into a group.
    """
    changes = [_updated_group(role, exactly=exactly) for role in ROLES]
    for change in changes:
        if change.is_new or change.granted or change.revoked:
            _append_event(change, actor)
    return changes


@transaction.atomic
def put_into(user: User, group: str, *, actor: str) -> None:
    """Put a user into the group of a role: it is made if it is not there, and else keeps what the house left it."""
    if not Group.objects.filter(name=group).exists():
        _append_event(_updated_group(BY_GROUP[group], exactly=False), actor)
    user.groups.add(Group.objects.get(name=group))


def grant(user: User, group: str) -> None:
    """Put a user into the group of a role, which has its rights from then on."""
    _updated_group(BY_GROUP[group], exactly=False)
    user.groups.add(Group.objects.get(name=group))


def _append_event(change: GroupChange, actor: str) -> None:
    audit.append(
        actor=actor,
        verb="make_group",
        target_kind="group",
        target_key=change.group,
        payload={"given": list(change.granted), "taken": list(change.revoked)},
        rows=Group.objects.filter(name=change.group),
    )


def _updated_group(role: GroupRole, *, exactly: bool) -> GroupChange:
    group, is_new = Group.objects.get_or_create(name=role.group)
    rights = Permission.objects.filter(content_type__app_label__in=APPS, codename__in=role.rights)
    current = {right.codename for right in group.permissions.all()}
    wanted = {right.codename for right in rights}
    granted, revoked = sorted(wanted - current), sorted(current - wanted) if exactly else []
    group.permissions.add(*rights)
    group.permissions.remove(*group.permissions.filter(codename__in=revoked))
    return GroupChange(role.group, is_new, tuple(granted), tuple(revoked))

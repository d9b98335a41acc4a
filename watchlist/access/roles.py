"""Who does what in a house: a group for each role, and the rights that it needs. Nobody writes the law by these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.contrib.auth.models import Group, Permission, User
from django.db import transaction

from watchlist import audit

APPS: Final = ("watchlist", "django_celery_beat")
"""The apps whose rights a role may have."""
SCHEDULE: Final = ("view_periodictask", "add_periodictask", "change_periodictask", "delete_periodictask")
SOURCES: Final = (
    "view_listsource",
    "view_publication",
    "view_collection",
    "view_curatortask",
    "view_notice",
    "view_changeset",
)
LAW: Final = ("view_substance", "view_controllist", "view_listentry", "view_classrule", "view_instrument")
WORK: Final = ("view_screening", "view_screenedline", "view_rescreen", "view_job", "view_case", "view_authorisation")
OFFICER: Final = (
    *LAW,
    *WORK,
    "view_periodictask",
    "add_screening",
    "review_cases",
    "work_cases",
    "manage_authorisations",
    "manage_jobs",
)


@dataclass(frozen=True, slots=True)
class GroupRole:
    """A role: the name of its group, what its people do, and their rights."""

    group: str
    meaning: str
    rights: tuple[str, ...]


ROLES: Final = (
    GroupRole("Officers", "Screen shipments, judge what is found, and say what became of it.", OFFICER),
    GroupRole(
        "Second officers",
        "Do what officers do, and answer as the second one what another asked for.",
        (*OFFICER, "second_cases"),
    ),
    GroupRole("Programs", "Screen shipments and read the law, by the API alone.", ("add_screening", *LAW)),
    GroupRole(
        "Curators",
        "Follow what is published, and bring it into the law in pairs.",
        (
            *LAW,
            *SOURCES,
            "view_auditevent",
            "propose_changes",
            "approve_changes",
            "collect_lists",
            *SCHEDULE,
        ),
    ),
    GroupRole(
        "Compliance leads",
        "Answer for the work on cases, and report to authorities.",
        (
            *LAW,
            *WORK,
            "view_boundaryevent",
            "change_boundaryevent",
            "view_authorityreport",
            "add_screening",
            "review_cases",
            "work_cases",
            "second_cases",
            "report_cases",
            "manage_authorisations",
            "view_legalhold",
            "hold_shipments",
            "view_erasure",
            "erase_persons",
        ),
    ),
    GroupRole(
        "Auditors",
        "See all, and change nothing.",
        (
            *LAW,
            *WORK,
            *SOURCES,
            "view_boundaryevent",
            "view_authorityreport",
            "view_auditevent",
            "view_legalhold",
            "view_erasure",
            "review_cases",
        ),
    ),
)
BY_GROUP: Final = {role.group: role for role in ROLES}


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
            audit.append(
                actor=actor,
                verb="make_group",
                target_kind="group",
                target_key=change.group,
                payload={"given": list(change.granted), "taken": list(change.revoked)},
                rows=Group.objects.filter(name=change.group),
            )
    return changes


def grant(user: User, group: str) -> None:
    """Put a user into the group of a role, which has its rights from then on."""
    _updated_group(BY_GROUP[group], exactly=False)
    user.groups.add(Group.objects.get(name=group))


def _updated_group(role: GroupRole, *, exactly: bool) -> GroupChange:
    group, is_new = Group.objects.get_or_create(name=role.group)
    rights = Permission.objects.filter(content_type__app_label__in=APPS, codename__in=role.rights)
    current = {right.codename for right in group.permissions.all()}
    wanted = {right.codename for right in rights}
    granted, revoked = sorted(wanted - current), sorted(current - wanted) if exactly else []
    group.permissions.add(*rights)
    group.permissions.remove(*group.permissions.filter(codename__in=revoked))
    return GroupChange(role.group, is_new, tuple(granted), tuple(revoked))

"""The roles of a house as text: the group of each, what its people do, and the rights that it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

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
ROLE_NAMES: Final = frozenset(BY_GROUP)

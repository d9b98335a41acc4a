"""The groups of the roles: made once, given what they lack, and nobody put into one."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command

from watchlist.access.group_roles import ROLES
from watchlist.access.roles import APPS, make_groups
from watchlist.access.scopes import SCOPES
from watchlist.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
READS = ("view_", "review_cases")


def rights_of(group: str) -> set[str]:
    return set(Group.objects.get(name=group).permissions.values_list("codename", flat=True))


def test_every_right_of_a_role_is_one_that_the_service_knows() -> None:
    known = set(Permission.objects.filter(content_type__app_label__in=APPS).values_list("codename", flat=True))
    assert [right for role in ROLES for right in role.rights if right not in known] == []


def test_every_right_that_a_scope_needs_is_of_some_role_or_given_by_the_house() -> None:
    given = {f"watchlist.{right}" for role in ROLES for right in role.rights}
    assert [scope.key for scope in SCOPES if scope.permission not in given] == ["keep_house_lists", "admin"]


def test_an_auditor_reads_and_does_nothing_else() -> None:
    (auditors,) = (role for role in ROLES if role.group == "Auditors")
    assert [right for right in auditors.rights if not right.startswith(READS)] == []


def test_groups_are_made_once_and_have_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("make_groups")
    assert "Auditors: made" in capsys.readouterr().out
    assert all(rights_of(role.group) == set(role.rights) for role in ROLES)
    call_command("make_groups")
    assert capsys.readouterr().out.count("as it was") == len(ROLES)
    assert (User.objects.count(), AuditEvent.objects.filter(verb="make_group").count()) == (0, len(ROLES))


def test_rights_of_the_house_stay_unless_the_roles_are_asked_exactly(capsys: pytest.CaptureFixture[str]) -> None:
    make_groups(actor="root")
    group, extra = Group.objects.get(name="Officers"), Permission.objects.get(codename="view_webhook")
    group.permissions.add(extra)
    group.permissions.remove(Permission.objects.get(codename="work_cases"))
    call_command("make_groups")
    assert "Officers: given work_cases" in capsys.readouterr().out
    assert {"view_webhook", "work_cases"} <= rights_of("Officers")
    call_command("make_groups", exactly=True)
    assert "Officers: taken view_webhook" in capsys.readouterr().out
    assert "view_webhook" not in rights_of("Officers")

"""Accounts and groups that are changed on their pages, and passwords: told to the trail, before and after."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.management.commands import changepassword
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from watchlist.audit.models import AuditEvent, AuditPayload
from watchlist.audit.verifying import broken_links

pytestmark = pytest.mark.django_db
PASSWORD = "a-password-of-this-test"
OTHER = "another-password-of-this-test"


@pytest.fixture
def root(client: Client) -> Client:
    """Return the browser of a superuser."""
    client.force_login(User.objects.create_superuser("root"))
    return client


def told() -> list[tuple[str, str, str, Any]]:
    """Return what the trail was told: who, what, of whom, and what was said."""
    assert list(broken_links()) == []
    events = AuditEvent.objects.exclude(verb="log_in").order_by("sequence")
    said = {row.pk: json.loads(row.body) for row in AuditPayload.objects.all()}
    return [(event.actor, event.verb, event.target_key, said[event.pk]) for event in events]


def form_of(user: User, **changed: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "username": user.username,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "is_active": "on",
        "date_joined_0": user.date_joined.date().isoformat(),
        "date_joined_1": user.date_joined.time().isoformat("seconds"),
        **changed,
    }
    return {name: value for name, value in said.items() if value is not None}


def test_an_account_is_told_of_with_what_it_was_and_is(root: Client) -> None:
    group = Group.objects.create(name="Plant")
    add = {"username": "ann", "password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    answer = root.post(reverse("admin:auth_user_add"), add)
    ann = User.objects.get(username="ann")
    place = reverse("admin:auth_user_change", args=[ann.pk])
    root.post(place, form_of(ann, is_staff="on", groups=[group.pk], email="ann@example.org"))
    root.post(place, form_of(User.objects.get(pk=ann.pk), is_staff="on", groups=[group.pk]))
    root.post(reverse("admin:auth_user_delete", args=[ann.pk]), {"post": "yes"})
    added, changed, deleted = told()
    assert added[:3] == ("root", "add_user", "ann")
    assert added[3]["before"] == {}
    assert added[3]["after"]["is_superuser"] is False
    assert changed == (
        *("root", "change_user", "ann"),
        {
            "before": {"email": "", "is_staff": False, "groups": []},
            "after": {"email": "ann@example.org", "is_staff": True, "groups": ["Plant"]},
        },
    )
    assert deleted[:3] == ("root", "delete_user", "ann")
    assert deleted[3]["before"]["groups"] == ["Plant"]
    assert AuditEvent.objects.order_by("sequence")[0].request_id == answer["X-Request-ID"]


def test_several_that_are_deleted_together_are_told_of_one_by_one(root: Client) -> None:
    people = [User.objects.create_user(name).pk for name in ("ann", "ben")]
    chosen = {"action": "delete_selected", "_selected_action": people, "post": "yes"}
    root.post(reverse("admin:auth_user_changelist"), chosen)
    assert sorted(one[1:3] for one in told()) == [("delete_user", "ann"), ("delete_user", "ben")]


def test_the_rights_of_a_group_are_told_of(root: Client) -> None:
    right = Permission.objects.get(codename="view_case")
    root.post(reverse("admin:auth_group_add"), {"name": "Plant", "permissions": [right.pk]})
    group = Group.objects.get(name="Plant")
    root.post(reverse("admin:auth_group_change", args=[group.pk]), {"name": "Works"})
    root.post(reverse("admin:auth_group_delete", args=[group.pk]), {"post": "yes"})
    assert [one[1:] for one in told()] == [
        ("add_group", "Plant", {"before": {}, "after": {"name": "Plant", "rights": ["watchlist.view_case"]}}),
        (
            *("change_group", "Plant"),
            {
                "before": {"name": "Plant", "rights": ["watchlist.view_case"]},
                "after": {"name": "Works", "rights": []},
            },
        ),
        ("delete_group", "Works", {"before": {"name": "Works", "rights": []}, "after": {}}),
    ]


def test_a_password_that_another_sets_is_told_of_and_never_told(root: Client) -> None:
    ann = User.objects.create_user("ann")
    place = reverse("admin:auth_user_password_change", args=[ann.pk])
    root.post(place, {"password1": PASSWORD, "password2": "no", "usable_password": "true"})
    assert told() == []
    root.post(place, {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"})
    assert told() == [("root", "set_password", "ann", {"usable": True})]


def test_a_password_of_ones_own_is_told_of(client: Client) -> None:
    client.force_login(User.objects.create_user("ann", password=PASSWORD, is_staff=True))
    place, asked = reverse("admin:password_change"), {"new_password1": OTHER, "new_password2": OTHER}
    assert client.get(place).status_code == 200
    client.post(place, {"old_password": "no", **asked})
    assert told() == []
    assert client.post(place, {"old_password": PASSWORD, **asked}).status_code == 302
    assert told() == [("ann", "set_password", "ann", {"usable": True})]
    assert User.objects.get().check_password(OTHER)
    assert client.get(reverse("admin:index")).status_code == 200


def test_an_account_and_a_password_of_the_console_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", username="ann", email="", interactive=False)
    monkeypatch.setattr(changepassword.Command, "_get_pass", lambda *_: OTHER)
    call_command("changepassword", "ann")
    User.objects.create_user("ben")
    added, first, second = told()
    assert added[:3] == ("createsuperuser", "add_user", "ann")
    assert added[3]["after"]["is_superuser"] is True
    assert first == ("createsuperuser", "set_password", "ann", {"usable": True})
    assert second == ("changepassword", "set_password", "ann", {"usable": True})
    assert User.objects.get(username="ann").check_password(OTHER)


def test_whoever_may_not_sets_no_password(client: Client, officer: User, outsider: User) -> None:
    client.force_login(officer)
    place = reverse("admin:auth_user_password_change", args=[outsider.pk])
    assert client.post(place, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 403
    assert told() == []

"""The invented change set waits once for a second curator, and is refused on a house's own server."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from watchlist.list_updates.approval import approve
from watchlist.list_updates.change_models import Change, ChangeSet
from watchlist.management.commands.demo_changes import ENTRY, INVENTED

pytestmark = pytest.mark.usefixtures("law")


def test_a_change_set_waits_once_and_says_once_approved_what_writes_it(settings: Settings, client: Client) -> None:
    settings.DEBUG = True
    with pytest.raises(CommandError, match="demo_users"):
        call_command("demo_changes")
    call_command("demo_users", password="x")
    call_command("demo_changes")
    call_command("demo_changes")
    change_set = ChangeSet.objects.get()
    second = User.objects.get(username="second-curator")
    client.force_login(second)
    assert "Waits for a second person" in client.get(reverse("admin:index")).content.decode()
    [change] = Change.objects.filter(revision__change_set=change_set)
    assert change.entries.split() == [ENTRY]
    assert INVENTED in change.after
    approve(changes=[change], actor=second)
    page = client.get(reverse("curation:change_set", args=[change_set.pk])).content.decode()
    assert "Apply what was approved" in page


def test_it_is_refused_where_others_work() -> None:
    with pytest.raises(CommandError, match="no server for looking around"):
        call_command("demo_changes")

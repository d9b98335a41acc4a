"""Who left the house leaves here, and accounts of before are linked: both from the command line, both in the trail."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client
from pytest_django.fixtures import Settings

from tests.audit.told import said_last, told_last
from tests.entry.conftest import PROVIDER
from watchlist.access.models import Token
from watchlist.access.policies import LogInPolicy
from watchlist.access.provider_accounts import ProviderAccount, comes_by_provider
from watchlist.access.tokens import issue
from watchlist.audit.covered_rows import row_differences
from watchlist.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _trusted(settings: Settings) -> None:
    settings.LOG_IN_POLICY = LogInPolicy(provider=PROVIDER, break_glass="glass")


def said(*asked: str) -> list[str]:
    out = StringIO()
    call_command(*asked, stdout=out)
    return out.getvalue().splitlines()


def test_who_is_gone_is_disabled_with_sessions_and_tokens(
    officer: User, second_officer: User, lead: User, tmp_path: Path
) -> None:
    said("link_account", "officer", "S-1")
    User.objects.filter(pk=second_officer.pk).update(email="Second@House.example")
    User.objects.create_user("gone", email="gone@house.example", is_active=False)
    User.objects.create_superuser("glass", "glass@house.example")
    browser = Client()
    browser.force_login(officer)
    for person in (officer, second_officer, lead):
        issue(user=person, scopes=["screen"], actor="root")
    leavers = tmp_path / "leavers.txt"
    leavers.write_text(
        "# of November\n\nS-1\nS-1\nsecond@house.example\ngone@house.example\nglass@house.example\ns-1\nofficer\n"
    )
    looked = said("disable_gone", str(leavers))
    assert looked[:2] == ["S-1: officer would be disabled", f"second@house.example: {second_officer} would be disabled"]
    assert looked[-1] == "2 to disable: nothing done yet (--apply)."
    assert browser.get("/admin/sessions/").status_code == 200
    assert Token.objects.count() == 3
    assert said("disable_gone", str(leavers), "--apply") == [
        "S-1: officer disabled, with 1 sessions and 1 tokens",
        f"second@house.example: {second_officer} disabled, with 0 sessions and 1 tokens",
        "gone@house.example: gone is disabled already",
        "glass@house.example: glass is kept: the break-glass account, or the last superuser",
        "s-1: no account",
        "officer: no account",
        "2 disabled.",
    ]
    assert browser.get("/admin/sessions/").status_code == 302
    assert [token.user for token in Token.objects.all()] == [lead]
    assert list(User.objects.filter(is_active=True).order_by("username")) == [User.objects.get(username="glass"), lead]
    acts = AuditEvent.objects.filter(actor="disable_gone").order_by("sequence").values_list("verb", "target_key")
    assert acts.first() == ("change_user", "officer")
    assert {verb for verb, _ in acts} == {"change_user", "end_sessions", "revoke_token"}


def test_the_last_superuser_is_kept(tmp_path: Path) -> None:
    leavers = tmp_path / "leavers.txt"
    leavers.write_text("one@house.example\ntwo@house.example\n")
    for name in ("one", "two"):
        User.objects.create_superuser(name, f"{name}@house.example")
    assert said("disable_gone", str(leavers), "--apply")[-1] == "1 disabled."
    assert User.objects.get(is_active=True).username == "two"


def test_a_list_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        said("disable_gone", str(tmp_path / "none"))


def test_an_account_is_linked_once_with_one_person_and_never_altered(officer: User, second_officer: User) -> None:
    assert said("link_account", "officer", "S-1") == ["officer logs in by House ID."]
    assert told_last()[:2] == ("link_account", "link_account")
    assert said_last() == {"issuer": PROVIDER.issuer}
    for asked, why in (
        (("officer", "S-2"), "linked already"),
        ((str(second_officer), "S-1"), "is officer here"),
        ((str(second_officer), "x" * 256), "1 to 255"),
        ((str(second_officer), ""), "name a subject"),
        ((str(second_officer), "S-2", "--unlink"), "name a subject"),
        ((str(second_officer), "--unlink"), "linked with nobody"),
        (("nobody", "S-2"), "there is no nobody"),
    ):
        with pytest.raises(CommandError, match=why):
            said("link_account", *asked)
    User.objects.create_superuser("glass")
    with pytest.raises(CommandError, match="break-glass"):
        said("link_account", "glass", "S-3")
    with pytest.raises(DatabaseError), transaction.atomic():
        ProviderAccount.objects.update(subject="S-4")
    assert not [each for each in row_differences() if each.table == "watchlist_provideraccount"]
    assert said("link_account", "officer", "--unlink") == ["officer logs in here."]
    assert not comes_by_provider(officer)
    assert not [each for each in row_differences() if each.table == "watchlist_provideraccount"]


def test_without_a_provider_there_is_nothing_to_link_with(officer: User, settings: Settings) -> None:
    settings.LOG_IN_POLICY = replace(settings.LOG_IN_POLICY, provider=None)
    with pytest.raises(CommandError, match="WATCHLIST_OIDC_ISSUER"):
        said("link_account", "officer", "S-1")

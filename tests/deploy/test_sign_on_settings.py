"""The settings of single sign-on: what they make, and that what cannot be meant stops the start with a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from pytest_django.fixtures import Settings

from config.break_glass_check import check_break_glass
from config.sign_on import log_in_policy_of
from tests.entry.conftest import authenticator_of
from watchlist.access.policies import LogInPolicy
from watchlist.engine.host import ROOT

WHOLE = {
    "OIDC_ISSUER": "https://id.house.example/realms/house",
    "OIDC_CLIENT_ID": "watchlist",
    "OIDC_CLIENT_SECRET": "of-this-test",
    "OIDC_ROLES": "/wl/officers=Officers,wl leads=Compliance leads+Auditors",
    "OIDC_SECOND_FACTOR": "amr=mfa,acr=https://refeds.org/profile/mfa",
}
SITE = "https://watchlist.house.example"


def policy_of(monkeypatch: pytest.MonkeyPatch, *, site: str = SITE, **changed: str) -> LogInPolicy:
    for name, value in {**WHOLE, **changed}.items():
        monkeypatch.setenv(f"WATCHLIST_{name}", value)
    return log_in_policy_of(site_url=site)


def test_without_an_issuer_people_log_in_here() -> None:
    assert log_in_policy_of(site_url=SITE) == LogInPolicy()


def test_what_is_named_is_what_is_trusted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("in a file\n")
    monkeypatch.setenv("WATCHLIST_OIDC_CLIENT_SECRET_FILE", str(secret))
    policy = policy_of(monkeypatch, OIDC_CLIENT_SECRET="", LOCAL_LOG_IN="false", BREAK_GLASS="glass")
    assert (policy.is_local_open, policy.break_glass) == (False, "glass")
    assert policy.provider is not None
    assert policy.provider.roles == {"/wl/officers": ("Officers",), "wl leads": ("Compliance leads", "Auditors")}
    assert policy.provider.second_factor == {("amr", "mfa"), ("acr", "https://refeds.org/profile/mfa")}
    assert policy.provider.client_secret == "in a file"
    assert "in a file" not in repr(policy)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"OIDC_ISSUER": ""}, "WATCHLIST_OIDC_CLIENT_ID is set without WATCHLIST_OIDC_ISSUER"),
        ({"OIDC_ISSUER": "http://id.house.example"}, "an address under https"),
        ({"OIDC_ISSUER": "id.house.example"}, "an address under https"),
        ({"OIDC_ISSUER": "https://id.house.example/?a=b"}, "an address under https"),
        ({"OIDC_ISSUER": "https://id.house.example/.well-known/openid-configuration"}, "the issuer itself"),
        ({"site": "http://watchlist.house.example"}, "WATCHLIST_SITE_URL"),
        ({"OIDC_CLIENT_ID": ""}, "needs WATCHLIST_OIDC_CLIENT_ID"),
        ({"OIDC_CLIENT_SECRET": ""}, "needs WATCHLIST_OIDC_CLIENT_ID and WATCHLIST_OIDC_CLIENT_SECRET"),
        ({"OIDC_SCOPES": "profile,email"}, "names openid"),
        ({"OIDC_ROLES": "wl=Officer"}, "'Officer', which is no role: Auditors, "),
        ({"OIDC_ROLES": "wl=Officers+"}, "'', which is no role"),
        ({"OIDC_SECOND_FACTOR": "mfa"}, "amr=mfa,acr=gold"),
        ({"OIDC_SECOND_FACTOR": "sub=me"}, "amr=mfa,acr=gold"),
        ({"OIDC_CA_FILE": "/nowhere/at/all.pem"}, "names no file"),
        ({"LOCAL_LOG_IN": "false"}, "without WATCHLIST_BREAK_GLASS"),
        (dict.fromkeys(WHOLE, "") | {"LOCAL_LOG_IN": "false"}, "nobody could log in"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, str], said: str
) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        policy_of(monkeypatch, **changed)
    assert said in str(refused.value)


@pytest.mark.servers
def test_no_process_starts_under_what_is_refused(tmp_path: Path) -> None:
    environment = {**os.environ, "WATCHLIST_BUILD_DIR": str(tmp_path), "WATCHLIST_LOCAL_LOG_IN": "false"}
    command = [sys.executable, "-c", "import config.wsgi"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "WATCHLIST_LOCAL_LOG_IN is false without WATCHLIST_OIDC_ISSUER" in done.stderr


@pytest.mark.django_db
def test_the_checks_notice_a_break_glass_account_that_could_not_be_used(settings: Settings) -> None:
    closed = LogInPolicy(is_local_open=False, break_glass="glass")
    settings.LOG_IN_POLICY = closed

    def said() -> list[str | None]:
        return [message.id for message in check_break_glass(None, databases=["default"])]

    assert said() == ["watchlist.W002"]
    glass = User.objects.create_superuser("glass")
    assert said() == ["watchlist.W002"]
    authenticator_of(glass)
    assert said() == []
    User.objects.update(is_active=False)
    assert said() == ["watchlist.W002"]
    settings.LOG_IN_POLICY = replace(closed, is_local_open=True)
    assert said() == []

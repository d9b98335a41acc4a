"""The example of an environment: complete, true to the defaults, and safe as it stands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import env, second_factor_required_of
from tests.deploy.environment import lines_of
from watchlist.engine.host import ROOT

FOLDERS = ("WATCHLIST_BUILD_DIR", "WATCHLIST_SEEDS_DIR")


def _managed(build: Path, *command: str, **changed: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the service in the environment of the example, with folders of this machine."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("WATCHLIST_", "DATABASE_URL"))}
    folders = {"WATCHLIST_BUILD_DIR": str(build), "WATCHLIST_SEEDS_DIR": str(ROOT / "seeds")}
    environment = {**own, **lines_of(""), **folders, **changed}
    command = (sys.executable, "manage.py", *command)
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_the_example_names_each_variable_once() -> None:
    assert sorted([*lines_of(""), *lines_of("#")]) == sorted(env.scheme)


def test_the_page_of_settings_names_each_variable_once() -> None:
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    table = page.partition("\n## Settings\n")[2].partition("\n### ")[0]
    cells = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    assert sorted(re.findall(r"`(\w+)`", " ".join(cells))) == sorted(env.scheme)


def test_what_is_shown_as_a_default_is_the_default() -> None:
    shown = {name: env.parse_value(value, env.scheme[name][0]) for name, value in lines_of("#").items()}
    assert shown == {name: env.scheme[name][1] for name in shown}


def test_what_is_set_differs_from_the_default() -> None:
    assert [name for name, value in lines_of("").items() if value == str(env.scheme[name][1])] == []


@pytest.mark.servers
def test_the_checks_of_a_deployment_find_nothing(tmp_path: Path) -> None:
    done = _managed(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    # What is known of the Python that runs is told, and is no fault of the environment.
    assert set(re.findall(r"^\?: \((\S+)\)", done.stderr, re.MULTILINE)) <= {"config.I001"}


@pytest.mark.parametrize(
    ("value", "debug", "required"),
    [
        ("", "false", "deciders"),
        ("", "true", "none"),
        ("true", "false", "all"),
        ("False", "false", "none"),
        ("deciders", "true", "deciders"),
        ("all", "false", "all"),
    ],
)
def test_who_decides_must_have_a_second_factor_unless_the_house_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, value: str, debug: str, required: str
) -> None:
    monkeypatch.setenv("WATCHLIST_REQUIRE_TOTP", value)
    monkeypatch.setenv("WATCHLIST_DEBUG", debug)
    assert second_factor_required_of() == required


def test_a_word_that_requires_nothing_known_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHLIST_REQUIRE_TOTP", "officers")
    with pytest.raises(ImproperlyConfigured, match="deciders, all or none"):
        second_factor_required_of()


@pytest.mark.servers
def test_the_checks_notice_a_house_whose_deciders_need_none(tmp_path: Path) -> None:
    done = _managed(tmp_path, "check", "--deploy", "--fail-level", "WARNING", WATCHLIST_REQUIRE_TOTP="none")
    assert done.returncode == 1
    assert "watchlist.W001" in done.stderr


@pytest.mark.servers
def test_the_checks_notice_a_site_without_tls(tmp_path: Path) -> None:
    site = {"WATCHLIST_SITE_URL": "http://watchlist.example.org"}
    done = _managed(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **site)
    assert done.returncode == 1
    assert "security.W008" in done.stderr

"""What the service does not start with, and secrets that stand in files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import env, secret
from config.startup_checks import check_settings
from watchlist.engine.host import ROOT

KEY = "qV3y9xTn0aWb7LkzU5dRc2HfEj8mSgPi4oYNtK6hB1vXZrQwJA"
HERE = ["127.0.0.1", "localhost", "[::1]"]
BIND = "127.0.0.1:8000"
OUTSIDE = ["0.0.0.0:8000", ":8000", "[::]:8000", "192.0.2.1:8000", "unix:/run/watchlist"]
SECRETS = [name for name in env.scheme if f"{name}_FILE" in env.scheme]


@pytest.mark.parametrize("bind", [BIND, "localhost:8000", "[::1]:8000", f"{BIND},[::1]:8000"])
def test_a_desk_is_opened_with_its_insides_shown(bind: str) -> None:
    check_settings(debug=True, hosts=HERE, bind=bind, key=KEY)


@pytest.mark.parametrize("bind", [*OUTSIDE, f"{BIND},0.0.0.0:8001"])
def test_insides_are_shown_to_no_other_machine(bind: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="WATCHLIST_DEBUG"):
        check_settings(debug=True, hosts=HERE, bind=bind, key=KEY)
    check_settings(debug=False, hosts=HERE, bind=bind, key=KEY)


@pytest.mark.parametrize("name", ["watchlist.example.org", ".example.org", "192.0.2.1", "127.0.0.1.example.org"])
def test_insides_are_shown_under_no_name_of_the_house(name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="WATCHLIST_DEBUG"):
        check_settings(debug=True, hosts=[*HERE, name], bind=BIND, key=KEY)
    check_settings(debug=False, hosts=[*HERE, name], bind=BIND, key=KEY)


@pytest.mark.parametrize("debug", [True, False])
def test_the_names_of_the_service_are_named(debug: bool) -> None:
    with pytest.raises(ImproperlyConfigured, match="WATCHLIST_ALLOWED_HOSTS"):
        check_settings(debug=debug, hosts=["*"], bind=BIND, key=KEY)


@pytest.mark.parametrize("key", [KEY[:49], "change-me" * 9, "ab" * 40, f"django-insecure-{KEY}"])
@pytest.mark.parametrize("debug", [True, False])
def test_a_key_that_can_be_guessed_opens_nothing(debug: bool, key: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="WATCHLIST_SECRET_KEY"):
        check_settings(debug=debug, hosts=HERE, bind=BIND, key=key)


@pytest.mark.servers
@pytest.mark.parametrize(
    "command",
    [
        ("manage.py", "check"),
        ("-m", "gunicorn", "--check-config", "--config", "config/gunicorn.py"),
        ("-m", "celery", "-A", "config", "report"),
    ],
    ids=["manage", "gunicorn", "celery"],
)
def test_no_process_starts_with_an_open_door(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = started(tmp_path, *command, WATCHLIST_DEBUG="true", WATCHLIST_ALLOWED_HOSTS="watchlist.example.org")
    assert done.returncode != 0
    assert "WATCHLIST_DEBUG is for one machine" in done.stderr + done.stdout


def started(build: Path, *command: str, **said: str) -> subprocess.CompletedProcess[str]:
    """Start a process with a build folder of its own, and return how it ended."""
    environment = {**os.environ, "WATCHLIST_BUILD_DIR": str(build), **said}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_each_secret_may_stand_in_a_file() -> None:
    assert [
        *("WATCHLIST_SECRET_KEY", "WATCHLIST_FORMER_SECRET_KEYS", "DATABASE_URL"),
        *("WATCHLIST_BROKER_URL", "WATCHLIST_OIDC_CLIENT_SECRET", "WATCHLIST_EMAIL_URL"),
    ] == SECRETS


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_what_its_file_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    file = tmp_path / "secret"
    file.write_text("of-this-file\n")
    monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(f"{name}_FILE", str(file))
    assert secret(name) == "of-this-file"
    monkeypatch.setenv(name, "of-the-environment")
    with pytest.raises(ImproperlyConfigured, match="both"):
        secret(name)
    monkeypatch.delenv(f"{name}_FILE")
    assert secret(name) == "of-the-environment"


@pytest.mark.parametrize("held", [None, b"", b" \n", b"\xff\xfe"])
def test_a_file_that_says_no_secret_stops_the_service(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, held: bytes | None
) -> None:
    file = tmp_path / "secret"
    if held is not None:
        file.write_bytes(held)
    monkeypatch.setenv("WATCHLIST_SECRET_KEY_FILE", str(file))
    with pytest.raises(ImproperlyConfigured, match="WATCHLIST_SECRET_KEY_FILE"):
        secret("WATCHLIST_SECRET_KEY")


@pytest.mark.servers
def test_a_process_takes_its_secrets_from_files(tmp_path: Path) -> None:
    said = {"WATCHLIST_SECRET_KEY": KEY, "DATABASE_URL": "postgres://somebody:hidden@db.example/house"}
    files = {}
    for name, text in said.items():
        (tmp_path / name).write_text(text)
        files[f"{name}_FILE"] = str(tmp_path / name)
    shown = "import django.conf as c; s = c.settings; print(s.SECRET_KEY, s.DATABASES['default']['PASSWORD'])"
    code = f"import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings'; {shown}"
    done = started(tmp_path, "-c", code, DATABASE_URL="", **files)
    assert done.stdout.split() == [KEY, "hidden"], done.stderr
    assert not (tmp_path / "secret_key").exists()

"""A disk takes no more: that is told in one sentence, nothing is stored, and no half of a file is left."""

from __future__ import annotations

import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from rest_framework.test import APIClient

from tests.database import environment_in, own_database
from tests.faults.making import full_disk
from tests.serving import Served
from watchlist.access.tokens import issue
from watchlist.audit.verifying import broken_links
from watchlist.conf import ROOT, build_dir
from watchlist.exports.registry import EXPORTERS
from watchlist.resolution import dictionary
from watchlist.resolution.dictionary import build_dictionary
from watchlist.screening.models import Screening

ON_A_SERVER = os.environ.get("DATABASE_URL", "").startswith("postgres")
LINES = "name\n" + "".join(f"sodium chloride {n}\n" for n in range(60))
BYTES = 2_000
"""Less than any answer to so many lines."""


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    path = tmp_path / "manifest.csv"
    path.write_text(LINES)
    return path


@pytest.mark.usefixtures("law")
@pytest.mark.parametrize("form", EXPORTERS)
def test_an_answer_that_breaks_off_leaves_the_file_that_was_there(manifest: Path, form: str) -> None:
    out = manifest.with_name("answer")
    out.write_text("an earlier answer")
    with full_disk(BYTES), pytest.raises(CommandError, match=r"too large|No space|no space|full") as refused:
        call_command("screen", str(manifest), "--save", "--format", form, "--output", str(out))
    assert refused.value.returncode == 2
    assert (out.read_text(), sorted(path.name for path in manifest.parent.iterdir())) == (
        "an earlier answer",
        ["answer", "manifest.csv"],
    )
    assert not Screening.objects.exists()


@pytest.mark.usefixtures("law")
def test_what_standard_output_does_not_take_is_noticed_before_it_is_stored(tmp_path: Path) -> None:
    """A short answer fits into the buffer: it is sent before the command says that all is well."""
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("name\nsodium chloride\n")
    with Path("/dev/full").open("w") as full, pytest.raises(CommandError, match="No space left") as refused:
        call_command("screen", str(manifest), "--save", "--format", "jsonl", stdout=full)
    assert refused.value.returncode == 2
    assert not Screening.objects.exists()


@pytest.mark.skipif(not ON_A_SERVER, reason="SQLite's disk is filled below")
@pytest.mark.usefixtures("law")
def test_a_server_whose_disk_is_full_stores_nothing_and_afterwards_all(manifest: Path, officer: User) -> None:
    """The disk of a database server is not ours to fill: the server says that it is, at the line in the middle."""
    out = manifest.with_name("out.csv")
    command = ("screen", str(manifest), "--save", "--format", "csv", "--output", str(out))
    _, token = issue(user=officer, scopes=["screen"], actor="root")
    caller = APIClient(raise_request_exception=False, HTTP_AUTHORIZATION=f"Token {token}")
    with _full_at_line(30):
        with pytest.raises(CommandError, match="could not extend file") as refused:
            call_command(*command)
        answer = caller.post("/api/v1/screenings/", {"lines": [{"name": "water"}] * 60}, format="json")
    assert refused.value.returncode == 2
    assert not out.exists()
    assert answer.status_code == 503, answer.content
    assert answer.json()["type"].endswith("/database-away/")
    assert not Screening.objects.exists()
    with pytest.raises(SystemExit):  # by 1: what no look-up knows is for a person
        call_command(*command)
    assert caller.post("/api/v1/screenings/", {"lines": [{"name": "water"}] * 60}, format="json").status_code == 201
    assert [row.lines.count() for row in Screening.objects.all()] == [60, 60]
    assert list(broken_links()) == []


@contextmanager
def _full_at_line(number: int) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " RAISE EXCEPTION USING ERRCODE = 'disk_full',"
            " MESSAGE = 'could not extend file \"base/1/2\": No space left on device'; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER full_disk BEFORE INSERT ON watchlist_manifestline"
            f" FOR EACH ROW WHEN (NEW.number = {number}) EXECUTE FUNCTION full_disk()"
        )
        yield
        cursor.execute("DROP TRIGGER full_disk ON watchlist_manifestline")
        cursor.execute("DROP FUNCTION full_disk")


@pytest.mark.servers
@pytest.mark.skipif(ON_A_SERVER, reason="a server says it of itself, above")
@pytest.mark.usefixtures("law")
def test_a_database_whose_disk_is_full_stores_nothing_and_afterwards_all(tmp_path: Path) -> None:
    (tmp_path / "watchlist.sqlite3").write_bytes(connection.connection.serialize())
    for made in (*build_dir().glob("dictionary-*.sqlite3"), *build_dir().glob("ordinary.sqlite3")):
        (tmp_path / made.name).symlink_to(made)
    house = Served("", tmp_path, f"sqlite:///{tmp_path / 'watchlist.sqlite3'}")
    command = ("screen", "fixtures/manifests/sample.csv", "--save", "--format", "csv", "--output")
    limited = ("prlimit", "--fsize=60000", sys.executable, "manage.py", *command, str(tmp_path / "out.csv"))
    refused = subprocess.run(limited, cwd=ROOT, env=house.environment, capture_output=True, text=True, check=False)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr in ("CommandError: disk I/O error\n", "CommandError: database or disk is full\n")
    assert not (tmp_path / "out.csv").exists()
    house.manage(*command, str(tmp_path / "out.csv"), expect=1)
    house.manage("verify_audit")
    with closing(sqlite3.connect(tmp_path / "watchlist.sqlite3")) as stored:
        lines = stored.execute("SELECT COUNT(*), COUNT(DISTINCT screening_id) FROM watchlist_screenedline").fetchone()
    assert lines == (22, 1)


@pytest.mark.servers
def test_a_backup_that_the_disk_does_not_take_leaves_nothing(tmp_path: Path) -> None:
    build = tmp_path / "build"
    build.mkdir()
    command = ("prlimit", "--fsize=40000", sys.executable, "manage.py", "backup", str(tmp_path / "house.backup"))
    with own_database(build) as database:
        _fill(database)
        done = subprocess.run(
            command, cwd=ROOT, env=environment_in(build, database), capture_output=True, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: ")
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def _fill(database: str) -> None:
    """Write more than a disk of 40,000 bytes takes, however well it is packed."""
    rows = [(secrets.token_hex(400),) for _ in range(400)]
    if database.startswith("sqlite"):
        with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as made, made:
            made.execute("CREATE TABLE a (b TEXT)")
            made.executemany("INSERT INTO a VALUES (?)", rows)
        return
    with psycopg.connect(database) as server, server.cursor() as cursor:
        cursor.execute("CREATE TABLE a (b TEXT)")
        cursor.executemany("INSERT INTO a VALUES (%s)", rows)


def test_a_dictionary_that_the_disk_does_not_take_is_made_when_it_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = [entry for entry, _ in zip(dictionary._read_package(), range(300), strict=False)]
    monkeypatch.setattr(dictionary, "_read_package", lambda: iter(few))
    path = tmp_path / "dictionary.sqlite3"
    with full_disk(20_000), pytest.raises((OSError, sqlite3.Error)):
        build_dictionary(path)
    assert list(tmp_path.iterdir()) == []
    assert build_dictionary(path) == len({entry.cas for entry, _ in few})

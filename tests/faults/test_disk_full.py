"""A disk takes no more: that is told in one sentence, nothing is stored, and no half of a file is left."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
import urllib3
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from rest_framework.test import APIClient

from tests.database import ON_A_SERVER, environment_in, own_database
from tests.faults.making import SmallDisk, small_disk
from tests.serving import Served, free_port, request, running
from tests.warm import run
from watchlist.access.tokens import issue
from watchlist.audit.verifying import broken_links
from watchlist.conf import build_dir
from watchlist.engine.identification import dictionary
from watchlist.engine.identification.dictionary import build_dictionary
from watchlist.exports.registry import EXPORTERS
from watchlist.screenings.models import Screening

READ = ("problems/", "lists/", "grounds/", "catalog/", "notices/", "class-rules/", "substances/", "screenings/")
"""Addresses that store nothing but that the token was used."""
GRANT = """
from django.contrib.auth.models import Permission, User
User.objects.get(username="officer").user_permissions.add(Permission.objects.get(codename="administer_service"))
"""
SHIPMENT = {"lines": [{"name": "water"}], "reference": "F-1"}
LINES = "name\n" + "".join(f"sodium chloride {n}\n" for n in range(60))


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    path = tmp_path / "manifest.csv"
    path.write_text(LINES)
    return path


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", mebibytes=64) as disk:
        yield disk


@pytest.mark.usefixtures("law")
@pytest.mark.parametrize("form", EXPORTERS)
def test_an_answer_that_breaks_off_leaves_the_file_that_was_there(manifest: Path, disk: SmallDisk, form: str) -> None:
    """A page is less than any answer to so many lines."""
    out = disk.folder / "answer"
    out.write_text("an earlier answer")
    with disk.full(pages=1), pytest.raises(CommandError, match="No space left on device") as refused:
        call_command("screen", str(manifest), "--save", "--format", form, "--output", str(out))
    assert refused.value.returncode == 2
    assert (out.read_text(), [*disk.folder.iterdir()]) == ("an earlier answer", [out])
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
def test_a_database_whose_disk_is_full_stores_nothing_and_afterwards_all(tmp_path: Path, disk: SmallDisk) -> None:
    file, out = disk.folder / "watchlist.sqlite3", tmp_path / "out.csv"
    file.write_bytes(connection.connection.serialize())
    _link_dictionaries(disk.folder)
    house = Served("", disk.folder, f"sqlite:///{file}")
    command = ("screen", "fixtures/manifests/sample.csv", "--save", "--format", "csv", "--output", str(out))
    with disk.full(pages=15):
        refused = run(house.environment, *command)
    assert (refused.returncode, refused.stdout) == (2, "")
    *said, last = refused.stderr.splitlines()
    assert last in ("CommandError: disk I/O error", "CommandError: database or disk is full")
    assert ["Nothing can be kept" in one for one in said] == [True], said
    assert not out.exists()
    house.manage(*command, expect=1)
    house.manage("verify_audit")
    with closing(sqlite3.connect(file)) as stored:
        lines = stored.execute("SELECT COUNT(*), COUNT(DISTINCT screening_id) FROM watchlist_screenedline").fetchone()
    assert lines == (22, 1)


@pytest.mark.servers
def test_a_service_whose_disk_is_full_goes_on_counts_on_and_afterwards_stores(disk: SmallDisk) -> None:
    """Many addresses are asked meanwhile: each has series of its own, for which the disk has no room."""
    _link_dictionaries(disk.folder)
    with own_database(disk.folder, "people") as database:
        service = Served(f"http://127.0.0.1:{free_port()}", disk.folder, database)
        with running(service, workers=1):
            token, before = _token(service), _workers_counted(service)
            with disk.full():
                statuses = {_status(service, address, token) for address in READ}
                refused, unready = _status(service, "screenings/", token, SHIPMENT), _status(service, "readyz", token)
            sent = [_status(service, "screenings/", token, SHIPMENT) for _ in range(2)]
            ready, after = _status(service, "readyz", token), _workers_counted(service)
            series = _asked(service, "metrics", token).data.decode()
        service.manage("verify_audit")
    assert statuses <= {200, 503}
    assert (refused, unready) == ((201, 200) if ON_A_SERVER else (503, 503))
    assert (sent, ready) == ([201, 201], 200)
    assert after == before
    assert [address for address in READ if f'{{method="GET",route="api/v1/{address}",' not in series] == []


def _token(service: Served) -> str:
    service.manage("shell", "--no-imports", "-c", GRANT)
    basic = urllib3.make_headers(basic_auth=f"officer:{service.password}")
    answer = request(
        "POST", f"{service.url}/api/v1/tokens/", headers=basic, json={"scopes": ["screen", "read_lists", "admin"]}
    )
    return str(answer.json()["token"])


def _asked(service: Served, address: str, token: str, body: Any = None) -> urllib3.BaseHTTPResponse:
    headers = {"Authorization": f"Token {token}", "Idempotency-Key": "one"}
    method = "POST" if body else "GET"
    return request(method, f"{service.url}/api/v1/{address}", headers=headers, json=body, retries=False)


def _status(service: Served, address: str, token: str, body: Any = None) -> int:
    return _asked(service, address, token, body).status


def _workers_counted(service: Served) -> set[str]:
    """Return the names of the files in which workers count: one that is killed leaves its own, and another comes."""
    return {path.name for path in service.build.glob("counted/*/*.db")}


def _link_dictionaries(build: Path) -> None:
    for made in (*build_dir().glob("dictionary-*.sqlite3"), *build_dir().glob("ordinary.sqlite3")):
        (build / made.name).symlink_to(made)


@pytest.mark.servers
def test_a_backup_that_the_disk_does_not_take_leaves_nothing(tmp_path: Path, disk: SmallDisk) -> None:
    with own_database(tmp_path) as database, disk.full(pages=10):
        _fill(database)
        done = run(environment_in(tmp_path, database), "backup", str(disk.folder / "house.backup"))
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: ")
    assert "Traceback" not in done.stderr
    assert not [*disk.folder.iterdir()]


def _fill(database: str) -> None:
    """Write more than ten pages take, however well it is packed."""
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
    disk: SmallDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = [entry for entry, _ in zip(dictionary._read_package(), range(300), strict=False)]
    monkeypatch.setattr(dictionary, "_read_package", lambda: iter(few))
    path = disk.folder / "dictionary.sqlite3"
    with disk.full(pages=5), pytest.raises((OSError, sqlite3.Error)):
        build_dictionary(path)
    assert list(disk.folder.iterdir()) == []
    assert build_dictionary(path) == len({entry.cas for entry, _ in few})

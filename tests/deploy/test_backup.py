"""A backup taken while others write is the house at one instant, and a house again where it is restored."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.database import Contents, own_database
from tests.deploy.house import GUARDED
from tests.serving import Served, free_port
from tests.waiting import wait_for
from watchlist.conf import ROOT, build_dir

pytestmark = pytest.mark.servers
WRITTEN_TO = {"watchlist_screening", "watchlist_auditevent", "watchlist_manifest"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    build = tmp_path_factory.mktemp("house")
    with _house(build, "law") as house:
        house.manage("dossier_key")
        _run(house, "furnish()")
        yield house


@contextmanager
def _house(build: Path, contents: Contents) -> Iterator[Served]:
    for made in (*build_dir().glob("dictionary-*.sqlite3"), *build_dir().glob("ordinary.sqlite3")):
        (build / made.name).symlink_to(made)
    with own_database(build, contents) as database:
        yield Served("", build, database)


@contextmanager
def _restored(house: Served, backup: Path, build: Path) -> Iterator[Served]:
    """Follow docs/backup.md: the database, the keys, and a look at both."""
    for key in ("secret_key", "dossier_key.pem"):
        shutil.copy(house.build / key, build)
    with _house(build, "nothing") as place:
        if place.database.startswith("sqlite"):
            shutil.copy(backup, build / "watchlist.sqlite3")
        else:
            to = urlsplit(place.database)
            # By its parts: the wrapper of Debian takes the newest version where it is told a host.
            where = ("-h", to.hostname or "", "-p", str(to.port or 5432), "-U", to.username or "", "-d", to.path[1:])
            command = ("pg_restore", "--exit-on-error", "--no-owner", *where, str(backup))
            subprocess.run(command, check=True)
        place.manage("migrate", "--check")
        place.manage("verify_audit")
        yield place


def _run(house: Served, call: str) -> None:
    house.manage("shell", "--no-imports", "-c", f"from tests.deploy import house; house.{call}")


def _stock(house: Served, taken_by: str = "take_stock") -> dict[str, Any]:
    _run(house, f"{taken_by}({str(house.build / 'stock.json')!r})")
    found: dict[str, Any] = json.loads((house.build / "stock.json").read_text())
    return found


@contextmanager
def _written_to(house: Served) -> Iterator[None]:
    """Let a process screen and store meanwhile; it must have gone on to the end of the block."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c"]
    call = "from tests.deploy import house; house.write_on()"
    with subprocess.Popen([*command, call], cwd=ROOT, env=house.environment, stdin=subprocess.PIPE) as process:
        try:
            wait_for(lambda: _written(house) > 1, "somebody writes")
            yield
            at = _written(house)
            wait_for(lambda: _written(house) > at, "somebody goes on to write")
        finally:
            process.communicate(timeout=60)
        assert process.returncode == 0


def _written(house: Served) -> int:
    path = house.build / "written"
    return int(path.read_text()) if path.exists() else 0


def test_what_is_backed_up_while_others_write_is_one_instant(house: Served, tmp_path: Path) -> None:
    before, backup = _stock(house, "count"), tmp_path / "house.backup"
    with _written_to(house):
        house.manage("backup", str(backup))
    after = _stock(house, "count")
    build = tmp_path / "elsewhere"
    build.mkdir()
    with _restored(house, backup, build) as place:
        found = _stock(place)
    assert {table for table, rows in before["rows"].items() if rows < after["rows"][table]} >= WRITTEN_TO
    assert all(rows <= found["rows"][table] <= after["rows"][table] for table, rows in before["rows"].items())
    assert (found["torn"], found["broken"]) == ([], [])
    assert found["chain"][0] == found["chain"][1]
    assert set(found["shipments"]) <= set(after["shipments"])
    assert not any(found["differs"].values()), found["differs"]


def test_where_it_is_restored_all_is_as_it_was_the_guards_and_the_keys_too(house: Served, tmp_path: Path) -> None:
    backup, build = tmp_path / "house.backup", tmp_path / "elsewhere"
    build.mkdir()
    house.manage("backup", str(backup))
    with _restored(house, backup, build) as place:
        found = _stock(place)
        assert place.manage("dossier_key") == house.manage("dossier_key")
    assert found == _stock(house)
    assert found["broken"] == []
    assert len(found["contents"]) > 80
    assert found["refused"] == [*GUARDED]
    assert len(found["guards"]) > 100
    assert backup.stat().st_mode & 0o077 == 0


def test_a_backup_is_never_written_over_and_none_is_left_in_halves(house: Served, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_text("an earlier backup")
    house.manage("backup", str(there), expect=1)
    house.manage("backup", str(tmp_path / "no-such-folder" / "house.backup"), expect=1)
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
    assert there.read_text() == "an earlier backup"


def test_a_database_that_is_damaged_is_not_backed_up(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "watchlist.sqlite3")) as made, made:
        made.execute("CREATE TABLE a (b TEXT)")
        made.execute("CREATE INDEX c ON a (b)")
        made.executemany("INSERT INTO a VALUES (?)", [(str(n) * 50,) for n in range(2000)])
    damaged = bytearray((tmp_path / "watchlist.sqlite3").read_bytes())
    damaged[len(damaged) // 2 : len(damaged) // 2 + 4096] = bytes(4096)
    (tmp_path / "watchlist.sqlite3").write_bytes(damaged)
    Served("", tmp_path, f"sqlite:///{tmp_path / 'watchlist.sqlite3'}").manage("backup", str(tmp_path / "b"), expect=1)
    assert not (tmp_path / "b").exists()


def test_a_server_that_does_not_answer_is_not_backed_up(tmp_path: Path) -> None:
    nobody = f"postgres://nobody@127.0.0.1:{free_port()}/none"
    Served("", tmp_path, nobody).manage("backup", str(tmp_path / "b"), expect=1)
    assert not (tmp_path / "b").exists()

"""A backup taken while others write is the house at one instant, and a house again where it is restored."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import reduce
from itertools import takewhile
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest

from tests.database import ON_A_SERVER, own_database
from tests.deploy.house import GUARDED
from tests.servers import Server, binary, own_server
from tests.serving import Served, free_port
from tests.waiting import wait_for
from watchlist.conf import build_dir
from watchlist.engine.host import ROOT

pytestmark = pytest.mark.servers
PAGE = (ROOT / "docs" / "backup.md").read_text(encoding="utf-8")
HAS_OWNER: LiteralString = "SELECT FROM pg_roles WHERE rolname = 'watchlist_owner'"
FIRST_SCREENING = "from watchlist.screenings.models import Screening; print(Screening.objects.earliest('pk').pk)"
WRITTEN_TO = {"watchlist_screening", "watchlist_auditevent", "watchlist_manifest"}


@pytest.fixture(scope="module")
def server() -> Iterator[Server | None]:
    """Return a server on which the names that the page gives are free; None for SQLite."""
    if not ON_A_SERVER:
        yield None
        return
    with own_server() as server:
        yield server


@pytest.fixture(scope="module")
def house(server: Server | None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    build = tmp_path_factory.mktemp("house")
    _link_dictionaries(build)
    with own_database(build, "law") as database:
        house = Served("", build, database)
        if server:
            house = _under_two_accounts(house, server)
        house.manage("dossier_key")
        _run(house, "furnish()")
        yield house


def _under_two_accounts(house: Served, server: Server) -> Served:
    """Return the house on another server, where its tables belong to one account and another serves."""
    house.manage("backup", str(house.build / "law.backup"))
    _follow_page("PostgreSQL, as a superuser", house.build / "law.backup", house.build, server)
    _as_superuser(server, "ALTER DATABASE watchlist RENAME TO house")
    return Served("", house.build, server.url.replace("postgres@", "watchlist@").replace("/postgres", "/house"))


@contextmanager
def _restored(house: Served, backup: Path, build: Path, server: Server | None) -> Iterator[Served]:
    """Follow the page: the keys, and the database."""
    for key in ("secret_key", "dossier_key.pem"):
        shutil.copy(house.build / key, build)
    _link_dictionaries(build)
    if server:
        _follow_page("PostgreSQL, as a superuser", backup, build, server)
        place = Served("", build, house.database.removesuffix("/house") + "/watchlist")
    else:
        _follow_page("SQLite, into the build folder", backup, build)
        place = Served("", build, f"sqlite:///{build / 'watchlist.sqlite3'}")
    yield place
    if server:
        _as_superuser(server, "DROP DATABASE watchlist WITH (FORCE)")


def _follow_page(block: str, backup: Path, build: Path, server: Server | None = None) -> None:
    """Run the commands of the page in a shell, with this backup, this folder and this user in place of those named."""
    mine = {
        "2026-11-26.backup": str(backup),
        "/var/lib/watchlist": str(build),
        "-o watchlist -g watchlist": f"-o {os.geteuid()} -g {os.getegid()}",
    }
    environment = dict(os.environ)
    if server:
        programs = Path(binary("pg_restore")).parent
        environment |= {"PATH": f"{programs}:{environment['PATH']}", "PGUSER": "postgres"}
        environment |= {"PGHOST": "127.0.0.1", "PGPORT": str(server.port)}
    for command in _commands(block):
        if command.startswith("createuser") and _as_superuser(server, HAS_OWNER):
            continue
        here = reduce(lambda line, name: line.replace(name, mine[name]), mine, command)
        subprocess.run(("sh", "-c", here), cwd=ROOT, env=environment, check=True)


def _look_as_the_page_does(place: Served) -> None:
    screening = place.manage("shell", "--no-imports", "-c", FIRST_SCREENING).strip()
    for command in _commands("Then, before anybody is let in"):
        place.manage(*command.removeprefix("manage.py ").replace("ID", screening).split())


def _commands(before: str) -> list[str]:
    """Return the commands that the page gives below the line that begins so, without what it remarks on them."""
    lines = PAGE.partition(f"\n{before}")[2].splitlines()[2:]
    return [line.partition("  #")[0].strip() for line in takewhile(lambda line: line.startswith("    "), lines)]


def _as_superuser(server: Server | None, statement: LiteralString) -> bool:
    """Run a statement on the server; say whether it has a row to show."""
    assert server
    with psycopg.connect(server.url, autocommit=True) as asking:
        done = asking.execute(statement)
        return done.description is not None and done.fetchone() is not None


def _link_dictionaries(build: Path) -> None:
    for made in (*build_dir().glob("dictionary-*.sqlite3"), *build_dir().glob("ordinary.sqlite3")):
        (build / made.name).symlink_to(made)


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


def test_what_is_backed_up_while_others_write_is_one_instant(
    house: Served, server: Server | None, tmp_path: Path
) -> None:
    before, backup = _stock(house, "count"), tmp_path / "house.backup"
    with _written_to(house):
        house.manage("backup", str(backup))
    after = _stock(house, "count")
    build = tmp_path / "elsewhere"
    build.mkdir()
    with _restored(house, backup, build, server) as place:
        found = _stock(place)
    assert {table for table, rows in before["rows"].items() if rows < after["rows"][table]} >= WRITTEN_TO
    assert all(rows <= found["rows"][table] <= after["rows"][table] for table, rows in before["rows"].items())
    assert (found["torn"], found["broken"]) == ([], [])
    assert found["chain"][0] == found["chain"][1]
    assert set(found["shipments"]) <= set(after["shipments"])
    assert not any(found["differs"].values()), found["differs"]


def test_where_it_is_restored_all_is_as_it_was_the_guards_and_the_keys_too(
    house: Served, server: Server | None, tmp_path: Path
) -> None:
    backup, build = tmp_path / "house.backup", tmp_path / "elsewhere"
    build.mkdir()
    house.manage("backup", str(backup))
    with _restored(house, backup, build, server) as place:
        _look_as_the_page_does(place)
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

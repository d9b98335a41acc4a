"""The database is gone, and comes back: callers are told to ask again, and nothing is lost or doubled."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import urllib3

from tests.database import ON_A_SERVER, PASSWORD, environment_in, own_database
from tests.servers import own_server
from tests.serving import Served, free_port, running
from tests.waiting import wait_for
from tests.warm import run
from watchlist.conf import build_dir

pytestmark = pytest.mark.servers
LINES = {"lines": [{"name": "Sodium chloride"}], "reference": "G-1"}


def ask(service: Served, method: str, path: str, authorization: str, body: Any = None, key: str = "") -> Any:
    headers = {"Authorization": authorization, "Content-Type": "application/json"}
    headers |= {"Idempotency-Key": key} if key else {}
    sent = json.dumps(body).encode() if body is not None else None
    return urllib3.request(method, f"{service.url}{path}", body=sent, headers=headers, retries=False, timeout=120)


@pytest.mark.skipif(not ON_A_SERVER, reason="a server that goes away: make test-postgres")
def test_a_server_that_is_killed_and_started_again_loses_no_shipment(tmp_path: Path) -> None:
    for made in (*build_dir().glob("dictionary-*.sqlite3"), *build_dir().glob("ordinary.sqlite3")):
        (tmp_path / made.name).symlink_to(made)
    with own_server() as server, own_database(tmp_path, "people", server.url) as database:
        service = Served(f"http://127.0.0.1:{free_port()}", tmp_path, database)
        with running(service, workers=1):
            basic = f"Basic {b64encode(f'officer:{PASSWORD}'.encode()).decode()}"
            token = f"Token {ask(service, 'POST', '/api/v1/tokens/', basic, {}).json()['token']}"
            first, key = ask(service, "POST", "/api/v1/screenings/", token, LINES), str(uuid4())
            server.kill9()
            gone = ask(service, "POST", "/api/v1/screenings/", token, LINES | {"reference": "G-2"}, key)
            ready = ask(service, "GET", "/api/v1/readyz", token)
            server.start()
            wait_for(lambda: ask(service, "GET", "/api/v1/readyz", token).status == 200, "it is ready again")
            again = [
                ask(service, "POST", "/api/v1/screenings/", token, LINES | {"reference": "G-2"}, key) for _ in range(2)
            ]
            held = ask(service, "GET", "/api/v1/screenings/", token).json()
    assert (first.status, gone.status, ready.status) == (201, 503, 503)
    assert (gone.headers["Content-Type"], int(gone.headers["Retry-After"]) > 0) == ("application/problem+json", True)
    assert gone.json()["type"] == "/api/v1/problems/database-away/"
    assert [one.status for one in again] == [201, 201]
    assert again[0].json()["id"] == again[1].json()["id"]
    assert sorted(row["reference"] for row in held["items"]) == ["G-1", "G-2"]


@pytest.mark.parametrize(
    ("command", "status", "says"),
    [
        (("screen", "fixtures/manifests/sample.csv"), 2, "CommandError: unable to open database file\n"),
        (("list_status",), 1, "The database does not answer, or takes no writes: unable to open database file\n"),
    ],
)
def test_a_command_tells_a_file_that_is_gone_in_one_sentence(
    command: tuple[str, ...], status: int, says: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    build = tmp_path_factory.getbasetemp()  # the same for each: so one parent runs them
    done = run(environment_in(build, f"sqlite:///{build}/gone/watchlist.sqlite3"), *command)
    assert (done.returncode, done.stdout, done.stderr) == (status, "", says)

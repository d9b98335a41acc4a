"""The service under its process server, as an installation runs it: two workers, static files and all."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest
import urllib3

from tests.serving import PATIENCE, Served, request, served

pytestmark = pytest.mark.servers
AT_ONCE = 8
LINES = [{"cas": "108-24-7", "name": "Acetic anhydride"}, {"name": "Glycerol", "smiles": "OCC(O)CO"}]
COUNTED = (
    'watchlist_calls_total{method="POST",route="api/v1/screenings/",status="201"}',
    'watchlist_lines_total{verdict="controlled"}',
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("build"), workers=2) as running:
        yield running


@pytest.fixture(scope="module")
def token(service: Served) -> str:
    service.manage("shell", "--no-imports", "-c", GRANT)
    basic = urllib3.make_headers(basic_auth=f"officer:{service.password}")
    asked = {"scopes": ["screen", "admin"]}
    answer = request("POST", f"{service.url}/api/v1/tokens/", headers=basic, json=asked)
    return str(answer.json()["token"])


GRANT = """
from django.contrib.auth.models import Permission, User
User.objects.get(username="officer").user_permissions.add(Permission.objects.get(codename="administer_service"))
"""


def _screen(service: Served, token: str, body: Any = None, **headers: str) -> urllib3.BaseHTTPResponse:
    headers = {"Authorization": f"Token {token}", **headers}
    body = body or {"lines": LINES}
    return request("POST", f"{service.url}/api/v1/screenings/", headers=headers, json=body, retries=False)


def _counted(service: Served, token: str) -> dict[str, float]:
    """Return what a worker tells of all: the number of each series."""
    headers = {"Authorization": f"Token {token}"}
    text = request("GET", f"{service.url}/api/v1/metrics", headers=headers).data.decode()
    lines = (line.rpartition(" ") for line in text.splitlines() if line.startswith(COUNTED))
    return {series: float(number) for series, _, number in lines}


def _stored(service: Served, token: str, reference: str) -> list[str]:
    url = f"{service.url}/api/v1/screenings/?reference={reference}"
    answer = request("GET", url, headers={"Authorization": f"Token {token}"}).json()
    return [item["id"] for item in answer["items"]]


def _shipment(turn: int) -> dict[str, Any]:
    """Return a shipment of goods and parties that others name at the same moment, in another order."""
    goods = [{"name": f"Fittings {n}", "consignee": f"Customer {n % 7} SA"} for n in range(40)]
    lines = [*goods[turn * 5 :], *goods[: turn * 5], {"cas": "67-64-1", "quantity": "1", "unit": "kg"}]
    return {"reference": "at-once", "lines": lines[:: -1 if turn % 2 else 1]}


def test_a_worker_is_ready_before_it_is_asked(service: Served) -> None:
    assert request("GET", f"{service.url}/api/v1/readyz").json()["status"] == "ok"


def test_a_program_logs_in_and_screens(service: Served, token: str) -> None:
    asked = {"as_of": "2026-01-01", "jurisdictions": ["UN", "US"], "lines": LINES}
    answer = _screen(service, token, asked)
    assert [line["verdict"] for line in answer.json()["lines"]] == ["controlled", "no_match"]
    assert _screen(service, "wrong", asked).status == 401


def test_all_workers_count_together(service: Served, token: str) -> None:
    before = _counted(service, token)
    answers = [_screen(service, token) for _ in range(8)]
    assert {answer.status for answer in answers} == {201}
    after = _counted(service, token)
    assert {series: after[series] - before.get(series, 0) for series in COUNTED} == dict.fromkeys(COUNTED, 8)


def test_one_key_sent_by_many_at_the_same_moment_is_one_screening(service: Served, token: str) -> None:
    body = {"reference": "one-key", "lines": LINES}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        sent = [pool.submit(_screen, service, token, body, **{"Idempotency-Key": "one"}) for _ in range(AT_ONCE)]
        answers = [one.result() for one in sent]
    assert {answer.status for answer in answers} <= {201, 409}
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in answers if answer.status == 409)
    made = {answer.json()["id"] for answer in answers if answer.status == 201}
    assert [*made] == _stored(service, token, "one-key")


def test_shipments_of_the_same_goods_and_parties_at_the_same_moment_are_all_kept(service: Served, token: str) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda turn: _screen(service, token, _shipment(turn)), range(AT_ONCE)))
    assert [answer.status for answer in answers] == [201] * AT_ONCE
    assert {answer.json()["id"] for answer in answers} == set(_stored(service, token, "at-once"))
    service.manage("verify_audit")


def test_a_connection_goes_on_after_head(service: Served, token: str) -> None:
    place = _screen(service, token).headers["Location"]
    connection = http.client.HTTPConnection(urlsplit(service.url).netloc, timeout=PATIENCE)
    for method in ("HEAD", "GET"):
        connection.request(method, place, headers={"Authorization": f"Token {token}"})
        answer = connection.getresponse()
        body = answer.read()
    assert (answer.status, json.loads(body)["summary"]["lines"]) == (200, 2)


def test_static_files_may_be_kept_for_ever(service: Served) -> None:
    page = request("GET", f"{service.url}/admin/login/").data.decode()
    hashed = re.search(r"/static/watchlist/admin\.[0-9a-f]{12}\.css", page)
    assert hashed
    answer = request("GET", f"{service.url}{hashed[0]}")
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "max-age=315360000, public, immutable")


def test_the_log_is_for_machines_and_quiet(service: Served, token: str) -> None:
    _screen(service, token)
    lines = [json.loads(line) for line in (service.build / "server.log").read_text().splitlines()]
    loud = {line["event"].partition(":")[0] for line in lines if line["level"] != "info"}
    assert loud == {"WATCHLIST_REQUIRE_TOTP is none"}  # of the tests alone: it is not what a service begins with
    assert all(line["request_id"] for line in lines if line["event"] == "request_finished")
    assert token not in str(lines)
    assert "Glycerol" not in str(lines)


@pytest.mark.parametrize(
    ("query", "headers", "status", "kind", "words"),
    [
        ("?reference=" + "x" * 7_000, {}, 400, "query-not-understood", ""),
        ("?reference=" + "x" * 9_000, {}, 414, "address-too-long", "8,190"),
        ("", {"X-Long": "x" * 9_000}, 431, "headers-too-large", "8,190"),
    ],
)
def test_what_is_too_long_to_be_read_is_refused_as_a_problem(
    service: Served, token: str, query: str, headers: dict[str, str], status: int, kind: str, words: str
) -> None:
    asked = {"Authorization": f"Bearer {token}", **headers}
    answer = request("GET", f"{service.url}/api/v1/screenings/{query}", headers=asked, retries=False)
    problem = answer.json()
    assert (answer.status, problem["type"]) == (status, f"/api/v1/problems/{kind}/")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert words in problem["detail"]

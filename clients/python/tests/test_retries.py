"""A call is sent again where that does nothing twice, and where the service says when."""

from __future__ import annotations

import httpx
import pytest
from conftest import Answer, Scripted

OK = httpx.Response(200, json={})
BROKEN = httpx.ConnectError("refused")


def refusal(status: int, wait: str | None) -> httpx.Response:
    return httpx.Response(status, headers={"Retry-After": wait} if wait else {}, json={})


@pytest.mark.parametrize(
    ("method", "answers", "sent", "status"),
    [
        ("GET", [OK], 1, 200),
        ("GET", [BROKEN, OK], 2, 200),
        ("GET", [refusal(429, "7"), OK], 2, 200),
        ("GET", [refusal(503, "7"), OK], 2, 200),
        ("GET", [refusal(503, None)], 1, 503),
        ("GET", [refusal(502, "5"), OK], 2, 200),
        ("POST", [refusal(502, "5"), OK], 2, 200),
        ("GET", [refusal(504, None)], 1, 504),
        ("GET", [refusal(429, "86000")], 1, 429),
        ("GET", [refusal(429, "7")], 4, 429),
        ("GET", [refusal(409, "7")], 1, 409),
        ("POST", [BROKEN, OK], 2, 200),
        ("POST", [refusal(409, "1"), OK], 2, 200),
        ("POST", [refusal(409, None)], 1, 409),
        ("POST", [refusal(422, "1")], 1, 422),
        ("DELETE", [refusal(503, "7")], 1, 503),
    ],
)
def test_a_call_is_sent_until_it_is_answered_for_good(
    scripted: Scripted, method: str, answers: list[Answer], sent: int, status: int
) -> None:
    client, script = scripted(*answers)
    assert client.http.request(method, "/x/", json={"a": 1} if method == "POST" else None).status_code == status
    assert len(script.requests) == sent
    assert len(script.waits) == sent - 1
    assert len(set(script.bodies)) == 1


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_the_last_error_of_a_connection_is_told(scripted: Scripted, method: str) -> None:
    client, script = scripted(BROKEN)
    with pytest.raises(httpx.ConnectError):
        client.http.request(method, "/x/")
    assert len(script.requests) == (4 if method == "GET" else 1)


def test_a_wait_is_as_long_as_the_service_says(scripted: Scripted) -> None:
    client, script = scripted(refusal(429, "7"), BROKEN, OK)
    client.http.get("/x/")
    asked, broken = script.waits
    assert asked == 7
    assert 0 < broken <= 1


def test_each_post_has_a_key_of_its_own_and_keeps_it(scripted: Scripted) -> None:
    client, script = scripted(BROKEN, OK)
    client.http.post("/x/", json={})
    client.http.post("/x/", json={})
    client.http.post("/x/", json={}, headers={"Idempotency-Key": "mine"})
    first, again, second, named = (request.headers["Idempotency-Key"] for request in script.requests)
    assert first == again
    assert len({first, second, named}) == 3
    assert named == "mine"


def test_a_form_is_sent_again_whole(scripted: Scripted) -> None:
    client, script = scripted(BROKEN, OK)
    client.http.post("/x/", files={"file": ("x.csv", b"a,b\n" * 9)})
    assert script.bodies[0] == script.bodies[1] != b""

"""Pages to the last, jobs to their end, and refusals as errors that say why."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator

import httpx
import pytest
from conftest import Scripted
from precursor_watchlist_client import Refused, StillRunning, UnexpectedAnswer, expect
from precursor_watchlist_client.generated.api.law import list_editions
from precursor_watchlist_client.generated.api.screenings import read_screening_replay
from precursor_watchlist_client.generated.api.tokens import list_tokens
from precursor_watchlist_client.generated.models import EditionPage, ProblemDetails, ReplayRunRecord, TokenList
from precursor_watchlist_client.waiting import Patience

PROBLEM = {
    "type": "/api/v1/problems/request-not-valid/",
    "title": "x",
    "status": 400,
    "detail": "y",
    "errors": [{"pointer": "#/lines", "detail": "This field is required."}],
}


def page(cursor: str | None) -> httpx.Response:
    following = f"http://service/api/v1/lists/x/editions/?limit=1&cursor={cursor}" if cursor else None
    return httpx.Response(200, json={"items": [], "next": following})


def test_pages_are_read_to_the_last(scripted: Scripted) -> None:
    client, script = scripted(page("a%3Ab"), page("c"), page(None))
    assert len(list(client.pages(EditionPage, list_editions.sync, "x", limit=1))) == 3
    assert [request.url.params.get("cursor") for request in script.requests] == [None, "a:b", "c"]
    assert {request.url.params["limit"] for request in script.requests} == {"1"}


def test_a_page_is_read_when_it_is_asked_for(scripted: Scripted) -> None:
    client, script = scripted(page("a"), page(None))
    next(client.pages(EditionPage, list_editions.sync, "x"))
    assert len(script.requests) == 1


def replay(state: str, wait: str | None) -> httpx.Response:
    record = {
        "id": "7a1c2f60-43a5-4c0e-9d0a-2f1f4b7f9e10",
        "screening": "7a1c2f60-43a5-4c0e-9d0a-2f1f4b7f9e11",
        "requested_at": "2026-03-02T00:00:00Z",
        "requested_by": "officer",
        "state": state,
        "error": None,
        "outcome": None,
    }
    return httpx.Response(200, headers={"Retry-After": wait} if wait else {}, json=record)


def test_a_job_is_waited_for_as_the_service_says(scripted: Scripted) -> None:
    client, _ = scripted(replay("queued", "3"), replay("running", "5"), replay("done", None))
    waits: list[float] = []
    patience = Patience(sleep=waits.append, clock=lambda: sum(waits))
    call = read_screening_replay.sync_detailed
    assert client.wait(ReplayRunRecord, call, "a", "b", patience=patience).state == "done"
    assert waits == [3, 5]


def test_who_waited_long_enough_is_told_that_it_still_runs(scripted: Scripted) -> None:
    client, _ = scripted(replay("running", "5"))
    waits: list[float] = []
    patience = Patience(seconds=12, sleep=waits.append, clock=lambda: sum(waits))
    with pytest.raises(StillRunning):
        client.wait(ReplayRunRecord, read_screening_replay.sync_detailed, "a", "b", patience=patience)
    assert waits == [5, 5]


def test_a_refusal_says_what_broke_which_rule(scripted: Scripted) -> None:
    client, _ = scripted(httpx.Response(400, json=PROBLEM))
    with pytest.raises(Refused) as refused:
        expect(TokenList, list_tokens.sync(client=client.api))
    assert (refused.value.key, refused.value.status) == ("request-not-valid", 400)
    assert refused.value.pointers == {"#/lines": "This field is required."}


def test_another_record_than_the_expected_is_an_error() -> None:
    with pytest.raises(UnexpectedAnswer):
        expect(TokenList, None)
    with pytest.raises(Refused):
        expect(TokenList, ProblemDetails.from_dict(PROBLEM))


def test_lines_are_sent_a_record_each_and_packed(scripted: Scripted) -> None:
    client, script = scripted(httpx.Response(400, json=PROBLEM))

    def lines() -> Iterator[dict[str, str]]:
        yield from ({"name": f"Goods {number}"} for number in range(3))

    with pytest.raises(Refused):
        client.send_lines({"reference": "R"}, lines(), key="k")
    (request,) = script.requests
    sent = [json.loads(line) for line in gzip.decompress(script.bodies[0]).splitlines()]
    assert sent[0] == {"record": "shipment", "reference": "R"}
    assert [line["name"] for line in sent[1:]] == ["Goods 0", "Goods 1", "Goods 2"]
    assert (request.headers["Content-Encoding"], request.headers["Idempotency-Key"]) == ("gzip", "k")
    assert int(request.headers["Content-Length"]) == len(script.bodies[0])

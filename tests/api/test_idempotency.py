"""A call under a key is carried out once, however often it is sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.api.conftest import Caller
from watchlist.access import idempotency
from watchlist.access.models import IdempotentCall, Token
from watchlist.screenings.models import Screening

URL = "/api/v1/screenings/"
LINES = {"lines": [{"name": "Acetone", "cas": "67-64-1"}]}
OTHER = {"lines": [{"name": "Toluene", "cas": "108-88-3"}]}

pytestmark = pytest.mark.usefixtures("law")


def _under(key: str) -> dict[str, Any]:
    return {"HTTP_IDEMPOTENCY_KEY": key}


def test_the_same_key_and_body_give_the_same_answer_and_one_screening(caller: Caller, officer: User) -> None:
    client = caller(officer)
    first, again = (client.post(URL, LINES, **_under("k-1")) for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert first["Location"] == again["Location"]
    assert (again["Idempotent-Replayed"], first.get("Idempotent-Replayed")) == ("true", None)
    assert Screening.objects.count() == 1


def test_the_same_key_with_another_body_is_refused(caller: Caller, officer: User) -> None:
    client = caller(officer)
    client.post(URL, LINES, **_under("k-1"))
    refused = client.post(URL, OTHER, **_under("k-1"))
    assert refused.status_code == 422
    assert refused.json()["type"] == "/api/v1/problems/key-used-otherwise/"
    assert Screening.objects.count() == 1


def test_a_twin_that_comes_while_the_first_is_under_way_is_told_when_to_ask(caller: Caller, officer: User) -> None:
    client = caller(officer)
    client.post(URL, LINES, **_under("k-1"))
    IdempotentCall.objects.update(answered_at=None, status=None)
    refused = client.post(URL, LINES, **_under("k-1"))
    assert refused.status_code == 409
    assert refused.json()["type"] == "/api/v1/problems/call-under-way/"
    assert int(refused["Retry-After"]) <= 2


def test_a_call_whose_process_was_lost_is_carried_out_by_the_next_who_sends_it(caller: Caller, officer: User) -> None:
    client = caller(officer)
    client.post(URL, LINES, **_under("k-1"))
    long_ago = datetime.now(UTC) - idempotency.UNDER_WAY
    IdempotentCall.objects.update(answered_at=None, status=None, started_at=long_ago)
    assert client.post(URL, LINES, **_under("k-1")).status_code == 201
    assert client.post(URL, LINES, **_under("k-1"))["Idempotent-Replayed"] == "true"


def test_whose_work_was_taken_over_keeps_nothing(officer: User, caller: Caller) -> None:
    caller(officer)
    lineage = Token.objects.get().lineage
    call = {"lineage": lineage, "method": "POST", "path": URL, "key": "k-1", "fingerprint": "f"}
    slow, quick = idempotency.new_call(**call), idempotency.new_call(**call)
    began = datetime.now(UTC)
    assert idempotency.begin_call(slow, began) is None
    assert idempotency.begin_call(quick, began + idempotency.UNDER_WAY) is None
    with pytest.raises(idempotency.StillUnderWay):
        idempotency.keep_response(slow, idempotency.StoredResponse(201, {}, b"{}"), began)


def test_a_refused_call_leaves_its_key_free(caller: Caller, officer: User) -> None:
    client = caller(officer)
    assert client.post(URL, {"lines": []}, **_under("k-1")).status_code == 400
    assert client.post(URL, LINES, **_under("k-1")).status_code == 201


def test_a_key_belongs_to_one_token_and_one_address(caller: Caller, officer: User, second_officer: User) -> None:
    assert caller(officer).post(URL, LINES, **_under("k-1")).status_code == 201
    assert caller(second_officer).post(URL, OTHER, **_under("k-1")).status_code == 201


def test_a_key_is_kept_for_a_day(caller: Caller, officer: User) -> None:
    client = caller(officer)
    client.post(URL, LINES, **_under("k-1"))
    IdempotentCall.objects.update(started_at=datetime.now(UTC) - timedelta(hours=24))
    assert client.post(URL, OTHER, **_under("k-1")).status_code == 201


@pytest.mark.parametrize("key", ["", " ", "a b", "k" * 256, "clé"])
def test_a_key_is_visible_ascii(caller: Caller, officer: User, key: str) -> None:
    refused = caller(officer).post(URL, LINES, **_under(key))
    assert refused.status_code == 400
    assert refused.json()["type"] == "/api/v1/problems/key-not-valid/"

"""Equal lines judged by a program: so many at once, and the rest as it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from tests.cases.shipments import ACETONE, PIPERIDONE, opened
from watchlist.api.cases import judgements
from watchlist.cases.models import Case

CONFIRMED = {"line": 1, "alike": True, "word": "confirmed"}

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judge two equal lines a call."""
    monkeypatch.setattr(judgements, "LINES_AT_ONCE", 2)


def place(case: Case) -> str:
    return f"/api/v1/cases/{case.number}/judgements/"


def gone_through(client: APIClient, case: Case, said: dict[str, Any]) -> Iterator[tuple[list[int], int]]:
    """Yield which lines each call judged and how many it left, as a program goes on until none is."""
    after: int | None = 0
    while after is not None:
        answer = client.post(place(case), {**said, "after": after})
        assert answer.status_code == 201
        body = answer.json()
        yield sorted({row["line"] for row in body["items"]}), body["left"]
        after = body["next"]


@pytest.mark.usefixtures("two_at_once")
@pytest.mark.parametrize("word", ["confirmed", "undecided"])
def test_a_program_goes_on_until_no_equal_line_is_left(caller: Caller, officer: User, word: str) -> None:
    case = opened(ACETONE, ACETONE, PIPERIDONE, ACETONE, ACETONE, ACETONE)
    told = list(gone_through(caller(officer), case, {**CONFIRMED, "word": word}))
    assert told == [([1, 2], 3), ([4, 5], 1), ([6], 0)]
    assert set(case.judgements.values_list("number", flat=True)) == {1}


@pytest.mark.usefixtures("two_at_once")
def test_whoever_does_not_go_on_finds_the_rest_open(caller: Caller, officer: User) -> None:
    case, client = opened(ACETONE, ACETONE, ACETONE), caller(officer)
    client.post(place(case), CONFIRMED)
    lines = client.get(f"/api/v1/cases/{case.number}/lines/?standing=open").json()["items"]
    assert [line["number"] for line in lines] == [3]
    assert client.post(place(case), CONFIRMED).json()["next"] is None


@pytest.mark.usefixtures("two_at_once")
def test_beyond_the_last_equal_line_there_is_nothing_to_judge(caller: Caller, officer: User) -> None:
    case = opened(ACETONE, ACETONE)
    refused = caller(officer).post(place(case), {**CONFIRMED, "after": 2})
    assert (refused.status_code, refused.json()["type"].split("/")[-2]) == (409, "look-again")


def test_only_equal_lines_are_gone_on_with(caller: Caller, officer: User) -> None:
    case = opened(PIPERIDONE)
    one = {"line": 1, "finding": 0, "seen": 0, "word": "confirmed"}
    refused = caller(officer).post(place(case), {**one, "after": 1})
    assert refused.json()["errors"] == [{"pointer": "#/after", "detail": "Leave it out without alike."}]
    body = caller(officer).post(place(case), one).json()
    assert (body["left"], body["next"]) == (0, None)


def test_equal_lines_take_as_many_queries_however_many_they_are(caller: Caller, officer: User) -> None:
    client = caller(officer)

    def queries(lines: int) -> int:
        case = opened(*[ACETONE] * lines, reference=f"INV-{lines}")
        with CaptureQueriesContext(connection) as captured:
            assert client.post(place(case), CONFIRMED).status_code == 201
        return len(captured)

    queries(2)
    assert queries(9) == queries(3)

"""Questions to a shipper by the API."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from tests.api.conftest import Caller
from tests.api.described import assert_described
from tests.api.test_cases import kind, place
from tests.cases.shipments import PIPERIDONE, VAGUE, opened
from watchlist.api.cases.questions import ANSWER, SEND, QuestionRecord

pytestmark = pytest.mark.usefixtures("law")


def test_a_program_asks_and_keeps_what_came_back(caller: Caller, officer: User) -> None:
    case, mine = opened(VAGUE, PIPERIDONE), caller(officer)
    drafted = mine.post(place(case, "questions/"), {"lines": [1]}).json()
    assert_described(QuestionRecord(), drafted, "question")
    assert (drafted["state"], drafted["lines"]) == ("draft", [1])
    assert "Please state the chemical name" in drafted["text"]
    own = f"/api/v1/questions/{drafted['id']}/"
    assert kind(mine.post(f"{own}answer/", ANSWER)) == (409, "look-again")
    assert mine.post(f"{own}send/", SEND).json()["state"] == "overdue"
    assert mine.post(f"{own}answer/", ANSWER).json()["state"] == "answered"
    assert kind(mine.post(f"{own}withdraw/", {"note": "x"})) == (409, "look-again")
    assert [row["state"] for row in mine.get(place(case, "questions/")).json()["items"]] == ["answered"]

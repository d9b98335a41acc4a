"""What people made of lines is told beside the verdicts to a token that may read cases, and to no other."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import User

from tests.api.conftest import Caller
from tests.api.described import assert_part
from tests.cases.judged import WRONG, judge_line
from tests.cases.shipments import MIXED, line_of, opened

pytestmark = pytest.mark.usefixtures("law")


def test_a_token_that_may_not_read_cases_is_told_no_decision(
    caller: Caller, officer: User, second_officer: User
) -> None:
    case = opened(*MIXED)
    judge_line(case, line_of(case, 1), officer, second_officer, **WRONG)
    judge_line(case, line_of(case, 2), officer)
    address = f"/api/v1/screenings/{case.screening_id}/"
    told = caller(officer).get(address)
    assert_part("LineRecord", told.json()["lines"][0], address)
    assert_part("SummaryRecord", told.json()["summary"], address)
    lines = {line["line"]: line.get("decision") for line in told.json()["lines"]}
    assert (lines[1]["word"], lines[1]["by"], lines[1]["agreed_by"]) == ("dismissed", ["officer"], ["second-officer"])
    assert lines[2]["word"] == "confirmed"
    assert lines[3] is None
    assert told.json()["summary"]["by_decision"] == {"confirmed": 1, "dismissed": 1}
    withheld = caller(officer, "screen").get(address)
    assert "decision" not in json.dumps([withheld.json()[part] for part in ("lines", "summary")])
    assert WRONG["note"] not in withheld.content.decode()

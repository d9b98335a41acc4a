"""When to ask again: said of each job that is not over, of each call that waits for a person, and of nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User

from tests.api.conftest import Caller
from watchlist.api.waiting import until_over
from watchlist.jobs.models import OVER, STATES, Job
from watchlist.tasks import run_job

URL = "/api/v1/manifests/"
LINES = {"reference": "INV-1", "lines": [{"name": "Sodium chloride", "cas": "7647-14-5"}]}


@pytest.mark.usefixtures("law")
def test_every_answer_about_a_job_says_when_to_ask_again_until_it_is_over(caller: Caller, officer: User) -> None:
    client = caller(officer)
    accepted = client.post(URL, LINES, headers={"Idempotency-Key": "once"})
    again = client.post(URL, LINES, headers={"Idempotency-Key": "once"})
    place = accepted["Location"]
    polls = [place, f"{place}lines/", f"{place}results/"]
    waiting = [accepted, again, *map(client.get, polls)]
    assert [answer.status_code for answer in waiting] == [202, 202, 200, 200, 409]
    assert {answer.headers.get("Retry-After") for answer in waiting} == {"1"}
    same = client.get(place, headers={"If-None-Match": waiting[2]["ETag"]})
    assert (same.status_code, same["Retry-After"]) == (304, "1")
    run_job(accepted.json()["job"])
    assert [client.get(poll).headers.get("Retry-After") for poll in polls] == [None] * 3


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(("seconds", "wait"), [(-60, "1"), (7, "7"), (3_600, "60")])
def test_a_job_that_is_not_over_is_asked_after_when_it_is_tried_again(state: str, seconds: int, wait: str) -> None:
    not_before = datetime.now(UTC) + timedelta(seconds=seconds, milliseconds=900)
    told = until_over(Job(state=state, not_before=not_before))
    assert told == ({} if state in OVER else {"Retry-After": wait})

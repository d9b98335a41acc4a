"""What a token may ask is told in every answer, and refused beyond it, before anything is worked out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from tests.access.simulated import sequences
from tests.api.conftest import Caller
from watchlist.access import allowance
from watchlist.access.events import BoundaryEvent, record_sight
from watchlist.access.models import Token
from watchlist.access.tokens import rotate
from watchlist.access.uses import TokenUse
from watchlist.screenings.models import Screening

pytestmark = pytest.mark.django_db
URL = "/api/v1/screenings/"
NOWHERE = f"{URL}{uuid4()}/"
LINES = {"jurisdictions": ["UN"], "lines": [{"cas": "108-24-7"}, {"cas": "64-17-5"}]}


@pytest.fixture(autouse=True)
def _in_one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold the clock of the counts, so that no test straddles two of them."""
    noon = datetime.now(UTC).replace(hour=12, minute=0, second=15, microsecond=0)

    class Noon(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return noon

    monkeypatch.setattr("watchlist.api.limits.datetime", Noon)


def walk(client: APIClient) -> int:
    """Send a walk around a listed substance, and return the status."""
    lines = [{"smiles": smiles} for smiles in sequences("walk")["chains of phenylacetates"]]
    return int(client.post(URL, {"jurisdictions": ["UN"], "lines": lines}).status_code)


def test_every_answer_to_a_token_tells_what_is_left(
    caller: Caller, program: User, outsider: User, settings: Settings
) -> None:
    settings.CALLS_PER_MINUTE, settings.LINES_PER_DAY = 60, 1_000
    for client, status in ((caller(program), 404), (caller(outsider), 403)):
        answer = client.get(NOWHERE)
        assert answer.status_code == status
        assert answer["RateLimit-Policy"] == '"calls";q=60;w=60, "lines";q=1000;qu="lines";w=86400'
        assert answer["RateLimit"] == '"calls";r=59;t=45, "lines";r=1000;t=43185'


def test_a_stranger_is_told_of_no_limit() -> None:
    answer = APIClient().get(NOWHERE)
    assert answer.status_code == 401
    assert "RateLimit" not in answer


def test_calls_beyond_the_minute_are_refused_until_the_next(caller: Caller, program: User, settings: Settings) -> None:
    settings.CALLS_PER_MINUTE = 2
    client = caller(program)
    assert [client.get(NOWHERE).status_code for _ in range(3)] == [404, 404, 429]
    refused = client.get(NOWHERE)
    assert refused.json()["type"] == "/api/v1/problems/rate-limited/"
    assert refused["Retry-After"] == "45"
    assert '"calls";r=0;t=45' in refused["RateLimit"]


def test_one_token_uses_up_nothing_of_another(caller: Caller, program: User, settings: Settings) -> None:
    settings.CALLS_PER_MINUTE = 1
    assert [caller(program).get(NOWHERE).status_code for _ in range(2)] == [404, 404]


def test_a_rotated_token_goes_on_with_what_was_used(program: User) -> None:
    token, text = Token.objects.create(user=program, scopes="screen", calls_per_minute=1)
    _, successor = rotate(token=token, actor="program")
    statuses = []
    for sent in (text, successor):
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Token {sent}")
        statuses.append(client.get(NOWHERE).status_code)
    assert statuses == [404, 429]


@pytest.mark.usefixtures("law")
def test_lines_beyond_the_day_are_refused_and_not_screened(caller: Caller, program: User, settings: Settings) -> None:
    settings.LINES_PER_DAY = 3
    client = caller(program)
    assert client.post(URL, LINES).status_code == 201
    refused = client.post(URL, LINES)
    assert (refused.status_code, refused["Retry-After"]) == (429, "43185")
    assert refused.json()["type"] == "/api/v1/problems/quota-used-up/"
    assert '"lines";r=1;' in refused["RateLimit"]
    assert client.get(NOWHERE).status_code == 404
    assert Screening.objects.count() == 1
    assert TokenUse.objects.get(span="day").lines == 2


@pytest.mark.usefixtures("law")
def test_what_was_used_up_meanwhile_undoes_the_answer(
    caller: Caller, program: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LINES_PER_DAY = 3
    client = caller(program)
    assert client.post(URL, LINES).status_code == 201
    monkeypatch.setattr("watchlist.api.screenings.screenings.allow_lines", lambda request, lines: None)
    assert client.post(URL, LINES).status_code == 429
    assert Screening.objects.count() == 1
    assert TokenUse.objects.get(span="day").lines == 2


@pytest.mark.usefixtures("law")
def test_a_walk_changes_no_answer_where_it_is_only_noticed(caller: Caller, program: User) -> None:
    client = caller(program)
    assert [walk(client), walk(client)] == [201, 201]
    assert BoundaryEvent.objects.get().user == "program"


@pytest.mark.usefixtures("law")
def test_a_held_token_is_told_that_a_person_must_release_it_and_not_why(
    caller: Caller, program: User, settings: Settings
) -> None:
    settings.BOUNDARY = "throttle"
    client, other = caller(program), caller(program)
    assert walk(client) == 201
    refused = client.post(URL, LINES)
    assert refused.status_code == 429
    body = refused.json()
    assert body["type"] == "/api/v1/problems/held-for-review/"
    assert body["detail"] == "A person must release this token before it screens anything more."
    assert other.post(URL, LINES).status_code == 201
    record_sight(event=BoundaryEvent.objects.get(), actor="lead")
    assert client.post(URL, LINES).status_code == 201


def test_what_is_old_is_dropped_by_the_first_call_of_a_day() -> None:
    now = datetime.now(UTC)
    limits = allowance.TokenLimits(10, 10)
    allowance.allow_call(lineage=uuid4(), limits=limits, at=now - timedelta(days=500))
    allowance.allow_call(lineage=uuid4(), limits=limits, at=now)
    assert TokenUse.objects.filter(since__lt=now - timedelta(days=450)).count() == 0

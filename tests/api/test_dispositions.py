"""What a program that ships is told: case and disposition of each answer, and nothing that its scope may not see."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from tests.api.described import assert_described
from tests.cases.releases import OVERRIDE
from tests.cases.shipments import PIPERIDONE, SALT, VAGUE
from tests.cases.test_shipping import (
    Cast,
    ask_override,
    hold,
    hold_as_lead,
    in_part,
    nothing,
    override,
    refuse,
    report,
    wait_for_authority,
)
from tests.internal_lists.conftest import FILE, Opened, opened, reader_of
from watchlist.api.screenings.dispositions import ScreeningDisposition
from watchlist.api.screenings.screenings import ScreeningItem
from watchlist.cases.models import Case
from watchlist.tasks import run_job

__all__ = ["opened", "reader_of"]

URL = "/api/v1/screenings/"
pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def cast(officer: User, second_officer: User, lead: User) -> Cast:
    return Cast(officer, second_officer, lead)


@pytest.fixture
def sender(caller: Caller, program: User) -> APIClient:
    """Return a program that may screen, and no more."""
    return caller(program, "screen")


def sent(client: APIClient, *lines: dict[str, str], reference: str = "INV-1") -> dict[str, Any]:
    body: dict[str, Any] = client.post(URL, {"reference": reference, "lines": list(lines)}).json()
    return body


def shipping(client: APIClient, key: str) -> Any:
    """Return what a program reads of a screening at its three addresses, which all say the same."""
    whole, polled = client.get(f"{URL}{key}/").json(), client.get(f"{URL}{key}/disposition/").json()
    (item,) = (row for row in client.get(URL).json()["items"] if row["id"] == key)
    fields = [{name: body[name] for name in ("case", "disposition")} for body in (whole, polled, item)]
    assert fields[0] == fields[1] == fields[2]
    return fields[0], polled["lines_to_go"]


@pytest.mark.parametrize(
    ("lines", "act", "state", "word", "ground", "going"),
    [
        ([SALT], None, None, "go", "nothing_found", None),
        ([VAGUE], nothing, "pending", "ask", "review", None),
        ([PIPERIDONE], nothing, "pending", "hold", "document", None),
        ([PIPERIDONE], hold, "on_hold", "hold", "on_hold", None),
        ([PIPERIDONE], refuse, "closed", "hold", "decision", None),
        ([PIPERIDONE], override, "closed", "go", "decision", None),
        ([VAGUE, SALT], in_part, "closed", "hold", "decision", [{"first": 2, "last": 2}]),
    ],
)
def test_every_answer_says_whether_the_shipment_may_go_on(
    sender: APIClient,
    cast: Cast,
    lines: list[dict[str, str]],
    act: Callable[[Case, Cast], None] | None,
    state: str | None,
    word: str,
    ground: str,
    going: object,
) -> None:
    answer = sent(sender, *lines)
    if act:
        act(Case.objects.get(), cast)
    fields, spans = shipping(sender, answer["id"])
    case = fields["case"]
    assert (case and case["state"], fields["disposition"]["word"]) == (state, word)
    assert fields["disposition"]["ground"]["kind"] == ground
    assert spans == going
    assert act is not nothing or {name: answer[name] for name in fields} == fields
    assert_described(ScreeningDisposition(), sender.get(f"{URL}{answer['id']}/disposition/").json(), "disposition")
    assert_described(ScreeningItem(), sender.get(URL).json()["items"][0], "item")


def test_a_wait_for_an_authority_looks_as_a_hold_does_to_whoever_asks(
    sender: APIClient, caller: Caller, cast: Cast, auditor: User
) -> None:
    clients = [sender, caller(cast.officer), caller(cast.lead)]
    acts = [hold, hold_as_lead, wait_for_authority, report]
    seen = list[list[Any]]()
    for act in acts:
        key = sent(sender, PIPERIDONE, reference=act.__name__)["id"]
        case = Case.objects.latest("pk")
        act(case, cast)
        told = [shipping(client, key) for client in clients]
        for fields, _ in told:
            assert fields["case"].pop("number") == case.number
        seen.append(told)
    assert all(told == seen[0] for told in seen)


@pytest.mark.parametrize("act", [ask_override, override], ids=lambda act: act.__name__)
def test_nothing_is_told_of_an_override_and_of_what_people_judged(
    sender: APIClient, cast: Cast, act: Callable[[Case, Cast], None]
) -> None:
    key = sent(sender, PIPERIDONE)["id"]
    act(Case.objects.get(), cast)
    text = json.dumps(shipping(sender, key))
    for word in (OVERRIDE.reason, OVERRIDE.sentence, "override", "confirmed", "officer", "Seen."):
        assert word not in text


def test_a_house_list_changes_nothing_of_it(
    caller: Caller, opened: Opened, reader_of: Callable[[str], User], sender: APIClient
) -> None:
    opened("house-plants", FILE, "Plant")
    caffeine = {"cas": "58-08-2", "name": "Caffeine"}
    read = sent(caller(reader_of("Plant")), caffeine)
    unread = sent(sender, caffeine, reference="INV-2")
    assert (read["lines"][0]["verdict"], unread["lines"][0]["verdict"]) == ("review", "no_match")
    assert read["disposition"] == unread["disposition"]
    assert read["disposition"]["ground"]["kind"] == "nothing_found"


def test_what_another_sent_is_hidden_and_a_poll_costs_nothing_while_nothing_changes(
    sender: APIClient, caller: Caller, outsider: User, officer: User, cast: Cast
) -> None:
    theirs = sent(caller(officer), VAGUE)["id"]
    assert sender.get(f"{URL}{theirs}/disposition/").status_code == 404
    own = f"{URL}{sent(sender, VAGUE, reference='INV-2')['id']}/disposition/"
    first = sender.get(own)
    assert sender.get(own, headers={"If-None-Match": first["ETag"]}).status_code == 304
    refuse(Case.objects.latest("pk"), cast)
    assert sender.get(own, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_answer_to_a_key_is_told_as_it_stands_now(sender: APIClient, cast: Cast) -> None:
    body, key = {"reference": "INV-1", "lines": [VAGUE]}, {"Idempotency-Key": "INV-1"}
    assert sender.post(URL, body, headers=key).json()["disposition"]["word"] == "ask"
    refuse(Case.objects.get(), cast)
    assert sender.post(URL, body, headers=key).json()["disposition"]["word"] == "hold"


def test_a_manifest_tells_it_once_its_job_is_done(sender: APIClient) -> None:
    accepted = sender.post("/api/v1/manifests/", {"reference": "INV-3", "lines": [PIPERIDONE]}).json()
    here = f"/api/v1/manifests/{accepted['id']}/"
    assert (sender.get(here).json()["case"], sender.get(here).json()["disposition"]) == (None, None)
    run_job(accepted["job"])
    done = sender.get(here).json()
    assert done["disposition"]["word"] == "hold"
    assert done["disposition"] == sender.get(f"{URL}{accepted['id']}/disposition/").json()["disposition"]

"""House lists beside suppressions: neither hides the other, and whoever may not see a list learns nothing of either."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from tests.api.conftest import Caller, caller
from tests.cases.shipments import ACETONE, ROUTE, opened as opened_case
from tests.internal_lists.conftest import Opened
from tests.screenings.suppressions.laid_down import GUESSED, NOTE, all_suppressed, in_days, stored
from watchlist.engine.errors import WatchlistError
from watchlist.screenings.models import ScreenedLine
from watchlist.screenings.suppressions import suppressing
from watchlist.screenings.suppressions.models import Suppression

__all__ = ["caller"]

URL = "/api/v1/screenings/"
FILE = b"""key,name,other_names,cas,smiles,inchikey,reason,note
pipronal,Pipronal,,,,,asked for by the plant,
caffeine,Caffeine,,58-08-2,,,,
"""
CAFFEINE = {"name": "Caffeine", "cas": "58-08-2", "quantity": "1", "unit": "kg", **ROUTE}
ASKED = {"lines": [GUESSED, CAFFEINE], "operation": "import", "reference": ""}

Reader = Callable[[str], User]
pytestmark = pytest.mark.usefixtures("law")


def answered(client: APIClient) -> Any:
    """Return an answer to a screening, without its own key and how long it took."""
    body = client.post(URL, ASKED).json()
    del body["id"], body["summary"]["seconds"]
    return body


def tiers(line: Any, of: str = "findings") -> set[str]:
    return {finding["list"] for finding in line[of]}


def test_a_suppressed_public_finding_hides_no_finding_of_a_house_list(
    caller: Caller, opened: Opened, officer: User, second_officer: User, reader_of: Reader
) -> None:
    opened("house-plants", FILE, "Plant")
    client = caller(reader_of("Plant"))
    before = answered(client)["lines"][0]
    assert "house-plants" in tiers(before)
    assert all_suppressed(GUESSED, officer, second_officer)
    after = answered(client)["lines"][0]
    assert tiers(after) == {"house-plants"}
    assert tiers(after, "suppressed") == tiers(before) - {"house-plants"}
    assert after["verdict"] == "review"
    assert [one for one in before["findings"] if one["list"] == "house-plants"] == after["findings"]


def test_a_stored_answer_shows_a_reader_the_house_finding_beside_what_is_suppressed(
    caller: Caller, opened: Opened, officer: User, second_officer: User, reader_of: Reader
) -> None:
    all_suppressed(GUESSED, officer, second_officer)
    opened("house-plants", FILE, "Plant")
    place = f"{URL}{caller(officer).post(URL, ASKED).json()['id']}/"
    told = caller(reader_of("Plant")).get(place).json()["lines"][0]
    assert tiers(told) == {"house-plants"}
    theirs = caller(officer).get(place).json()["lines"][0]
    assert (theirs["findings"], theirs["suppressed"]) == ([], told["suppressed"])
    assert theirs["suppressed"]


def test_whoever_may_not_see_a_list_is_answered_the_same_whatever_is_suppressed(
    caller: Caller, opened: Opened, officer: User, second_officer: User, program: User
) -> None:
    all_suppressed(GUESSED, officer, second_officer)
    clients = [caller(officer), caller(officer, "screen"), caller(program)]
    before = [json.dumps(answered(client)) for client in clients]
    opened("house-plants", FILE, "Plant")
    assert [json.dumps(answered(client)) for client in clients] == before


def test_a_finding_of_a_house_list_cannot_be_suppressed_and_the_refusal_tells_nothing(
    caller: Caller, opened: Opened, officer: User, reader_of: Reader
) -> None:
    """A record holds no house finding: a position that only its reader counts to is one that the line has not."""

    def refusals() -> list[str]:
        found = []
        for line in (stored(GUESSED), stored(CAFFEINE)):
            last = len(json.loads(line.record)["findings"])
            for position in (last, last + 1):
                with pytest.raises(WatchlistError) as refused:
                    suppressing.request_suppression(
                        line=line, position=position, until=in_days(9), note=NOTE, actor=officer
                    )
                found.append(str(refused.value))
        return found

    before = refusals()
    opened("house-plants", FILE, "Plant")
    shown = answered(caller(reader_of("Plant")))["lines"][1]
    assert tiers(shown) == {"house-plants"}
    assert refusals() == before
    assert not Suppression.objects.exists()


def test_what_is_asked_of_a_line_is_of_the_public_finding_at_its_place(
    caller: Caller, opened: Opened, officer: User, second_officer: User, reader_of: Reader
) -> None:
    opened("house-plants", FILE, "Plant")
    client = caller(reader_of("Plant"))
    shown = client.post(URL, ASKED).json()
    line = ScreenedLine.objects.get(screening=shown["id"], line__number=1)
    public = json.loads(line.record)["findings"]
    assert [one["entry"] for one in shown["lines"][0]["findings"]][: len(public)] == [one["entry"] for one in public]
    row = suppressing.request_suppression(line=line, position=0, until=in_days(9), note=NOTE, actor=officer)
    suppressing.answer_suppression(suppression=row, agreed=True, actor=second_officer)
    assert row.entry_key == public[0]["entry"]
    assert "house-plants" in tiers(answered(client)["lines"][0])


def test_a_reader_judges_the_finding_at_its_place_among_those_of_law(
    caller: Caller, opened: Opened, reader_of: Reader
) -> None:
    opened("house-plants", b"key,name,cas\nacetone,Acetone,67-64-1\n", "Plant")
    client, case = caller(reader_of("Plant")), opened_case(ACETONE)
    shown = client.get(f"{URL}{case.screening_id}/").json()["lines"][0]["findings"]
    assert shown[-1]["list"] != "house-plants", "a house finding stands before those of low severity"
    law = [finding["entry"] for finding in shown if finding["list"] != "house-plants"]
    (line,) = client.get(f"/api/v1/cases/{case.number}/lines/").json()["items"]
    assert [law[one["finding"]] for one in line["to_judge"]] == [one["entry"] for one in line["to_judge"]]
    last = line["to_judge"][-1]
    said = {"line": 1, "finding": last["finding"], "seen": 0, "word": "confirmed"}
    judged = client.post(f"/api/v1/cases/{case.number}/judgements/", said).json()["items"]
    assert [row["entry"] for row in judged] == [last["entry"]]


def test_ending_a_suppression_leaves_the_house_finding_as_it_was(
    caller: Caller, opened: Opened, officer: User, second_officer: User, reader_of: Reader
) -> None:
    opened("house-plants", FILE, "Plant")
    client = caller(reader_of("Plant"))
    before = answered(client)["lines"]
    for row in all_suppressed(GUESSED, officer, second_officer):
        suppressing.withdraw_suppression(suppression=row, actor=officer, note="Another supplier.")
    assert answered(client)["lines"] == before

"""House lists over HTTP: there for their readers, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from tests.api.conftest import Caller, caller
from tests.audit.told import said_last, told_last
from tests.internal_lists.conftest import FILE, Opened
from watchlist.internal_lists.lists import hide_from
from watchlist.internal_lists.models import HouseList
from watchlist.tasks import run_job

__all__ = ["caller"]

URL = "/api/v1/house-lists/"
SCREENINGS = "/api/v1/screenings/"
LINES = {"lines": [{"cas": "58-08-2"}, {"name": "Quuxolan 7"}, {"cas": "67-64-1"}], "jurisdictions": ["UN"]}

Member = Callable[[str], User]


def test_a_reader_reads_his_lists_and_their_entries(caller: Caller, opened: Opened, reader_of: Member) -> None:
    opened("house-plants", FILE, "Plant")
    opened("house-other", FILE, "Other")
    client = caller(reader_of("Plant"))
    assert [one["key"] for one in client.get(URL).json()["items"]] == ["house-plants"]
    first = client.get(f"{URL}house-plants/", {"limit": 3}).json()
    assert told_last() == (
        "second-officer",
        "read_house_list",
        "house_list",
        str(HouseList.objects.get(key="house-plants").pk),
    )
    assert said_last()["entries"] == 3
    assert [one["key"] for one in first["items"]] == ["brand", "caffeine", "proline"]
    assert first["edition"]["entries"] == 4
    last = client.get(first["next"]).json()
    assert [one["key"] for one in last["items"]] == ["toluidine"]
    assert last["next"] is None


def test_a_list_that_is_not_shown_is_the_same_as_one_that_is_not_there(
    caller: Caller, opened: Opened, officer: User, reader_of: Member
) -> None:
    opened("house-plants", FILE, "Plant")
    for client in (caller(officer), caller(reader_of("Other"))):
        hidden, absent = client.get(f"{URL}house-plants/"), client.get(f"{URL}house-none/")
        assert hidden.status_code == absent.status_code == 404
        assert hidden.content == absent.content
        assert client.get(URL).json() == {"items": []}


def test_the_lists_are_for_tokens_that_may_read_lists(caller: Caller, opened: Opened, reader_of: Member) -> None:
    opened("house-plants", FILE, "Plant")
    client = caller(reader_of("Plant"), "screen")
    answers = [client.get(place) for place in (URL, f"{URL}house-plants/", f"{URL}house-none/")]
    assert {answer.status_code for answer in answers} == {403}
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.usefixtures("law")
def test_an_answer_is_shown_to_a_reader_through_his_lists_and_read_again_so(
    caller: Caller, opened: Opened, reader_of: Member
) -> None:
    opened("house-plants", FILE, "Plant")
    client = caller(reader_of("Plant"))
    said = client.post(SCREENINGS, LINES).json()
    assert [line["verdict"] for line in said["lines"]][:2] == ["review", "review"]
    assert said["coverage"]["lists"][-1]["key"] == "house-plants"
    assert said["summary"]["unresolved"] == 0
    assert client.get(f"{SCREENINGS}{said['id']}/").json() == said


@pytest.mark.usefixtures("law")
def test_who_leaves_the_group_sees_nothing_of_the_list_at_once(
    caller: Caller, opened: Opened, reader_of: Member
) -> None:
    opened("house-plants", FILE, "Plant")
    reader = reader_of("Plant")
    client = caller(reader)
    place = f"{SCREENINGS}{client.post(SCREENINGS, LINES).json()['id']}/"
    reader.groups.remove(Group.objects.get(name="Plant"))
    assert not _names_a_house_list(client.get(place).json())


@pytest.mark.usefixtures("law")
def test_an_answer_given_again_for_a_key_is_what_the_caller_may_see_now(
    caller: Caller, opened: Opened, reader_of: Member
) -> None:
    opened("house-plants", FILE, "Plant")
    reader = reader_of("Plant")
    client, key = caller(reader), {"HTTP_IDEMPOTENCY_KEY": "one"}
    first, again = (client.post(SCREENINGS, LINES, **key) for _ in range(2))
    assert _names_a_house_list(first.json())
    assert again.content == first.content
    reader.groups.remove(Group.objects.get(name="Plant"))
    later = client.post(SCREENINGS, LINES, **key)
    assert later["Idempotent-Replayed"] == "true"
    assert later.json()["id"] == first.json()["id"]
    assert not _names_a_house_list(later.json())


@pytest.mark.usefixtures("law")
def test_a_list_hidden_from_a_group_is_hidden_at_once(caller: Caller, opened: Opened, reader_of: Member) -> None:
    opened("house-plants", FILE, "Plant")
    client = caller(reader_of("Plant"))
    place = f"{SCREENINGS}{client.post(SCREENINGS, LINES).json()['id']}/"
    hide_from(house_list=HouseList.objects.get(), group=Group.objects.get(name="Plant"), actor="lead")
    assert not _names_a_house_list(client.get(place).json())


@pytest.mark.usefixtures("law")
def test_somebody_without_the_right_to_reasons_still_reads_his_house_list(
    caller: Caller, opened: Opened, reader_of: Member
) -> None:
    opened("house-plants", FILE, "Plant")
    said = caller(reader_of("Plant"), "screen").post(SCREENINGS, LINES).json()
    (finding,) = [one for one in said["lines"][0]["findings"] if one["tier"] == "monitored"]
    assert finding["list"] == "house-plants"


def _names_a_house_list(body: dict[str, Any]) -> bool:
    return "house-plants" in str(body)


@pytest.mark.usefixtures("law")
def test_a_manifest_is_read_through_the_lists_of_its_reader_page_by_page_and_as_a_file(
    caller: Caller, opened: Opened, officer: User, reader_of: Member, settings: Settings
) -> None:
    settings.START_JOBS = False
    opened("house-plants", FILE, "Plant")
    client, plain = caller(reader_of("Plant")), caller(officer)
    accepted = client.post("/api/v1/manifests/", LINES)
    run_job(accepted.json()["job"])
    place = accepted["Location"]

    def numbers(who: APIClient, **asked: str) -> list[int]:
        return [line["line"] for line in who.get(f"{place}lines/", asked).json()["items"]]

    theirs = numbers(plain, verdict="review")
    assert numbers(client, verdict="review") == sorted({1, 2, *theirs})
    assert numbers(client, list="house-plants") == [1, 2]
    assert numbers(plain, list="house-plants") == []
    assert client.get(place).json()["summary"]["review"] == len(theirs) + 2
    assert plain.get(place).json()["summary"]["review"] == len(theirs)
    mine, others = (b"".join(who.get(f"{place}results/").streaming_content) for who in (client, plain))
    assert b"house-plants" in mine
    assert b"house-plants" not in others

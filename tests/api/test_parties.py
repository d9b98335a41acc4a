"""Parties by the API: found by name, and read with the same facts as their pages."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from tests.api.conftest import Caller
from tests.api.described import assert_described
from tests.authorisations.papers import on_file
from tests.cases.shipments import line_of, opened
from tests.cases.test_parties import ASKED, TO_GB
from watchlist.api.registers.party_records import PartyItem, PartyProfile
from watchlist.cases.judging import judge

PLACE = "/api/v1/parties/"
pytestmark = pytest.mark.usefixtures("law")


def test_a_party_is_listed_and_read_with_every_field_described(caller: Caller, officer: User) -> None:
    case = opened({**TO_GB, "quantity": "60"}, {**TO_GB, "quantity": ""}, reference="A", **ASKED)
    judge(case=case, line=line_of(case, 1), position=0, word="confirmed", actor=officer, seen=0)
    paper = on_file(officer, holder="Lakeshore Limited")
    client = caller(officer)
    (item,) = client.get(PLACE, {"name": "lakeshore"}).json()["items"]
    assert_described(PartyItem(), item, "item")
    whole = client.get(f"{PLACE}{item['id']}/").json()
    assert_described(PartyProfile(), whole, "whole")
    assert (whole["name"], whole["roles"], whole["shipments_in_all"]) == ("Lakeshore Ltd", ["consignee"], 1)
    assert (whole["authorisations"], whole["shipments"][0]["case"]) == ([paper.pk], case.number)
    limited = next(row for row in whole["sums"] if row["limit"])
    assert (limited["measured"], limited["unmeasured"], limited["limit"]["reached"]) == ("60", 1, "yes")
    assert [row["word"] for row in whole["decisions"]] == ["confirmed"]


def test_parties_come_a_page_at_a_time_in_the_order_of_their_names(caller: Caller, officer: User) -> None:
    opened(TO_GB, reference="A", **ASKED)
    client = caller(officer)
    first = client.get(PLACE, {"limit": 1}).json()
    second = client.get(first["next"]).json()
    assert [first["items"][0]["name"], second["items"][0]["name"]] == ["Lakeshore Ltd", "Northgate Reagents Inc"]
    assert second["next"] is None
    assert client.get(f"{PLACE}999999/").status_code == 404

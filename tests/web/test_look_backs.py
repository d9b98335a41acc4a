"""The report on a look-back, for those who read the reasons of screenings: a page, and two files that say the same."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.audit.told import told_last
from tests.screenings import looking_back as back
from watchlist.screenings.rescreen.models import Rescreen
from watchlist.temporal import last_tick

pytestmark = pytest.mark.usefixtures("law")
LIST = "/admin/watchlist/rescreen/"
HOSTILE = ',,Nc1ccccc1CC,,2,kg,US,CA,,"=cmd|<script>alert(1)</script> Ltd",2025-06-01,'


@pytest.fixture
def rescreen() -> Rescreen:
    """Return a look-back on a class that is read otherwise, with a party of a hostile name among what it found."""
    back.stored(rows=(*back.ROWS, HOSTILE))
    before = last_tick()
    back.change_a_class()
    return back.looked_back(before)


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return b"".join(response).decode() if response.streaming else response.content.decode()


def test_an_officer_reads_what_would_now_be_controlled(client: Client, officer: User, rescreen: Rescreen) -> None:
    client.force_login(officer)
    assert "5 controlled" in read(client, LIST)
    page = read(client, f"{LIST}{rescreen.pk}/change/")
    for said in ("would now be controlled", "us-fentanyl-related", "Beauval SARL", "A-1", "it was no_match"):
        assert said in page
    assert "<script>alert" not in page
    assert "were not looked at" in page


def test_the_files_hold_every_line_under_what_they_rest_on(client: Client, officer: User, rescreen: Rescreen) -> None:
    client.force_login(officer)
    rows = list(csv.DictReader(io.StringIO(read(client, f"{LIST}{rescreen.pk}/report.csv"))))
    assert told_last() == ("officer", "export", "look_back", str(rescreen.pk))
    head, *lines = map(json.loads, read(client, f"{LIST}{rescreen.pk}/report.jsonl").splitlines())
    assert [int(row["line"]) for row in rows] == [line["line"] for line in lines]
    assert len(rows) == head["counts"]["cases"] == len(back.left(rescreen))
    assert all(row["coverage"] == " ".join(head["coverage"]) for row in rows)
    assert {row["consignee"] for row in rows} >= {"'=cmd|<script>alert(1)</script> Ltd", "Acme SA"}
    assert sum(share["controlled"] for share in head["shipments"]) == head["counts"]["lines_now_controlled"]


@pytest.mark.parametrize("path", ["", "{pk}/change/", "{pk}/report.csv", "{pk}/report.jsonl"])
def test_nobody_else_reads_it(client: Client, rescreen: Rescreen, curator: User, outsider: User, path: str) -> None:
    for user in (curator, outsider):
        client.force_login(user)
        assert client.get(LIST + path.format(pk=rescreen.pk)).status_code in (302, 403, 404)

"""House lists on the pages for people: for members of their groups, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.audit.told import said_last, told_last
from tests.internal_lists.conftest import FILE, Opened
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.internal_lists.models import HouseList
from watchlist.screenings.models import ScreenedLine, Screening
from watchlist.screenings.pipeline import screen
from watchlist.screenings.saving import save_answer

LINES = [{"cas": "67-64-1"}, {"cas": "7647-14-5"}, {"name": "Quuxolan 7"}, {"cas": "58-08-2", "name": "Caffeine"}]
LISTS = reverse("admin:watchlist_houselist_changelist")
ALL_LINES = reverse("admin:watchlist_screenedline_changelist")
TITLE = "Title of house-plants"

Member = Callable[[str], User]
pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def reader(client: Client, opened: Opened, reader_of: Member) -> Client:
    """Return the browser of a reader of a house list."""
    opened("house-plants", FILE, "Plant")
    client.force_login(reader_of("Plant"))
    return client


@pytest.fixture
def stored(reader: Client) -> Screening:
    """Return a screening made after the list was brought."""
    manifest, question = manifest_from_payload({"lines": LINES}), Question(jurisdictions=("UN",))
    answer = screen(manifest, question)
    return save_answer(manifest=manifest, original=b"[]", question=question, answer=answer, actor="officer")


def _page(row: Any) -> str:
    return reverse(f"admin:watchlist_{type(row).__name__.lower()}_change", args=[row.pk])


def _text(client: Client, place: str, **query: object) -> str:
    return client.get(place, {key: str(value) for key, value in query.items()}).content.decode()


def _pages(stored: Screening) -> list[str]:
    line = ScreenedLine.objects.get(screening=stored, line__number=3)
    return [_page(stored), _page(line), ALL_LINES, "/admin/"]


def test_a_reader_reads_lists_entries_and_editions(reader: Client) -> None:
    assert TITLE in _text(reader, LISTS)
    page = _text(reader, _page(HouseList.objects.get()))
    assert told_last() == ("second-officer", "read_house_list", "house_list", str(HouseList.objects.get().pk))
    assert said_last()["entries"] == 4
    for said in ("Quuxolan 7", "asked for by the plant", "58-08-2", "4 added, 0 changed, 0 removed", "Plant"):
        assert said in page
    assert "House lists" in _text(reader, "/admin/")


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_is_told_whether_a_list_is_there(
    client: Client, officer: User, curator: User, opened: Opened, method: str
) -> None:
    held = _page(opened("house-plants", FILE, "Plant"))
    absent = reverse("admin:watchlist_houselist_change", args=["00000000-0000-0000-0000-000000000000"])
    for person in (officer, curator):
        client.force_login(person)
        answers = [getattr(client, method)(place) for place in (LISTS, held, absent)]
        assert {answer.status_code for answer in answers} == {403}
        assert "House lists" not in _text(client, "/admin/")


def test_nobody_edits_a_house_list_here(reader: Client) -> None:
    held = HouseList.objects.get()
    for place in (_page(held), reverse("admin:watchlist_houselist_delete", args=[held.pk])):
        assert reader.post(place, {"title": "changed", "post": "yes"}).status_code == 403
    assert HouseList.objects.get().title == TITLE


def test_a_screening_is_shown_to_a_reader_through_his_lists(reader: Client, stored: Screening) -> None:
    page = _text(reader, _page(stored))
    assert TITLE in page
    assert page.index("Quuxolan 7") < page.index("7647-14-5")
    line = ScreenedLine.objects.get(screening=stored, line__number=3)
    assert line.verdict == "unresolved"
    for place in (_page(line), ALL_LINES):
        assert "on the house list" in _text(reader, place)


def test_a_reader_finds_lines_by_the_verdict_that_he_is_shown(reader: Client, stored: Screening) -> None:
    review = _text(reader, ALL_LINES, screening__id__exact=stored.pk, verdict__exact="review")
    assert "Quuxolan 7" in review
    unresolved = _text(reader, ALL_LINES, screening__id__exact=stored.pk, verdict__exact="unresolved")
    assert "Quuxolan 7" not in unresolved


def test_the_same_pages_say_nothing_of_it_to_another(client: Client, stored: Screening, officer: User) -> None:
    client.force_login(officer)
    for place in _pages(stored):
        page = _text(client, place)
        assert "house list" not in page.lower()
        assert TITLE not in page
    unresolved = _text(client, ALL_LINES, screening__id__exact=stored.pk, verdict__exact="unresolved")
    assert "Quuxolan 7" in unresolved

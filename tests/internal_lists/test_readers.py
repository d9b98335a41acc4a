"""Who is shown what of house lists, and as held at which instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User

from tests.acceptance.asking import ask_all
from tests.internal_lists.conftest import FILE, Opened
from watchlist.internal_lists.list_file import read_house_list
from watchlist.internal_lists.lists import import_entries
from watchlist.internal_lists.models import HouseEdition
from watchlist.internal_lists.overlay import HouseListOverlay
from watchlist.internal_lists.visibility import visible_editions

NOW = datetime(2100, 1, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db

Member = Callable[[str], User]


def _keys(overlay: HouseListOverlay | None) -> list[str]:
    return [of.key for of in overlay.lists] if overlay else []


def test_a_user_is_shown_the_lists_of_his_groups(opened: Opened, reader_of: Member, officer: User) -> None:
    opened("house-b", FILE, "Plant", "Other")
    opened("house-a", FILE, "Plant")
    opened("house-c", FILE, "Other")
    assert _keys(visible_editions(reader_of("Plant")).overlay(NOW)) == ["house-a", "house-b"]
    assert _keys(visible_editions(reader_of("Other")).overlay(NOW)) == ["house-a", "house-b", "house-c"]
    assert visible_editions(officer).overlay(NOW) is None
    assert visible_editions(AnonymousUser()).overlay(NOW) is None


def test_a_superuser_is_shown_every_list_and_who_has_left_none(opened: Opened) -> None:
    opened("house-a", FILE)
    root = User.objects.create_superuser(username="root")
    assert _keys(visible_editions(root).overlay(NOW)) == ["house-a"]
    root.is_active = False
    assert visible_editions(root).overlay(NOW) is None


@pytest.mark.usefixtures("law")
def test_an_answer_of_an_earlier_instant_is_read_through_the_list_as_held_then(
    opened: Opened, reader_of: Member
) -> None:
    house_list, member = opened("house-a", FILE, "Plant"), reader_of("Plant")
    first = HouseEdition.objects.get().recorded_at
    shorter = FILE.replace(b"brand,Quuxolan 7", b"brand,Quuxolan 9")
    second = import_entries(
        house_list=house_list, list_file=read_house_list("a.csv", shorter), actor="lead"
    ).recorded_at
    assert second > first
    before, then, now = (
        visible_editions(member).overlay(at) for at in (first - timedelta(microseconds=1), first, second)
    )
    assert before is None
    (line,) = ask_all([{"name": "Quuxolan 7"}]).typed.lines
    assert then
    assert then.matches(line)
    assert now
    assert not now.matches(line)


def test_what_a_user_is_shown_takes_as_long_with_a_list_as_without(
    opened: Opened, officer: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        visible_editions(officer).overlay(NOW)
    opened("house-a", FILE, "Plant")
    with django_assert_num_queries(1):
        visible_editions(officer).overlay(NOW)

"""The invented shipments are stored once, worked on by the demo people, and refused on a house's own server."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from watchlist.cases.models import Case
from watchlist.management.commands.demo_shipments import ON_HOLD, RELEASED, WAITING

pytestmark = pytest.mark.usefixtures("law")


def test_the_shipments_are_stored_once_and_worked_on(settings: Settings) -> None:
    settings.DEBUG = True
    call_command("demo_users", password="x")
    call_command("demo_shipments")
    cases = {case.title: case for case in Case.objects.all()}
    assert len(cases) == 8
    assert [cases[title].state for title in (RELEASED, ON_HOLD, WAITING)] == ["closed", "on_hold", "investigating"]
    call_command("demo_shipments")
    assert Case.objects.count() == 8


def test_they_are_refused_where_others_work() -> None:
    with pytest.raises(CommandError, match="no server for looking around"):
        call_command("demo_shipments")


def test_they_need_the_demo_people(settings: Settings) -> None:
    settings.DEBUG = True
    with pytest.raises(CommandError, match="demo_users"):
        call_command("demo_shipments")

"""The sweep that opens cases: one shipment that fails holds back no other, and the last screening is the latest."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection

from tests.cases.shipments import ACETONE, PIPERIDONE, PIPRONAL, opened, screened
from tests.cases.test_judging import judge_all
from tests.screenings import looking_back as back
from watchlist.cases import opening
from watchlist.cases.lifecycle import dispose
from watchlist.cases.models import Case, CaseLookBack
from watchlist.cases.opening import open_case, open_due
from watchlist.temporal import last_tick

pytestmark = pytest.mark.usefixtures("law")
CITRIC = "Citric acid,77-92-9,,,25,kg,US,MX,Exporter Inc,Acme SA,2026-04-01,"


def failing(monkeypatch: pytest.MonkeyPatch, name: str, shipment: str) -> None:
    """Have the writing of duties fail for one shipment, as by a fault that nobody foresaw."""
    written = getattr(opening, name)

    def write(case: Case, *of: Any) -> Any:
        if case.shipment.endswith(shipment):
            raise ValueError("unforeseen")
        return written(case, *of)

    monkeypatch.setattr(opening, name, write)


def test_a_shipment_that_fails_holds_back_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for reference in ("one", "two", "three"):
        screened(ACETONE, reference=reference)
    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        failing(patch, "write_duties", "one")
        assert [case.shipment for case in open_due()] == ["reference two", "reference three"]
    assert "unforeseen" in caplog.text
    assert Case.objects.count() == 2
    assert [case.shipment for case in open_due()] == ["reference one"]


def test_a_shipment_of_a_look_back_that_fails_holds_back_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    before = last_tick()
    for reference in ("one", "two", "three"):
        back.stored((CITRIC,), reference)
    back.list_citric_acid()
    with monkeypatch.context() as patch:
        failing(patch, "write_duties_of_look_back", "one")
        back.looked_back(before)
        assert CaseLookBack.objects.count() == 2
    assert [case.shipment for case in open_due()] == ["reference one"]
    assert (CaseLookBack.objects.count(), open_due()) == (3, [])


def test_what_is_taken_up_late_does_not_stand_in_the_place_of_what_came_after(officer: User) -> None:
    earlier, later = screened(PIPRONAL), screened(ACETONE, PIPRONAL)
    case = open_case(later)
    assert case is not None
    judge_all(case, officer)
    dispose(case=case, word="refused", note="The buyer is not known.", actor=officer)
    assert open_due() == [case]
    case.refresh_from_db()
    assert (case.screening, case.lines_for_people, case.lines_judged) == (later, 2, 2)
    assert (case.state, case.screenings.count(), case.events.latest("pk").verb) == (
        "investigating",
        2,
        "screened_again",
    )
    assert earlier.case_screening.case == case


def test_the_instant_of_a_screening_is_after_whatever_its_case_was_locked_for() -> None:
    case, free = opened(PIPERIDONE), list[datetime]()

    def watched(execute: Any, sql: str, *of: Any) -> Any:
        found = execute(sql, *of)
        if not free and 'FROM "watchlist_case" WHERE' in sql:
            free.append(datetime.now(UTC))
        return found

    with connection.execute_wrapper(watched):
        opened(PIPERIDONE)
    assert case.screenings.latest("at").at > free[0]
    assert case.events.latest("pk").at > free[0]

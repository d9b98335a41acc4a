"""What is set aside over the API: described field for field, and of signals no more told than of signals that count."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.api.conftest import Caller
from tests.api.described import assert_part
from tests.screenings.suppressions.laid_down import (
    ASKED,
    CONFLICT,
    GUESSED,
    NOTE,
    RELATIVE,
    all_suppressed,
    in_days,
    stored,
)
from watchlist.engine.answer_shown import ALWAYS_SHOWN
from watchlist.screenings.suppressions import suppressing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
URL = "/api/v1/screenings/"
WHO = {"by", "second", "until", "why", "suppression"}


def sent(caller: Caller, user: User, *lines: dict[str, str]) -> list[dict[str, Any]]:
    """Return what the API answers on some lines."""
    answer = caller(user).post(URL, {"lines": list(lines), **ASKED})
    assert answer.status_code in (200, 201), answer.content
    told: list[dict[str, Any]] = answer.json()["lines"]
    return told


def test_what_is_set_aside_is_as_the_document_describes_it(officer: User, second_officer: User, caller: Caller) -> None:
    all_suppressed(GUESSED, officer, second_officer)
    row = suppressing.request_conflict_suppression(
        line=stored(CONFLICT), position=0, until=in_days(9), note=NOTE, actor=officer
    )
    suppressing.answer_suppression(suppression=row, agreed=True, actor=second_officer)
    guess, conflict = sent(caller, officer, GUESSED, CONFLICT)
    for line in (guess, conflict):
        assert_part("LineRecord", line, "line")
    for record in guess["suppressed"]:
        assert_part("SuppressedFindingRecord", record, "finding")
    (record,) = conflict["suppressed"]
    assert_part("SuppressedConflictRecord", record, "conflict")
    assert record["code"] == "cas_name_mismatch"
    assert guess["suppressed"]


def test_of_a_signal_set_aside_no_more_is_told_than_of_a_signal(
    officer: User, second_officer: User, program: User, caller: Caller
) -> None:
    before = sent(caller, program, RELATIVE)[0]["findings"]
    all_suppressed(RELATIVE, officer, second_officer)
    (line,) = sent(caller, program, RELATIVE)
    assert_part("LineRecord", line, "line")
    (told,) = line["suppressed"]
    assert {name for name, value in told.items() if value is not None} == ALWAYS_SHOWN
    assert [{name: value for name, value in told.items() if name not in WHO}] == before
    assert not {"officer", NOTE} & set(map(str, told.values()))
    assert "officer" not in line["explanation"]

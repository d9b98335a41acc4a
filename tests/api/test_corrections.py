"""Corrections of lines by the API: made, read, and answered by a second officer."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from tests.api.conftest import Caller
from tests.api.described import assert_described
from tests.api.test_cases import kind, place
from tests.cases.shipments import ACETONE, PIPERIDONE, opened
from watchlist.api.cases.corrections import CorrectionRecord, CorrectionRunRecord
from watchlist.screenings import Upload
from watchlist.tasks import run_job

pytestmark = pytest.mark.usefixtures("law")
QUANTITY = {"line": 2, "field": "quantity", "corrected": "1600", "reason": "The packing list says 1,600 kg."}
NAME = {"line": 1, "field": "name", "corrected": "Piperidone", "reason": "The certificate says so."}


def test_a_program_corrects_and_reads_what_was_corrected(caller: Caller, officer: User) -> None:
    case, mine = opened(PIPERIDONE, ACETONE), caller(officer)
    made = mine.post(place(case, "corrections/"), QUANTITY)
    assert made.status_code == 201
    assert_described(CorrectionRecord(), made.json(), "correction")
    assert (made.json()["declared"], made.json()["corrected"], made.json()["needs_second"]) == ("160", "1600", False)
    assert mine.get(place(case, "corrections/")).json()["items"] == [made.json()]
    screening = mine.get(f"/api/v1/screenings/{made.json()['answered_in']}/").json()
    (corrected,) = screening["lines"][1]["corrections"]
    assert (corrected["field"], corrected["by"], corrected["agreed_by"]) == ("quantity", "officer", None)
    assert screening["lines"][1]["declared"]["quantity"] == "160"
    assert kind(mine.post(place(case, "corrections/"), {**QUANTITY, "corrected": "many"}))[0] == 422


def test_a_second_officer_answers_a_correction_of_what_a_controlled_line_is(
    caller: Caller, officer: User, second_officer: User
) -> None:
    case, mine, other = opened(PIPERIDONE, ACETONE), caller(officer), caller(second_officer)
    made = mine.post(place(case, "corrections/"), NAME).json()
    assert (made["needs_second"], made["effective_at"]) == (True, None)
    assert kind(mine.post(place(case, "corrections/"), NAME)) == (409, "wait-for-the-second")
    (asked,) = other.get("/api/v1/corrections/").json()["items"]
    assert asked == made
    refusal = {"agreed": False}
    assert kind(other.post(f"/api/v1/corrections/{made['id']}/answer/", refusal)) == (422, "say-why")
    answered = other.post(f"/api/v1/corrections/{made['id']}/answer/", {"agreed": True}).json()
    assert (answered["answer"], answered["answered_by"]) == ("agreed", "second-officer")
    assert answered["effective_at"]
    assert other.get("/api/v1/corrections/").json()["items"] == []


def test_a_long_shipment_is_corrected_by_a_job(
    caller: Caller, officer: User, second_officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("watchlist.screenings.answering_anew.MOST", 1)
    case, mine, other = opened(PIPERIDONE, ACETONE), caller(officer), caller(second_officer)
    begun = mine.post(place(case, "corrections/"), QUANTITY)
    assert begun.status_code == 202
    assert_described(CorrectionRunRecord(), begun.json(), "correction under way")
    assert kind(mine.post(place(case, "corrections/"), QUANTITY)) == (409, "look-again")
    assert mine.get(place(case, "corrections/")).json()["items"] == []
    run_job(begun.json()["job"])
    assert mine.get(f"/api/v1/manifests/{begun.json()['manifest']}/").json()["state"] == "done"
    (made,) = mine.get(place(case, "corrections/")).json()["items"]
    assert (made["manifest"], made["answered_in"]) == (begun.json()["manifest"], begun.json()["manifest"])
    asked = mine.post(place(case, "corrections/"), NAME)
    assert (asked.status_code, asked.json()["manifest"]) == (201, None)
    agreed = other.post(f"/api/v1/corrections/{asked.json()['id']}/answer/", {"agreed": True}).json()
    assert (agreed["answer"], agreed["effective_at"]) == ("agreed", None)
    run_job(str(Upload.objects.get(pk=agreed["manifest"]).job_id))
    assert mine.get(place(case, "corrections/")).json()["items"][0]["effective_at"]

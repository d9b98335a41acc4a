"""A manifest as they really come: title rows, German headers, a lying line, a cut number, elements in one cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.plain_answers import PlainAnswer, screen
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import read_manifest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
ROUGH = Path(__file__).parents[2] / "fixtures" / "manifests" / "rough.csv"


@pytest.fixture
def answer() -> PlainAnswer:
    return screen(read_manifest(str(ROUGH)), Question(origin="US", destination="MX", operation="export"))


def line(answer: PlainAnswer, number: int) -> dict[str, Any]:
    return answer.lines[number - 1]


def test_every_row_of_the_file_is_accounted_for(answer: PlainAnswer) -> None:
    (sheet,) = answer.coverage["read"]["sheets"]
    assert (sheet["titles"], sheet["headers"], sheet["blank"], sheet["lines"]) == (2, 1, 1, 10)
    assert sheet["rows"] == 14


def test_each_line_is_read_as_a_person_would(answer: PlainAnswer) -> None:
    assert [each["verdict"] for each in answer.lines] == [
        *("controlled", "review", "controlled", "review", "controlled"),
        *("unresolved", "controlled", "no_match", "controlled", "unresolved"),
    ]


def test_a_line_that_contradicts_itself_says_so(answer: PlainAnswer) -> None:
    conflict, of_heading = line(answer, 7)["conflicts"]
    assert of_heading["code"] == "hs_structure_mismatch"
    assert (conflict["code"], conflict["severity"]) == ("cas_name_mismatch", "medium")
    assert conflict["detail"] == "CAS 108-24-7 is Acetic anhydride; the name says sodium chloride."


def test_what_is_missing_is_asked_without_naming_a_list(answer: PlainAnswer) -> None:
    request = line(answer, 6)["request"]
    assert "CAS number" in request
    assert not any(of["title"] in request for of in answer.coverage["lists"])


def test_packages_and_contents_are_one_quantity(answer: PlainAnswer) -> None:
    assert line(answer, 3)["amount"]["kg"] == "12800"
    assert line(answer, 5)["amount"]["kg"] is None
    assert "quantity_ambiguous" in [problem["code"] for problem in line(answer, 5)["problems"]]


def test_parcels_under_two_spellings_of_one_party_are_summed(answer: PlainAnswer) -> None:
    total = next(found for found in answer.summary["shipment_findings"] if found["entry"] == "us-list-2/acetone")
    assert (total["met"], [parcel["line"] for parcel in total["parcels"]]) == ("yes", [3, 4])

"""Registry numbers within a text, however somebody wrote them."""

from __future__ import annotations

import pytest

from tests.resolution.test_look_ups import Resolve
from watchlist.engine.identification.registry_numbers import cut_numbers, numbers_within


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("CAS: 67-64-1 acetone", ["67-64-1"]),
        ("acetone 67.64.1", ["67-64-1"]),
        ("acetone 67 - 64 - 1", ["67-64-1"]),
        ("acetone (CAS-Nr. 67–64–1)", ["67-64-1"]),
        ("CAS no 67641", ["67-64-1"]),
        ("CAS#67 64 1", ["67-64-1"]),
        ("CAS号:67-64-1", ["67-64-1"]),
        ("CAS RN 103-79-7/67-64-1", ["103-79-7", "67-64-1"]),
        ("67-64-2", []),
        ("2026-03-02", []),
        ("tel 555-12-3456", []),
        ("25 10 1", []),
        ("lot 67641", []),
    ],
)
def test_a_number_is_found_however_it_is_separated(text: str, numbers: list[str]) -> None:
    assert numbers_within(text) == numbers


@pytest.mark.parametrize(
    ("text", "beginnings"),
    [
        ("CAS79099 powder", ["79099-"]),
        ("CAS 79099-07", ["79099-07-"]),
        ("CAS 67641", ["67641-"]),
        ("powder 79099", []),
        ("CAS 123", []),
    ],
)
def test_a_cut_number_needs_the_letters_that_announce_it(text: str, beginnings: list[str]) -> None:
    assert list(cut_numbers(text)) == beginnings


def test_a_whole_number_that_is_known_is_not_cut(resolve: Resolve) -> None:
    assert [r.substance for r in resolve(name="CAS 67641").resolutions] == ["acetone"]


def test_a_field_of_numbers_announces_a_cut_number() -> None:
    assert list(cut_numbers("79099-07", alone=True)) == ["79099-07-"]


@pytest.mark.parametrize("item", [{"name": "CAS8006 oil"}, {"cas": "8006-80"}])
def test_a_cut_number_is_a_guess_and_a_problem(resolve: Resolve, item: dict[str, str]) -> None:
    found = resolve(**item)
    assert [(r.substance, r.certainty) for r in found.resolutions] == [("sassafras-oil", "guess")]
    assert found.problems


def test_a_cut_number_is_not_passed_over_beside_a_name_that_is_known(resolve: Resolve) -> None:
    found = resolve(name="sodium chloride CAS8006")
    assert ("sassafras-oil", "guess") in [(r.substance, r.certainty) for r in found.resolutions]

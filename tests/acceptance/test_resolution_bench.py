"""The bars of resolution, over the labelled bench: what is listed is found, what is ordinary is left alone."""

from __future__ import annotations

import pytest

from tests.bench_resolution import disagreeing, figures, listed, misses, outcomes, unseen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


def test_a_listed_substance_with_structure_or_number_is_found() -> None:
    lines = outcomes()["listed_with_structure_or_cas"]
    assert figures()["listed_found_with_structure_or_cas"] >= 99, misses(lines)


def test_a_listed_substance_by_name_only_is_found() -> None:
    lines = outcomes()["listed_by_name"]
    assert figures()["listed_found_by_name"] >= 95, misses(lines)


def test_an_ordinary_line_is_left_alone() -> None:
    assert figures()["ordinary_raised"] <= 2, misses(outcomes()["ordinary"])


def test_no_listed_line_is_answered_no_match() -> None:
    assert [str(each) for each in unseen(listed())] == []


def test_a_vague_line_is_unresolved_and_never_no_match() -> None:
    lines = outcomes()["vague"]
    assert figures()["vague_unresolved"] >= 95, misses(lines)
    assert [str(each) for each in unseen(lines)] == []


def test_a_line_whose_fields_disagree_says_so() -> None:
    untold = [f"{each}, not told: {each.untold}" for each in disagreeing() if each.untold]
    assert figures()["conflicts_told"] >= 90, "\n".join(untold)

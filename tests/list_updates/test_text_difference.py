"""The difference between two texts, as a curator reads it."""

from __future__ import annotations

from hypothesis import given, strategies as st

from watchlist.list_updates.comparing import text_difference

LINES = st.lists(st.sampled_from(["a", "b", "c"]), max_size=8)


def test_what_came_and_went_is_shown_with_a_line_around_it() -> None:
    before, after = "a\nb\nc\nd\ne\nf", "a\nb\nc\nD\ne\nf"
    assert text_difference(before, after).splitlines()[1:] == [" b", " c", "-d", "+D", " e", " f"]


@given(LINES, LINES)
def test_the_difference_says_all_that_changed_and_nothing_where_nothing_did(one: list[str], other: list[str]) -> None:
    said = text_difference("\n".join(one), "\n".join(other)).splitlines()
    came = [line[1:] for line in said if line.startswith("+")]
    went = [line[1:] for line in said if line.startswith("-")]
    assert (said == []) is (one == other)
    assert sorted([*one, *came]) == sorted([*other, *went])


def test_a_long_difference_is_cut_and_says_so() -> None:
    said = text_difference("", "\n".join(f"line {number}" for number in range(50_000)))
    assert len(said) < 101_000
    assert said.endswith("compare the publications themselves.]")


def test_a_change_far_down_a_long_text_is_found() -> None:
    lines = [f"line {number}" for number in range(100_000)]
    said = text_difference("\n".join(lines), "\n".join([*lines[:70_000], "new", *lines[70_000:]]))
    assert "+new" in said.splitlines()
    assert "longer than is shown" not in said

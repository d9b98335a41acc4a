"""What is told from an ordinary catalogue, and what is not."""

from __future__ import annotations

import math

import pytest

from chemistry.identity.compositions import composition, longest_walk
from watchlist.access.probing_statistics import SignalShare, Walk, is_far, tail, walks

NOBODY = SignalShare(0, 0)
QUIET = SignalShare(50, 100_000)


@pytest.mark.parametrize(
    ("today", "past", "far"),
    [
        pytest.param(SignalShare(19, 19), QUIET, False, id="fewer than twenty structures say nothing"),
        pytest.param(SignalShare(25, 25), NOBODY, True, id="a new token that asks of nothing else"),
        pytest.param(SignalShare(25, 100), NOBODY, True, id="one in four"),
        pytest.param(SignalShare(60, 2_000), NOBODY, False, id="a catalogue of chemicals, by a new token"),
        pytest.param(SignalShare(60, 2_000), QUIET, False, id="a catalogue of chemicals, after ordinary goods"),
        pytest.param(SignalShare(100, 1_000), QUIET, True, id="one in ten, after ordinary goods"),
        pytest.param(SignalShare(100, 1_000), SignalShare(9_000, 100_000), False, id="one in ten, as ever"),
        pytest.param(SignalShare(900, 1_000_000), QUIET, False, id="many, among very many lines"),
        pytest.param(SignalShare(30, 10), NOBODY, True, id="more structures than lines: mixtures"),
    ],
)
def test_a_share_is_far_by_the_past_of_its_token(today: SignalShare, past: SignalShare, far: bool) -> None:
    assert is_far(today, past, NOBODY) is far


def test_a_house_where_every_token_meets_many_is_told_by_that() -> None:
    assert is_far(SignalShare(60, 250), NOBODY, NOBODY)
    assert not is_far(SignalShare(60, 250), NOBODY, SignalShare(20_000, 100_000))


def test_the_tail_is_that_of_the_beta_binomial() -> None:
    # With one hit and one miss seen before, every number of hits is as likely as any other.
    assert math.isclose(tail(8, 10, 1, 1), 3 / 11)
    # One try is a coin of that mean.
    assert math.isclose(tail(1, 1, 1, 49), 0.02)


def test_the_heavy_atoms_of_a_structure_are_one_text() -> None:
    assert composition("OC(=O)Cc1ccccc1Cl") == "C8 Cl1 O2"
    assert composition("[2H]OC.[Na+].[2H]OC") == "C2 Na1 O2"


@pytest.mark.parametrize(
    ("compositions", "steps"),
    [
        pytest.param(["C1", "C2", "C3"], 3, id="one atom more at a time"),
        pytest.param(["C8 Cl1", "Br1 C8", "C8 F1"], 3, id="one exchanged"),
        pytest.param(["C8 O2", "C8 O2"], 2, id="the same atoms elsewhere"),
        pytest.param(["C1", "C2", "C5", "C6 O1"], 2, id="two atoms are too far"),
        pytest.param(["C4", "C3", "C9", "C8", "C7"], 3, id="the longest of two"),
        pytest.param(["", ""], 0, id="nothing that can be read"),
    ],
)
def test_a_walk_passes_structures_one_heavy_atom_apart(compositions: list[str], steps: int) -> None:
    assert longest_walk(compositions) == steps


def test_a_walk_is_many_around_one_substance_and_little_else() -> None:
    chain = [f"C{atoms} O2" for atoms in range(8, 18)]
    assert walks({"x": chain, "y": ["C1"]}, 11) == (Walk("x", 10),)
    assert walks({"x": chain}, 41) == ()
    assert walks({"x": chain[:9]}, 9) == ()
    assert walks({"x": [f"C{atoms}" for atoms in range(0, 40, 3)]}, 14) == ()

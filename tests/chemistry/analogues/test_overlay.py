"""One skeleton on another: what differs is counted, and carbon alone is no resemblance."""

from __future__ import annotations

import pytest
from rdkit import Chem

from chemistry.analogues.evidence import overlay_words
from chemistry.analogues.overlay import Overlay, best_overlay, mappings
from chemistry.analogues.shape import Shape

AMPHETAMINE, P2P, PIPERIDONE = "CC(N)Cc1ccccc1", "CC(=O)Cc1ccccc1", "O=C1CCNCC1"
FENTANYL = "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
LACTAM = "O=C1CCc2ccccc2N1C1CCN(CCc2ccccc2)CC1"
"""Fentanyl's skeleton with one more ring closed."""


def laid(small: str, large: str) -> Overlay | None:
    one, other = Shape(Chem.MolFromSmiles(small)), Shape(Chem.MolFromSmiles(large))
    return best_overlay(one, other, mappings(one, other), least=0.0)


def differences(small: str, large: str) -> tuple[int, int, int, int] | None:
    found = laid(small, large)
    return (found.elements, found.bonds, found.closures, found.left) if found else None


@pytest.mark.parametrize(
    ("small", "large", "expected"),
    [
        pytest.param(P2P, P2P, (0, 0, 0, 0), id="itself"),
        pytest.param(P2P, AMPHETAMINE, (1, 1, 0, 0), id="another element, another bond order"),
        pytest.param(AMPHETAMINE, "CC(N)Cc1ccc(F)cc1", (0, 0, 0, 1), id="one further atom"),
        pytest.param(FENTANYL, LACTAM, (0, 0, 1, 0), id="one further ring"),
        pytest.param("CCc1ccccc1", AMPHETAMINE, None, id="a hydrocarbon in an amine"),
        pytest.param(AMPHETAMINE, "CCC(C)Cc1ccccc1", None, id="no nitrogen anywhere"),
        pytest.param(PIPERIDONE, "O=C1CCCCC1", None, id="too small for another element"),
        pytest.param(PIPERIDONE, "OC1CCNCC1", (0, 1, 0, 0), id="not too small for another bond order"),
    ],
)
def test_what_differs_is_counted(small: str, large: str, expected: tuple[int, int, int, int] | None) -> None:
    assert differences(small, large) == expected


def test_a_further_ring_is_said_and_makes_it_less_alike() -> None:
    lactam, itself = laid(FENTANYL, LACTAM), laid(FENTANYL, FENTANYL)
    assert lactam
    assert itself
    assert overlay_words(lactam, is_within=False) == (
        "same_skeleton",
        "it has the same skeleton of 25 atoms; there, one ring fewer",
    )
    assert lactam.overlap < itself.overlap == 1.0

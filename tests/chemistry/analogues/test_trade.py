"""What is itself shipped in volume is raised for less, by its declared tonnage; never where it is what is listed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from chemistry import data
from chemistry.analogues.relatives import RelativeReference, RelativeSet
from chemistry.analogues.shape import Shape
from chemistry.analogues.trade import FILE, tonnes_of, trade_key, weight_of
from chemistry.identity.identities import identify
from chemistry.identity.molecules import parse_structure
from tests.chemistry.analogues.held import everything, held

BENZYL_ACETATE, ACETOPHENONE, EUGENOL = "CC(=O)OCc1ccccc1", "CC(=O)c1ccccc1", "C=CCc1ccc(O)c(OC)c1"
BENZOIC_ACID, VANILLIN, VERATRALDEHYDE = "O=C(O)c1ccccc1", "COc1cc(C=O)ccc1O", "COc1ccc(C=O)cc1OC"
PIPERINE = "O=C(/C=C/C=C/c1ccc2c(c1)OCO2)N1CCCCC1"


def tonnes(smiles: str) -> float:
    shape = Shape(parse_structure(smiles))
    return tonnes_of(shape.bits, shape.size)


@pytest.mark.parametrize(("shipped", "weight"), [(0, 0), (1, 0), (10, 0), (100, 1), (10_000, 3)])
def test_each_power_of_ten_above_ten_tonnes_takes_one(shipped: float, weight: float) -> None:
    assert weight_of(shipped) == weight


def test_the_committed_keys_are_those_of_the_committed_structures() -> None:
    """Otherwise: python -m tests.background tonnages."""
    text = (Path(data.__file__).parent / FILE).read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    shapes = [(row["key"], Shape(parse_structure(row["smiles"]))) for row in rows]
    assert [key for key, _ in shapes] == [trade_key(shape.bits, shape.size) for _, shape in shapes]
    assert len({key for key, _ in shapes}) > 0.99 * len(rows)


def test_a_salt_is_shipped_as_its_acid_and_most_structures_as_nothing() -> None:
    assert tonnes("O=C([O-])c1ccccc1") == tonnes(BENZOIC_ACID) >= 100_000
    assert tonnes("CC(=O)C(C#N)c1ccccc1") == 0


@pytest.mark.parametrize(
    "smiles", [BENZYL_ACETATE, ACETOPHENONE, EUGENOL, BENZOIC_ACID, VANILLIN, VERATRALDEHYDE, PIPERINE]
)
def test_goods_that_everybody_ships_and_that_only_resemble_fall_below_medium(smiles: str) -> None:
    mol = parse_structure(smiles)
    found = held().closest(held().relatives(mol, identify(mol)))
    assert found is None or held().cuts(*everything()).severity(found.rarity) in ("", "low")


def test_what_is_listed_itself_loses_nothing() -> None:
    one, other = (
        RelativeSet([RelativeReference("listed", smiles, "family")], []) for smiles in (ACETOPHENONE, "CCC(=O)c1ccccc1")
    )
    mol = parse_structure(ACETOPHENONE)
    itself, like = (among.closest(among.relatives(mol, identify(mol))) for among in (one, other))
    assert itself is not None
    assert itself.rarity < 1e-6
    assert like is None or like.rarity > 1000 * itself.rarity

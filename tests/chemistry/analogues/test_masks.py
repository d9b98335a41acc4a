"""Masks: with its X left out, it is Y; a table of yes and no."""

from __future__ import annotations

import pytest
from rdkit import Chem

from chemistry.analogues.masks import Mask, MaskSet, find_masked
from chemistry.analogues.overlay import mappings
from chemistry.analogues.shape import Shape
from chemistry.errors import StructureError
from tests.background.build import rows
from tests.background.calibrations import RELATIVES, seeded_masks
from watchlist.engine import host

P2P, AP, ANTHRANILIC = "CC(=O)Cc1ccccc1", "c1ccc(NC2CCNCC2)cc1", "Nc1ccccc1C(=O)O"
ANPP = "c1ccc(CCN2CCC(Nc3ccccc3)CC2)cc1"
PIPERIDONE, GLYCIDIC = "O=C1CCNCC1", "CC1(C(=O)O)OC1c1ccccc1"


def masks_of(listed: str, other: str) -> tuple[str, ...] | None:
    small, large = Shape(Chem.MolFromSmiles(listed)), Shape(Chem.MolFromSmiles(other))
    found = find_masked(small, large, mappings(small, large), MaskSet(seeded_masks()).places(large.mol))
    return found.masks if found else None


@pytest.mark.parametrize(
    ("listed", "other", "masks"),
    [
        pytest.param(P2P, "CC(=O)C(C#N)c1ccccc1", ("cyano",), id="nitrile"),
        pytest.param(P2P, "CC(=O)C(C(N)=O)c1ccccc1", ("carbamoyl",), id="carboxamide"),
        pytest.param(P2P, "CCOC(=O)C(C(C)=O)c1ccccc1", ("alkoxycarbonyl",), id="another ester"),
        pytest.param(P2P, "CCOC(=O)C(C(=O)OCC)C(=O)Cc1ccccc1", ("alkoxycarbonyl",) * 2, id="two esters"),
        pytest.param(P2P, "COC(=O)C1(C)OC1c1ccccc1", ("glycidic",), id="glycidate"),
        pytest.param(P2P, "CC1(Cc2ccccc2)OCCO1", ("acetal",), id="cyclic acetal"),
        pytest.param(P2P, "COC(C)(Cc1ccccc1)OC", ("acetal", "ether"), id="open acetal"),
        pytest.param(AP, "O=C(OCc1ccccc1)N1CCC(Nc2ccccc2)CC1", ("carbamate",), id="another carbamate"),
        pytest.param(AP, "c1ccc(CCN2CCC(Nc3ccccc3)CC2)cc1", ("phenethyl-n",), id="phenethyl"),
        pytest.param(AP, "Fc1ccc(NC2CCNCC2)cc1", ("halide",), id="halogen"),
        pytest.param(PIPERIDONE, "O=C1CCN(Cc2ccccc2)CC1", ("benzyl-n",), id="benzyl"),
        pytest.param(ANTHRANILIC, "O=C(Nc1ccccc1C(=O)O)c1ccccc1", ("acyl-n",), id="another acyl"),
        pytest.param(GLYCIDIC, "CCCCOC(=O)C1(C)OC1c1ccccc1", ("ester",), id="ester of an acid"),
        pytest.param(P2P, "CC(=O)C(C#C)c1ccccc1", None, id="an alkyne is no mask"),
        pytest.param(P2P, "CC(O)C(C#N)c1ccccc1", None, id="no ketone left"),
        pytest.param(P2P, "CC(=O)C(C#N)(C#N)C(C#N)c1ccccc1", None, id="not the skeleton"),
        pytest.param(AP, "OCCC(=O)N1CCC(Nc2ccccc2)CC1", None, id="not the whole branch"),
        pytest.param(AP, "c1ccc(CCCN2CCC(Nc3ccccc3)CC2)cc1", None, id="phenylpropyl is not phenethyl"),
        pytest.param(PIPERIDONE, "O=C1CCN2CCCC2C1", None, id="a ring is closed"),
        pytest.param(ANPP, "O=C1CCc2ccccc2N1C1CCN(CCc2ccccc2)CC1", None, id="an acyl group that closes a ring"),
        pytest.param(P2P, "CC(=O)C(C#N)(C#N)c1cc(F)c(F)cc1", None, id="too many"),
        pytest.param(P2P, P2P, (), id="itself has none"),
    ],
)
def test_every_atom_left_out_belongs_to_a_mask(listed: str, other: str, masks: tuple[str, ...] | None) -> None:
    assert masks_of(listed, other) == masks


@pytest.mark.parametrize(
    "row", [row for row in rows(RELATIVES / "masks.csv") if row["masked"]], ids=lambda row: row["key"]
)
def test_a_mask_is_shown_by_the_pair_that_it_names(row: dict[str, str]) -> None:
    smiles = {one["key"]: one["smiles"] for one in rows(host.ROOT / "seeds/substances/substances.csv")}
    assert row["key"] in (masks_of(smiles[row["listed"]], smiles[row["masked"]]) or ())


@pytest.mark.parametrize(
    "mask", [Mask("x", "x", "[C:1]("), Mask("x", "x", "CC#N"), Mask("x", "x", "[C:1]C#N", tail="anything")], ids=str
)
def test_a_mask_that_cannot_be_read_is_refused(mask: Mask) -> None:
    with pytest.raises(StructureError) as refused:
        MaskSet([mask])
    assert refused.value.code == "mask_unreadable"

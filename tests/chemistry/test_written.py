from __future__ import annotations

import pytest
from rdkit import Chem
from rdkit.Chem import rdDepictor

from chemistry.errors import StructureError
from chemistry.forms.salts import traded_salts
from chemistry.identity.written import is_smiles_like, parse_written

P2P = "CC(=O)Cc1ccccc1"


def molfile(smiles: str, *, v3000: bool = False) -> str:
    mol = Chem.MolFromSmiles(smiles)
    rdDepictor.Compute2DCoords(mol)
    return str(Chem.MolToV3KMolBlock(mol) if v3000 else Chem.MolToMolBlock(mol))


@pytest.mark.parametrize(
    "text",
    [
        P2P,
        f"{P2P} phenylacetone",
        f"{P2P}\tP2P 98 %",
        f'"{P2P}"',
        f"'{P2P}'",
        f"`{P2P}`",
        "CC(=O)Cc1\nccccc1",
        "CC(=O)Cc1 ccccc1",
        f"SMILES: {P2P}",
        f"Canonical SMILES = {P2P}",
        f"{P2P} |c:1|",
        "InChI=1S/C9H10O/c1-8(10)7-9-5-3-2-4-6-9/h2-6H,\n7H2,1H3",
        "InChI: InChI=1S/C9H10O/c1-8(10)7-9-5-3-2-4-6-9/h2-6H,7H2,1H3",
        molfile(P2P),
        molfile(P2P).strip(),
        molfile(P2P).replace("\n", "\r\n"),
        molfile(P2P, v3000=True),
        molfile(P2P, v3000=True).strip(),
        molfile(P2P) + "$$$$\n",
    ],
)
def test_a_structure_is_read_as_people_write_it(text: str) -> None:
    assert Chem.MolToSmiles(parse_written(text)) == Chem.CanonSmiles(P2P)


def test_a_molfile_keeps_its_stereochemistry_and_its_charges() -> None:
    drawn = "C[C@H](NC)[C@H](O)c1ccccc1.[Cl-].[Na+]"
    assert Chem.MolToSmiles(parse_written(molfile(drawn))) == Chem.CanonSmiles(drawn)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("I have none", "smiles_unreadable"),
        ("CCO ethanol", "smiles_unreadable"),
        ("CC(=O) Cc1ccccc1", "smiles_unreadable"),
        (f"{P2P} CCO", "smiles_unreadable"),
        ("c1ccc", "smiles_unreadable"),
        ("", "structure_empty"),
        ('""', "structure_empty"),
        ("InChI=1S/C9H10O/c1-8(10)7-9-5-3-2-4-6-9", "inchi_unreadable"),
        ("InChI=1S/C9H10O/h2-6H,7H2,1H3", "inchi_unreadable"),
        (molfile(P2P) + "$$$$\n" + molfile("CCO"), "molfile_unreadable"),
        (molfile("*CC"), "molfile_unreadable"),
        (molfile(P2P)[:300], "molfile_unreadable"),
        (molfile("C" * 301, v3000=True), "structure_too_large"),
        (molfile(P2P) + " " * 100_000, "structure_too_long"),
    ],
)
def test_what_can_be_read_in_two_ways_or_in_none_is_refused(text: str, code: str) -> None:
    with pytest.raises(StructureError) as refused:
        parse_written(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        (P2P, True),
        ("O=C1CCNCC1", True),
        ("[Na+].[Cl-]", True),
        ("acetone", False),
        ("1-phenyl-2-propanone", False),
        ("C9H10O", False),
        ("CCO", False),
        ("PCP", False),
        ("BSCCO-2212", False),
        ("(+)-ephedrine", False),
    ],
)
def test_a_smiles_in_the_place_of_a_name_is_known_by_its_letters(name: str, is_one: bool) -> None:
    assert is_smiles_like(name) is is_one


def test_the_salts_of_a_base_and_of_an_acid_are_drawn_with_their_keys() -> None:
    of_base, of_acid = dict(traded_salts("O=C1CCNCC1")), dict(traded_salts("O=C(O)Cc1ccccc1"))
    assert Chem.MolToInchiKey(Chem.MolFromSmiles("Cl.O=C1CCNCC1")) in of_base.values()
    assert Chem.MolToInchiKey(Chem.MolFromSmiles("OS(=O)(=O)O.O=C1CCNCC1.O=C1CCNCC1")) in of_base.values()
    assert Chem.MolToInchiKey(Chem.MolFromSmiles("[K+].[O-]C(=O)Cc1ccccc1")) in of_acid.values()
    assert dict(traded_salts("CC(=O)Cc1ccccc1")) == dict(traded_salts("Cl.CN")) == {}

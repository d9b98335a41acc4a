from __future__ import annotations

import pytest
from rdkit import Chem

from chemistry.forms.reference_set import FORMS, FormMatch, Reference, ReferenceSet
from chemistry.identity.identities import identify
from chemistry.identity.molecules import parse_structure
from tests.chemistry.labelled import reference_set, rows


def matches(smiles: str, known: ReferenceSet | None = None) -> dict[str, FormMatch]:
    mol = parse_structure(smiles)
    found = (known or reference_set()).match(mol, identify(mol))
    return {match.reference: match for match in found}


@pytest.mark.parametrize("row", rows("forms.csv"), ids=lambda row: f"{row['reference']}: {row['case']}")
def test_a_structure_is_the_labelled_form_of_the_reference(row: dict[str, str]) -> None:
    expected = {"": None, "named": ()}.get(row["forms"], tuple(row["forms"].split()))
    found = matches(row["smiles"]).get(row["reference"])
    assert (found and found.forms) == expected if expected is None else found is not None and found.forms == expected


@pytest.mark.parametrize("row", rows("references.csv"), ids=lambda row: row["key"])
def test_a_reference_is_itself_and_no_other_but_its_isomers(row: dict[str, str]) -> None:
    found = matches(row["smiles"])
    assert found[row["key"]].forms == ()
    assert all(match.forms for key, match in found.items() if key not in (row["key"], "isosafrole"))


def test_forms_come_in_one_order() -> None:
    match = matches("CC(C)(C)OC(=O)N1CCC(Nc2ccc(F)cc2)CC1.Cl.Cc1ccccc1.O")["4-ap"]
    assert match.forms == ("mixture_component", "salt", "hydrate", "carbamate", "halide")
    assert list(match.forms) == sorted(match.forms, key=FORMS.index)


def test_atoms_stand_for_the_reference_within_its_derivative() -> None:
    smiles = "Cl.CC(C)(C)OC(=O)N1CCC(=O)CC1"
    mol = parse_structure(smiles)
    identity = identify(mol)
    whole = Chem.MolFromSmiles(identity.smiles)
    match = matches(smiles)["4-piperidone"]
    assert Chem.MolFragmentToSmiles(whole, match.atoms) == "O=C1CCNCC1"


def test_atoms_of_a_salt_leave_out_the_counterion() -> None:
    smiles = "Cl.O.O=C1CCNCC1"
    identity = identify(parse_structure(smiles))
    match = matches(smiles)["4-piperidone"]
    assert Chem.MolFragmentToSmiles(Chem.MolFromSmiles(identity.smiles), match.atoms) == "O=C1CCNCC1"


def test_a_base_with_a_listed_organic_acid_is_a_salt_of_both() -> None:
    found = matches("CN[C@@H](C)[C@H](O)c1ccccc1.O=C(O)Cc1ccccc1")
    assert found["ephedrine"].forms == ("salt",)
    assert found["phenylacetic-acid"].forms == ("salt",)


@pytest.mark.parametrize("smiles", ["[Li+].[Cl-]", "[Li+].[Li+].O=C([O-])[O-]", "[Li].OS(=O)(=O)O", "[Li+]", "[Li]C"])
def test_a_metal_is_no_form_of_its_ions_and_salts(smiles: str) -> None:
    metal = ReferenceSet([Reference("lithium", "[Li]")])
    assert matches("[Li]", metal)["lithium"].forms == ()
    assert matches(smiles, metal) == {}


def test_a_mixture_of_two_listed_salts_contains_both() -> None:
    found = matches("CN[C@@H](C)[C@H](O)c1ccccc1.Cl.C1CCNCC1.Cl")
    assert found["ephedrine"].forms == found["piperidine"].forms == ("mixture_component", "salt")
    assert "hydrochloric-acid" not in found


def test_a_derivative_kind_is_looked_for_only_where_the_reference_names_it() -> None:
    boc = "CC(C)(C)OC(=O)N1CCC(=O)CC1"
    plain = ReferenceSet([Reference("4-piperidone", "O=C1CCNCC1", frozenset({"amide"}))])
    assert matches(boc, plain) == {}


@pytest.mark.parametrize(
    ("smiles", "forms"),
    [
        ("CCOC(=O)C(c1ccccc1)C(C)=O", ("ester",)),
        ("CC(O)=C(c1ccccc1)C(=O)OCC", ("ester",)),
        ("C=C(O)C(c1ccccc1)C(=O)OCC", ("ester",)),
        ("CCOC(O)=C(c1ccccc1)C(C)=O", ("ester",)),
        ("C/C(O)=C(\\c1ccccc1)C(=O)OCC", ("ester",)),
        ("CC([O-])=C(c1ccccc1)C(=O)OCC.[Na+]", ("salt", "ester")),
        ("CC([O-])=[13C](c1ccccc1)C(=O)OCC.[Na+].O", ("salt", "hydrate", "isotopologue", "ester")),
        ("CC(OC)=C(c1ccccc1)C(=O)OCC", None),
        ("CC(O)=C(c1ccccc1)C(N)=O", None),
    ],
)
def test_an_ester_of_a_keto_acid_is_one_however_its_ketone_is_drawn(smiles: str, forms: tuple[str, ...] | None) -> None:
    for acid in ("CC(=O)C(C(=O)O)c1ccccc1", "CC(O)=C(C(=O)O)c1ccccc1"):
        found = matches(smiles, ReferenceSet([Reference("acid", acid, frozenset({"ester"}))])).get("acid")
        assert (found and found.forms) == forms


@pytest.mark.parametrize("smiles", ["CCC(=O)N1CCC(O)=CC1", "OC1=CCN(CC1)C(=O)OCC"])
def test_an_amide_or_a_carbamate_of_a_ketone_may_be_drawn_as_an_enol(smiles: str) -> None:
    kind = "carbamate" if "OCC" in smiles else "amide"
    assert matches(smiles)["4-piperidone"].forms == (kind,)


def test_a_reference_may_be_drawn_in_several_ways() -> None:
    known = ReferenceSet([Reference("phosphorus", "[P]"), Reference("phosphorus", "P12P3P1P23")])
    assert matches("[P]", known)["phosphorus"].forms == ()
    assert matches("p12p3p1p23", known)["phosphorus"].forms == ()


def test_without_references_nothing_matches() -> None:
    assert matches("O=C1CCNCC1", ReferenceSet([])) == {}


@pytest.mark.parametrize("key", ["ephedrine", "ergotamine", "lysergic-acid", "tartaric-acid", "trans-isosafrole"])
def test_the_order_of_writing_does_not_change_the_stereochemistry(key: str) -> None:
    listed = Chem.MolFromSmiles(next(row["smiles"] for row in rows("references.csv") if row["key"] == key))
    for text in Chem.MolToRandomSmilesVect(listed, 20, randomSeed=7):
        assert matches(text)[key].forms == ()
        is_chiral = "@" in text
        mirrored = text.replace("@@", "?").replace("@", "@@").replace("?", "@") if is_chiral else text
        assert matches(mirrored)[key].forms == (("optical_isomer",) if is_chiral else ())


@pytest.mark.parametrize(
    ("smiles", "forms"),
    [
        ("CC(=O)O", {"acetic-acid": ()}),
        ("CC(=O)[O-].[Na+]", {"acetic-acid": ("salt",)}),
        ("CC(=O)O.CCO", {"acetic-acid": ("mixture_component",)}),
        ("CC(=O)O.COCCc1ccc(OCC(O)CNC(C)C)cc1", {}),
        ("CC(=O)[O-].C[N+](C)(C)C", {}),
        ("CCNCC", {"diethylamine": ()}),
        ("CCNCC.Cl", {"diethylamine": ("salt",)}),
        ("CCNCC.OC(=O)Cc1ccccc1Nc1c(Cl)cccc1Cl", {}),
    ],
)
def test_a_common_counter_ion_of_a_medicine_is_no_shipment_of_its_acid_or_base(
    smiles: str, forms: dict[str, tuple[str, ...]]
) -> None:
    common = ReferenceSet([Reference("acetic-acid", "CC(=O)O"), Reference("diethylamine", "CCNCC")])
    assert {key: found.forms for key, found in matches(smiles, common).items()} == forms

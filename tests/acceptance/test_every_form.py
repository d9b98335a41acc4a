"""A listed substance is found in every form that its own reach covers, and is near the boundary in others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from rdkit import Chem

from tests.acceptance.asking import ask_all
from watchlist.engine.law.compiled import CompiledLaw, CompiledScheduling
from watchlist.law_store.compile import law_known_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]

BASIC = Chem.MolFromSmarts("[NX3;!$(N[C,S]=[O,S,N]);!$(N=*);!$(Nc);!$([N+])]")
ACID = Chem.MolFromSmarts("C(=O)[OX2H1]")
OCTANE = "CCCCCCCC"


def in_force(law: CompiledLaw) -> Iterator[tuple[CompiledScheduling, Chem.Mol]]:
    """Yield each open listing of a substance with a structure, and that structure."""
    for key, rows in law.schedulings.items():
        smiles = law.substances[key].smiles
        for row in rows:
            if smiles and row.valid_until is None and row.list.tier == "listed":
                yield row, Chem.MolFromSmiles(smiles)


def tiers_of(form: Callable[[Chem.Mol], str | None], law: CompiledLaw) -> list[tuple[CompiledScheduling, str | None]]:
    """Return, for each open listing, the tier under which one form of its substance is found.

    A form that the same law lists by a name of its own is that other entry's.
    """
    made = [(row, smiles) for row, mol in in_force(law) if (smiles := form(mol)) is not None]
    answer = ask_all([{"smiles": smiles} for _, smiles in made])
    return [
        (row, next((f["tier"] for f in record["findings"] if f["entry"] == row.entry), None))
        for (row, _), record in zip(made, answer.lines, strict=True)
        if not any(is_named(finding, row) for finding in record["findings"])
    ]


def is_named(finding: dict[str, Any], row: CompiledScheduling) -> bool:
    """Say whether the law of a listing names the goods by another entry."""
    is_same_law = finding["jurisdiction"] == row.list.jurisdiction
    return is_same_law and finding["tier"] == "listed" and finding["entry"].split("/")[1] != row.substance


def hydrate(mol: Chem.Mol) -> str:
    """Return the monohydrate."""
    return f"{Chem.MolToSmiles(mol)}.O"


def mixture(mol: Chem.Mol) -> str:
    """Return the substance beside octane."""
    return f"{Chem.MolToSmiles(mol)}.{OCTANE}"


def isotopologue(mol: Chem.Mol) -> str | None:
    """Return the substance with one heavy atom of carbon."""
    carbon = next((atom for atom in mol.GetAtoms() if atom.GetAtomicNum() == 6), None)
    if carbon is None:
        return None
    carbon.SetIsotope(13)
    return str(Chem.MolToSmiles(mol))


def hydrochloride(mol: Chem.Mol) -> str | None:
    """Return the hydrochloride of a base."""
    return f"{Chem.MolToSmiles(mol)}.Cl" if mol.HasSubstructMatch(BASIC) and not mol.HasSubstructMatch(ACID) else None


def sodium_salt(mol: Chem.Mol) -> str | None:
    """Return the sodium salt of a carboxylic acid."""
    if not mol.HasSubstructMatch(ACID):
        return None
    oxygen = mol.GetAtomWithIdx(mol.GetSubstructMatch(ACID)[2])
    oxygen.SetFormalCharge(-1)
    oxygen.SetNumExplicitHs(0)
    return f"{Chem.MolToSmiles(mol)}.[Na+]"


def mirror_image(mol: Chem.Mol) -> str | None:
    """Return the enantiomer of what is drawn with its stereochemistry."""
    centres = [atom for atom in mol.GetAtoms() if atom.GetChiralTag() != Chem.ChiralType.CHI_UNSPECIFIED]
    for atom in centres:
        atom.InvertChirality()
    return str(Chem.MolToSmiles(mol)) if centres else None


def hexyl_ester(mol: Chem.Mol) -> str | None:
    """Return an ester that no list names by itself."""
    if not mol.HasSubstructMatch(ACID):
        return None
    acid = Chem.MolFromSmarts("[OX2H1][$(C=O)]")
    oxygen = mol.GetSubstructMatch(acid)[0]
    made = Chem.RWMol(mol)
    carbons = [made.AddAtom(Chem.Atom(6)) for _ in range(6)]
    for one, other in zip([oxygen, *carbons], carbons, strict=False):
        made.AddBond(one, other, Chem.BondType.SINGLE)
    Chem.SanitizeMol(made)
    return str(Chem.MolToSmiles(made))


@pytest.mark.parametrize("form", [hydrate, mixture, isotopologue])
def test_a_listed_substance_is_found_as_hydrate_isotopologue_and_component(
    form: Callable[[Chem.Mol], str | None],
) -> None:
    found = tiers_of(form, law_known_at())
    assert len(found) > 90
    assert [(row.entry, tier) for row, tier in found if tier != "listed_form"] == []


@pytest.mark.parametrize(
    ("form", "words", "reaching", "not_reaching"),
    [
        (hydrochloride, {"salts"}, 23, 1),
        (sodium_salt, {"salts"}, 8, 0),
        (mirror_image, {"optical_isomers", "stereoisomers"}, 5, 4),
        (hexyl_ester, {"esters"}, 4, 6),
    ],
)
def test_a_form_is_listed_where_the_words_reach_it_and_near_the_boundary_where_not(
    form: Callable[[Chem.Mol], str | None], words: set[str], reaching: int, not_reaching: int
) -> None:
    law = law_known_at()
    # A form of a controlled drug is never a near boundary of anything: lysergic acid is one in the United States.
    drugs = {key for key, rows in law.schedulings.items() if any(row.list.branch == "drug" for row in rows)}
    # Of an acid of many uses no ester is looked for where no law reaches one.
    of_many_uses = {key for key in law.schedulings if key not in law.family_of} if form is hexyl_ester else set()
    found = [(row, tier) for row, tier in tiers_of(form, law) if row.substance not in drugs | of_many_uses]
    reached = {row.entry: tier for row, tier in found if words & row.reach}
    outside = {row.entry: tier for row, tier in found if not words & row.reach}
    assert [entry for entry, tier in reached.items() if tier != "listed_form"] == []
    assert [entry for entry, tier in outside.items() if tier != "near_boundary"] == []
    assert len(reached) >= reaching
    assert len(outside) >= not_reaching


@pytest.mark.parametrize(
    ("smiles", "entry", "form"),
    [
        ("CCC(=O)N1CCC(=O)CC1", "4-piperidone", "amide"),
        ("CCOC(=O)N1CCC(=O)CC1", "4-piperidone", "carbamate"),
        ("C1COC2(O1)CCNCC2", "4-piperidone", "acetal"),
        ("CCOC(=O)N1CCC2(CC1)OCCO2", "4-piperidone", "carbamate"),
        ("OC1(O)CCNCC1.Cl", "4-piperidone", "salt"),
        ("CC(=O)N1CCC(Nc2ccccc2)CC1", "4-ap", "amide"),
        ("COC(=O)N1CCC(Nc2ccccc2)CC1", "4-ap", "carbamate"),
        ("Fc1ccc(NC2CCNCC2)cc1.Cl", "4-ap", "halide"),
    ],
)
def test_the_united_states_reach_what_their_words_name_and_the_convention_stands_beside_it(
    smiles: str, entry: str, form: str
) -> None:
    record = ask_all([{"smiles": smiles}]).lines[0]
    found = {finding["entry"]: (finding["tier"], finding["form"]) for finding in record["findings"]}
    assert found[f"us-list-1/{entry}"] == ("listed_form", form)
    by_convention = "listed_form" if form == "salt" else "near_boundary"
    assert found[f"un-table-1/{entry}"] == (by_convention, form)

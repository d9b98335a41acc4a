"""A listed substance is found in every form that its own reach covers, and is near the boundary in others."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from rdkit import Chem

from tests.acceptance.asking import ask_all
from watchlist.scheduling.compile import law_known_at
from watchlist.scheduling.compiled import CompiledLaw, CompiledScheduling

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
    """Return, for each open listing, the tier under which one form of its substance is found."""
    made = [(row, smiles) for row, mol in in_force(law) if (smiles := form(mol)) is not None]
    answer = ask_all([{"smiles": smiles} for _, smiles in made])
    return [
        (row, next((f["tier"] for f in record["findings"] if f["entry"] == row.entry), None))
        for (row, _), record in zip(made, answer.lines, strict=True)
    ]


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


@pytest.mark.parametrize("form", [hydrate, mixture, isotopologue])
def test_a_listed_substance_is_found_as_hydrate_isotopologue_and_component(
    form: Callable[[Chem.Mol], str | None],
) -> None:
    found = tiers_of(form, law_known_at())
    assert len(found) > 90
    assert [(row.entry, tier) for row, tier in found if tier != "listed_form"] == []


@pytest.mark.parametrize(("form", "least"), [(hydrochloride, 30), (sodium_salt, 8)])
def test_a_salt_is_listed_where_the_words_reach_it_and_near_the_boundary_where_not(
    form: Callable[[Chem.Mol], str | None], least: int
) -> None:
    found = tiers_of(form, law_known_at())
    assert len(found) >= least
    reached = {row.entry: tier for row, tier in found if "salts" in row.reach}
    outside = {row.entry: tier for row, tier in found if "salts" not in row.reach}
    assert set(reached.values()) == {"listed_form"}
    assert set(outside.values()) == ({"near_boundary"} if form is hydrochloride else set())

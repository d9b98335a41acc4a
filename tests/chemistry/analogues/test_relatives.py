"""Resemblance as the rest of the engine sees it: relatives of a structure, and the cuts of a day."""

from __future__ import annotations

import csv
import pickle
from pathlib import Path

import numpy as np
import pytest
from rdkit import Chem

from chemistry.analogues.background import background
from chemistry.analogues.calibration import FLOOR
from chemistry.analogues.cuts import BUDGETS, rarity
from chemistry.analogues.evidence import EVIDENCE
from chemistry.analogues.relative import Relative
from chemistry.analogues.relatives import RelativeReference, RelativeSet
from chemistry.identity.identities import identify
from chemistry.identity.molecules import parse_structure
from tests.chemistry.analogues.held import everything, held

P2P = RelativeReference("p2p", "CC(=O)Cc1ccccc1", "stimulants")
FORBIDDEN = ("safe", "clean", "clear", "suspicious", "illicit", "designer", "evasion", "prepar", "synthes", "react")


def relatives(smiles: str, among: RelativeSet | None = None) -> tuple[Relative, ...]:
    mol = parse_structure(smiles)
    return (among or held()).relatives(mol, identify(mol))


def nearest(smiles: str) -> tuple[str, str, str]:
    found = held().closest(relatives(smiles))
    assert found is not None
    return found.reference, found.mask, held().cuts(*everything()).severity(found.rarity)


@pytest.mark.parametrize(
    ("smiles", "reference", "severity"),
    [
        pytest.param("CC(=O)C(C#N)c1ccc(C)cc1", "apaan", "high", id="a methyl group more"),
        pytest.param("CC(C)(C)OC(=O)N1CCC(Nc2ccc(Cl)cc2)CC1", "4-bromo-1-boc-4-ap", "high", id="another halogen"),
        pytest.param("CC1(OCCO1)Cc1ccccc1", "p2p", "medium", id="an acetal"),
        pytest.param("CCCCCCOC(=O)C1(C)OC1c1ccccc1", "bmk-glycidate-butyl", "high", id="a longer ester"),
    ],
)
def test_a_relative_of_something_listed_is_raised_and_named(smiles: str, reference: str, severity: str) -> None:
    found, _, raised = nearest(smiles)
    assert (found, raised) == (reference, severity)


@pytest.mark.parametrize(
    "smiles", ["CCO", "CC(=O)Oc1ccccc1C(=O)O", "Cn1c(=O)c2c(ncn2C)n(C)c1=O", "OCC(O)CO", "c1ccccc1"]
)
def test_everyday_chemicals_are_not_raised_above_low(smiles: str) -> None:
    found = held().closest(relatives(smiles))
    assert found is None or held().cuts(*everything()).severity(found.rarity) in ("", "low")


def test_salts_and_isotopes_are_compared_by_their_organic_component() -> None:
    bare, salt, heavy = (
        relatives(s)
        for s in ("CC(=O)C(C#N)c1ccccc1", "[Na+].CC(=O)[C-](C#N)c1ccccc1", "[2H]C([2H])([2H])C(=O)C(C#N)c1ccccc1")
    )
    assert {one.reference for one in bare} == {one.reference for one in salt} == {one.reference for one in heavy}


def test_atoms_are_places_in_the_canonical_smiles() -> None:
    mol = parse_structure("c1ccccc1C(C#N)C(C)=O")
    identity = identify(mol)
    masked = next(one for one in held().relatives(mol, identity) if (one.reference, one.mask) == ("p2p", "cyano"))
    drawn = Chem.MolFromSmiles(identity.smiles)
    left = {drawn.GetAtomWithIdx(atom).GetSymbol() for atom in set(range(drawn.GetNumAtoms())) - set(masked.atoms)}
    assert len(masked.atoms) == 10
    assert left == {"C", "N"}


def test_every_rarity_keeps_the_budget_on_the_background() -> None:
    references, masks = everything()
    cuts = held().cuts(references, masks)
    strongest = held()._compiled.alerts.strongest(references, masks)
    for name, budget in BUDGETS.items():
        assert np.mean([rarity(one) < getattr(cuts, name) for one in strongest]) <= budget


def test_cuts_are_looser_for_fewer_references() -> None:
    references, masks = everything()
    few, many = held().cuts(frozenset({"p2p", "mdp2p"}), masks), held().cuts(references, masks)
    assert few.high > many.high
    assert few.high <= few.medium <= few.low


def test_a_sample_of_the_background_is_raised_no_more_often_than_the_cuts_say() -> None:
    """The engine's own way, structure by structure, agrees with the counting that the cuts were read from."""
    cuts, places = held().cuts(*everything()), np.random.default_rng(0).choice(len(background()), 3_000, replace=False)
    found = [held().closest(relatives(background().smiles[place])) for place in places]
    raised = sum(one is not None and cuts.severity(one.rarity) in ("high", "medium") for one in found)
    assert raised / len(places) <= 0.014  # 1 %, and two standard errors


def test_several_members_of_a_family_are_nearer_than_one_and_a_structure_counts_once() -> None:
    twice = RelativeSet([P2P, RelativeReference("bmk", P2P.smiles, P2P.family)], [])
    family = RelativeSet([P2P, RelativeReference("apaan", "CC(=O)C(C#N)c1ccccc1", P2P.family)], [])
    alone = RelativeSet([P2P], [])
    text = "CC(=O)C(C)c1ccccc1"
    one, two, more = (among.closest(relatives(text, among)) for among in (alone, twice, family))
    assert None not in (one, two, more)
    rarities = [found.rarity for found in (one, two, more) if found]
    assert rarities[0] == rarities[1] > rarities[2]


def test_the_same_question_has_the_same_answer_in_another_set() -> None:
    again = RelativeSet(held().references, held().masks)
    text = "CC(=O)C(C#N)c1ccc(C)cc1"
    assert relatives(text, again) == relatives(text) == pickle.loads(pickle.dumps(relatives(text)))  # noqa: S301 - what was written here


def test_without_references_nothing_is_raised() -> None:
    assert relatives("CC(=O)Cc1ccccc1", RelativeSet([], [])) == ()


@pytest.mark.parametrize("smiles", ["C" * 101, "C1CCNCC1" + "N1CCCCC1" * 20], ids=["chain", "piperidines"])
def test_nothing_above_a_hundred_heavy_atoms_is_compared(smiles: str) -> None:
    assert relatives(smiles) == ()


def test_words_speak_of_structures_only() -> None:
    path = Path(__file__).parents[3] / "seeds/relatives/masks.csv"
    titles = [row["title"] for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())]
    words = [one.words for text in background().smiles[::400] for one in relatives(text)]
    assert not [text for text in (*titles, *words, *EVIDENCE.values()) if any(word in text for word in FORBIDDEN)]


def test_where_nothing_is_listed_nothing_is_a_relative() -> None:
    empty = RelativeSet((), ())
    assert relatives(P2P.smiles, empty) == ()
    assert relatives(P2P.smiles, RelativeSet([RelativeReference("water", "O")], ())) == ()
    assert empty.closest(()) is None
    assert empty.cuts(frozenset(), frozenset()).severity(rarity(FLOOR)) == ""

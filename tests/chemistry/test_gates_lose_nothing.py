"""Quick looks that spare work change no answer: the whole chain, with every gate and with all of them open."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from chemistry.analogues.background import background
from chemistry.analogues.bounds import BoundedPair, ReferenceBounds
from chemistry.forms import reference_set
from chemistry.forms.derivatives import DerivativeCore
from chemistry.identity import UNTOLD, NeedsIndex, drawing_steps, identify_all
from chemistry.structures import Comparer, Examination, ReferenceData, StructureRefusal, StructureText, examine
from tests.background.build import commerce
from watchlist.engine.host import ROOT, seeds_folder
from watchlist.engine.law.from_seeds import read_law

COLUMNS = ("smiles", "drawn", "listed", "structure", "written", "text", "member", "value")
"""Columns of the benches that may hold a structure; what else they hold is refused with gates and without."""
EVERYDAY, SAMPLE = 20_000, 150
TOGETHER = 500

AWKWARD = (
    "[2H]C([2H])([2H])NC(C)Cc1ccccc1",  # deuterium is an atom of the drawing, and of no formula
    "[13CH3]C(=O)Cc1ccccc1.O",
    "CC(N)Cc1ccccc1.CC(N)Cc1ccccc1.OS(=O)(=O)O",
    "C[NH+](C)CC1=CNc2ccccc12.[O-]C(=O)C=CC(=O)O",
    "CC(O)=Cc1ccccc1",  # an enol of what is listed
    "CC([O-])=Cc1ccccc1.[Na+]",
    "CC(O)(Cc1ccccc1)S(=O)(=O)[O-].[Na+]",  # its adduct with bisulfite
    "CC(N)Cc1ccccc1.[BH3]",
    "C[NH+]([BH3-])C(C)Cc1ccccc1",
    "OC1(O)CCNCC1.Cl",  # a gem-diol
    "CC(=O)CC1=CC=CC=C1.[O-][N+](=O)c1ccccc1",
    "[O-][N+](=O)c1ccc(C[N+](C)(C)C)cc1.[Cl-]",
    "[K+].[O]=[Mn](=[O])(=[O])[O-]",
    "C[Mg]c1ccccc1",
    "O=C(Cl)c1ccccc1.[2H]O[2H]",
    "[Pt+2].[Cl-].[Cl-].NC1CCCCC1N",
    "CC(=O)OC(C)(C)Cc1ccccc1",
)


@pytest.fixture(scope="module")
def reference_data() -> ReferenceData:
    return read_law(seeds_folder()).reference_data


@cache
def _benched() -> tuple[str, ...]:
    """Return what stands in a column of structures of any bench but the time bombs, which end their process."""
    paths = [*sorted((ROOT / "fixtures/bench").glob("[!t]*.csv")), *sorted((ROOT / "seeds").rglob("members*.csv"))]
    return tuple(dict.fromkeys([*AWKWARD, *(text for path in paths for text in _texts(path))]))


def _texts(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield from (text for name, text in row.items() if name in COLUMNS and text)


def _drawn(reference_data: ReferenceData) -> list[str]:
    return [reference.smiles for reference in reference_data.references]


def _medicines() -> list[str]:
    held = background()
    return [smiles for smiles, is_medicine in zip(held.smiles, held.medicines.tolist(), strict=True) if is_medicine]


def _everyday(count: int) -> list[str]:
    return random.Random(30).sample([smiles for smiles, _ in commerce()], count)


def _open_all_gates(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(NeedsIndex, "met", lambda index, _counts: index._all)
    patched.setattr(Comparer, "identities", lambda _, mols, known: identify_all(mols, known))
    patched.setattr(DerivativeCore, "may_be_in", lambda _, __: True)
    patched.setattr(reference_set, "may_be_adduct", lambda _: True)
    patched.setattr(
        drawing_steps,
        "_has_charges_that_may_go",
        lambda smiles: drawing_steps.CHARGE_TEXT.search(smiles) is not None,
    )
    patched.setattr(
        ReferenceBounds,
        "candidates",
        lambda _, __, places, near, ___: [
            BoundedPair(place, likeness, masks_count=True) for place, likeness in zip(places, near, strict=True)
        ],
    )


def _assert_equal(texts: Sequence[str], reference_data: ReferenceData) -> None:
    """Each text is the same with all gates and with none, but for match keys of what no reference is composed as."""
    questions = [StructureText(text, "written", inchikey="not asked") for text in dict.fromkeys(texts)]
    gated = Comparer(reference_data)
    with pytest.MonkeyPatch.context() as patched:
        _open_all_gates(patched)
        plain = Comparer(reference_data)
        plain.load_all()
    for start in range(0, len(questions), TOGETHER):
        some = questions[start : start + TOGETHER]
        quick = examine(some, gated)
        with pytest.MonkeyPatch.context() as patched:
            _open_all_gates(patched)
            slow = examine(some, plain)
        for text, ours, theirs in zip(some, quick, slow, strict=True):
            assert _comparable(ours, theirs) == _comparable(theirs, theirs), text


def _comparable(
    found: Examination | StructureRefusal, told: Examination | StructureRefusal
) -> tuple[object, ...] | StructureRefusal:
    """An examination as values, a key that is not told being that of the other one."""
    if isinstance(found, StructureRefusal) or isinstance(told, StructureRefusal):
        return found if isinstance(found, StructureRefusal) else (found,)
    keys = [
        theirs.match_key if ours.match_key == UNTOLD and theirs.match_key.startswith(UNTOLD) else ours.match_key
        for ours, theirs in zip(found.identity.fragments, told.identity.fragments, strict=True)
    ]
    parts = [(part.smiles, part.role, part.count, part.atoms, part.isotopic) for part in found.identity.fragments]
    return found.identity.smiles, found.identity.formula, found.identity.steps, keys, parts, *_findings(found)


def _findings(found: Examination) -> tuple[object, ...]:
    return found.matches, found.classes, found.relatives


def test_a_sample_and_every_bench(reference_data: ReferenceData) -> None:
    _assert_equal(_benched(), reference_data)
    _assert_equal([*_everyday(SAMPLE), *random.Random(30).sample(_medicines(), SAMPLE)], reference_data)


@pytest.mark.long
def test_chemicals_of_commerce(reference_data: ReferenceData) -> None:
    _assert_equal(_everyday(EVERYDAY), reference_data)


@pytest.mark.long
def test_medicines_and_all_that_law_draws(reference_data: ReferenceData) -> None:
    _assert_equal([*_medicines(), *_drawn(reference_data)], reference_data)

"""What goods meet, asked quickly, is what they are found to meet when they are examined whole."""

from __future__ import annotations

import csv

import pytest

from chemistry.structures import Comparer, Examination, ReferenceData, StructureText, examine, match_summaries
from tests.chemistry.class_rules.held import members, rules
from watchlist.conf import seeds_dir
from watchlist.engine.host import ROOT

CHARGED = ("CCC(=O)N(c1ccccc1)C1CC[NH+](CCc2ccccc2)CC1.[Cl-]", "[2H]c1ccccc1N(C(=O)CC)C1CCN(CCc2ccccc2)CC1", "not one")
"""A salt, an isotopologue and no structure at all."""


def structures() -> list[str]:
    """Every member and stranger of every class, the structures of all substances, and what bombs are made of."""
    told = [row["smiles"] for row in members() if row["smiles"]]
    with (seeds_dir() / "substances" / "substances.csv").open(encoding="utf-8", newline="") as lines:
        told += [row["smiles"] for row in csv.DictReader(lines) if row["smiles"]]
    with (ROOT / "fixtures" / "bench" / "identity.csv").open(encoding="utf-8", newline="") as lines:
        told += [row[name] for row in csv.DictReader(lines) for name in ("listed", "drawn")]
    return list(dict.fromkeys((*told, *CHARGED)))


@pytest.mark.parametrize("key", sorted(rules()))
def test_a_class_is_met_quickly_by_whatever_it_is_met_by(key: str) -> None:
    comparer = Comparer(ReferenceData(rules=(rules()[key],)))
    texts = [StructureText(smiles, "smiles", "not needed") for smiles in structures()]
    whole = examine(texts, comparer)
    for text, quick, one in zip(texts, match_summaries(texts, comparer), whole, strict=True):
        expected = tuple(dict.fromkeys(of.rule for of in one.classes)) if isinstance(one, Examination) else one
        assert (quick.rules if isinstance(one, Examination) else quick) == expected, text
    assert any(isinstance(one, Examination) and one.classes for one in whole)

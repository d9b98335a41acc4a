"""Drug families apart: each drug that the law names or that stands in a table of a class, with itself left out.

Days are known of few of these, so nothing is put back: this says how far a family reaches from what stands at present,
and by structure alone. Where a class rule holds them, the service says more than a resemblance.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rdkit import Chem

from chemistry.analogues.relatives import reference_smiles
from tests.backtest.present import Present
from watchlist.engine import host

if TYPE_CHECKING:
    from tests.backtest.run import Backtest

CORES: Final = Path(__file__).parent / "drug_families.csv"
RULES: Final = host.ROOT / "seeds/class_rules"


@dataclass(frozen=True, slots=True)
class DrugFamily:
    """How many of a family were asked about and are references, and how many are raised so high or above."""

    name: str
    number: int
    references: int
    high: int
    medium: int
    low: int


def drug_families(backtest: Backtest, present: Present) -> tuple[DrugFamily, ...]:
    """Return each family of drug_families.csv."""
    drugs = sorted(_drugs(backtest))
    return tuple(_family(row["family"], row["core"], drugs, backtest, present) for row in _rows(CORES))


def _family(name: str, core: str, drugs: list[str], backtest: Backtest, present: Present) -> DrugFamily:
    query = Chem.MolFromSmarts(core)
    members = [smiles for smiles in drugs if Chem.MolFromSmiles(smiles).HasSubstructMatch(query)]
    own = {smiles: [key for key, flat in backtest.structures.items() if flat == smiles] for smiles in members}
    signals = [present.signal(smiles, without=own[smiles]) for smiles in members]
    severities = [signal.severity for signal in signals if signal]
    high, medium, low = (severities.count(severity) for severity in ("high", "medium", "low"))
    references = sum(not present.references.isdisjoint(keys) for keys in own.values())
    return DrugFamily(name, len(members), references, high, high + medium, high + medium + low)


def _drugs(backtest: Backtest) -> set[str]:
    """Return the controlled drugs that are held, and the members of classes, as structures."""
    precursors = {key for key, member in backtest.labels.members.items() if member.role == "precursor"}
    drawn = [held.smiles for key, held in backtest.law.substances.items() if held.smiles and key not in precursors]
    drawn += [row["smiles"] for row in _class_members() if row["smiles"] and row["expected"] == "member"]
    return {reference_smiles(smiles) for smiles in drawn} - {""}


def _class_members() -> Iterator[dict[str, str]]:
    for path in sorted(RULES.glob("*/members.csv")):
        yield from _rows(path)


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))

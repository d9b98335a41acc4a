"""A structure is read wherever and however people write it, or a person is asked."""

from __future__ import annotations

import csv
import io

import pytest
from rdkit import Chem

from tests.acceptance.asking import ask, ask_all, entries
from tests.chemistry.test_written import P2P, molfile
from tests.plain_answers import screen
from watchlist.engine import host
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_upload

BENCH = host.ROOT / "fixtures" / "bench"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


@pytest.mark.parametrize(
    "line",
    [
        {"smiles": molfile(P2P)},
        {"inchi": molfile(P2P, v3000=True)},
        {"structure": molfile(P2P).strip()},
        {"Molfile": molfile(P2P)},
        {"smiles": f"{P2P}\tphenylacetone"},
        {"smiles": f'"{P2P}"'},
        {"name": P2P},
        {"name": "QCCDLTOVEPVEJK-UHFFFAOYSA-N"},
        {"name": "InChIKey=QCCDLTOVEPVEJK-UHFFFAOYSA-N"},
        {"inchikey": Chem.MolToInchiKey(Chem.MolFromSmiles("Br.C1CN(CCC1Nc1ccccc1)CCc1ccccc1"))},
        {"inchikey": Chem.MolToInchiKey(Chem.MolFromSmiles("[Na+].[O-]C(=O)Cc1ccccc1"))},
    ],
)
def test_a_listed_structure_is_controlled_wherever_it_stands(line: dict[str, str]) -> None:
    assert ask(line)["verdict"] == "controlled"


def test_drawings_by_somebody_who_did_not_see_the_code_are_found() -> None:
    """fixtures/bench/drawings.csv: 74 precursors as tautomers, ions, salts, isotopes, adducts, molfiles and keys."""
    with (BENCH / "drawings.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found = ask_all([{row["field"]: row["text"]} for row in rows]).lines
    assert not [row["how"] for row, record in zip(rows, found, strict=True) if record["verdict"] == "no_match"]
    named = [
        any(entry.endswith(f"/{row['substance']}") for entry in entries(record))
        for row, record in zip(rows, found, strict=True)
    ]
    assert sum(named) / len(named) > 0.97


def test_a_molfile_in_a_column_of_a_file_is_read() -> None:
    file = io.StringIO()
    csv.writer(file).writerows([("Line", "Molfile"), ("1", molfile(P2P)), ("2", molfile("OCC(O)CO"))])
    lines = screen(manifest_from_upload("lines.csv", file.getvalue().encode()), Question()).lines
    assert [line["verdict"] for line in lines] == ["controlled", "no_match"]


def test_an_inchi_without_its_hydrogens_is_no_other_molecule() -> None:
    record = ask({"inchi": "InChI=1S/C9H10O/c1-8(10)7-9-5-3-2-4-6-9"})
    assert record["verdict"] == "unresolved"
    assert [problem["code"] for problem in record["problems"]] == ["inchi_unreadable"]

"""A structure is read wherever and however people write it, or a person is asked."""

from __future__ import annotations

import csv
import io

import pytest
from rdkit import Chem

from tests.acceptance.asking import ask
from tests.chemistry.test_written import P2P, molfile
from watchlist.manifests.readers import manifest_from_upload
from watchlist.screening.pipeline import screen
from watchlist.screening.question import Question

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


def test_a_molfile_in_a_column_of_a_file_is_read() -> None:
    file = io.StringIO()
    csv.writer(file).writerows([("Line", "Molfile"), ("1", molfile(P2P)), ("2", molfile("OCC(O)CO"))])
    lines = screen(manifest_from_upload("lines.csv", file.getvalue().encode()), Question()).lines
    assert [line["verdict"] for line in lines] == ["controlled", "no_match"]


def test_an_inchi_without_its_hydrogens_is_no_other_molecule() -> None:
    record = ask({"inchi": "InChI=1S/C9H10O/c1-8(10)7-9-5-3-2-4-6-9"})
    assert record["verdict"] == "unresolved"
    assert [problem["code"] for problem in record["problems"]] == ["inchi_unreadable"]

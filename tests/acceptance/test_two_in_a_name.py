"""A name that is read as two structures: the atoms of a finding are drawn on the one that it is of, wherever it is."""

from __future__ import annotations

import io
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.acceptance.asking import ask, ask_all
from tests.cases.shipments import opened
from tests.web.judging import line_of, line_page
from watchlist.engine.answer_codec import decode
from watchlist.exports.registry import EXPORTERS

NAMES = [
    "NPP certified reference material 1 mg/ml in acetonitrile",
    "acetone, ephedrine",
    "ephedrine + acetone",
    "4-anilidopiperidine and toluene",
]
REFERENCE = NAMES[0]
pytestmark = pytest.mark.usefixtures("law")


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_says_the_structure_that_its_atoms_count_in(name: str) -> None:
    record = ask({"name": name})
    assert record["findings"]
    read = {(one["from"], one["smiles"]) for one in record["resolution"]}
    assert {(one["read_from"], one["smiles"]) for one in record["findings"]} <= read
    held = {one["substance"]: one["smiles"] for one in record["resolution"] if one["substance"]}
    of_entries = [(one["entry"].rsplit("/", 1)[-1], one["smiles"]) for one in record["findings"] if one["atoms"]]
    assert {smiles == held[key] for key, smiles in of_entries if key in held} <= {True}


def test_the_solvent_is_drawn_without_the_marks_of_what_it_holds() -> None:
    answer = ask_all([{"name": REFERENCE}])
    EXPORTERS["html"].write(map(decode, answer.records()), written := io.StringIO())
    assert "N-Phenethyl-4-piperidone (NPP) and acetonitrile</bdi></h3>" in written.getvalue()
    figures = re.findall(r"<figure>.*?</figure>", written.getvalue(), re.DOTALL)
    marked = [figure for figure in figures if "marked A" in figure]
    assert any("N-Phenethyl-4-piperidone" in figure for figure in marked)
    assert not [figure for figure in marked if "acetonitrile" in figure.split("</title>")[0]]


@pytest.mark.parametrize("name", NAMES)
def test_every_format_writes_it(name: str) -> None:
    answer = ask_all([{"name": name}])
    for exporter in EXPORTERS.values():
        exporter.write(map(decode, answer.records()), io.BytesIO() if exporter.binary else io.StringIO())


def test_its_page_is_shown(client: Client, officer: User) -> None:
    case = opened({"name": REFERENCE})
    client.force_login(officer)
    assert client.get(line_page(line_of(case, 1))).status_code == 200

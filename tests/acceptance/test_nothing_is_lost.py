"""What a line says is compared, or a person is asked: nothing is lost into `no_match`."""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.asking import ask, entries, tiers
from tests.plain_answers import screen
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_payload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


@pytest.mark.parametrize(
    "line",
    [
        {"name": "ethanol", "smiles": ["CC(=O)Cc1ccccc1"]},
        {"name": "water", "Chemical name": "ephedrine"},
        {"cas": "64-17-5", "CAS No.": "299-42-3"},
        {"cas": "64-17-5, 299-42-4"},
        {"cas": "64-17-5; " * 70 + "299-42-3"},
        {"name": "ethanol / 1-phenyl-2-propanonee"},
        {"name": "foobarine and ethanol"},
        {"name": "ethanol, ephedrine"},
        {"name": "sucrose / HI"},
        {"name": "sucrose / Fenil acetato de amilo (Pentilo)"},
        {"name": "sulphuric acid; sodium chloride"},
        {"name": "Pipéridone-4 hydrochloride"},
        {"name": "(+/-)-3-Hydroxy-N-methylmorphinan hydrochloride"},
        {"name": "sucrose 103-79-8"},
        {"name": "sodium chloride CAS 130-79-7"},
        {"name": "sodium chloride", "remarks": "see certificate, CAS 103-79-7"},
        {"name": "e\x00phedrine", "cas": "7732-18-5"},
        {"name": "ethanol " + "very " * 120 + "ephedrine", "cas": "64-17-5"},
    ],
)
def test_what_could_not_be_compared_asks_for_a_person(line: dict[str, Any]) -> None:
    answer = screen(manifest_from_payload({"lines": [line]}), Question())
    assert answer.lines[0]["verdict"] in ("review", "controlled")
    assert answer.lines[0]["problems"] or answer.lines[0]["findings"]


def test_a_guess_never_hides_what_a_structure_says() -> None:
    record = ask({"smiles": "CCOC(=O)Cc1ccccc1", "name": "ethanol (ephedrine)"})
    assert (record["verdict"], "us-list-1/phenylacetic-acid" in entries(record)) == ("controlled", True)


def test_a_guess_of_the_substance_never_displaces_a_sure_form_of_it() -> None:
    record = ask({"cas": "103-79-8", "smiles": "CC(=O)Cc1ccccc1.O"})
    assert record["verdict"] == "controlled"
    assert {finding["certainty"] for finding in record["findings"] if finding["tier"] == "listed_form"} == {"exact"}


def test_an_exemption_of_exports_exempts_no_unknown_movement() -> None:
    record = ask({"name": "gamma-butyrolactone", "concentration": "50 %"})
    assert "exempt" in tiers(record, "US")
    assert ask({"name": "acetone", "concentration": "20 %"})["verdict"] == "controlled"


@pytest.mark.parametrize(
    "line",
    [
        {"name": "6-monoacetylmorphine"},
        {"cas": "76-58-4"},  # ethylmorphine
        {"name": "pholcodine"},
        {"name": "fentanyl hydrochloride"},
    ],
)
def test_a_form_of_a_controlled_drug_is_never_no_match(line: dict[str, str]) -> None:
    record = ask(line)
    assert record["severity"] == "high"
    assert {finding["branch"] for finding in record["findings"]} == {"drug"}


@pytest.mark.parametrize("name", ["crystal", "speed", "stuff"])
def test_a_word_of_the_street_is_no_name_of_a_chemical(name: str) -> None:
    assert ask({"name": name})["verdict"] == "unresolved"


def test_a_potassium_permanganate_is_known_by_its_own_inchi() -> None:
    assert ask({"inchi": "InChI=1S/K.Mn.4O/q+1;;;;;-1"})["verdict"] == "controlled"


def test_the_words_of_a_foreign_exporter_do_not_move_the_day_of_import_law() -> None:
    line = {"name": "BMK glycidic acid", "destination": "US", "operation": "export"}
    record = ask({**line, "export_date": "2026-05-01", "arrival_date": "2026-05-20"})
    us = next(finding for finding in record["findings"] if finding["jurisdiction"] == "US")
    assert (us["tier"], us["date_basis"], us["as_of"]) == ("listed", "arrival", "2026-05-20")
    assert "US List I on 20 May 2026" in record["explanation"]


def test_an_alloy_or_a_phosphide_is_no_shipment_of_phosphorus() -> None:
    assert ask({"smiles": "[Fe].[P]"})["findings"] == []

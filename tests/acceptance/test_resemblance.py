"""What is on no list and resembles something listed on the day asked: raised for a person, with its reasons."""

from __future__ import annotations

from typing import Any

import pytest

from chemistry.analogues.background import background
from tests.acceptance.asking import Record, ask, ask_all, entries, tiers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]

BMK_PENTYL_GLYCIDATE = "CCCCCOC(=O)C1(C)OC1c1ccccc1"
"""No law names it; Table I names the acid, and esters beside it, since 3 December 2024."""
UN = ("UN",)


def analogue(record: Record) -> dict[str, Any]:
    (finding,) = [finding for finding in record["findings"] if finding["tier"] == "analogue"]
    return finding


def test_a_relative_is_named_with_the_evidence_and_no_duty() -> None:
    record = ask({"smiles": BMK_PENTYL_GLYCIDATE}, as_of="2024-06-01", jurisdictions=UN)
    finding = analogue(record)
    assert record["verdict"] == "review"
    assert (finding["substance"], finding["obligations"], finding["form"]) == ("1-Phenyl-2-propanone", [], None)
    assert finding["evidence"]["family"] == "Amphetamine-type stimulants"
    assert finding["evidence"]["mask"]
    assert finding["atoms"]
    for words in ("On no list held here", "many lawful chemicals do", "not a statutory analogue finding", "parties"):
        assert words.lower() in finding["explanation"].lower()


def test_what_was_listed_later_was_raised_before_it() -> None:
    before, after = (
        ask({"smiles": BMK_PENTYL_GLYCIDATE}, as_of=day, jurisdictions=("CN",)) for day in ("2024-05-01", "2024-09-01")
    )
    assert (before["verdict"], tiers(before)) == ("review", {"analogue"})
    assert (after["verdict"], tiers(after)) == ("controlled", {"listed_form"})


def test_what_is_listed_on_a_later_day_is_no_relative_yet() -> None:
    amide = {"smiles": "NC(=O)C1(C)OC1c1ccccc1"}
    assert entries(ask(amide, as_of="2024-06-01", jurisdictions=UN)) == {"un-table-1/pmk-glycidic-acid"}
    assert entries(ask(amide, as_of="2025-01-01", jurisdictions=UN)) == {"un-table-1/bmk-glycidate-methyl"}


def test_a_mask_counts_from_the_day_on_which_the_world_could_know_it() -> None:
    ester = {"smiles": BMK_PENTYL_GLYCIDATE}
    before, after = (ask(ester, as_of=day, jurisdictions=UN) for day in ("2019-03-01", "2019-06-01"))
    masks = [[f["evidence"]["mask"] for f in record["findings"]] for record in (before, after)]
    assert "glycidic acid or ester group" not in masks[0]
    assert masks[1] == ["glycidic acid or ester group"]


def test_a_controlled_end_product_is_a_relative_too() -> None:
    finding = analogue(ask({"smiles": "CCC(=O)N(c1ccccc1)C1CCCN(CCc2ccccc2)C1"}, as_of="2006-01-01"))
    assert (finding["branch"], finding["evidence"]["family"]) == ("drug", "Fentanyl and its relatives")


@pytest.mark.parametrize(
    "name",
    ["lidocaine", "haloperidol", "paracetamol", "caffeine", "ibuprofen", "metformin", "omeprazole", "theophylline"],
)
def test_a_common_medicine_is_left_alone(name: str) -> None:
    record = ask({"name": name})
    assert (record["verdict"], record["findings"]) == ("no_match", [])


def test_nothing_resembles_a_solvent() -> None:
    lines = [{"name": name} for name in ("xylene", "2-pentanone", "cyclohexanone", "diisopropyl ether", "isobutanol")]
    for record in ask_all(lines, jurisdictions=UN).lines:
        assert "analogue" not in tiers(record)


def test_a_low_signal_alone_leaves_the_line_at_no_match_and_is_shown() -> None:
    lows = [line for line in _commerce() if {f["severity"] for f in line["findings"]} == {"low"}]
    assert lows
    for record in lows:
        assert (record["verdict"], record["severity"]) == ("no_match", "low")
        assert "low signal" in record["explanation"]


def test_a_relative_is_told_of_the_field_that_is_it() -> None:
    record = ask({"name": "astemizole", "smiles": "CCC(=O)N(c1ccccc1)C1CCCN(CCc2ccccc2)C1"}, as_of="2006-01-01")
    assert analogue(record)["read_from"] == "smiles"


def test_a_question_about_a_limb_is_a_better_reason_than_a_relative() -> None:
    record = ask({"smiles": "CCC(=S)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"}, jurisdictions=("US", "UN"))
    assert (record["verdict"], tiers(record)) == ("review", {"class_member"})
    assert record["explanation"].endswith("?")


def _commerce() -> list[Record]:
    """Chemicals of the background: about one in a hundred is low."""
    return ask_all([{"smiles": smiles} for smiles in background().smiles[::40]], jurisdictions=UN).lines

"""What a reader of a house list is shown of an answer, by every way in which goods stand on it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User
from msgspec import structs

from tests.internal_lists.conftest import FILE, Opened
from watchlist.engine.answer import Answer, Finding, Line, Summary
from watchlist.engine.answer_codec import as_mapping
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.internal_lists.matching import Entry, EntryMatcher
from watchlist.internal_lists.overlay import HouseListOverlay
from watchlist.internal_lists.visibility import visible_editions
from watchlist.screenings.pipeline import screen

pytestmark = pytest.mark.usefixtures("law")

CAFFEINE = "Cn1cnc2c1c(=O)n(C)c(=O)n2C"
ROWS: list[tuple[dict[str, str], str, str | None, str]] = [
    ({"smiles": CAFFEINE}, "caffeine", None, "exact"),
    ({"cas": "58-08-2"}, "caffeine", None, "exact"),
    ({"name": "Caffeine"}, "caffeine", None, "exact"),
    ({"name": "guaranine"}, "caffeine", None, "exact"),
    ({"smiles": f"{CAFFEINE}.OC(=O)CC(O)(CC(O)=O)C(O)=O"}, "caffeine", "salt", "exact"),
    ({"smiles": f"{CAFFEINE}.O"}, "caffeine", "hydrate", "exact"),
    ({"smiles": "[13CH3]n1cnc2c1c(=O)n(C)c(=O)n2C"}, "caffeine", "isotopologue", "exact"),
    ({"inchikey": "RYYVLZVUVIJVGH-UHFFFAOYSA-N"}, "caffeine", None, "exact"),
    ({"name": "Quuxolan 7"}, "brand", None, "exact"),
    ({"name": "QUUXOLAN-7, 99 %, 25 kg drum"}, "brand", None, "parsed"),
    ({"name": "Quuxolan base hydrochloride"}, "brand", "salt", "parsed"),
    ({"smiles": "OC[C@H]1CCCN1"}, "proline", "stereoisomer", "exact"),
    ({"smiles": "OCC1CCCN1.Cl"}, "proline", "salt", "exact"),
    ({"smiles": "Cc1ccccc1N"}, "toluidine", None, "exact"),
    ({"smiles": "Cc1ccccc1[NH3+].[Cl-]"}, "toluidine", "salt", "exact"),
]


@pytest.fixture
def overlay(opened: Opened, reader_of: Callable[[str], User]) -> HouseListOverlay:
    """Return the overlay of a reader of one list."""
    opened("house-plants", FILE, "Plant")
    found = visible_editions(reader_of("Plant")).overlay(datetime.now(UTC))
    assert found is not None
    return found


def _answer(*lines: dict[str, str]) -> Answer:
    return screen(manifest_from_payload({"lines": list(lines)}), Question(jurisdictions=("UN", "US")))


def _ours(line: Line) -> list[Finding]:
    return [finding for finding in line.findings if finding.tier == "monitored"]


@pytest.mark.parametrize(("said", "entry", "form", "certainty"), ROWS)
def test_goods_are_found_in_every_form(
    overlay: HouseListOverlay, said: dict[str, str], entry: str, form: str | None, certainty: str
) -> None:
    line = overlay.line(_answer(said).lines[0])
    (finding,) = _ours(line)
    assert (finding.entry, finding.form, finding.certainty) == (f"house-plants/{entry}", form, certainty)
    assert as_mapping(finding).keys() | {"obligation_records"} == set(Finding.__struct_encode_fields__)
    assert line.verdict == "review"
    assert line.severity == "medium"


@pytest.mark.parametrize("said", [{"name": "Quuxolan 8"}, {"smiles": "Cn1cnc2c1c(=O)[nH]c(=O)n2C"}, {"cas": "67-64-1"}])
def test_what_stands_on_no_list_is_the_record_itself(overlay: HouseListOverlay, said: dict[str, str]) -> None:
    record = _answer(said).lines[0]
    assert overlay.line(record) is record


def test_a_controlled_line_stays_controlled_and_says_both(overlay: HouseListOverlay) -> None:
    record = _answer({"cas": "108-24-7", "name": "QX-7"}).lines[0]
    line = overlay.line(record)
    assert line.verdict == record.verdict == "controlled"
    assert (line.action, line.severity) == (record.action, record.severity)
    assert line.explanation.startswith(record.explanation)
    assert "Also on the house list “Title of house-plants”" in line.explanation
    assert line.sentence_parts
    assert record.sentence_parts
    assert line.sentence_parts.sentence == line.explanation
    assert line.sentence_parts.goods == record.sentence_parts.goods == "Acetic anhydride"


def test_a_line_that_nothing_else_knows_is_for_a_person(overlay: HouseListOverlay) -> None:
    record = _answer({"name": "Quuxolan 7"}).lines[0]
    line = overlay.line(record)
    assert (record.verdict, record.depth) == ("unresolved", "none")
    assert (line.verdict, line.depth, line.action) == ("review", "name", "unknown")
    assert line.explanation == (
        "A person must look: it is Quuxolan 7, on the house list “Title of house-plants”; voluntary, not controlled."
    )


def test_the_counts_and_the_coverage_of_an_answer_follow_its_lines(overlay: HouseListOverlay) -> None:
    answer = _answer({"cas": "58-08-2"}, {"name": "Quuxolan 7"}, {"cas": "67-64-1"}, {"cas": "7647-14-5"})
    before = copy.deepcopy(answer)
    coverage, *lines, summary = overlay.records(answer.records())
    for verdict in ("controlled", "review", "no_match", "unresolved"):
        assert getattr(summary, verdict) == sum(line.verdict == verdict for line in lines)
    for name, field in (("by_depth", "depth"), ("by_action", "action")):
        words = [getattr(line, field) for line in lines]
        assert getattr(summary, name) == {word: words.count(word) for word in sorted(set(words))}
    assert [held.key for held in coverage.lists if held.house] == ["house-plants"]
    assert coverage.lists[-1].entries == 4
    assert as_mapping(coverage.lists[0]).keys() | {"house"} == as_mapping(coverage.lists[-1]).keys()
    assert answer == before


def test_each_record_of_an_answer_passes_in_its_place(overlay: HouseListOverlay) -> None:
    answer = _answer({"cas": "58-08-2"}, {"name": "Quuxolan 7"}, {"cas": "67-64-1"})
    coverage, *lines, summary = overlay.records(answer.records())
    assert coverage == overlay.coverage(answer.coverage)
    assert lines == list(map(overlay.line, answer.lines))
    assert isinstance(summary, Summary)


def test_a_structure_too_long_to_read_again_is_passed_over(overlay: HouseListOverlay) -> None:
    record = _answer({"smiles": CAFFEINE}).lines[0]
    long = f"{CAFFEINE}.{'.'.join(['C'] * 60)}"
    read = structs.replace(record.resolution[0], smiles=long, inchikey="", name="")
    record = structs.replace(record, resolution=(read,), fields={})
    assert overlay.line(record) is record


@pytest.mark.parametrize(
    ("inchikey", "structure", "is_met"),
    [
        ("ISWSIDIOOBJBQZ-UHFFFAOYSA-N", "", True),
        ("ISWSIDIOOBJBQZ-UHFFFAOYSA-N", "CC", True),
        ("ISWSIDIOOBJBQZ-UHFFFAOYSA-N", "Oc1ccccc1", True),
        ("OTMSDBZUPAUEDD-UHFFFAOYSA-N", "CC", False),
    ],
)
def test_an_entry_by_its_inchikey_meets_a_record_that_leaves_it_out(
    inchikey: str, structure: str, is_met: bool
) -> None:
    """Where the entry draws another thing than its key says, either counts."""
    (line,) = _answer({"smiles": "OC1=CC=CC=C1"}).lines
    assert (line.verdict, line.resolution[0].inchikey) == ("no_match", None)
    matcher = EntryMatcher([Entry("x", "x", (), "", inchikey, structure, "", date(2026, 1, 1))])
    met = matcher.matches(structs.replace(line, fields={}))
    assert bool(met) is is_met
    assert matcher.inchikey_of(line.resolution[0]) == "ISWSIDIOOBJBQZ-UHFFFAOYSA-N"


def test_a_line_that_stands_on_a_list_has_its_inchikeys(overlay: HouseListOverlay) -> None:
    record = _answer({"smiles": CAFFEINE}).lines[0]
    assert [read.inchikey for read in record.resolution] == [None]
    assert [read.inchikey for read in overlay.line(record).resolution] == ["RYYVLZVUVIJVGH-UHFFFAOYSA-N"]


def test_an_entry_too_long_to_read_again_hides_none_of_its_neighbours() -> None:
    drawn = {"many": ".".join(["C", "CC"] * 30), "one": "CC"}
    matcher = EntryMatcher([Entry(key, key, (), "", "", smiles, "", date(2026, 1, 1)) for key, smiles in drawn.items()])
    (line,) = _answer({"smiles": "CC"}).lines
    met = matcher.matches(structs.replace(line, fields={}))
    assert [meeting.entry.key for meeting in met] == ["one"]

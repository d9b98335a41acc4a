"""What an officer is told to do: sentences with their act, and clocks with their length."""

from __future__ import annotations

import re

import pytest

from tests.acceptance.asking import Record, ask
from watchlist.engine.decision.duties import duties_by_id, duty_key
from watchlist.engine.law.compiled import CompiledLaw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]

DAY = {"date": "2025-09-01"}
CITED = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)$")


def duties(record: Record, of: str) -> list[str]:
    """Return what one list asks of the movement of a line."""
    return [duty for finding in record["findings"] if finding["list"] == of for duty in finding["obligations"]]


def asked(of: str, **line: str) -> list[str]:
    """Return what one list asks of an export or import, by its route."""
    return duties(ask({**DAY, **line}), of)


@pytest.mark.parametrize("line", [{"cas": "41661-47-6"}, {"name": "piperonal"}, {"cas": "4468-48-8"}])
def test_an_export_of_a_list_i_chemical_to_mexico_is_declared_15_calendar_days_before(line: dict[str, str]) -> None:
    [declaration] = [
        duty for duty in asked("us-list-1", **line, origin="US", destination="MX") if "export declaration" in duty
    ]
    assert "Form 486" in declaration
    assert "at least 15 calendar days before the export" in declaration
    assert "21 CFR 1313" in declaration


def test_an_import_of_a_list_i_chemical_is_declared_15_calendar_days_before() -> None:
    told = asked("us-list-1", name="piperonal", origin="IN", destination="US")
    assert any("import declaration" in duty and "at least 15 calendar days before" in duty for duty in told)
    assert not any("export declaration" in duty for duty in told)


def test_the_us_keeps_records_for_2_years() -> None:
    told = asked("us-list-1", name="piperonal", origin="US", destination="MX")
    assert any("keeps a record" in duty and "for 2 years from the transaction" in duty for duty in told)


def test_a_controlled_drug_bears_no_duty_of_list_i() -> None:
    record = ask({**DAY, "cas": "21409-26-7", "origin": "US", "destination": "MX"})
    assert duties(record, "us-list-1") == []
    assert any("permit" in duty for duty in duties(record, "us-schedule-2-precursors"))


def test_an_export_from_the_union_needs_licence_authorisation_and_the_authoritys_notice() -> None:
    told = asked("eu-111-cat-1", cas="4468-48-8", origin="DE", destination="CO")
    assert any("export authorisation" in duty and "Art 12" in duty for duty in told)
    assert any("licence" in duty and "Art 6" in duty for duty in told)
    [notice] = [duty for duty in told if duty.startswith("pre-export notification")]
    assert "competent authority" in notice
    assert "not the trader" in notice
    assert "15 working days" in notice
    assert not any("import authorisation" in duty for duty in told)


def test_an_import_into_the_union_needs_an_import_authorisation() -> None:
    told = asked("eu-111-cat-1", cas="4468-48-8", origin="CO", destination="DE")
    assert any("import authorisation" in duty and "Art 20" in duty for duty in told)
    assert not any("export authorisation" in duty for duty in told)


def test_trade_within_the_union_needs_a_licence_and_no_authorisation() -> None:
    record = ask({**DAY, "cas": "4468-48-8", "origin": "DE", "destination": "FR"})
    assert any("licence" in duty and "273/2004" in duty for duty in duties(record, "eu-273-cat-1"))
    assert duties(record, "eu-111-cat-1") == []


def test_great_britain_asks_for_a_licence_of_the_home_office() -> None:
    told = asked("gb-cat-1", cas="4468-48-8", origin="GB", destination="CO")
    assert any("Home Office" in duty and "licen" in duty for duty in told)
    assert any("authorisation" in duty or "export licence" in duty for duty in told)


def test_canada_asks_for_a_permit_and_a_declaration_within_15_days() -> None:
    told = asked("ca-schedule-6", cas="41661-47-6", origin="CA", destination="US")
    assert any("export permit" in duty for duty in told)
    assert any("within 15 calendar days of the export" in duty for duty in told)
    assert any("for 2 years from" in duty for duty in told)


@pytest.mark.parametrize(
    ("of", "line", "words"),
    [
        ("in-schedule-b", {"cas": "41661-47-6", "origin": "IN", "destination": "US"}, "No Objection Certificate"),
        ("cn-catalogue-1", {"cas": "39742-60-4", "origin": "CN", "destination": "DE"}, "permit"),
        ("jp-specified-precursors", {"cas": "39742-60-4", "origin": "JP", "destination": "DE"}, "notifies"),
        ("sg-third-schedule-1", {"name": "piperonal", "origin": "SG", "destination": "DE"}, "permit"),
        ("au-prohibited-imports-schedule-4", {"name": "piperonal", "origin": "DE", "destination": "AU"}, "permi"),
        ("mx-chemical-precursors", {"cas": "39742-60-4", "origin": "US", "destination": "MX"}, "COFEPRIS"),
        ("un-table-1", {"name": "piperonal", "origin": "SG", "destination": "DE"}, "ask the national authority"),
    ],
)
def test_every_law_says_what_it_asks_first(of: str, line: dict[str, str], words: str) -> None:
    assert any(words in duty for duty in asked(of, **line))


def test_a_duty_is_a_sentence_with_its_act(law: CompiledLaw) -> None:
    poor = []
    for of in law.lists.values():
        for duty in of.obligations:
            is_said = len(duty.text.split()) >= 3 and duty.text == " ".join(duty.text.split())
            if not (is_said and duty.citation and duty.action):
                poor.append(f"{of.key}: {duty.text}")
    assert poor == []


@pytest.mark.parametrize("origin", ["US", "DE", "GB", "CN", "CA", "AU", "MX", "IN", "JP", "SG"])
@pytest.mark.parametrize("name", ["piperonal", "acetic anhydride", "acetone"])
def test_what_is_told_of_an_export_ends_with_its_act_and_holds_no_code(origin: str, name: str) -> None:
    record = ask({**DAY, "name": name, "origin": origin, "destination": "CO", "quantity": "500", "unit": "kg"})
    told = [duty for finding in record["findings"] for duty in finding["obligations"]]
    assert told
    assert [duty for duty in told if not CITED.search(duty) or re.search(r"[{}_<>]|\bNone\b", duty)] == []


@pytest.mark.parametrize(
    "line",
    [
        {"name": "acetic anhydride", "origin": "US", "destination": "DE"},
        {"name": "piperonal"},
        {"name": "4-piperidone", "origin": "BR", "destination": "VN"},
        {"smiles": "CCC(=O)N(c1ccccc1)C1CCNCC1", "origin": "US", "destination": "DE"},
    ],
)
def test_each_duty_in_prose_is_a_fact_too(line: dict[str, str]) -> None:
    findings = ask({**DAY, **line})["findings"]
    assert findings
    for finding in findings:
        for prose, duty in zip(finding["obligations"], finding["obligation_records"], strict=True):
            text, _, _ = duty["text"].partition(", if the goods go to a destination of")
            assert prose.startswith(text)
            assert duty["citation"] in prose
            assert duty["list"] == finding["list"]


def test_no_two_duties_of_the_law_share_an_id(law: CompiledLaw) -> None:
    keys = [
        duty_key(of.key, duty.action, duty.text, duty.clock) for of in law.lists.values() for duty in of.obligations
    ]
    assert len({key[:16] for key in keys}) == len(keys)
    assert {key[:16] for key in keys} <= duties_by_id(law).keys()


def test_every_clock_has_a_length_a_unit_and_its_act(law: CompiledLaw) -> None:
    clocks = [duty.clock for of in law.lists.values() for duty in of.obligations if duty.clock]
    assert len(clocks) > 40
    assert all(clock.length > 0 and clock.event and clock.citation for clock in clocks)
    assert {clock.unit for clock in clocks} <= {"calendar_days", "working_days", "months", "years"}
    assert {clock.when for clock in clocks} <= {"before", "within", "for"}

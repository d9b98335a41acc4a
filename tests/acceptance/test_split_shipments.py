"""Goods sent in small parcels are seen together: on one manifest, and over the shipments stored before it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.plain_answers import PlainAnswer, screen
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.screenings.models import Consignment, Screening
from watchlist.screenings.saving import save_answer

pytestmark = pytest.mark.usefixtures("law")
ACETONE = {"name": "Acetone", "cas": "67-64-1", "quantity": "150", "unit": "kg", "origin": "US", "destination": "MX"}
PARCEL = {**ACETONE, "export_date": "2026-03-05", "consignee": "Química del Sur, S.A. de C.V."}


def answer(
    lines: list[dict[str, str]], reference: str = "", keep: bool = False, is_another: bool = False, **question: Any
) -> PlainAnswer:
    """Return the answer on a shipment, stored where asked; `is_another`: so it is, though goods are as before."""
    read = manifest_from_payload({"lines": lines})
    manifest, asked = replace(read, reference=reference, is_another=is_another), Question(**question)
    told = screen(manifest, asked)
    if keep:
        save_answer(manifest=manifest, original=b"", question=asked, answer=told.typed, actor="officer")
    return told


def total(told: PlainAnswer, of: str = "us-list-2") -> dict[str, Any]:
    """Return the one total under a list."""
    [found] = [finding for finding in told.summary["shipment_findings"] if finding["list"] == of]
    return found  # type: ignore[no-any-return]


def test_ten_parcels_reach_what_none_of_them_does() -> None:
    told = answer([PARCEL] * 10)
    found = total(told)
    assert (found["met"], found["total"], found["limit"], found["unit"]) == ("yes", "1500", "1500", "kg")
    assert len(found["parcels"]) == 10
    assert found["lines"] == list(range(1, 11))
    assert found["confidence"] == "confirmed"
    pointers = [c["shipment_finding"] for line in told.lines for f in line["findings"] for c in f["conditions"]]
    assert pointers.count(found["id"]) == 10
    assert [c["met"] for f in told.lines[0]["findings"] for c in f["conditions"] if c["shipment_finding"]] == [
        "unknown"
    ]


def test_a_total_is_no_surer_than_the_limit_that_it_reaches() -> None:
    before_its_confirmed_wording = {**PARCEL, "export_date": "2003-03-05"}
    assert total(answer([before_its_confirmed_wording] * 10))["confidence"] == "unverified"


def test_nine_parcels_are_below_and_never_said_to_miss_it() -> None:
    found = total(answer([PARCEL] * 9))
    assert (found["met"], found["total"]) == ("unknown", "1350")
    assert "by what is held here" in found["explanation"]


@pytest.mark.parametrize(("litres", "met"), [("50", "unknown"), ("50.5", "yes")])
def test_a_hundred_litres_are_not_more_than_a_hundred(litres: str, met: str) -> None:
    line = {"name": "acetic anhydride", "quantity": litres, "unit": "l", "origin": "DE", "destination": "FR"}
    assert total(answer([{**line, "export_date": "2026-03-05"}] * 2), "eu-273-cat-2a")["met"] == met


def test_what_was_stored_counts_and_what_was_not_does_not() -> None:
    answer([PARCEL] * 9, "A-1")
    assert total(answer([PARCEL], "A-2"))["met"] == "unknown"
    answer([PARCEL] * 9, "A-1", keep=True)
    found = total(answer([PARCEL], "A-2"))
    assert (found["met"], found["total"], len(found["parcels"])) == ("yes", "1500", 10)
    assert [parcel["stored"] for parcel in found["parcels"]].count(True) == 9
    assert {parcel["reference"] for parcel in found["parcels"]} == {"A-1", "A-2"}
    assert found["lines"] == [1]


def test_a_shipment_stored_twice_counts_once_as_it_was_last() -> None:
    answer([PARCEL] * 5, "A-1", keep=True)
    answer([PARCEL] * 3, "A-1", keep=True)
    assert total(answer([PARCEL], "A-2"))["total"] == "600"
    assert total(answer([PARCEL], "A-1"))["total"] == "150"
    answer([{**ACETONE, "name": "Sodium chloride", "cas": "7647-14-5"}], "A-1", keep=True)
    assert total(answer([PARCEL], "A-2"))["total"] == "150"


def test_goods_that_another_reference_declared_before_it_declared_others_count() -> None:
    answer([PARCEL] * 4, "A-1", keep=True)
    answer([PARCEL] * 4, "A-2", keep=True)
    then = Screening.objects.latest("made_at").made_at
    assert total(answer([PARCEL], "A-3"))["total"] == "750"
    answer([{**ACETONE, "name": "Sodium chloride", "cas": "7647-14-5"}], "A-2", keep=True)
    assert total(answer([PARCEL], "A-3"))["total"] == "750"
    answer([{**ACETONE, "name": "Sodium chloride", "cas": "7647-14-5"}], "A-1", keep=True)
    assert total(answer([PARCEL], "A-3"))["total"] == "150"
    assert total(answer([PARCEL], "A-3", known_at=then))["total"] == "750"


def test_the_same_file_without_a_reference_counts_once() -> None:
    answer([PARCEL] * 5, keep=True)
    answer([PARCEL] * 5, keep=True)
    assert total(answer([PARCEL] * 5))["total"] == "750"
    assert total(answer([PARCEL], "other"))["total"] == "900"


def test_each_month_and_each_party_has_its_own_total() -> None:
    april = {**PARCEL, "export_date": "2026-04-01"}
    told = answer([*[PARCEL] * 6, *[april] * 4, {**PARCEL, "consignee": "Beauval SARL"}])
    totals = [(f["party"]["name"], f["period"][0], f["total"]) for f in told.summary["shipment_findings"]]
    assert [t for t in totals if t[1] == "2026-03-01"] == [
        ("Química del Sur, S.A. de C.V.", "2026-03-01", "900"),
        ("Beauval SARL", "2026-03-01", "150"),
    ]
    assert ("Química del Sur, S.A. de C.V.", "2026-04-01", "600") in totals


def test_a_stored_parcel_of_another_month_substance_or_law_adds_nothing() -> None:
    others = [
        {**PARCEL, "export_date": "2026-02-28"},
        {**PARCEL, "name": "Toluene", "cas": "108-88-3"},
        {**PARCEL, "origin": "DE"},
        {**PARCEL, "destination": "US"},
    ]
    answer(others, "A-1", keep=True)
    assert total(answer([PARCEL], "A-2"))["total"] == "150"


def test_what_was_known_then_gives_the_same_total_ever_after() -> None:
    answer([PARCEL] * 4, "A-1", keep=True)
    then = Screening.objects.get().made_at + timedelta(microseconds=1)
    before = answer([PARCEL], "A-3", known_at=then)
    answer([PARCEL] * 9, "A-2", keep=True)
    answer([PARCEL], "A-1", keep=True)
    after = answer([PARCEL], "A-3", known_at=then)
    assert total(before)["total"] == "750"
    assert after.summary["shipment_findings"] == before.summary["shipment_findings"]
    assert after.summary["parties"] == before.summary["parties"]
    assert total(answer([PARCEL], "A-3", is_another=True))["total"] == "1650"
    assert total(answer([PARCEL], "A-3"))["total"] == "1500", "these are the goods of A-1 by now, which count once"


def test_similar_names_are_shown_with_their_total_and_never_summed() -> None:
    answer([{**PARCEL, "consignee": "Quimica del Sur SA"}] * 2, "A-1", keep=True)
    answer([{**PARCEL, "consignee": "Quimica de Sur"}] * 8, "A-2", keep=True)
    told = answer([PARCEL], "A-3")
    found = total(told)
    assert (found["total"], found["met"]) == ("450", "unknown")
    assert found["similar_total"] == {
        "names": ["Quimica de Sur"],
        "total": "1650",
        "unit": "kg",
        "reached": True,
        "parcels": 8,
    }
    [party] = told.summary["parties"]
    assert [(link["name"], link["by"], link["shipments"]) for link in party["known_as"]] == [
        ("Quimica del Sur SA", "exact", 1),
        ("Quimica de Sur", "similar", 1),
    ]


def test_an_import_is_summed_by_who_sends_it_and_no_name_by_the_shipment() -> None:
    imported = {**ACETONE, "origin": "MX", "destination": "US", "consignor": "Beauval", "consignee": "Acme"}
    assert total(answer([imported] * 2))["party"] == {"name": "Beauval", "role": "consignor"}
    nameless = total(answer([ACETONE] * 2, as_of=None))
    assert nameless["party"] == {"name": "", "role": "shipment"}
    assert "no party is named" in nameless["explanation"]


def test_a_volume_counts_by_its_density_and_what_cannot_be_measured_is_named() -> None:
    drums = {**PARCEL, "quantity": "10 x 200 L drums", "unit": ""}
    found = total(answer([drums, {**PARCEL, "quantity": "some"}]))
    assert found["met"] == "yes"
    assert 1500 < float(found["total"]) < 1700
    assert [part["line"] for part in found["unmeasured"]] == [2]


@pytest.mark.parametrize(
    ("quantities", "figures", "outcome"),
    [
        (
            ("1600 kg", "8 drums 180 kg"),
            "1,600 kg measured in 1 parcel, and 1 parcel not measured (may be 1,440 kg)",
            "reached.",
        ),
        (("8 drums 180 kg", "some"), "2 parcels not measured (may be 1,440 kg or more)", "may be reached."),
        (("some",), "1 parcel not measured", "may be reached."),
        (("2 kg",), "2 kg measured in 1 parcel", "not reached by what is held here; others may add to it."),
    ],
)
def test_a_total_says_what_is_measured_and_what_is_not_and_never_nothing_for_what_nobody_measured(
    quantities: tuple[str, ...], figures: str, outcome: str
) -> None:
    found = total(answer([{**PARCEL, "quantity": quantity, "unit": ""} for quantity in quantities]))
    party, limit = found["party"]["name"], "Limit of 1,500 kg in List II of the United States"
    assert found["explanation"] == f"Acetone to {party}, Mar 2026: {figures}. {limit}: {outcome}"


def test_a_file_says_by_its_own_numbers_how_it_writes_them() -> None:
    line = {**PARCEL, "quantity": "1,500"}
    assert total(answer([line]))["unmeasured"]
    assert total(answer([line, {**PARCEL, "quantity": "12.5"}]))["total"] == "1512.5"


def test_a_year_of_the_union_is_any_twelve_months() -> None:
    line = {"name": "Acetic anhydride", "cas": "108-24-7", "unit": "L", "origin": "DE", "destination": "FR"}
    line |= {"consignee": "Beauval SARL", "quantity": "60"}
    answer([{**line, "date": "2025-12-20"}], "A-1", keep=True)
    answer([{**line, "date": "2024-12-20"}], "A-2", keep=True)
    found = total(answer([{**line, "date": "2026-03-01"}], "A-3"), "eu-273-cat-2a")
    assert (found["met"], found["total"], found["period"]) == ("yes", "120", ["2025-03-02", "2026-03-02"])


def test_one_sale_in_canada_is_summed_over_its_lines_and_no_other_shipment() -> None:
    line = {"name": "Anthranilic acid", "cas": "118-92-3", "quantity": "0.6", "unit": "kg", "consignee": "Acme"}
    line |= {"origin": "CA", "destination": "CA", "date": "2026-03-05"}
    answer([line], "A-1", keep=True)
    told = answer([line, line], "A-2")
    found = total(told, "ca-schedule-6")
    assert (found["kind"], found["met"], found["total"], found["period"]) == ("quantity", "yes", "1.2", [])
    [alone] = [c for f in told.lines[0]["findings"] for c in f["conditions"] if c["shipment_finding"] == found["id"]]
    assert (alone["met"], alone["declared"]) == ("no", "0.6 kg")
    assert told.lines[0]["action"] == "authorise"  # the licence is due at any quantity


def test_a_medicine_is_told_by_its_base_weight() -> None:
    line = {"name": "Pseudoephedrine hydrochloride tablets 60 mg", "quantity": "10000", "unit": "tablets"}
    told = answer([{**line, "origin": "IN", "destination": "US"}])
    [finding] = [f for f in told.lines[0]["findings"] if f["list"] == "us-list-1"]
    assert finding["quantity"]["base_kg"] == ["0.49152", "0.49152"]
    assert told.lines[0]["amount"]["pieces"] == "10000"


def test_stored_amounts_are_kept_word_for_word() -> None:
    answer([PARCEL], "A-1", keep=True)
    [kept] = Consignment.objects.all()
    assert (kept.substance_key, kept.certainty, str(kept.first_day)) == ("acetone", "exact", "2026-03-05")
    assert json.loads(kept.quantity)["contained_kg"] == ["150", "150"]
    assert kept.consignee is not None
    assert kept.consignee.key == "quimica del sur"


def test_no_line_costs_a_query() -> None:
    answer([PARCEL], "A-1", keep=True)
    counts = []
    for lines in (2, 40):
        parcels = [{**PARCEL, "quantity": str(number + 1)} for number in range(lines)]
        with CaptureQueriesContext(connection) as queries:
            answer(parcels, "A-2")
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] < 12


def test_an_amount_that_cannot_be_read_leaves_the_verdict_as_it_is() -> None:
    told = answer([{"name": "Sodium chloride", "cas": "7647-14-5", "quantity": "1 lot"}])
    assert told.lines[0]["verdict"] == "no_match"
    assert told.lines[0]["problems"][0]["code"].startswith("quantity_")


def test_a_question_of_the_past_sees_no_party_of_later() -> None:
    answer([PARCEL], "A-1", keep=True)
    [party] = answer([PARCEL], "A-2", known_at=datetime.now(UTC)).summary["parties"]
    assert party["known_as"][0]["shipments"] == 1
    [stored] = Screening.objects.all()
    [party] = answer([PARCEL], "A-2", known_at=stored.made_at - timedelta(microseconds=1)).summary["parties"]
    assert party["known_as"] == []

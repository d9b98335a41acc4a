"""The inspector's register: each shipment once, unknown quantities never summed, and the reason of each exemption."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.contrib.auth.models import User
from openpyxl import load_workbook

from tests.authorisations.papers import LINE, on_file
from tests.cases.releases import meet_duties
from tests.cases.shipments import ACETIC_ANHYDRIDE, ACETONE, MIXED, PIPERIDONE, ROUTE, SALT, line_of, opened, screened
from watchlist.cases.hits import positions_to_judge
from watchlist.cases.judgement_models import Referral
from watchlist.cases.judging import judge
from watchlist.cases.lifecycle import dispose
from watchlist.cases.referrals import answer_referral
from watchlist.cases.register import query
from watchlist.cases.register.query import RegisterQuery, Weight, consignments, lines_of_no_match, totals_of
from watchlist.cases.register.rows import COLUMNS, all_rows, as_csv, as_workbook, rows_page
from watchlist.engine.answer_codec import encode
from watchlist.engine.decision.spans import MeasuredQuantity, Span

pytestmark = pytest.mark.usefixtures("law")


def rows(**asked: object) -> list[tuple[str, str]]:
    return [(row.substance, str(row.base)) for row in all_rows(consignments(RegisterQuery(**asked)))]  # type: ignore[arg-type]


def test_a_line_is_told_as_the_listed_base() -> None:
    screened(PIPERIDONE, ACETONE)
    assert rows() == [("Acetone", "160 kg"), ("4-Piperidone", "18.2775 kg")]


def test_a_shipment_that_was_screened_again_counts_once() -> None:
    screened(PIPERIDONE, reference="")
    screened(PIPERIDONE, reference="")
    screened(PIPERIDONE, reference="A")
    screened({**PIPERIDONE, "quantity": "50"}, reference="A")
    screened({**PIPERIDONE, "quantity": "5"}, reference="B")
    assert [base for _, base in rows()] == ["3.6555 kg", "36.555 kg", "18.2775 kg"]


def test_it_is_asked_by_substance_party_and_period() -> None:
    screened(PIPERIDONE, ACETONE, reference="A")
    other = {"consignee": "Oldcastle GmbH", "date": "2026-02-03"}
    screened({**ACETIC_ANHYDRIDE, **other}, reference="B")
    assert rows(substance="piperid") == [("4-Piperidone", "18.2775 kg")]
    assert rows(party="oldcastle") == [("Acetic anhydride", "200 kg")]
    assert rows(party="Oldcastle GmbH", substance="acetone") == []
    assert rows(last=date(2026, 3, 1)) == [("Acetic anhydride", "200 kg")]
    assert rows(first=date(2026, 3, 1), substance="anhydride") == []


def test_an_unknown_quantity_and_a_guess_are_counted_and_never_summed() -> None:
    nothing = {name: text for name, text in ACETONE.items() if name not in ("quantity", "unit")}
    screened(ACETONE, nothing, MIXED[4])
    totals = {total.name: total for total in totals_of(consignments(RegisterQuery())).rows}
    acetone, piperonal = totals["Acetone"], totals["Piperonal"]
    assert (acetone.kilograms, acetone.measured, acetone.unknown) == ("160 kg", 1, 1)
    assert (piperonal.kilograms, piperonal.measured, piperonal.guesses) == ("not known", 0, 1)


def test_bounds_are_told_as_bounds() -> None:
    def weight(low: str | None, high: str | None) -> str:
        return str(Weight.of_text(encode(MeasuredQuantity(base=Span.of_record((low, high))).as_record()).decode()))

    assert weight("2", "2") == "2 kg"
    assert weight("2", "3.5") == "at least 2 kg, at most 3.5 kg"
    assert weight(None, "3") == "at most 3 kg"
    assert weight(None, None) == "not measured"
    drums = MeasuredQuantity(may_be_kg=Decimal(1440)).as_record()
    assert str(Weight.of_text(encode(drums).decode())) == "not measured, may be 1440 kg"


def test_totals_say_where_they_are_not_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    screened(PIPERIDONE, ACETONE)
    monkeypatch.setattr(query, "MOST_SUMMED", 1)
    totals = totals_of(consignments(RegisterQuery()))
    assert (len(totals.rows), totals.is_all) == (1, False)


def test_decisions_stand_beside_their_line(officer: User) -> None:
    case = opened(PIPERIDONE)
    judge(case=case, line=line_of(case, 1), position=0, word="confirmed", actor=officer, seen=0)
    row = next(all_rows(consignments(RegisterQuery())))
    assert row.case_told == f"{case.number}: no disposition"
    assert [said.split(" by ")[0] for said in row.decided] == ["Confirmed"]
    assert (row.consignor, row.consignee) == ("Northgate Reagents Inc", "Beauval SARL")
    assert "US List I" in row.found


def test_what_a_release_used_stands_beside_its_goods(officer: User, second_officer: User) -> None:
    paper, case = on_file(officer, quantity="100 kg"), opened(LINE, ACETONE)
    for number in (1, 2):
        line = line_of(case, number)
        for position in positions_to_judge(line):
            judge(case=case, line=line, position=position, word="confirmed", actor=officer, seen=0)
    under = {"word": "released_under_authorisation", "authorisations": [paper.pk]}
    meet_duties(case, officer)
    referral = dispose(case=case, note="As granted.", actor=officer, **under)  # type: ignore[arg-type]
    assert isinstance(referral, Referral)
    answer_referral(referral=referral, agreed=True, actor=second_officer)
    used = {row.substance: row.used for row in all_rows(consignments(RegisterQuery()))}
    assert used["Acetone"] == ()
    (told,) = used["4-Piperidone"]
    assert told.startswith("FR-2026-0117 of BEAUVAL, 25 kg of it for the shipment, ")
    assert "25 kg of it for the shipment" in "".join(as_csv(all_rows(consignments(RegisterQuery()))))


def test_the_reason_of_an_exemption_is_told() -> None:
    medicine = {"name": "Pseudoephedrine hydrochloride tablets 60 mg", "product_form": "medicine"}
    screened({**ROUTE, **medicine, "quantity": "10", "unit": "kg"}, operation="import")
    exempt = [reason for row in all_rows(consignments(RegisterQuery())) for reason in row.exempt]
    assert any("medicinal products" in reason and "Regulation (EC) No" in reason for reason in exempt)


def test_lines_of_no_match_are_asked_for_by_themselves() -> None:
    screened(PIPERIDONE, SALT, reference="A")
    screened(SALT, reference="A")
    found = list(all_rows(lines_of_no_match(RegisterQuery(no_match=True))))
    assert [(row.shipment, row.declared, row.substance) for row in found] == [("A", "Sodium chloride", "")]
    assert list(all_rows(lines_of_no_match(RegisterQuery(party="beauval")))) == found
    assert list(all_rows(lines_of_no_match(RegisterQuery(party="nobody")))) == []
    assert list(all_rows(lines_of_no_match(RegisterQuery(last=date(2020, 1, 1))))) == []


def test_pages_follow_one_another_without_a_gap() -> None:
    screened(PIPERIDONE, ACETONE, ACETIC_ANHYDRIDE)
    first, after = rows_page(consignments(RegisterQuery()), None, 2)
    second, end = rows_page(consignments(RegisterQuery()), after, 2)
    assert [row.line for row in (*first, *second)] == [3, 2, 1]
    assert end is None


def test_files_hold_every_row_and_no_formula() -> None:
    screened({**ACETONE, "name": "=Acetone", "consignor": '=HYPERLINK("x")'})
    told = list(as_csv(all_rows(consignments(RegisterQuery()))))
    assert told[0].strip().split(",") == list(COLUMNS)
    assert "'=Acetone" in told[1]
    out = BytesIO()
    as_workbook(all_rows(consignments(RegisterQuery())), out)
    sheet = load_workbook(BytesIO(out.getvalue())).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert sheet["D2"].value == "=Acetone"
    assert sheet["D2"].data_type == "s"


def test_goods_that_were_refused_are_in_no_total_and_their_row_says_so(officer: User) -> None:
    case = opened(ACETONE)
    assert [total.name for total in totals_of(consignments(RegisterQuery())).rows]
    dispose(case=case, word="refused", note="No licence.", actor=officer)
    assert totals_of(consignments(RegisterQuery())).rows == ()
    (row,) = rows_page(consignments(RegisterQuery()), None, 9)[0]
    assert row.in_totals == "no: it did not move"

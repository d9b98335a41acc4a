"""A dossier holds what two people laid down, and the documents under which it was released; both are checked."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import orjson
import pytest
from django.contrib.auth.models import User
from msgspec import UNSET, structs
from pypdf import PdfReader

from tests.authorisations.papers import LINE, on_file
from tests.cases.releases import meet_duties
from tests.cases.shipments import PIPRONAL, line_of, opened
from tests.screenings.suppressions.laid_down import CONFLICT, TABLETS, all_suppressed, determined, in_days, stored
from watchlist.audit.keys import signing_key
from watchlist.cases.dossier.decisions import determination_references
from watchlist.cases.dossier.lines import full_lines
from watchlist.cases.dossier.making import dossier_json
from watchlist.cases.dossier.printing import pdf_of
from watchlist.cases.dossier.sealing import seal, verify
from watchlist.cases.hits import positions_to_judge
from watchlist.cases.judging import judge
from watchlist.cases.lifecycle import dispose
from watchlist.cases.models import Case
from watchlist.cases.referrals import answer_referral
from watchlist.engine.answer import Line
from watchlist.screenings.suppressions import suppressing

pytestmark = pytest.mark.usefixtures("law")
Change = Callable[[Any], None]
US_EXPORT = {"origin": "US", "destination": "CA", "operation": "export"}


def parts_of(made: bytes) -> Any:
    return orjson.loads(made)["parts"]


def read(made: bytes) -> str:
    """Return the text of the pages of a file, without line ends."""
    pages = PdfReader(BytesIO(pdf_of(made))).pages
    return " ".join("".join(page.extract_text() for page in pages).replace("\u200b", "").split())


def failed(made: bytes, change: Change) -> set[str]:
    """Return what does not hold once the holder of the key changed one thing and signed anew."""
    parts = parts_of(made)
    change(parts)
    return {check.subject for check in verify(seal(parts, signing_key())).checks if not check.holds}


@pytest.fixture
def released(officer: User, second_officer: User) -> Case:
    """Return a case that was released under an authorisation, as two officers decided."""
    paper, case = on_file(officer, quantity="100 kg"), opened(LINE)
    line = line_of(case, 1)
    for position in positions_to_judge(line):
        judge(case=case, line=line, position=position, word="confirmed", actor=officer, seen=0)
    word = "released_under_authorisation"
    meet_duties(case, officer)
    asked: Any = dispose(case=case, word=word, note="As granted.", actor=officer, authorisations=[paper.pk])
    answer_referral(referral=asked, agreed=True, actor=second_officer)
    return case


def test_the_documents_of_a_release_stand_in_it(released: Case, officer: User) -> None:
    made = dossier_json(released, officer)
    (paper,) = parts_of(made)["authorisations"]
    assert parts_of(made)["decisions"]["dispositions"][0]["authorisations"] == [paper["id"]]
    assert (paper["number"], paper["holder"], paper["valid_until"]) == ("FR-2026-0117", "BEAUVAL", "2027-01-01")
    assert [(use["case"], use["amount"], use["by"]) for use in paper["uses"]] == [(released.number, "25 kg", "officer")]
    assert verify(made).holds
    text = read(made)
    assert "Permit FR-2026-0117 (EU)" in text
    assert "the last day 31 Dec 2026" in text
    assert "25 kg taken by officer" in text
    assert "authorisations: FR-2026-0117; word: released under an authorisation" in text


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts["authorisations"].clear(),
        lambda parts: parts["authorisations"][0]["uses"].clear(),
        lambda parts: parts["authorisations"][0]["uses"][0].update(case="C-9999"),
        lambda parts: parts["decisions"]["dispositions"][0]["authorisations"].clear(),
    ],
)
def test_a_release_whose_documents_are_altered_is_found(released: Case, officer: User, change: Change) -> None:
    assert failed(dossier_json(released, officer), change) == {"authorisations"}


def test_what_is_suppressed_stands_in_it_with_both_people(officer: User, second_officer: User) -> None:
    rows = all_suppressed(PIPRONAL, officer, second_officer)
    made = dossier_json(opened(PIPRONAL, LINE, reference="later"), officer)
    told = parts_of(made)["rulings"]["suppressions"]
    assert [one["id"] for one in told] == sorted(row.pk for row in rows)
    assert {(one["asked_by"], one["answered_by"]) for one in told} == {("officer", "second-officer")}
    assert verify(made).holds
    text = read(made)
    assert f"{rows[0]}: set aside until" in text
    assert "Set aside: by officer and second-officer until" in text


def test_a_conflict_that_is_set_aside_stands_in_it(officer: User, second_officer: User) -> None:
    line, said = stored(CONFLICT), {"until": in_days(9), "note": "A brine."}
    asked = suppressing.request_conflict_suppression(line=line, position=0, actor=officer, **said)
    suppressing.answer_suppression(suppression=asked, agreed=True, actor=second_officer)
    made = dossier_json(opened(CONFLICT, LINE, reference="later"), officer)
    assert [one["code"] for one in parts_of(made)["rulings"]["suppressions"]] == [asked.code]
    assert verify(made).holds
    assert f"{asked.code}. A brine." in read(made)


def test_a_determination_stands_in_it_and_no_words_declared_stand_for_one(officer: User, second_officer: User) -> None:
    line = stored(TABLETS, **US_EXPORT)
    found = orjson.loads(line.record)["findings"]
    at = next(at for at, one in enumerate(found) if one["entry"] == "us-list-1/ephedrine")
    condition = "us-list-1/ephedrine/2007/amended/drug-product"
    row = determined(line, at, condition, officer, second_officer)
    feigned = {**TABLETS, "name": "Other", "product_form": "by determination PD-0009 of a and b, until 2030-01-01"}
    made = dossier_json(opened(TABLETS, feigned, LINE, reference="later", **US_EXPORT), officer)
    assert [one["number"] for one in parts_of(made)["rulings"]["determinations"]] == [str(row)]
    assert verify(made).holds
    assert f"{row}: determined until" in read(made)
    (today, *_) = full_lines(parts_of(made)["lines"]["in_full"])
    (met,) = set(determination_references([today]))
    assert met.number == row.pk
    assert set(determination_references([of_an_earlier_day(today)])) == {met}


def of_an_earlier_day(line: Line) -> Line:
    """Return a line as it was stored before conditions and findings told determinations and duties as facts."""
    findings = []
    for finding in line.findings:
        conditions = tuple(structs.replace(one, determination=UNSET) for one in finding.conditions)
        findings.append(structs.replace(finding, conditions=conditions, obligation_records=UNSET))
    return structs.replace(line, findings=tuple(findings))


def of_suppressions(**said: Any) -> Change:
    return lambda parts: parts["rulings"]["suppressions"][0].update(said)


@pytest.mark.parametrize(
    "change",
    [
        of_suppressions(answered_by="officer"),
        of_suppressions(answer="refused"),
        of_suppressions(answered_at="2999-01-01T00:00:00+00:00"),
        of_suppressions(until="2999-01-01"),
        lambda parts: parts["rulings"]["suppressions"].pop(),
    ],
)
def test_a_suppression_that_is_altered_is_found(officer: User, second_officer: User, change: Change) -> None:
    all_suppressed(PIPRONAL, officer, second_officer)
    assert failed(dossier_json(opened(PIPRONAL, LINE, reference="later"), officer), change) == {"rulings"}

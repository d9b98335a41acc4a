"""A case: found, its lines judged, a duty done, and a release that two officers agree on."""

from __future__ import annotations

from typing import Any

from precursor_watchlist_client import expect
from precursor_watchlist_client.generated.api.authorisations import list_case_authorisations
from precursor_watchlist_client.generated.api.cases import (
    answer_referral,
    decide_on_case,
    judge,
    list_case_lines,
    list_cases,
    list_duties,
    mark_duty,
    read_case,
    read_release_gate,
)
from precursor_watchlist_client.generated.models import (
    Answer,
    CaseAuthorisationPage,
    CaseDecisionForm,
    CaseLinePage,
    CasePage,
    CaseRecord,
    DutyMark,
    DutyPage,
    DutyRecord,
    Judged,
    Judging,
    OverrideForm,
    ReferralRecord,
    ReleaseGate,
)

from cookbook.twins import Book, twin


@twin("person() {")
def find_the_case_of_a_shipment(book: Book) -> object:
    book.case = next(book.officer.items(CasePage, list_cases.sync, reference="INV-1")).number
    return next(book.officer.pages(CaseLinePage, list_case_lines.sync, book.case, standing="open")).to_dict()


@twin("INV-1-judged")
def judge_a_line_and_its_equals(book: Book) -> object:
    body = Judging(line=1, alike=True, word="confirmed", note="It is what it says.")
    call = judge.sync(book.case, client=book.officer.api, body=body, idempotency_key="INV-1-judged")
    judged: dict[str, Any] = expect(Judged, call).to_dict()
    return {"next": judged["next"], "case": judged["case"], "first": judged["items"][0]}


@twin("export DUTY=")
def mark_a_duty_as_done(book: Book) -> object:
    duties = book.officer.items(DutyPage, list_duties.sync, case=book.case, state="open")
    record = next(duty for duty in duties if duty.action == "record")
    done = expect(DutyRecord, mark_duty.sync(record.id, client=book.officer.api, body=DutyMark()))
    return {"state": done.state, "by": done.to_dict()["by"]}


@twin("/cases/$CASE/authorisations/")
def what_it_may_be_released_under(book: Book) -> object:
    answer = list_case_authorisations.sync(book.case, client=book.officer.api)
    return expect(CaseAuthorisationPage, answer).to_dict()


@twin("/cases/$CASE/release/")
def what_stands_in_the_way(book: Book) -> object:
    gate = expect(ReleaseGate, read_release_gate.sync(book.case, client=book.officer.api))
    return gate.obstacles[0].to_dict()


@twin("INV-1-released")
def release_past_it(book: Book) -> object:
    override = OverrideForm(reason="seen_elsewhere", sentence="The forwarder has it.")
    body = CaseDecisionForm(word="released", note="The permit was seen.", override=override)
    call = decide_on_case.sync(book.case, client=book.officer.api, body=body, idempotency_key="INV-1-released")
    referral = expect(ReferralRecord, call)  # a second officer is asked; what closes a case is a `CaseDecision`
    book.referral = referral.id
    return referral.to_dict()


@twin('"confirms_override": true')
def agree_as_the_second_officer(book: Book) -> object:
    second = book.client_of("second-officer", "second_cases")
    body = Answer(agreed=True, confirms_override=True)
    expect(ReferralRecord, answer_referral.sync(book.referral, client=second.api, body=body))
    case = expect(CaseRecord, read_case.sync(book.case, client=book.officer.api)).to_dict()
    return {"state": case["state"], "decision": case["decision"]}

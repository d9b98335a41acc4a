"""Cases by the API: the rules of the pages, read by one scope and worked on by another."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from tests.api.described import assert_described
from tests.authorisations.papers import LINE, on_file
from tests.cases.releases import meet_duties
from tests.cases.shipments import ACETONE, MIXED, PIPERIDONE, SALT, VAGUE, opened
from watchlist.api.cases.cases import CaseRecord, EventRecord
from watchlist.api.cases.decisions import CaseDecision, ReleaseGate
from watchlist.api.cases.judgements import Judged
from watchlist.api.cases.line_decisions import LineDispositionRecord, LinesDecided
from watchlist.api.cases.lines import CaseLine
from watchlist.api.cases.overrides import OverrideItem
from watchlist.api.cases.referrals import ReferralRecord
from watchlist.cases.lifecycle import suspend
from watchlist.cases.models import Case

PLACE = "/api/v1/cases/"
SURE = {"line": 1, "finding": 0, "seen": 0}
WRONG = {"word": "dismissed", "reason": "wrong_identification", "note": "The analysis shows another substance."}
PLAIN = {"word": "released", "note": "Permit 12 was seen."}
OVERRIDE = {"reason": "seen_elsewhere", "sentence": "The forwarder has it."}
RELEASE = {**PLAIN, "override": OVERRIDE}
AGREED = {"agreed": True, "confirms_override": True}

pytestmark = pytest.mark.usefixtures("law")


def place(case: Case, rest: str = "") -> str:
    return f"{PLACE}{case.number}/{rest}"


def kind(answer: Any) -> tuple[int, str]:
    """Return the status of a refusal and the key of its problem."""
    return answer.status_code, answer.json()["type"].split("/")[-2]


def judge_all(client: APIClient, case: Case) -> None:
    """Confirm all that is open, as a program does: by what the lines say is to be judged."""
    for line in client.get(place(case, "lines/?standing=open")).json()["items"]:
        for one in line["to_judge"]:
            said = {"line": line["number"], "finding": one["finding"], "seen": one["seen"], "word": "confirmed"}
            assert client.post(place(case, "judgements/"), said).status_code == 201


def test_every_field_that_is_answered_is_described(caller: Caller, officer: User, second_officer: User) -> None:
    case, mine, other = opened(*MIXED), caller(officer), caller(second_officer)
    judged = mine.post(place(case, "judgements/"), {**SURE, **WRONG}).json()
    (asked,) = other.get("/api/v1/referrals/").json()["items"]
    assert_described(Judged(), judged, "judged")
    assert_described(ReferralRecord(), asked, "asked")
    assert_described(CaseRecord(), mine.get(place(case)).json(), "case")
    for line in mine.get(place(case, "lines/")).json()["items"]:
        assert_described(CaseLine(), line, "line")
    for event in mine.get(place(case, "events/")).json()["items"]:
        assert_described(EventRecord(), event, "event")


def test_a_case_is_found_by_what_is_asked(caller: Caller, officer: User, second_officer: User) -> None:
    sure, plain = opened(PIPERIDONE), opened(VAGUE, reference="INV-2")
    client = caller(officer)
    suspend(case=plain, note="The end use is asked for.", actor=officer)
    client.post(place(sure, "assign/"), {"to": "second-officer"})
    client.post(place(sure, "judgements/"), {**SURE, **WRONG})
    found = {
        "": [plain, sure],
        "?state=on_hold": [plain],
        "?assignee=second-officer": [sure],
        "?verdict=controlled": [sure],
        "?reference=INV-2": [plain],
        "?due_before=1990-01-01": [],
        "?waiting=true": [],
        "?waiting=false": [plain, sure],
    }
    for query, cases in found.items():
        said = [item["number"] for item in client.get(f"{PLACE}{query}").json()["items"]]
        assert said == [case.number for case in cases], query
    (waiting,) = caller(second_officer).get(f"{PLACE}?waiting=true").json()["items"]
    assert waiting["number"] == sure.number


def test_a_list_of_cases_takes_few_queries(caller: Caller, officer: User, django_assert_max_num_queries: Any) -> None:
    for number in range(4):
        opened(VAGUE, reference=f"INV-{number}")
    client = caller(officer)
    with django_assert_max_num_queries(10):
        assert len(client.get(PLACE).json()["items"]) == 4


def test_lines_are_read_with_what_is_to_be_judged(
    caller: Caller, officer: User, django_assert_max_num_queries: Any
) -> None:
    case, client = opened(*MIXED), caller(officer)
    client.post(place(case, "judgements/"), {**SURE, **WRONG})
    with django_assert_max_num_queries(11):
        lines = client.get(place(case, "lines/")).json()["items"]
    assert [line["number"] for line in lines] == [1, 2, 3, 5, 6]  # the fourth is no_match: nobody judges it
    first, second = lines[0]["to_judge"][:2]
    assert (first["finding"], first["holds"], first["seen"]) == (0, "waiting", 1)
    assert (second["holds"], second["seen"]) == (None, 0)


def test_lines_are_chosen_by_how_far_they_are_judged(caller: Caller, officer: User) -> None:
    case, client = opened(*MIXED), caller(officer)
    client.post(place(case, "judgements/"), {"line": 1, "alike": True, **WRONG})
    client.post(place(case, "judgements/"), {"line": 2, "alike": True, "word": "confirmed"})
    numbers = {
        standing: [line["number"] for line in client.get(place(case, f"lines/?standing={standing}")).json()["items"]]
        for standing in ("open", "waiting", "judged")
    }
    assert numbers == {"open": [3, 5, 6], "waiting": [1], "judged": [2]}
    turned = client.get(place(case, "lines/?standing=open&limit=1")).json()
    assert [line["number"] for line in client.get(turned["next"]).json()["items"]] == [5]


def test_who_judges_second_is_told_to_look_again(caller: Caller, officer: User, second_officer: User) -> None:
    case = opened(VAGUE)
    said = {"line": 1, "finding": -1, "seen": 0, "word": "confirmed"}
    assert caller(officer).post(place(case, "judgements/"), said).status_code == 201
    client = caller(second_officer)
    assert kind(client.post(place(case, "judgements/"), said)) == (409, "look-again")
    assert kind(client.post(place(case, "judgements/"), {**said, "seen": 7})) == (409, "look-again")
    assert client.post(place(case, "judgements/"), {**said, "seen": 1}).json()["items"][0]["number"] == 2


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({**SURE, "word": "dismissed"}, (422, "dismiss-as-wrong-identification")),
        ({**SURE, **WRONG, "reason": "data_error"}, (422, "dismiss-as-wrong-identification")),
        ({**SURE, "line": 2, "word": "confirmed"}, (422, "judge-what-is-there")),
        ({**SURE, "finding": 9, "word": "confirmed"}, (422, "judge-what-is-there")),
        ({"line": 1, "word": "confirmed"}, (400, "request-not-valid")),
        ({**SURE, "alike": True, "word": "confirmed"}, (400, "request-not-valid")),
    ],
)
def test_a_word_that_breaks_a_rule_is_refused(
    caller: Caller, officer: User, said: dict[str, Any], refused: tuple[int, str]
) -> None:
    case = opened(PIPERIDONE)
    assert kind(caller(officer).post(place(case, "judgements/"), said)) == refused
    assert not case.judgements.exists()


def test_equal_lines_are_judged_alike(caller: Caller, officer: User) -> None:
    case = opened(ACETONE, {**ACETONE, "quantity": "90"}, {**ACETONE, "consignee": "Another GmbH"})
    said = {"line": 1, "alike": True, "word": "confirmed", "note": "Solvent, as ever."}
    body = caller(officer).post(place(case, "judgements/"), said).json()
    assert {row["line"] for row in body["items"]} == {1, 2}
    assert body["count"] == len(body["items"]) == case.judgements.count()
    assert body["case"]["lines_judged"] == 2
    assert caller(officer).get(place(case, "judgements/")).json()["items"][0]["note"] == "Solvent, as ever."


def test_what_is_controlled_is_released_by_two(caller: Caller, officer: User, second_officer: User) -> None:
    case, mine, other = opened(PIPERIDONE), caller(officer), caller(second_officer)
    assert kind(mine.post(place(case, "decisions/"), RELEASE)) == (409, "judge-first")
    judge_all(mine, case)
    waits = mine.post(place(case, "decisions/"), RELEASE)
    assert (waits.status_code, waits.json()["answer"], waits["Retry-After"]) == (202, None, "300")
    assert kind(mine.post(place(case, "decisions/"), RELEASE)) == (409, "wait-for-the-second")
    answer = f"/api/v1/referrals/{waits.json()['id']}/answer/"
    assert kind(mine.post(answer, {"agreed": True})) == (403, "scope-missing")
    assert kind(other.post(answer, {"agreed": False})) == (422, "say-why")
    assert kind(other.post(answer, {"agreed": True})) == (409, "confirm-the-override")
    assert other.post(answer, AGREED).json()["answered_by"] == "second-officer"
    assert kind(other.post(answer, {"agreed": True})) == (409, "look-again")
    (decision,) = mine.get(place(case, "decisions/")).json()["items"]
    assert_described(CaseDecision(), decision, "decision")
    assert (decision["by"], decision["second"]) == ("officer", "second-officer")
    assert mine.get(place(case)).json()["state"] == "closed"


def test_what_stands_in_the_way_of_a_release_is_told(caller: Caller, officer: User) -> None:
    case, mine = opened(PIPERIDONE), caller(officer)
    judge_all(mine, case)
    gate = mine.get(place(case, "release/")).json()
    assert_described(ReleaseGate(), gate, "gate")
    assert [(found["kind"], found["list"]) for found in gate["obstacles"]][:1] == [("document", "eu-111-cat-1")]
    assert kind(mine.post(place(case, "decisions/"), PLAIN)) == (409, "meet-or-override")
    wrong = mine.post(place(case, "decisions/"), {**PLAIN, "override": {"reason": "because", "sentence": "x"}})
    assert wrong.status_code == 400
    assert not case.referrals.exists()


def test_lines_are_released_refused_and_held_back_each(caller: Caller, officer: User, second_officer: User) -> None:
    case, mine, other = opened(ACETONE, PIPERIDONE, SALT), caller(officer), caller(second_officer)
    judge_all(mine, case)
    meet_duties(case, officer)
    to = place(case, "line-decisions/")
    held = mine.post(to, {"lines": [2], "word": "held", "note": "The licence is awaited."})
    assert (held.status_code, held.json()["lines_by_word"]) == (201, {"held": 1})
    assert_described(LinesDecided(), held.json(), "held")
    assert kind(mine.post(place(case, "decisions/"), {"word": "refused", "note": "x"})) == (409, "decide-by-line")
    assert kind(mine.post(to, {"lines": [9], "word": "held", "note": "x"})) == (422, "judge-what-is-there")
    assert kind(mine.post(to, {"lines": None, **PLAIN})) == (409, "meet-or-override")
    waits = mine.post(to, {"lines": [1, 3], **PLAIN})
    assert (waits.status_code, waits.json()["lines"]) == (202, [1, 3])
    answer = f"/api/v1/referrals/{waits.json()['id']}/answer/"
    assert other.post(answer, {"agreed": True}).json()["lines"] == [1, 3]
    assert mine.get(place(case)).json()["lines_by_word"] == {"released": 2, "held": 1}
    refused = {"lines": None, "word": "refused", "note": "No licence."}
    first = mine.post(to, refused, HTTP_IDEMPOTENCY_KEY="once")
    assert first.json()["case"]["decision"] == "in_part"
    assert mine.post(to, refused, HTTP_IDEMPOTENCY_KEY="once").json() == first.json()
    (decision,) = mine.get(place(case, "decisions/")).json()["items"]
    assert decision["lines_by_word"] == {"released": 2, "refused": 1}
    rows = mine.get(to).json()["items"]
    assert_described(LineDispositionRecord(), rows[0], "line decision")
    assert [(row["line"], row["word"], row["second"]) for row in rows] == [
        (2, "refused", None),
        (1, "released", "second-officer"),
        (3, "released", "second-officer"),
        (2, "held", None),
    ]


def test_overrides_are_listed_by_month(caller: Caller, officer: User, auditor: User, program: User) -> None:
    case, mine = opened(PIPERIDONE), caller(officer)
    judge_all(mine, case)
    mine.post(place(case, "decisions/"), RELEASE)
    (row,) = mine.get("/api/v1/overrides/").json()["items"]
    assert_described(OverrideItem(), row, "override")
    assert (row["case"], row["asked_by"], row["answer"], row["lines"]) == (case.number, "officer", None, [])
    assert mine.get("/api/v1/overrides/?month=2001-01").json()["items"] == []
    assert mine.get("/api/v1/overrides/?month=2026-13").status_code == 400
    assert caller(auditor).get("/api/v1/overrides/").status_code == 200
    assert kind(caller(program).get("/api/v1/overrides/")) == (403, "scope-missing")


def test_a_release_under_authorisation_says_under_which(caller: Caller, officer: User) -> None:
    case, mine = opened(PIPERIDONE), caller(officer)
    judge_all(mine, case)
    under = {"word": "released_under_authorisation", "note": "The permit was seen."}
    assert kind(mine.post(place(case, "decisions/"), under)) == (422, "name-the-authorisation")
    assert kind(mine.post(place(case, "decisions/"), {**under, "authorisations": [9]})) == (409, "look-again")
    refused = mine.post(place(case, "decisions/"), {**PLAIN, "authorisations": [9]})
    assert kind(refused) == (422, "question-not-answerable")
    assert case.referrals.count() == 0


def test_the_second_officer_is_told_under_which(caller: Caller, officer: User, second_officer: User) -> None:
    paper, case = on_file(officer), opened(LINE)
    judge_all(caller(officer), case)
    under = {"word": "released_under_authorisation", "note": "As granted.", "authorisations": [paper.pk]}
    assert kind(caller(officer).post(place(case, "decisions/"), under)) == (409, "meet-or-override")
    under["override"] = OVERRIDE
    waits = caller(officer).post(place(case, "decisions/"), under)
    assert (waits.status_code, waits.json()["authorisations"]) == (202, [paper.pk])
    (asked,) = caller(second_officer).get("/api/v1/referrals/").json()["items"]
    assert asked["authorisations"] == [paper.pk]


def test_a_case_says_what_the_law_asks_of_it(caller: Caller, officer: User) -> None:
    duties = caller(officer).get(place(opened(PIPERIDONE))).json()["duties"]
    assert duties
    assert all(duty["citation"] and not duty["is_done"] for duty in duties)


def test_nobody_answers_what_he_asked_for(caller: Caller, second_officer: User) -> None:
    case, mine = opened(PIPERIDONE), caller(second_officer)
    asked = mine.post(place(case, "judgements/"), {**SURE, **WRONG}).json()["items"][0]["referral"]
    refused = mine.post(f"/api/v1/referrals/{asked}/answer/", {"agreed": True})
    assert kind(refused) == (403, "ask-another-person")
    assert mine.get("/api/v1/referrals/").json()["items"] == []


def test_a_case_is_held_noted_rested_closed_and_reopened(caller: Caller, officer: User, lead: User) -> None:
    case, mine, leads = opened(VAGUE), caller(officer), caller(lead)
    assert kind(mine.post(place(case, "hold/"), {})) == (422, "say-why")
    assert leads.post(place(case, "hold/"), {"note": "Ask me."}).json()["state"] == "on_hold"
    assert kind(mine.post(place(case, "resume/"), {})) == (403, "ask-the-lead")
    assert leads.post(place(case, "resume/"), {}).json()["state"] == "investigating"
    assert kind(mine.post(place(case, "resume/"), {})) == (409, "look-again")
    assert mine.post(place(case, "snooze/"), {"until": "2099-01-01"}).json()["snoozed_until"] == "2099-01-01"
    assert (
        mine.post(place(case, "decisions/"), {"word": "refused", "note": "Nobody says what it is."}).status_code == 201
    )
    assert kind(mine.post(place(case, "hold/"), {"note": "Wait."})) == (409, "reopen-first")
    assert mine.post(place(case, "notes/"), {"text": "The shipper wrote."}).status_code == 200
    assert mine.post(place(case, "reopen/"), {"note": "They said what it is."}).json()["decision"] is None
    verbs = [event["verb"] for event in mine.get(place(case, "events/")).json()["items"]]
    assert verbs == ["open", "hold", "resume", "snooze", "dispose", "note", "reopen"]


def test_a_case_is_given_only_to_who_works_on_cases(caller: Caller, officer: User, auditor: User) -> None:
    case, mine = opened(VAGUE), caller(officer)
    for name in (auditor.username, "nobody-at-all"):
        refused = mine.post(place(case, "assign/"), {"to": name})
        assert refused.json()["errors"] == [{"pointer": "#/to", "detail": "Nobody of this name works on cases."}]
    assert mine.post(place(case, "assign/"), {"to": "officer"}).json()["assignee"] == "officer"
    assert mine.post(place(case, "assign/"), {"to": None}).json()["assignee"] is None


def test_a_verb_is_carried_out_once_for_each_key(caller: Caller, officer: User) -> None:
    case, mine = opened(VAGUE), caller(officer)
    for _ in range(2):
        answer = mine.post(place(case, "notes/"), {"text": "Once."}, HTTP_IDEMPOTENCY_KEY="note-1")
        assert answer.status_code == 200
    assert case.events.filter(verb="note").count() == 1


def test_the_auditor_reads_cases_and_writes_nothing(caller: Caller, auditor: User) -> None:
    case, client = opened(PIPERIDONE), caller(auditor)
    for rest in ("", "lines/", "events/", "judgements/", "decisions/"):
        assert client.get(place(case, rest)).status_code == 200
    assert client.get("/api/v1/referrals/").status_code == 403
    for rest in ("assign/", "hold/", "resume/", "snooze/", "notes/", "reopen/", "judgements/", "decisions/"):
        assert kind(client.post(place(case, rest), {})) == (403, "scope-missing")


def test_each_scope_opens_its_own_door(caller: Caller, officer: User, program: User, outsider: User) -> None:
    case = opened(VAGUE)
    reads, works = caller(officer, "review_cases"), caller(officer, "work_cases")
    assert (reads.get(place(case)).status_code, works.get(place(case)).status_code) == (200, 403)
    note = {"text": "A note."}
    assert (
        reads.post(place(case, "notes/"), note).status_code,
        works.post(place(case, "notes/"), note).status_code,
    ) == (
        403,
        200,
    )
    for stranger in (program, outsider):
        assert caller(stranger).get(PLACE).status_code == 403


def test_a_number_that_is_none_leads_nowhere(caller: Caller, officer: User) -> None:
    case, client = opened(VAGUE, SALT), caller(officer)
    for number in ("C-9999", "C-00001", case.number.lower(), str(case.pk), "C-" + "9" * 18):
        assert client.get(f"{PLACE}{number}/").status_code == 404
    assert client.get(place(case)).json()["links"]["screening"] == f"/api/v1/screenings/{case.screening_id}/"

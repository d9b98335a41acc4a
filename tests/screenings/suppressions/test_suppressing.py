"""What a suppression does to an answer: it sets aside its own key, and nothing else, until its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.plain_answers import screen
from tests.screenings.suppressions.laid_down import (
    CONFLICT,
    ESTER,
    GUESSED,
    NOTE,
    RELATIVE,
    all_suppressed,
    answered,
    first,
    in_days,
    records_of,
    stored,
    suppressed,
    today,
)
from watchlist.engine.decision.question import Question
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.errors import AskAnotherPerson, AskForTheRight, LookAgain, SayWhy
from watchlist.law_store.compile import law_known_at
from watchlist.screenings.replaying import replay
from watchlist.screenings.suppressions import suppressing
from watchlist.screenings.suppressions.models import Suppression

pytestmark = pytest.mark.usefixtures("law")
WORD = ("verdict", "action", "severity")


def test_a_guess_set_aside_counts_no_more_and_stays_visible(officer: User, second_officer: User) -> None:
    before = answered(GUESSED)[0]
    rows = all_suppressed(GUESSED, officer, second_officer)
    after = answered(GUESSED)[0]
    assert before["verdict"] == "review"
    assert [after[name] for name in WORD] == ["no_match", "none_known", "none"]
    assert after["findings"] == []
    told = {"by": "officer", "second": "second-officer", "until": in_days(30).isoformat(), "why": NOTE}
    assert [_apart_from_totals(one) for one in after["suppressed"]] == [
        {**_apart_from_totals(finding), **told, "suppression": row.pk}
        for finding, row in zip(before["findings"], rows, strict=True)
    ]
    assert after["explanation"].endswith("What two people set aside is shown below, and does not count.")


def _apart_from_totals(finding: dict[str, Any]) -> dict[str, Any]:
    """Return a finding without the totals that its conditions point at: what is set aside is in none."""
    return {**finding, "conditions": [{**one, "shipment_finding": None} for one in finding["conditions"]]}


def test_what_waits_or_was_refused_sets_nothing_aside(officer: User, second_officer: User) -> None:
    row, before = stored(GUESSED), answered(GUESSED)
    asked = suppressing.request_suppression(line=row, position=0, until=in_days(30), note=NOTE, actor=officer)
    assert answered(GUESSED) == before
    suppressing.answer_suppression(
        suppression=asked, agreed=False, actor=second_officer, note="The data sheet is of another."
    )
    assert answered(GUESSED) == before


def test_a_conflict_is_set_aside_for_its_very_words(officer: User, second_officer: User) -> None:
    before = answered(CONFLICT)[0]
    asked = suppressing.request_conflict_suppression(
        line=stored(CONFLICT), position=0, until=in_days(9), note="A brine.", actor=officer
    )
    suppressing.answer_suppression(suppression=asked, agreed=True, actor=second_officer)
    after, other = answered(CONFLICT, {**CONFLICT, "name": "Potassium chloride"})
    assert (before["verdict"], after["verdict"], other["verdict"]) == ("review", "no_match", "review")
    assert after["conflicts"] == []
    assert {**before["conflicts"][0], "by": "officer"}.items() <= after["suppressed"][0].items()


OTHERS: list[dict[str, str]] = [
    {**GUESSED, "consignee": "Another GmbH"},
    {**GUESSED, "consignor": "Another Inc"},
    {name: text for name, text in GUESSED.items() if name != "consignee"},
    {**GUESSED, "name": "Piperonel"},
    {**GUESSED, "name": "Piperonal"},
    {**GUESSED, "name": "Pipronal", "cas": "120-57-0"},
    ESTER,
    RELATIVE,
    CONFLICT,
]


def test_no_line_changes_but_those_of_the_key(officer: User, second_officer: User) -> None:
    before = answered(*OTHERS)
    all_suppressed(GUESSED, officer, second_officer)
    assert answered(*OTHERS) == before
    assert answered({**GUESSED, "quantity": "90", "remarks": "urgent"})[0]["verdict"] == "no_match"
    assert answered({**GUESSED, "consignee": "BEAUVAL S.A.R.L."})[0]["verdict"] == "no_match"


def test_of_several_findings_only_the_one_asked_of_is_set_aside(officer: User, second_officer: User) -> None:
    row = stored(ESTER)
    at = first(row, "near_boundary")
    suppressed(row, at, officer, second_officer)
    before, after = records_of(row), answered(ESTER)[0]
    assert [one["entry"] for one in after["suppressed"]] == [before["findings"][at]["entry"]]
    assert after["findings"] == [one for number, one in enumerate(before["findings"]) if number != at]
    assert [after[name] for name in WORD] == [before[name] for name in WORD]


def test_a_relative_of_the_same_structure_is_set_aside_under_any_name(officer: User, second_officer: User) -> None:
    all_suppressed(RELATIVE, officer, second_officer)
    salt = {**RELATIVE, "name": "Sodium salt, as drawn", "smiles": "[Na+].[O-]C(=O)Cc1ccc(F)cc1"}
    drawn = {"name": "CAT-7781", "smiles": "OC(=O)Cc1ccc(Cl)cc1"}
    same, other = answered({**RELATIVE, "name": "CAT-7781"}, {**RELATIVE, **drawn})
    assert [one["tier"] for one in same["suppressed"]] == ["analogue"]
    assert other["suppressed"] == []
    assert [one["tier"] for one in answered(salt)[0]["suppressed"]] == ["analogue"]


@pytest.mark.parametrize(("days", "counts"), [(29, False), (30, True), (400, True)])
def test_it_ends_with_the_day_of_the_finding(officer: User, second_officer: User, days: int, counts: bool) -> None:
    all_suppressed(GUESSED, officer, second_officer, days=30)
    day = in_days(days).isoformat()
    line = answered({**GUESSED, "date": day, "export_date": day, "arrival_date": day})[0]
    assert bool(line["findings"]) is counts
    assert bool(line["suppressed"]) is not counts


def test_an_earlier_date_on_the_papers_does_not_use_what_has_expired(officer: User, second_officer: User) -> None:
    all_suppressed(GUESSED, officer, second_officer, days=30)
    early = {**GUESSED, "export_date": today().isoformat(), "arrival_date": today().isoformat()}
    assert answered(early, on=in_days(29))[0]["suppressed"]
    assert not answered(early, on=in_days(30))[0]["suppressed"]


def test_the_same_question_is_answered_the_same_before_during_and_after(officer: User, second_officer: User) -> None:
    manifest = manifest_from_payload({"lines": [GUESSED, ESTER]})
    asked = Question(origin="US", destination="DE", operation="import", as_of=today())

    def at(instant: datetime, day: int = 0) -> list[dict[str, Any]]:
        return screen(manifest, replace(asked, known_at=instant), in_days(day)).lines

    before, (row, *_) = datetime.now(UTC), all_suppressed(GUESSED, officer, second_officer)
    during = datetime.now(UTC)
    suppressing.withdraw_suppression(suppression=row, actor=officer, note="The supplier is another.")
    after = datetime.now(UTC)
    told = [at(before), at(during), at(after)]
    assert [len(lines[0]["suppressed"]) for lines in told] == [
        0,
        len(told[0][0]["findings"]),
        len(told[1][0]["suppressed"]) - 1,
    ]
    assert [at(before, 500), at(during, 500), at(after, 500)] == told
    assert all(lines[1] == told[0][1] for lines in told)


def test_a_stored_screening_is_replayed_byte_for_byte(officer: User, second_officer: User) -> None:
    all_suppressed(GUESSED, officer, second_officer)
    line = stored(GUESSED)
    assert records_of(line)["suppressed"]
    assert line.hits.count() == 0
    for row in Suppression.objects.all():
        suppressing.withdraw_suppression(suppression=row, actor=second_officer, note="Another supplier.")
    assert not answered(GUESSED)[0]["suppressed"]
    again = replay(line.screening, manifest_from_payload({"lines": [GUESSED]}))
    assert again.differences == ()


def test_an_account_with_another_name_changes_no_answer(officer: User, second_officer: User) -> None:
    all_suppressed(GUESSED, officer, second_officer)
    before = answered(GUESSED)
    User.objects.filter(pk=officer.pk).update(username="married-name")
    suppressing.request_suppression(line=stored(ESTER), position=1, until=in_days(2), note=NOTE, actor=second_officer)
    assert answered(GUESSED) == before


def test_no_law_is_compiled_anew_for_a_suppression(officer: User, second_officer: User) -> None:
    law = law_known_at()
    all_suppressed(RELATIVE, officer, second_officer)
    assert law_known_at() is law


def test_what_is_wrong_with_asking_is_said(officer: User, second_officer: User, program: User) -> None:
    row, sure = stored(GUESSED), stored(ESTER)
    asking = {"line": row, "position": 0, "until": in_days(30), "note": NOTE, "actor": officer}
    wrong: list[tuple[type[Exception], dict[str, Any]]] = [
        (CorrectTheQuestion, {"until": today()}),
        (CorrectTheQuestion, {"until": today() + timedelta(367)}),
        (SayWhy, {"note": "  "}),
        (LookAgain, {"position": 9}),
        (AskForTheRight, {"actor": program}),
        (CorrectTheQuestion, {"line": sure, "position": first(sure, "listed_form")}),
        (CorrectTheQuestion, {"line": stored({"name": "Pipronal"})}),
    ]
    for error, change in wrong:
        with pytest.raises(error):
            suppressing.request_suppression(**{**asking, **change})
    suppressing.request_suppression(**asking)
    with pytest.raises(LookAgain, match="waits for a second officer"):
        suppressing.request_suppression(**{**asking, "actor": second_officer})


def test_it_is_withdrawn_once_and_with_a_reason(officer: User, second_officer: User) -> None:
    row = stored(GUESSED)
    waiting = suppressing.request_suppression(line=row, position=0, until=in_days(30), note=NOTE, actor=officer)
    with pytest.raises(LookAgain):
        suppressing.withdraw_suppression(suppression=waiting, actor=officer, note="A mistake.")
    suppressing.answer_suppression(suppression=waiting, agreed=True, actor=second_officer)
    with pytest.raises(SayWhy):
        suppressing.withdraw_suppression(suppression=waiting, actor=officer, note=" ")
    suppressing.withdraw_suppression(suppression=waiting, actor=officer, note="A mistake.")
    with pytest.raises(LookAgain):
        suppressing.withdraw_suppression(suppression=waiting, actor=officer, note="Again.")


def test_who_asked_is_not_who_answers(second_officer: User, lead: User) -> None:
    asked = suppressing.request_suppression(
        line=stored(GUESSED), position=0, until=in_days(9), note=NOTE, actor=second_officer
    )
    assert not suppressing.Suppression.objects.for_second(second_officer)
    assert list(suppressing.Suppression.objects.for_second(lead)) == [asked]
    with pytest.raises(AskAnotherPerson):
        suppressing.answer_suppression(suppression=asked, agreed=True, actor=second_officer)


def test_what_is_set_aside_takes_no_place_from_another_structure(officer: User, second_officer: User) -> None:
    all_suppressed(RELATIVE, officer, second_officer)
    both = answered({**RELATIVE, "smiles": "OC(=O)Cc1ccc(Cl)cc1"})[0]
    assert [(one["tier"], one["read_from"]) for one in both["findings"]] == [("analogue", "smiles")]
    assert [(one["tier"], one["read_from"]) for one in both["suppressed"]] == [("analogue", "name")]

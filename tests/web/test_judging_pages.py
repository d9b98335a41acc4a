"""Lines judged on their pages: by whom, on what was seen, one finding after another."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from msgspec import UNSET, structs

from tests.authorisations.papers import LINE, on_file
from tests.cases.answers import SUMMARY
from tests.cases.shipments import ACETONE, MIXED, PIPERIDONE, PIPRONAL, SALT, VAGUE, opened
from tests.markup import compact
from tests.web.judging import ONLY_ONE, as_person, line_of, line_page, run_page, say, text
from watchlist.cases.hits import positions_not_asked, positions_to_judge
from watchlist.cases.judgement_models import Judgement
from watchlist.cases.judging import judge, latest_of
from watchlist.cases.lifecycle import dispose
from watchlist.cases.line_judging import judgements_on
from watchlist.engine.answer import Line
from watchlist.engine.answer_codec import decode_as
from watchlist.engine.reports.lines import line_view
from watchlist.engine.texts import capitalised
from watchlist.screenings.models import ScreenedLine
from watchlist.screenings.stored_answers import read_line
from watchlist.web.judging.law import first_clauses, law_requirements
from watchlist.web.judging.line import name_and_lead, undrawn

pytestmark = pytest.mark.usefixtures("law")


def test_a_line_says_above_all_what_it_is_and_what_must_be_done(client: Client, officer: User) -> None:
    page = text(as_person(client, officer), line_page(line_of(opened(PIPERIDONE), 1)))
    assert '<h2 class="name" id="read-as" tabindex="-1"><bdi>4-Piperidone, as its salt</bdi></h2>' in page
    assert page.index("What must be done") < page.index("In the law: EU Category 1") < page.index("The law's words")
    for said in ("25 kg", "No authorisation found", "<b>0</b> of 1 lines judged", "Earlier decisions"):
        assert said in page


def test_a_line_stored_before_its_sentence_had_parts_is_headed_by_what_it_was_read_as() -> None:
    line = decode_as(Line, line_of(opened(PIPERIDONE), 1).record)
    old = structs.replace(line, sentence_parts=UNSET)
    assert tuple(map(str, name_and_lead(line, line_view(line, undrawn)))) == (
        "4-Piperidone, as its salt",
        line.explanation.removeprefix("4-Piperidone, as its salt. "),
    )
    assert tuple(map(str, name_and_lead(old, line_view(old, undrawn)))) == (
        "4-Piperidone (hydrochloride) or 4-Piperidone",
        line.explanation,
    )


def test_what_law_asks_is_read_from_the_answer_whatever_its_words_are_called(
    client: Client, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_file(officer, number="FR-2026-0117", quantity="500 kg")
    line = line_of(opened(LINE), 1)
    monkeypatch.setattr("watchlist.engine.reports.findings.MET", {})
    monkeypatch.setattr("watchlist.engine.reports.findings.CONDITIONS", {})
    page = text(as_person(client, officer), line_page(line))
    assert "Authorisation found: permit FR-2026-0117" in page
    assert re.search(r'class="met open">\s*unknown', page)


def test_a_finding_is_judged_and_the_next_is_in_hand(client: Client, officer: User) -> None:
    case = opened(PIPERIDONE)
    line = line_of(case, 1)
    answer = say(as_person(client, officer), line)
    assert answer.status_code == 200
    parts = compact(answer.content.decode())
    assert re.search(r'id="f0".*?Confirmed', parts, re.DOTALL)
    assert '<input type="hidden" name="position" value="1">' in parts
    for swapped in ('id="bar" class="jbar" hx-swap-oob="true"', 'id="judged" class="push" hx-swap-oob="true"'):
        assert swapped in parts
    assert latest_of(line)[0].by == officer


def test_without_a_script_the_same_form_leads_back_to_the_page(client: Client, officer: User) -> None:
    line = line_of(opened(PIPRONAL), 1)
    answer = say(as_person(client, officer), line, swap=False)
    assert (answer.status_code, answer["Location"]) == (302, line_page(line))
    assert latest_of(line)[0].word == "confirmed"


def test_the_count_moves_when_the_last_finding_of_a_line_is_judged(client: Client, officer: User) -> None:
    line = line_of(opened(PIPRONAL, SALT), 1)
    as_person(client, officer)
    for at in positions_to_judge(line):
        parts = say(client, line, at).content.decode()
    assert "<b>1</b> of 1 lines judged" in parts
    assert 'data-said="This line is judged"' in parts


def test_whoever_judges_second_is_shown_the_first_and_asked_again(
    client: Client, officer: User, second_officer: User
) -> None:
    case = opened(PIPRONAL)
    line = line_of(case, 1)
    judge(case=case, line=line, position=0, word="confirmed", actor=second_officer, seen=0)
    as_person(client, officer)
    answer = say(client, line, seen=0, word="dismissed", reason="data_error")
    assert answer.status_code == 409
    parts = answer.content.decode()
    assert "second-officer judged it meanwhile: confirmed" in parts
    assert '<input type="hidden" name="seen" value="1">' in parts
    assert say(client, line, seen=1, word="dismissed", reason="data_error").status_code == 200


def test_a_dismissal_says_why(client: Client, officer: User) -> None:
    line = line_of(opened(PIPRONAL), 1)
    answer = say(as_person(client, officer), line, word="dismissed")
    assert answer.status_code == 422
    assert "Say why it is dismissed." in answer.content.decode()
    assert not Judgement.objects.exists()


def test_sure_law_is_sent_to_a_second_officer_and_the_line_keeps_its_verdict(client: Client, officer: User) -> None:
    line = line_of(opened(PIPERIDONE), 1)
    page = text(as_person(client, officer), line_page(line))
    assert "Send to a second officer" in page
    assert "Lawful use known" not in page
    assert say(client, line, word="dismissed", reason="lawful_use_known", note="Known.").status_code == 422
    say(client, line, **ONLY_ONE)
    page = text(client, line_page(line, finding="0"))
    assert "Waiting for a second officer" in page
    assert 'class="verdict V-controlled"' in page
    assert "Dismiss this finding" not in page


def test_what_was_just_said_is_taken_back_and_both_stay(client: Client, officer: User) -> None:
    line = line_of(opened(PIPRONAL), 1)
    parts = say(as_person(client, officer), line).content.decode()
    assert 'data-key="z"' in parts
    parts = say(client, line, word="undecided").content.decode()
    assert 'data-key="z"' not in parts
    words = Judgement.objects.filter(screened_line=line, position=0).order_by("number").values_list("word", flat=True)
    assert list(words) == ["confirmed", "undecided"]


def test_nobody_takes_back_what_another_said_or_what_a_second_was_asked(
    client: Client, officer: User, second_officer: User
) -> None:
    case = opened(PIPERIDONE)
    line = line_of(case, 1)
    judge(case=case, line=line, position=0, word="confirmed", actor=second_officer, seen=0)
    assert 'data-key="z"' not in text(as_person(client, officer), line_page(line))
    assert 'data-key="z"' not in say(client, line, 1, **ONLY_ONE).content.decode()


def test_the_line_as_a_whole_is_judged_where_nothing_was_found(client: Client, officer: User) -> None:
    line = line_of(opened(VAGUE), 1)
    assert "The whole line" in text(as_person(client, officer), line_page(line))
    assert say(client, line, -1, word="dismissed", reason="data_error").status_code == 200


@pytest.mark.parametrize("name", ["auditor", "curator", "program"])
def test_only_who_works_on_cases_judges(client: Client, name: str, request: pytest.FixtureRequest) -> None:
    line = line_of(opened(PIPERIDONE), 1)
    as_person(client, request.getfixturevalue(name))
    answer = client.get(line_page(line))
    if name == "auditor":
        assert 'data-key="c"' not in answer.content.decode()
        assert "The law's words" in answer.content.decode()
    else:
        assert answer.status_code in (302, 403)
    assert say(client, line).status_code in (302, 403)
    assert client.get(reverse("judge:alike", args=[line.pk])).status_code in (302, 403)
    assert not Judgement.objects.exists()


def test_a_closed_case_is_read_and_not_judged(client: Client, officer: User) -> None:
    case = opened(VAGUE)
    line = line_of(case, 1)
    judge(case=case, line=line, position=-1, word="confirmed", actor=officer, seen=0)
    dispose(case=case, word="refused", note="Nobody knows what it is.", actor=officer)
    page = text(as_person(client, officer), line_page(line))
    assert "is closed: who has more to say of it reopens it" in page
    assert 'data-key="c"' not in page
    assert say(client, line, -1).status_code == 422


def test_an_earlier_screening_is_read_and_leads_to_the_last(client: Client, officer: User) -> None:
    first = line_of(opened(PIPERIDONE), 1)
    case = opened(PIPERIDONE)
    page = text(as_person(client, officer), line_page(first))
    assert 'data-key="c"' not in page
    assert run_page(case) in page
    assert say(client, first).status_code == 422


def test_what_is_no_word_or_no_finding_is_not_there(client: Client, officer: User) -> None:
    line = line_of(opened(PIPERIDONE), 1)
    as_person(client, officer)
    assert say(client, line, word="released").status_code == 404
    assert say(client, line, seen="").status_code == 404
    assert say(client, line, 99).status_code == 422
    assert client.get(reverse("judge:judge", args=[line.pk])).status_code == 405


def test_a_note_is_text_and_never_markup(client: Client, officer: User) -> None:
    line = line_of(opened(PIPRONAL), 1)
    note = "<script>alert(1)</script>\u202e"
    parts = say(as_person(client, officer), line, word="dismissed", reason="data_error", note=note).content.decode()
    assert "<script>" not in parts
    assert "[U+202E]" in parts


def test_a_line_takes_a_bounded_number_of_queries(
    client: Client, officer: User, django_assert_max_num_queries: object
) -> None:
    case = opened(*MIXED, ACETONE, {**ACETONE, "quantity": "3"})
    line = line_of(case, 1)
    as_person(client, officer)
    with django_assert_max_num_queries(45):  # type: ignore[operator]
        client.get(line_page(line))


def test_the_keys_are_told_in_a_sheet_and_on_a_page(client: Client, officer: User) -> None:
    as_person(client, officer)
    page, sheet = (client.get(reverse("judge:keys"), headers=sent) for sent in ({}, {"HX-Request": "true"}))
    for answer in (page, sheet):
        assert "Turn single keys off on this device" in answer.content.decode()
    assert "<html" not in sheet.content.decode()


def test_a_finding_leads_to_what_can_be_laid_down_of_it(client: Client, officer: User, auditor: User) -> None:
    case = opened(PIPERIDONE, PIPRONAL)
    sure = text(as_person(client, officer), line_page(line_of(case, 1)))
    assert "suppressions/ask/" not in sure
    assert f"/suppressions/determinations/ask/?line={line_of(case, 1).pk}&amp;finding=" in sure
    assert "/authorisations/new/?jurisdiction=" in sure
    assert f"/suppressions/ask/?line={line_of(case, 2).pk}&amp;finding=0" in text(client, line_page(line_of(case, 2)))
    page = text(as_person(client, auditor), line_page(line_of(case, 2)))
    assert "suppressions/ask/" not in page
    assert "/authorisations/new/" not in page


def test_a_conflict_leads_to_where_it_is_set_aside(client: Client, officer: User) -> None:
    case = opened({**PIPERIDONE, "hs_code": "2914.29"})
    address = f"/suppressions/ask/?line={line_of(case, 1).pk}&conflict=0"
    assert address.replace("&", "&amp;") in text(as_person(client, officer), line_page(line_of(case, 1)))
    assert client.get(f"/admin{address}").status_code == 200


def test_a_duty_is_cut_at_a_clause_or_told_whole() -> None:
    long = "A licence of the competent authority for the operator, " + "whoever acts on behalf of another " * 5
    assert first_clauses(long) == "A licence of the competent authority for the operator …"
    bracket = "The buyer declares to whom the goods go (a shop, a ward" + ", a vet" * 12 + ") by letter, " + "then " * 9
    assert first_clauses(bracket) == bracket
    assert first_clauses(whole := "one word after another " * 10) == whole
    assert first_clauses("Keep the records, for three years.") == "Keep the records, for three years."


def test_the_first_duty_is_told_without_its_citation_whatever_brackets_that_holds(officer: User) -> None:
    line = read_line(line_of(opened(PIPERIDONE), 1).record)
    (told,) = (duty for duty in law_requirements(1, line, SUMMARY).duties if duty.place == "US List I")
    (finding,) = (finding for finding in line.findings if finding.list == "us-list-1")
    assert finding.obligations[0].endswith(")")
    assert finding.obligation_records
    assert told.text == first_clauses(capitalised(finding.obligation_records[0].text))
    older = structs.replace(line, findings=(structs.replace(finding, obligation_records=UNSET),))
    (told,) = law_requirements(1, older, SUMMARY).duties
    assert told.text == first_clauses(capitalised(finding.obligations[0]))


def act(client: Client, name: str, line: ScreenedLine, *, swap: bool = True, **posted: object) -> HttpResponse:
    """Post a word on a line, or on a substance, as the script does or without it."""
    headers = {"HX-Request": "true"} if swap else {}
    return client.post(reverse(f"judge:{name}", args=[line.pk]), posted, headers=headers)


def test_a_line_is_judged_and_the_next_open_one_comes_up_and_after_the_last_the_case(
    client: Client, officer: User
) -> None:
    case = opened(ACETONE, {**ACETONE, "quantity": "90"}, PIPRONAL, SALT)
    first, second, third = (line_of(case, number) for number in (1, 2, 3))
    page = text(as_person(client, officer), line_page(first))
    assert "Confirm 2 equal lines" in page
    assert "<b>0</b> of 3 lines judged" in page
    assert act(client, "line", first, seen=1, word="confirmed").status_code == 409
    assert act(client, "line", first, seen=0, word="dismissed", reason="lawful_use_documented").status_code == 422
    answer = act(client, "line", first, seen=0, equal=1, word="confirmed")
    parts = compact(answer.content.decode())
    assert f'<a href="{line_page(third)}" data-go hidden>' in parts
    assert "<b>2</b> of 3 lines judged" in parts
    assert "Take back 2 lines" in text(client, line_page(third))
    taken = {"judgement": Judgement.objects.filter(screened_line=second).latest("pk").pk}
    assert f'<a href="{line_page(second)}" data-go' in act(client, "take_back", third, **taken).content.decode()
    case.refresh_from_db()
    assert case.to_judge == 3
    act(client, "substance", first, seen=2, substance="acetone", word="confirmed")
    last = act(client, "line", third, seen=0, word="confirmed")
    assert last["HX-Redirect"] == f"{reverse('cases:one', args=[case.pk])}#end"
    judged = text(client, line_page(first))
    assert '<button class="btn pri" name="word" value="confirmed"' in page
    assert '<button class="btn" name="word" value="confirmed" data-key="c">' in judged  # Next is the first by now
    without = act(client, "line", third, swap=False, seen=judgements_on(third), word="undecided")
    assert (without.status_code, without["Location"]) == (302, line_page(third))


def test_what_does_not_bear_is_grey_and_judged_by_itself_alone(client: Client, officer: User) -> None:
    line = line_of(opened(PIPERIDONE), 1)
    (idle,) = positions_not_asked(line)
    page = text(as_person(client, officer), line_page(line))
    assert re.search(rf'class="jf idle" id="f{idle}"', page)
    assert page.count("does not bear: none needed") == 1
    assert "Confirm this finding" in text(client, line_page(line, finding=str(idle)))
    assert "Confirmed" in say(client, line, idle).content.decode()

"""The release of a case as a checklist: what stands in the way of which line, and a word on each."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.authorisations.papers import LINE, on_file
from tests.cases.releases import meet_duties
from tests.cases.shipments import ACETONE, PIPERIDONE, SALT, opened
from tests.cases.test_judging import judge_all
from tests.markup import compact
from watchlist.cases.judgement_models import Referral
from watchlist.cases.line_words import counts_by_word
from watchlist.cases.models import Case
from watchlist.cases.override_models import ReleaseOverride
from watchlist.cases.referrals import answer_referral
from watchlist.engine.decision import duty_rank
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.web.cases.line_numbers import numbers_of, text_of

pytestmark = pytest.mark.usefixtures("law")
NOTE = {"note": "As seen."}


def page_of(client: Client, case: Case, **query: Any) -> str:
    """Return the checklist as whoever is logged in reads it."""
    answer = client.get(reverse("cases:release", args=[case.pk]), query)
    assert answer.status_code == 200
    return compact(answer.content.decode())


def say(client: Client, case: Case, act: str, **fields: Any) -> str:
    """Press a button of the checklist, with what the page sends along, and return the page that follows."""
    page = page_of(client, case)
    hidden = {name: re.search(f'name="{name}" value="([^"]*)"', page) for name in ("ready", "blocked")}
    sent = {name: found[1] for name, found in hidden.items() if found}
    address = reverse("cases:release", args=[case.pk])
    return compact(client.post(address, {"act": act, **sent, **NOTE, **fields}, follow=True).content.decode())


@pytest.fixture
def case(officer: User, client: Client) -> Case:
    """Return a case of which one line lacks documents, read by its officer."""
    found = opened(ACETONE, PIPERIDONE, SALT)
    judge_all(found, officer)
    meet_duties(found, officer)
    client.force_login(officer)
    return found


def test_what_nothing_stands_in_the_way_of_is_released_and_the_rest_is_held_back(
    client: Client, case: Case, second_officer: User
) -> None:
    page = page_of(client, case)
    assert "Nothing stands in the way of 2 lines" in page
    assert "4-Piperidone hydrochloride" in page
    assert "Release 2, hold 1" in page
    told = say(client, case, "plan")
    assert "2 lines wait for a second officer" in told
    referral = Referral.objects.get()
    assert (referral.line_numbers, counts_by_word(case)) == ([1, 3], {"held": 1})
    client.force_login(second_officer)
    asked = compact(client.get(reverse("cases:referral", args=[referral.pk])).content.decode())
    assert "Release lines 1, 3" in asked
    assert "4-Piperidone" not in asked
    answer_referral(referral=referral, agreed=True, actor=second_officer)
    head = compact(client.get(reverse("cases:one", args=[case.pk])).content.decode())
    assert "released 2, held back 1" in head


def test_lines_that_lack_the_same_documents_stand_once_with_all_they_lack(client: Client, officer: User) -> None:
    case = opened(PIPERIDONE, ACETONE, {**PIPERIDONE, "name": "4-Piperidone HCl, techn."})
    judge_all(case, officer)
    meet_duties(case, officer)
    client.force_login(officer)
    page = page_of(client, case)
    assert page.count("Lines 1, 3 lack") == 1
    assert page.count('value="refused 1"') == page.count('value="refused 3"') == 1
    lacks = page.split("Lines 1, 3 lack")[1].split("</ol>")[0]
    duties = re.findall(r"A document is missing:</b> ?<bdi>([^<]*)", lacks)
    assert duties, lacks
    assert len(duties) > 1
    assert duties == sorted(duties, key=lambda text: duty_rank("authorise", text))


def test_one_line_is_refused_by_its_button_and_the_page_says_who(client: Client, case: Case) -> None:
    told = say(client, case, "refused 2")
    assert "1 line: refused." in told
    assert "officer, " in told
    assert "Release 2 lines" in told
    assert counts_by_word(case) == {"refused": 1}


def test_lines_are_named_by_number_for_any_other_word(client: Client, case: Case) -> None:
    assert "Lines are named by their numbers" in say(client, case, "words", numbers="1 to 3", word="seized")
    assert "Choose what became of the lines" in say(client, case, "words", numbers="1-3")
    assert "The case is closed: seized." in say(client, case, "words", numbers="", word="seized")


def test_every_line_goes_past_what_is_missing_by_an_override(client: Client, case: Case) -> None:
    assert "An override has a reason of the list" in say(client, case, "override")
    why = {"override_reason": "seen_elsewhere", "override_sentence": "The forwarder has it."}
    assert "3 lines wait for a second officer" in say(client, case, "override", **why)
    assert {found.lines for found in ReleaseOverride.objects.get().missing} == {(2,)}


def test_documents_are_tried_before_they_are_named(client: Client, officer: User) -> None:
    paper = on_file(officer)
    case = opened(LINE, SALT)
    judge_all(case, officer)
    meet_duties(case, officer)
    client.force_login(officer)
    assert "Release 1, hold 1" in page_of(client, case)
    under = {"authorisations": [paper.pk]}
    tried = page_of(client, case, **under)
    assert "Release 2 lines" in tried
    assert f'value="{paper.pk}" checked' in tried


def test_a_duty_is_ticked_from_the_checklist(client: Client, officer: User) -> None:
    case = opened(ACETONE)
    client.force_login(officer)
    (duty,) = re.findall(r'id="tick-(\d+)"', page_of(client, case))
    tick = {"duty": duty, "done": "yes", "back": "release"}
    answer = client.post(reverse("cases:tick", args=[case.pk]), tick)
    assert answer["Location"] == reverse("cases:release", args=[case.pk])
    assert "Not judged yet" in page_of(client, case)


def test_who_does_not_work_on_cases_reads_the_checklist_and_says_nothing(
    client: Client, case: Case, auditor: User
) -> None:
    client.force_login(auditor)
    page = page_of(client, case)
    assert "Hold this line" not in page
    assert '<form method="post"' not in page.split('<div class="wl">')[1]
    assert client.post(reverse("cases:release", args=[case.pk]), {"act": "plan", **NOTE}).status_code == 403


def test_a_closed_case_has_no_checklist(client: Client, case: Case) -> None:
    say(client, case, "words", numbers="", word="refused")
    assert client.get(reverse("cases:release", args=[case.pk])).status_code == 302
    assert "refused 3" in compact(client.get(reverse("cases:one", args=[case.pk])).content.decode())


@pytest.mark.parametrize(("text", "numbers"), [("", set()), ("3", {3}), ("1-3, 7", {1, 2, 3, 7}), ("2–3", {2, 3})])
def test_numbers_of_lines_are_read_as_people_write_them(text: str, numbers: set[int]) -> None:
    assert numbers_of(text) == numbers
    assert numbers_of(text_of(numbers)) == numbers


@pytest.mark.parametrize("text", ["x", "3-1", "1-999999999", "1;2", "-3"])
def test_what_names_no_lines_is_refused(text: str) -> None:
    with pytest.raises(CorrectTheQuestion):
        numbers_of(text)

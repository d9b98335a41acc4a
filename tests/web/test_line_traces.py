"""The page of a stored line: how each finding came about, word for word as stored, also where it was stored before."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.exports.records import Record, summary
from tests.exports.test_traces import as_once_stored
from tests.exports.traced import MEMBER, NEAR, OPEN, QUESTION, RESEMBLES, TRACED
from tests.plain_answers import PlainAnswer, screen
from watchlist.engine.decision.question import Question
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.screenings.models import ScreenedLine
from watchlist.screenings.saving import save_answer

LINES = (*TRACED, as_once_stored(MEMBER))


@pytest.fixture
def stored(law: CompiledLaw) -> list[ScreenedLine]:
    """Return a stored line for each of LINES."""
    manifest = manifest_from_payload({"lines": [line["declared"] for line in LINES]})
    question = Question(jurisdictions=("UN", "US"))
    answer = PlainAnswer(screen(manifest, question).coverage, list(LINES), summary(*LINES))
    screening = save_answer(manifest=manifest, original=b"[]", question=question, answer=answer.typed, actor="officer")
    return list(ScreenedLine.objects.filter(screening=screening).order_by("line__number"))


def _page(client: Client, officer: User, stored: list[ScreenedLine], line: Record) -> str:
    client.force_login(officer)
    row = stored[LINES.index(line)]
    page: str = client.get(reverse("admin:watchlist_screenedline_change", args=[row.pk])).content.decode()
    return page


def test_a_member_is_drawn_with_its_limbs_and_told_site_by_site(
    client: Client, officer: User, stored: list[ScreenedLine]
) -> None:
    page = _page(client, officer, stored, MEMBER)
    assert page.count('class="card trace"') == 2
    assert set(re.findall(r'<g class="limb limb-(\w+)"', page)) == {"a", "b", "d", "e"}
    assert set(re.findall(r'<span class="lt l-\w+">(\w+)</span>', page)) == set("ADE124")


def test_a_guess_asks_its_question(client: Client, officer: User, stored: list[ScreenedLine]) -> None:
    assert f'<li lang="en">{QUESTION}</li>' in _page(client, officer, stored, OPEN)


def test_the_condition_that_fails_is_ringed(client: Client, officer: User, stored: list[ScreenedLine]) -> None:
    page = _page(client, officer, stored, NEAR)
    assert page.count('<g class="fails"') == 1
    assert "The one condition that fails" in page


def test_a_resemblance_stands_beside_its_relative(client: Client, officer: User, stored: list[ScreenedLine]) -> None:
    page = _page(client, officer, stored, RESEMBLES)
    for said in ("Listed relative", "Ask the shipper for the use.", "says nothing about the parties"):
        assert said in page
    assert page.split('class="card trace"')[1].split("</section>")[0].count('<svg xmlns="http') == 2


def test_what_was_stored_before_traces_is_still_shown(
    client: Client, officer: User, stored: list[ScreenedLine]
) -> None:
    page = _page(client, officer, stored, LINES[-1])
    assert "card trace" not in page
    assert MEMBER["findings"][0]["explanation"] in page


def test_the_list_of_lines_draws_each_structure_once(client: Client, officer: User, stored: list[ScreenedLine]) -> None:
    client.force_login(officer)
    page = client.get(reverse("admin:watchlist_screenedline_changelist")).content.decode()
    assert page.count('class="mol thumb"') == len(LINES)

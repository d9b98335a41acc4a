"""The horizon before the pages: by the next day, with what each notice is about, and a curator's word on it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.list_updates.noticed import current, keep, proposal
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.screenings.models import ScreenedLine
from watchlist.screenings.pipeline import screen
from watchlist.screenings.saving import save_answer
from watchlist.temporal import last_tick
from watchlist.web import words
from watchlist.web.screening.screen_form import ScreenForm

pytestmark = pytest.mark.usefixtures("law")
HORIZON = reverse("law:horizon")
NOTICE = reverse("law:notice", args=["fr-2026-00001"])


@pytest.fixture
def reader(client: Client, officer: User) -> Client:
    client.force_login(officer)
    return client


@pytest.fixture
def desk(client: Client, curator: User) -> Client:
    client.force_login(curator)
    return client


def soon(days: int) -> date:
    return words.today() + timedelta(days=days)


def told(client: Client, **asked: str) -> tuple[list[str], list[str]]:
    """Return the keys of the notices with a day to come, and of the others."""
    context: Any = client.get(HORIZON, asked).context
    return [one.key for one in context["coming"]], [one.key for one in context["others"]]


def test_the_next_day_comes_first(reader: Client) -> None:
    keep(
        proposal("late", comments_close_on=soon(50)),
        proposal("next", kind="rule", comments_close_on=None, effective_on=soon(5)),
        proposal("past", comments_close_on=soon(-1)),
        proposal("gone", kind="withdrawn", comments_close_on=soon(3)),
        proposal("undated", comments_close_on=None, published_on=None),
    )
    assert told(reader) == (["next", "late"], ["gone", "past", "undated"])


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ({"kind": "rule"}, {"a-rule"}),
        ({"jurisdiction": "US"}, {"a-rule", "fr-2026-00001"}),
        ({"jurisdiction": "CA"}, set()),
    ],
)
def test_notices_are_filtered(reader: Client, asked: dict[str, str], keys: set[str]) -> None:
    keep(proposal(), proposal("a-rule", kind="rule"))
    coming, others = told(reader, **asked)
    assert {*coming, *others} == keys


def test_a_notice_is_told_in_words_with_its_substances(reader: Client) -> None:
    keep(proposal(comments_close_on=date(2025, 7, 28)))
    page = reader.get(HORIZON).content.decode()
    for said in ("28 Jul 2025", "comments close, past", "Proposal", "#n-proposal", ">Acetone</bdi></a>", "91 FR 4711"):
        assert said in page


def test_an_empty_horizon_says_so(reader: Client) -> None:
    assert "Nothing is known of the horizon yet" in reader.get(HORIZON).content.decode()


def test_the_horizon_is_seen_as_it_was_known(reader: Client) -> None:
    keep(proposal())
    known = last_tick()
    keep(proposal("fr-2026-00002"))
    coming, others = told(reader, known_at=known.isoformat())
    assert [*coming, *others] == ["fr-2026-00001"]


def test_a_notice_page_says_what_was_published_and_what_was_held(reader: Client) -> None:
    keep(proposal())
    keep(proposal(title="Acetone <script>alert(1)</script>", url="javascript:alert(1)"))
    page = reader.get(NOTICE).content.decode()
    assert "<script>alert" not in page
    assert "javascript:" not in page
    assert page.count("sources/us-federal-register") == 2
    assert 'name="verb"' not in page


def test_a_curator_says_what_a_notice_is_about(desk: Client) -> None:
    keep(proposal())
    assert desk.post(NOTICE, {"verb": "link", "said": "toluene", "row": current().pk}).status_code == 302
    desk.post(NOTICE, {"verb": "unlink", "said": "acetone", "row": current().pk})
    assert current().substances == "toluene"
    desk.post(NOTICE, {"verb": "withdraw", "said": "91 FR 5000", "row": current().pk})
    assert (current().kind, current().recorded_by) == ("withdrawn", "curator")
    assert "Said by" in desk.get(NOTICE).content.decode()


def test_a_word_on_what_another_changed_meanwhile_is_refused_and_said(desk: Client) -> None:
    keep(proposal())
    seen = current().pk
    keep(proposal(title="Acetone again"))
    answer = desk.post(NOTICE, {"verb": "link", "said": "toluene", "row": seen}, follow=True)
    assert "was changed meanwhile" in answer.content.decode()
    assert current().substances == "acetone"


@pytest.mark.parametrize("said", [{"verb": "publish"}, {"verb": "link", "row": "x"}, {"verb": "link", "row": "0"}, {}])
def test_what_is_not_offered_is_not_done(desk: Client, said: dict[str, str]) -> None:
    keep(proposal())
    assert desk.post(NOTICE, {"row": str(current().pk), "said": "toluene"} | said).status_code == 404


def test_who_may_not_curate_writes_nothing(reader: Client) -> None:
    keep(proposal())
    assert reader.post(NOTICE, {"verb": "link", "said": "toluene", "row": current().pk}).status_code == 403
    assert current().substances == "acetone"


@pytest.mark.parametrize("place", [HORIZON, NOTICE])
def test_an_outsider_is_shown_the_log_in(client: Client, outsider: User, place: str) -> None:
    keep(proposal())
    client.force_login(outsider)
    assert client.get(place)["Location"].startswith("/admin/login/")


def test_a_notice_that_is_not_known_is_not_found(reader: Client) -> None:
    assert reader.get(NOTICE).status_code == 404


@pytest.mark.parametrize(("ticked", "proposals"), [({"proposals": "on"}, True), ({}, False)])
def test_an_officer_asks_for_it_where_he_screens_a_file(ticked: dict[str, str], proposals: bool) -> None:
    form = ScreenForm({"goods": "Acetone", **ticked}, {})
    assert form.is_valid()
    assert form.question.proposals is proposals


def test_a_stored_line_shows_what_was_on_its_horizon(reader: Client) -> None:
    keep(proposal())
    manifest = manifest_from_payload({"lines": [{"name": "Acetone", "date": "2026-03-01"}]})
    question = Question(proposals=True)
    save_answer(
        manifest=manifest, original=b"[]", question=question, answer=screen(manifest, question), actor="officer"
    )
    page = reader.get(reverse("admin:watchlist_screenedline_change", args=[ScreenedLine.objects.get().pk]))
    assert "On the horizon" in page.content.decode()
    assert "Designation of Acetone as a List I Chemical" in page.content.decode()

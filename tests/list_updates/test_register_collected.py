"""The Federal Register followed end to end: fetched page by page from a real server, kept as notices, and refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.list_updates import publisher as moods
from tests.list_updates.publisher import Publisher
from tests.list_updates.register import NONE, answer, document, register
from watchlist.list_updates.collecting import collect
from watchlist.list_updates.connectors.federal_register import PART
from watchlist.list_updates.models import Collection, CuratorTask, Notice
from watchlist.temporal import LawTick

pytestmark = pytest.mark.usefixtures("law", "contact")
JSON = "application/json"
FIRST = register().path
SECOND = "/api/v1/documents?page=2&format=json"
OTHER_PART = FIRST.replace(PART.format("1308"), PART.format("1310"))
RULE = document("2026-00002", type="Rule", action="Final rule.", effective_on="2027-01-04", comments_close_on=None)
NOW = datetime(2026, 11, 25, 6, tzinfo=UTC)


@pytest.fixture
def site(publisher: Publisher, settings: Any) -> Publisher:
    """Return the publisher, with two pages of one part and one of the other."""
    settings.SOURCE_ADDRESSES = {"federalregister.gov": publisher.address}
    publish(publisher, document(title="Designation of Acetone as a List I Chemical"))
    return publisher


def publish(publisher: Publisher, first: dict[str, Any], following: str | None = None) -> None:
    page = answer(first, count=2, following=following or f"{publisher.address}{SECOND}")
    publisher.publish(FIRST, page, JSON)
    publisher.publish(SECOND, answer(RULE, count=2), JSON)
    publisher.publish(OTHER_PART, NONE, JSON)


def look(days: int = 0) -> Collection:
    return collect(key="us-federal-register", now=NOW + timedelta(days=days))


def test_every_page_of_every_part_is_fetched_and_kept(site: Publisher) -> None:
    came = look()
    assert (came.outcome, came.code) == ("noticed", "")
    assert [asked.path for asked in site.asked] == [FIRST, SECOND, OTHER_PART]
    assert came.publications.count() == 3
    assert [*Notice.objects.current().values_list("key", "kind")] == [
        ("fr-2026-00001", "proposal"),
        ("fr-2026-00002", "rule"),
    ]
    assert CuratorTask.objects.get(kind="rule").detail.count("2027-01-04") == 1


def test_the_same_answers_again_take_no_tick(site: Publisher) -> None:
    look()
    before = LawTick.objects.count()
    assert look(1).outcome == "unchanged"
    assert LawTick.objects.count() == before


def test_a_page_of_another_site_is_not_asked_for(site: Publisher) -> None:
    publish(site, document(), "https://elsewhere.example/api/v1/documents?page=2")
    came = look()
    assert (came.outcome, came.code) == ("failed", "refused")
    assert [asked.path for asked in site.asked] == [FIRST]
    assert not Notice.objects.exists()


@pytest.mark.parametrize("mood", [moods.saying(500), moods.saying(429), moods.truncated, moods.resetting])
def test_in_a_bad_mood_nothing_is_kept(site: Publisher, mood: moods.Mood) -> None:
    look()
    kept = [*Notice.objects.current().values_list("pk", flat=True)]
    publish(site, document(title="Another"))
    site.mood = mood
    assert look(1).outcome == "failed"
    assert [*Notice.objects.current().values_list("pk", flat=True)] == kept


def test_an_answer_that_lost_everything_is_refused(site: Publisher) -> None:
    look()
    for path in (FIRST, OTHER_PART):
        site.publish(path, NONE, JSON)
    assert look(1).code == "emptied"
    assert Notice.objects.current().count() == 2

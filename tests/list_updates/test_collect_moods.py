"""Every mood of a publisher leaves the lists as they were, and the collection says why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.list_updates import publisher as moods
from tests.list_updates.following import KEY, LINES, PATH, edition, follow, interpret
from tests.list_updates.publisher import Mood, Publisher, limits_for, publishing_as, saying
from watchlist.audit.models import AuditEvent
from watchlist.law_store.models import Edition, Scheduling
from watchlist.list_updates.change_models import ChangeSet
from watchlist.list_updates.change_set_status import rows_in_force
from watchlist.list_updates.collecting import collect
from watchlist.list_updates.connectors import CONNECTORS
from watchlist.list_updates.models import CuratorTask, ListSource, Notice, Publication
from watchlist.list_updates.published import Connector
from watchlist.temporal import LawTick

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contact")]
NOW = datetime(2026, 11, 25, 6, tzinfo=UTC)
A_DAY = timedelta(days=1)
ENDED = '<ended list="annex" code="a"/>'
NEWS = edition((*LINES, ("4", "Benzaldehyde")), as_of="2026-02-01", annex=ENDED)

BROKEN_OFF: list[tuple[Mood, str, str]] = [
    (moods.hanging, "not_reached", "no answer in time"),
    (moods.dripping, "not_reached", "within 0.5 s"),
    (moods.dripping_headers, "not_reached", "within 0.5 s"),
    (moods.resetting, "not_reached", "no whole answer"),
    (moods.truncated, "not_reached", "no whole answer"),
    (moods.cut_in_a_chunk, "not_reached", "no whole answer"),
    (moods.zipped_in_part, "not_reached", "ended early"),
    (saying(500), "not_reached", "500"),
    (saying(429), "asked_to_wait", "429"),
    (saying(429, Retry_After="3600"), "asked_to_wait", "429"),
    (saying(503), "asked_to_wait", "503"),
    (saying(403), "refused", "403"),
    (saying(302, Location="http://localhost:1/xx/list.xml"), "refused", "another site"),
    (publishing_as(Content_Type="text/html"), "not_the_document", "text/html"),
    (moods.bomb, "not_the_document", "larger than"),
    (moods.endless, "not_the_document", "larger than"),
]
CAME_WHOLE: list[tuple[Mood, str, str]] = [
    (publishing_as(lambda content: content[:-20]), "not_the_document", "no XML"),
    (publishing_as(lambda content: b"<html><body>Please enable JavaScript</body></html>"), "not_the_document", "html"),
    (publishing_as(lambda content: edition(act="yy-act")), "not_the_document", "yy-act"),
    (publishing_as(lambda content: edition(as_of="2025-12-31")), "not_the_document", "an older edition"),
    (publishing_as(lambda content: edition(as_of="2062-02-01")), "not_the_document", "a day that is to come"),
    (publishing_as(lambda content: edition(())), "emptied", "schedule has no rows"),
    (
        publishing_as(lambda content: edition((), annex='<ended list="schedule" code="1"/>')),
        "emptied",
        "schedule has no",
    ),
    (publishing_as(lambda content: edition(annex="<annex/>")), "emptied", "annex has no rows"),
    (publishing_as(lambda content: edition()), "emptied", "annex has no rows"),
    (publishing_as(lambda content: content.replace(b"schedule>", b"liste>")), "layout_changed", "not declared: liste"),
    (publishing_as(lambda content: content.replace(b"item", b"ligne")), "layout_changed", "'ligne'"),
]


@pytest.fixture
def source(publisher: Publisher, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Publisher:
    """Return the publisher of the small list, of which one edition was read, and another is out."""
    follow(publisher, tmp_path, settings, monkeypatch)
    publisher.publish(PATH, edition(annex='<annex><item code="a">Safrole</item></annex>'))
    assert collect(key=KEY, now=NOW).outcome == "baseline"
    publisher.publish(PATH, NEWS)
    return publisher


def _standing() -> dict[str, object]:
    held = ListSource.objects.get()
    return {
        "ticks": LawTick.objects.count(),
        "law": Scheduling.objects.count(),
        "editions": list(Edition.objects.values_list("sha256", "content")),
        "in force": rows_in_force(held),
        "held": (held.etag, held.last_modified, held.as_of, held.lease, held.lease_until, held.enabled),
        "asked": (ChangeSet.objects.count(), CuratorTask.objects.count(), Notice.objects.count()),
        "trail": AuditEvent.objects.count(),
    }


@pytest.mark.parametrize(("mood", "code", "said"), BROKEN_OFF + CAME_WHOLE)
def test_a_mood_leaves_everything_as_it_was_and_the_collection_says_why(
    source: Publisher, mood: Mood, code: str, said: str
) -> None:
    before, archived = _standing(), list(Publication.objects.values_list("sha256", "compressed"))
    source.mood = mood
    failed = collect(key=KEY, now=NOW + A_DAY, limits=limits_for(mood))
    assert (failed.outcome, failed.code) == ("failed", code)
    assert said in failed.detail
    assert _standing() == before
    assert set(archived) <= set(Publication.objects.values_list("sha256", "compressed"))
    assert ListSource.objects.get().failures == 1


@pytest.mark.parametrize(("mood", "code", "said"), BROKEN_OFF[:4] + BROKEN_OFF[13:] + CAME_WHOLE)
def test_when_the_mood_is_over_what_is_new_is_read(source: Publisher, mood: Mood, code: str, said: str) -> None:
    source.mood = mood
    collect(key=KEY, now=NOW + A_DAY, limits=limits_for(mood))
    source.mood = moods.ok
    # The annex is gone from the edition, which says how its only row ended.
    assert collect(key=KEY, now=NOW + 2 * A_DAY).detail.startswith("1 to add, 1 to remove")


@pytest.mark.parametrize(("mood", "code", "said"), BROKEN_OFF)
def test_nothing_is_archived_of_half_an_answer(source: Publisher, mood: Mood, code: str, said: str) -> None:
    source.mood = mood
    failed = collect(key=KEY, now=NOW + A_DAY, limits=limits_for(mood))
    assert failed.publications.count() == 0
    assert Publication.objects.count() == 1


@pytest.mark.parametrize(("mood", "code", "said"), CAME_WHOLE)
def test_what_came_whole_is_archived_though_it_was_refused(source: Publisher, mood: Mood, code: str, said: str) -> None:
    source.mood = mood
    failed = collect(key=KEY, now=NOW + A_DAY)
    (archived,) = failed.publications.all()
    assert archived.content != NEWS


def test_what_was_refused_is_asked_for_whole_again_and_read_when_its_layout_is_learnt(
    source: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.publish(PATH, edition(annex='<annex><ligne code="b">Isosafrole</ligne></annex>'))
    for day in (1, 2):
        assert collect(key=KEY, now=NOW + day * A_DAY).code == "layout_changed"
    assert {one.headers.get("if-none-match") for one in source.asked}.isdisjoint({source.documents[PATH].etag})
    learnt = Connector(lambda pages, of: interpret([page.replace(b"ligne", b"item") for page in pages], of))
    monkeypatch.setitem(CONNECTORS, "tiny", learnt)
    assert collect(key=KEY, now=NOW + 3 * A_DAY).detail.startswith("1 to add, 1 to remove")


def test_a_refused_edition_is_archived_once_however_often_it_comes(source: Publisher) -> None:
    source.publish(PATH, edition(()))
    for day in (1, 2, 3):
        assert collect(key=KEY, now=NOW + day * A_DAY).code == "emptied"
    assert Publication.objects.count() == 2


def test_the_wait_that_the_publisher_asks_for_is_kept(source: Publisher) -> None:
    source.mood = saying(503, Retry_After="7200")
    collect(key=KEY, now=NOW)
    assert ListSource.objects.get().not_before == NOW + timedelta(hours=2)

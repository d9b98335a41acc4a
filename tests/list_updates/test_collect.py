"""One look at a source that behaves: a first edition, the same again, another, and what people are asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User

from tests.list_updates import publisher as moods
from tests.list_updates.following import KEY, LINES, PATH, edition, follow, interpret
from tests.list_updates.publisher import Publisher, saying
from watchlist.audit.models import AuditEvent
from watchlist.audit.verifying import broken_links
from watchlist.engine.errors import CorrectTheData
from watchlist.law_store.models import Edition
from watchlist.list_updates.approval import claim_review, reject
from watchlist.list_updates.change_models import Change, ChangeSet
from watchlist.list_updates.collecting import back_off, collect, due_sources
from watchlist.list_updates.connectors import CONNECTORS
from watchlist.list_updates.declaring import DeclaredSource, _read_sources
from watchlist.list_updates.errors import BeingCollected, NotNow
from watchlist.list_updates.gathering import lease_source
from watchlist.list_updates.models import Collection, ListSource, Publication
from watchlist.list_updates.published import ParsedPublication, rows_of
from watchlist.temporal import LawTick

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contact")]
NOW = datetime(2026, 11, 25, 6, tzinfo=UTC)
A_DAY = timedelta(days=1)
BENZALDEHYDE = (*LINES, ("4", "Benzaldehyde"))


@pytest.fixture
def source(publisher: Publisher, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Publisher:
    """Return the publisher of the small list, which is followed."""
    follow(publisher, tmp_path, settings, monkeypatch)
    publisher.publish(PATH, edition())
    return publisher


def _look(days: int = 0) -> Collection:
    return collect(key=KEY, now=NOW + days * A_DAY)


def _connect(monkeypatch: pytest.MonkeyPatch, **other: Any) -> None:
    monkeypatch.setitem(CONNECTORS, "tiny", replace(CONNECTORS["tiny"], **other))


def _names(collection: Collection) -> list[str]:
    assert collection.edition is not None
    return [row.name for row in rows_of(collection.edition.content)]


def test_the_first_edition_is_the_baseline_and_changes_nothing(source: Publisher) -> None:
    first = _look()
    assert (first.outcome, first.detail) == ("baseline", "schedule: 3 rows, annex: 0 rows")
    assert _names(first) == ["Ephedrine", "Ergotamine", "Piperonal"]
    assert (first.edition and first.edition.origin) == "sources/xx-list"
    assert [row.content for row in first.publications.all()] == [edition()]
    assert not ChangeSet.objects.exists()
    assert not LawTick.objects.exists()


def test_what_the_publisher_says_is_unchanged_is_not_sent_again(source: Publisher) -> None:
    _look()
    again = _look(1)
    assert (again.outcome, again.edition, again.publications.count()) == ("unchanged", None, 0)
    assert source.asked[1].headers["if-none-match"] == source.documents[PATH].etag


def test_the_same_bytes_are_unchanged_though_the_publisher_does_not_say_so(source: Publisher) -> None:
    source.mood = moods.publishing_as()
    first, again = _look(), _look(1)
    assert again.outcome == "unchanged"
    assert list(again.publications.all()) == list(first.publications.all())
    assert Publication.objects.count() == Edition.objects.count() == 1


def test_a_connector_that_learns_reads_again_what_its_publisher_did_not_change(
    source: Publisher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def unlearned(pages: Sequence[bytes], source: DeclaredSource) -> ParsedPublication:
        return replace(interpret(pages, source), rows=interpret(pages, source).rows[:2])

    _connect(monkeypatch, interpret=unlearned)
    _look()
    _connect(monkeypatch, interpret=interpret)
    monkeypatch.setattr("watchlist.list_updates.declaring.CODE", tmp_path)
    learnt = _look(1)
    assert (learnt.outcome, learnt.detail) == ("proposed", "1 to add")
    assert _look(2).outcome == "unchanged"


def test_a_declaration_that_changes_has_the_publication_read_again(source: Publisher, tmp_path: Path) -> None:
    _look()
    declared = tmp_path / "xx-list.toml"
    declared.write_text(declared.read_text().replace("xx/list.xml", "xx/moved.xml"), encoding="utf-8")
    _read_sources.cache_clear()
    source.publish("/xx/moved.xml", edition(BENZALDEHYDE))
    assert _look(1).outcome == "proposed"
    assert "if-none-match" not in source.asked[1].headers
    assert "if-modified-since" not in source.asked[1].headers


def test_other_bytes_with_the_same_rows_change_nothing(source: Publisher) -> None:
    _look()
    source.publish(PATH, edition(as_of="2026-02-01"))
    again = _look(1)
    assert again.outcome == "same_rows"
    assert (Publication.objects.count(), Edition.objects.count()) == (2, 1)
    assert ListSource.objects.get().as_of == date(2026, 2, 1)


def test_another_edition_is_proposed_as_its_difference(source: Publisher) -> None:
    _look()
    source.publish(PATH, edition(BENZALDEHYDE))
    found = _look(1)
    assert (found.outcome, found.detail) == ("proposed", "1 to add")
    assert found.change_set is not None
    assert found.change_set.edition == found.edition
    (change,) = Change.objects.all()
    assert (change.kind, change.name, change.code) == ("add", "Benzaldehyde", "4")


def test_what_nobody_decided_is_proposed_again_with_the_next_edition(source: Publisher) -> None:
    _look()
    source.publish(PATH, edition(BENZALDEHYDE))
    _look(1)
    source.publish(PATH, edition((*BENZALDEHYDE, ("5", "Safrole"))))
    assert _look(2).detail == "2 to add; 2 changes of 3 rows: more than half."


def test_what_the_publisher_takes_back_overtakes_what_was_proposed(source: Publisher) -> None:
    _look()
    source.publish(PATH, edition(BENZALDEHYDE))
    proposed = _look(1)
    source.publish(PATH, edition(as_of="2026-02-01"))
    back = _look(2)
    assert (back.outcome, back.detail) == ("proposed", "nothing to change")
    assert back.change_set is not None
    assert back.change_set != proposed.change_set
    assert "says again what is in force" in back.change_set.notes


def test_what_was_rejected_does_not_come_back(source: Publisher, curator: User, person: Any) -> None:
    _look()
    source.publish(PATH, edition(BENZALDEHYDE))
    proposed = _look(1).change_set
    assert proposed is not None
    taken = claim_review(change_set=proposed, actor=curator)
    reject(changes=list(taken.changes.all()), actor=person("second-curator", "Curators"), reason="a misprint")
    source.publish(PATH, edition((*LINES, ("4", "Benzaldehyde"), ("5", "Safrole"))))
    later = _look(2).change_set
    assert later is not None
    assert [change.name for change in Change.objects.filter(revision__change_set=later)] == ["Safrole"]
    assert "Benzaldehyde: rejected on" in later.notes
    assert later.notes.endswith("by second-curator: a misprint")


def test_a_publication_of_many_pages_is_fetched_whole(source: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [None, "/xx/2.xml"]
    _connect(monkeypatch, following=lambda fetched, source: dict(enumerate(pages)).get(len(fetched)))
    source.publish("/xx/2.xml", edition((("9", "Safrole"),)))
    found = _look()
    assert _names(found) == ["Ephedrine", "Ergotamine", "Piperonal", "Safrole"]
    source.publish("/xx/2.xml", edition((("9", "Isosafrole"),)))
    assert _look(1).outcome == "proposed"
    assert [one.path for one in source.asked] == [PATH, "/xx/2.xml"] * 2


@pytest.mark.parametrize(
    ("following", "code", "said"),
    [
        (lambda pages, source: PATH, "layout_changed", "more than 50 pages"),
        (lambda pages, source: "https://other.example/2.xml", "refused", "not on the site"),
        (lambda pages, source: "/xx/none.xml", "refused", "404"),
    ],
)
def test_pages_have_an_end_and_are_of_one_site(
    source: Publisher, monkeypatch: pytest.MonkeyPatch, following: Any, code: str, said: str
) -> None:
    _connect(monkeypatch, following=following)
    failed = _look()
    assert (failed.outcome, failed.code) == ("failed", code)
    assert said in failed.detail
    assert not Edition.objects.exists()


def test_what_changed_something_is_one_event_of_the_trail(source: Publisher) -> None:
    _look()
    _look(1)
    source.publish(PATH, edition(BENZALDEHYDE))
    _look(2)
    events = AuditEvent.objects.filter(verb="collect").order_by("sequence")
    assert [(event.actor, event.target_key) for event in events] == [("sources/xx-list", KEY)] * 2
    assert not list(broken_links())


def test_a_source_is_collected_by_one_at_a_time(source: Publisher) -> None:
    with lease_source(KEY), pytest.raises(BeingCollected):
        _look()
    assert source.asked == []
    assert _look().outcome == "baseline"


def test_the_lease_of_a_lost_process_ends(source: Publisher) -> None:
    with lease_source(KEY) as lost:
        ListSource.objects.update(lease_until=datetime.now(UTC) - timedelta(seconds=1))
        assert _look().outcome == "baseline"
        with pytest.raises(BeingCollected):
            lost.release(failures=7)
    assert ListSource.objects.get().failures == 0


def test_whoever_lost_the_lease_writes_nothing(source: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(pages: Sequence[bytes], source: DeclaredSource) -> ParsedPublication:
        ListSource.objects.update(lease=uuid4())
        return interpret(pages, source)

    _connect(monkeypatch, interpret=slow)
    with pytest.raises(BeingCollected, match="longer than its lease"):
        _look()
    assert not Collection.objects.exists()
    assert not Edition.objects.exists()


def test_a_source_that_is_left_alone_is_not_asked(source: Publisher) -> None:
    ListSource.objects.create(key=KEY, enabled=False)
    with pytest.raises(NotNow, match="left alone"):
        _look()
    assert source.asked == []


def test_a_source_that_is_not_declared_is_an_error(source: Publisher) -> None:
    with pytest.raises(CorrectTheData, match="no source 'yy-list'"):
        collect(key="yy-list")


def test_a_publisher_who_asks_us_to_wait_is_not_asked_before_not_even_by_hand(source: Publisher) -> None:
    source.mood = saying(429, Retry_After="7200")
    assert _look().code == "asked_to_wait"
    source.mood = moods.ok
    with pytest.raises(NotNow, match="wait until 2026-11-25 08:00 UTC"):
        collect(key=KEY, now=NOW + timedelta(minutes=119))
    assert len(source.asked) == 1
    assert collect(key=KEY, now=NOW + timedelta(minutes=120)).outcome == "baseline"


def test_a_source_is_due_when_it_was_not_looked_at_for_its_hours(source: Publisher) -> None:
    assert KEY in due_sources(NOW)
    _look()
    assert KEY not in due_sources(NOW + timedelta(hours=23))
    assert KEY in due_sources(NOW + A_DAY - timedelta(minutes=1))
    with lease_source(KEY):
        assert KEY not in due_sources(datetime.now(UTC))
    ListSource.objects.update(enabled=False)
    assert KEY not in due_sources(NOW + A_DAY)


def test_what_failed_is_due_when_its_wait_is_over_and_waits_twice_as_long_each_time(source: Publisher) -> None:
    source.mood = saying(500)
    _look()
    assert KEY not in due_sources(NOW + timedelta(minutes=14))
    assert KEY in due_sources(NOW + timedelta(minutes=15))
    collect(key=KEY, now=NOW + timedelta(minutes=15))
    assert KEY not in due_sources(NOW + timedelta(minutes=44))
    assert KEY in due_sources(NOW + timedelta(minutes=45))
    source.mood = moods.ok
    _look(1)
    assert (ListSource.objects.get().failures, ListSource.objects.get().not_before) == (0, None)


@pytest.mark.parametrize(("failures", "minutes"), [(1, 15), (2, 30), (3, 60), (7, 960), (8, 1440), (5000, 1440)])
def test_the_wait_doubles_up_to_a_day(failures: int, minutes: int) -> None:
    assert back_off(failures) == timedelta(minutes=minutes)

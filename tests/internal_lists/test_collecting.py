"""House lists that a source feeds: brought whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.list_updates.publisher import publishing
from watchlist.audit.models import AuditEvent
from watchlist.engine.errors import CorrectTheData
from watchlist.internal_lists.collecting import feed, import_collected
from watchlist.internal_lists.lists import HouseListFacts, open_house_list
from watchlist.internal_lists.models import HouseEdition, HouseEntry, HouseList
from watchlist.law_store.models import Edition, Scheduling
from watchlist.list_updates.change_models import ChangeSet
from watchlist.list_updates.collecting import collect
from watchlist.list_updates.connectors import connector_of
from watchlist.list_updates.declaring import declared_source
from watchlist.list_updates.models import CuratorTask
from watchlist.list_updates.published import content_of, sha256_of
from watchlist.temporal import LawTick

pytestmark = pytest.mark.django_db

DECLARED = """
key = "house-goods"
title = "Goods that the house watches"
connector = "table-csv"
site = "intranet"
address = "https://intranet.example.org"
path = "/goods.csv"
jurisdiction = "CA"
authority = "the house"
hours = 24
accepts = ["text/csv"]
[lists.goods]
least = 2
most = 20
[settings]
house_list = "house-plants"
list = "goods"
[settings.columns]
code = "No."
name = "Goods"
cas = "CAS"
other_names = "Also"
reason = "Why"
"""
HEADER = "No.,Goods,CAS,Also,Why"
# Invented goods, and numbers of everyday ones.
ROWS = (
    "G-1,Caffeine,58-08-2,guaranine|Coffein,asked for by the plant",
    "G-2,Quuxolan 7,,QX-7,",
    "G-3,ortho-Toluidine,95-53-4,,",
    "G-4,Prolinol base,,,",
    "G-5,Quuxolan 8,,,",
)

Collected = Callable[..., None]


@pytest.fixture
def declare(settings: Any, tmp_path: Path) -> Callable[[str], None]:
    """Return who declares the source in the house's own folder."""
    settings.SOURCES_DIR = str(tmp_path)

    def make(text: str = DECLARED) -> None:
        (tmp_path / "house-goods.toml").write_text(text, encoding="utf-8")

    make()
    return make


@pytest.fixture
def collected(declare: Callable[[str], None]) -> Collected:
    """Return who keeps an edition of the source, as read of a file of these rows."""

    def make(*rows: str, days: int = 0) -> None:
        source = declared_source("house-goods")
        page = "\n".join((HEADER, *rows)).encode()
        published = connector_of(source.connector).interpret([page], source)
        content = content_of(published.rows)
        Edition.objects.create(
            origin=source.origin,
            sha256=sha256_of(content),
            content=content,
            entries=len(published.rows),
            read_at=datetime(2025, 3, 1, tzinfo=UTC) + timedelta(days=days),
        )

    return make


@pytest.fixture
def house_list() -> HouseList:
    """Return the list that the source feeds."""
    return open_house_list(facts=HouseListFacts("house-plants", "A list"), owner="lead", actor="lead")


def brought() -> HouseEdition:
    """Return the edition of the list after what was collected is brought."""
    edition = import_collected(source_key="house-goods")
    assert edition is not None
    return edition


def test_what_was_collected_is_held_on_the_house_list(collected: Collected, house_list: HouseList) -> None:
    collected(*ROWS)
    assert (brought().added, brought().brought_by) == (5, "sources/house-goods")
    caffeine = HouseEntry.objects.current().get(key="g-1")
    assert (caffeine.name, caffeine.cas, caffeine.other_names) == ("Caffeine", "58-08-2", "guaranine\nCoffein")
    assert caffeine.structure


def test_the_law_is_not_touched(collected: Collected, house_list: HouseList) -> None:
    before = (LawTick.objects.count(), Scheduling.objects.count())
    collected(*ROWS)
    brought()
    assert (LawTick.objects.count(), Scheduling.objects.count()) == before


def test_the_same_rows_are_brought_once(collected: Collected, house_list: HouseList) -> None:
    collected(*ROWS)
    assert brought() == brought()
    assert AuditEvent.objects.filter(verb="bring_house_list").count() == 1


def test_a_later_edition_changes_what_it_changes(collected: Collected, house_list: HouseList) -> None:
    collected(*ROWS)
    brought()
    collected(*ROWS[:4], "G-5,Quuxolan 9,,,", days=1)
    edition = brought()
    assert (edition.added, edition.changed, edition.removed) == (0, 1, 0)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (ROWS[:3], "2 of 5 rows are gone"),
        (ROWS[:1], "at least 2 are declared"),
        ((*ROWS, "G-6,Quuxolan 7,,,"), "“Quuxolan 7” stands there 2 times"),
        (tuple(row.replace("olan", "olane").replace("ine", "in") for row in ROWS), "more than half"),
        ((*ROWS, "G-1,Theobromine,,,"), "key g-1 stands there twice"),
        ((*ROWS, "G-6,Theobromine,83-67-1,,"), "83-67-1"),
    ],
)
def test_what_the_gates_stop_leaves_the_list_as_it_was(
    collected: Collected, house_list: HouseList, rows: tuple[str, ...], sentence: str
) -> None:
    collected(*ROWS)
    before = brought()
    collected(*rows, days=1)
    with pytest.raises(CorrectTheData, match=sentence):
        import_collected(source_key="house-goods")
    assert house_list.last_edition() == before
    assert HouseEntry.objects.current().count() == 5


def test_a_source_of_a_house_list_is_collected_and_asks_nobody_to_decide(
    declare: Callable[[str], None], house_list: HouseList, settings: Any
) -> None:
    settings.SOURCE_CONTACT = "mailto:lists@example.org"
    with publishing() as publisher:
        settings.SOURCE_ADDRESSES = {"intranet": publisher.address}
        for days, rows in enumerate((ROWS, (*ROWS, "G-6,Quuxolan 9,,,"))):
            publisher.publish("/goods.csv", "\n".join((HEADER, *rows)).encode(), "text/csv")
            look = collect(key="house-goods", now=datetime(2025, 3, 1 + days, tzinfo=UTC))
            assert (look.outcome, look.detail) == ("baseline", f"goods: {len(rows)} rows")
            assert brought().entries == len(rows)
    assert not ChangeSet.objects.exists()


def test_what_is_not_brought_is_a_task_for_a_person_once_an_edition(
    collected: Collected, house_list: HouseList
) -> None:
    collected(*ROWS)
    assert feed(source_key="house-goods") == ""
    collected(*ROWS[:3], days=1)
    for _ in range(2):
        assert "2 of 5 rows are gone" in feed(source_key="house-goods")
    task = CuratorTask.objects.get()
    assert task.title == "Goods that the house watches: what was collected is not brought to house-plants"
    assert "2 of 5 rows are gone" in task.detail


def test_collecting_lists_feeds_the_house_lists(
    declare: Callable[[str], None], house_list: HouseList, settings: Any
) -> None:
    settings.SOURCE_CONTACT = "mailto:lists@example.org"
    with publishing() as publisher:
        settings.SOURCE_ADDRESSES = {"intranet": publisher.address}
        publisher.publish("/goods.csv", "\n".join((HEADER, *ROWS)).encode(), "text/csv")
        call_command("collect_lists", "house-goods", stdout=StringIO())
        assert HouseEntry.objects.current().count() == 5
        publisher.publish("/goods.csv", "\n".join((HEADER, *ROWS[:2])).encode(), "text/csv")
        with pytest.raises(SystemExit, match="1"):
            call_command("collect_lists", "house-goods", stdout=(out := StringIO()))
    assert "not fed" in out.getvalue()
    assert HouseEntry.objects.current().count() == 5


def test_a_list_given_in_confidence_is_not_fed(collected: Collected) -> None:
    facts = HouseListFacts("house-plants", "A list", HouseList.Kind.CONFIDENTIAL.value)
    open_house_list(facts=facts, owner="lead", actor="lead")
    collected(*ROWS)
    with pytest.raises(CorrectTheData, match="in confidence"):
        import_collected(source_key="house-goods")
    assert not HouseEntry.objects.exists()


def test_a_list_that_is_not_open_is_not_fed(collected: Collected) -> None:
    collected(*ROWS)
    with pytest.raises(CorrectTheData, match="no house list house-plants is open"):
        import_collected(source_key="house-goods")


def test_a_source_of_law_feeds_no_house_list(
    collected: Collected, declare: Callable[[str], None], house_list: HouseList
) -> None:
    declare(DECLARED.replace("most = 20", 'most = 20\nentries_of = "ca-schedule-6"'))
    collected(*ROWS)
    with pytest.raises(CorrectTheData, match="none of law"):
        import_collected(source_key="house-goods")


def test_before_anything_was_collected_nothing_is_brought(
    declare: Callable[[str], None], house_list: HouseList
) -> None:
    assert import_collected(source_key="house-goods") is None


def test_the_command_brings_what_was_collected(collected: Collected, house_list: HouseList) -> None:
    with pytest.raises(CommandError, match="nothing was collected"):
        call_command("house_list", "collected", "house-goods")
    collected(*ROWS)
    call_command("house_list", "collected", "house-goods", stdout=(out := StringIO()))
    assert out.getvalue().strip() == "house-plants holds 5 entries: 5 added, 0 changed, 0 removed."

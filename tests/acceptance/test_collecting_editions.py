"""The Canadian editions, published one after the other by a real server, that does not always behave.

The small editions of our own making, and the real ones where they stand.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.db.models import QuerySet

from tests.list_updates import publisher as moods
from tests.list_updates.canadian import ACT, FIXTURES, REGULATIONS, SOURCES, editions
from tests.list_updates.publisher import Publisher, publishing, publishing_as
from watchlist.law_store.models import Edition, Scheduling
from watchlist.list_updates.change_models import Change
from watchlist.list_updates.collecting import collect
from watchlist.list_updates.declaring import declared_source
from watchlist.list_updates.diff import changes_between
from watchlist.list_updates.models import Collection, CuratorTask, ListSource, Publication
from watchlist.temporal import LawTick

REAL = Path(os.environ.get("WATCHLIST_EDITIONS", "")) / "ca"
real = pytest.mark.skipif("WATCHLIST_EDITIONS" not in os.environ, reason="no real editions stand here")
EVERY = [
    (FIXTURES / "ca", ACT),
    (FIXTURES / "ca", REGULATIONS),
    pytest.param(REAL, ACT, marks=real),
    pytest.param(REAL, REGULATIONS, marks=real),
]

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def publisher(settings: Any) -> Iterator[Publisher]:
    """Return a publisher that stands for the site of Justice Laws."""
    settings.SOURCE_CONTACT = "mailto:lists@example.org"
    with publishing() as publisher:
        settings.SOURCE_ADDRESSES = {"laws-lois.justice.gc.ca": publisher.address}
        yield publisher


class Following:
    """Who looks at a document day after day."""

    def __init__(self, publisher: Publisher, document: str) -> None:
        self.publisher, self.key, self.days = publisher, SOURCES[document], 0
        self.began = datetime.now(UTC)  # the law is recorded when the tests are run: before that nothing was known
        self.path = declared_source(self.key).path

    def look(self, path: Path, mood: moods.Mood = moods.ok) -> Collection:
        """Return what came of the look of the next day, at the document of a file, in a mood."""
        self.days += 1
        self.publisher.publish(self.path, path.read_bytes(), "application/xml")
        self.publisher.mood = mood
        return collect(key=self.key, now=self.began + timedelta(days=self.days))


def _proposed(found: Collection) -> QuerySet[Change]:
    return Change.objects.filter(revision__change_set=found.change_set)


def _files(folder: Path, document: str) -> list[Path]:
    return sorted(folder.glob(f"*/{document}"))


@pytest.mark.long
@pytest.mark.parametrize(("folder", "document"), EVERY)
def test_each_edition_is_compared_with_what_is_in_force_and_changes_no_law(
    publisher: Publisher, folder: Path, document: str
) -> None:
    law = set(Scheduling.objects.values_list("pk", "superseded_at"))
    following, read = Following(publisher, document), dict(editions(folder, document))
    first, *later = _files(folder, document)
    assert following.look(first).outcome == "baseline"
    for before, path in pairwise((first, *later)):
        found, rows = following.look(path), read[path.parent.name].rows
        assert following.look(path).outcome == "unchanged"
        # Nobody decides here: each edition is compared with the first, whatever those between proposed.
        wanted = {change.digest for change in changes_between(read[first.parent.name].rows, rows)}
        if rows == read[before.parent.name].rows:
            assert found.outcome in {"same_rows", "noticed"}
        else:
            assert found.outcome == "proposed", found.detail
            assert set(_proposed(found).values_list("digest", flat=True)) == wanted
    assert set(Scheduling.objects.values_list("pk", "superseded_at")) == law
    assert ListSource.objects.get().as_of == read[later[-1].parent.name].as_of
    assert {row.content for row in Publication.objects.all()} == {path.read_bytes() for path in (first, *later)}


@pytest.mark.parametrize(("folder", "document"), EVERY)
def test_between_editions_nothing_that_misbehaves_is_taken(publisher: Publisher, folder: Path, document: str) -> None:
    following = Following(publisher, document)
    before, *_, last = _files(folder, document)
    following.look(before)
    editions_held, ticks = list(Edition.objects.values_list("sha256")), LawTick.objects.count()
    other = {ACT: REGULATIONS, REGULATIONS: ACT}[document]
    hostile = {
        publishing_as(lambda content: content[: len(content) // 2]): "not_the_document",
        publishing_as(lambda content: last.with_name(other).read_bytes()): "not_the_document",
        publishing_as(lambda content: content.replace(b'xml:lang="en"', b'xml:lang="fr"', 1)): "not_the_document",
        publishing_as(lambda content: content.replace(b"<Item", b"<Entry").replace(b"row", b"line")): None,
        moods.truncated: "not_reached",
        moods.saying(500): "not_reached",
        publishing_as(Content_Type="text/html"): "not_the_document",
    }
    for mood, code in hostile.items():
        failed = following.look(last, mood)
        assert failed.outcome == "failed", failed.detail
        assert code in {None, failed.code}
    assert list(Edition.objects.values_list("sha256")) == editions_held
    assert LawTick.objects.count() == ticks
    assert following.look(last).outcome in {"proposed", "same_rows", "noticed"}
    assert following.look(before).detail.startswith("an older edition")


@real
def test_the_last_real_edition_and_the_lists_held_agree_but_for_what_a_curator_is_told(publisher: Publisher) -> None:
    following = Following(publisher, ACT)
    assert following.look(_files(REAL, ACT)[-1]).outcome == "baseline"
    (task,) = CuratorTask.objects.filter(kind="baseline")
    # The words of two items reach goods that are held as entries of their own.
    assert task.detail.splitlines() == [
        "ca-schedule-6: not printed: 4 Ephedra (ca-schedule-6/ephedra)",
        "ca-schedule-6: not printed: 17 essential oil containing more than 4% safrole (ca-schedule-6/sassafras-oil)",
    ]

"""A look-back answers what a full screening would, leaves a row for each line that differs, and says what it saw."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.screenings import looking_back as back
from tests.screenings.test_uploads import received, run
from watchlist.engine.decision.conventions import Conventions
from watchlist.engine.decision.question import Question
from watchlist.engine.law.differences import difference
from watchlist.engine.reading.readers import manifest_from_upload
from watchlist.jobs.ending import request_end
from watchlist.jobs.models import DEAD, Job
from watchlist.jobs.queue import REST
from watchlist.law_store.compile import law_known_at
from watchlist.list_updates.change_models import RescreenDue
from watchlist.manifests.models import Item
from watchlist.screenings.models import ItemReading
from watchlist.screenings.readings import basis_of
from watchlist.screenings.rescreen import work
from watchlist.screenings.rescreen.answering import answers
from watchlist.screenings.rescreen.models import CaseDue, Rescreen, RescreenStep, TouchedItem
from watchlist.screenings.rescreen.previewing import preview_between
from watchlist.screenings.rescreen.reporting import summary
from watchlist.screenings.rescreen.starting import PATIENCE, RESCREEN, look_back_since, start_rescreens
from watchlist.screenings.stored_answers import read_findings
from watchlist.temporal import last_tick

pytestmark = pytest.mark.usefixtures("law")
CHANGES = (
    back.change_a_class,
    back.list_citric_acid,
    back.end_acetone,
    back.correct_acetone,
    back.call_acetone_blue_powder,
    back.list_an_aniline_of_a_family,
)
FILES = sorted(Path("fixtures/manifests").iterdir())


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "ITEMS", 3)
    monkeypatch.setattr(work, "LINES", 2)


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_left_is_what_full_screenings_say_otherwise(change: Callable[[], None]) -> None:
    screening, before = back.stored(), last_tick()
    change()
    rescreen = back.looked_back(before)
    days = difference(law_known_at(before), law_known_at()).days_of("*")
    expected, found = back.otherwise(screening, before, days), back.left(rescreen)
    assert found.keys() == expected.keys() != set()
    for key, row in found.items():
        line = expected[key]
        assert (row.verdict, row.action, row.severity) == (line.verdict, line.action, line.severity)
        findings = tuple(one for one in line.findings if one.entry in row.entries.split())
        assert findings == read_findings(row.findings)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_few_stored_lines_are_answered_as_their_whole_file_is(path: Path) -> None:
    manifest = manifest_from_upload(path.name, path.read_bytes())
    screening = back.saved(manifest, path.read_bytes(), Question())
    lines = back.lines_of(screening)
    assert Conventions.from_text(screening.conventions) == Conventions.of_manifest(manifest)
    shown = ((line.answer.declared, line.answer.fields) for line in lines)
    assert Conventions.inferred_from(shown) == Conventions.of_manifest(manifest)
    for few in (lines[::3], lines[1::3]):
        assert [one.line for one in answers(law_known_at(), few)] == [one.answer for one in few]


def test_only_the_last_screening_of_a_shipment_is_asked() -> None:
    back.stored()
    last, before = back.stored(), last_tick()
    back.change_a_class()
    rescreen = back.looked_back(before)
    assert {case.screened_line.screening_id for case in CaseDue.objects.all()} == {last.pk}
    counts = json.loads(rescreen.summary)
    assert counts["lines_passed_over"] == counts["lines"] > 0


def test_a_line_is_told_even_where_a_like_finding_stands() -> None:
    """Whoever looks back twice on the same change is told twice: each look-back is a record of its own."""
    screening, before = back.stored(), last_tick()
    back.change_a_class()
    first = back.looked_back(before)
    back.correct_acetone()
    again = back.looked_back(before)
    assert back.left(first).keys() < back.left(again).keys()
    assert {case.screened_line.screening_id for case in CaseDue.objects.all()} == {screening.pk}


def test_what_was_looked_at_is_stored_and_adds_up() -> None:
    back.stored()
    before = last_tick()
    back.change_a_class()
    rescreen = back.looked_back(before)
    steps = RescreenStep.objects.filter(rescreen=rescreen)
    items = [step for step in steps if step.stage == "items"]
    assert sum(step.looked_at for step in items) == rescreen.items == Item.objects.count()
    assert [step.number for step in steps] == list(range(len(steps)))
    assert all(one.last < two.first for one, two in pairwise(items))
    assert "Totals of shipments and of parties were not summed again" in rescreen.coverage


def test_a_reading_is_kept_with_each_item_and_read_anew_where_its_words_changed() -> None:
    back.stored()
    before = last_tick()
    assert set(ItemReading.objects.values_list("basis", flat=True)) == {basis_of(law_known_at())}
    assert ItemReading.objects.count() == Item.objects.count()
    back.call_acetone_blue_powder()
    back.looked_back(before)
    read = ItemReading.objects.get(item__identity__contains="blue powder 7")
    assert (read.substances, read.basis) == ("acetone", basis_of(law_known_at()))


def test_items_without_a_reading_are_read() -> None:
    screening, before = back.stored(), last_tick()
    ItemReading.objects.all().delete()
    back.change_a_class()
    found = back.left(back.looked_back(before))
    assert found.keys() == back.otherwise(screening, before, set()).keys()
    assert ItemReading.objects.count() == Item.objects.count()


def test_a_preview_says_what_the_look_back_then_finds() -> None:
    back.stored()
    before = last_tick()
    back.list_citric_acid()
    seen = preview_between(law_known_at(before), law_known_at())
    counts = json.loads(back.looked_back(before).summary)
    assert len(seen.differ) == counts["lines_that_differ"]
    assert len(seen.controlled) == counts["lines_now_controlled"] > 0
    assert len(seen.parties) == counts["parties_now_controlled"]
    assert sorted(seen.lists) == counts["lists_now_controlling"]
    assert (seen.items, seen.lines) == (counts["items"], counts["lines"])


def test_what_touches_no_stored_goods_leaves_nothing_and_says_so() -> None:
    back.stored(rows=back.ROWS[1:2])
    before = last_tick()
    back.change_a_class()
    rescreen = back.looked_back(before)
    assert not CaseDue.objects.exists()
    assert summary(rescreen)["sentence"] == "No stored line of 0 looked at is answered otherwise."


@pytest.mark.parametrize("fall", range(7))
def test_a_worker_that_falls_loses_nothing_and_doubles_nothing(fall: int, monkeypatch: pytest.MonkeyPatch) -> None:
    screening, before = back.stored(), last_tick()
    back.list_citric_acid()
    whole = back.otherwise(screening, before, {date(2026, 3, 1)})
    with monkeypatch.context() as falling:
        back.fall_at_step(falling, fall + 1)
        back.start(before)
    assert RescreenStep.objects.count() == fall
    rescreen = back.taken_up()
    assert back.left(rescreen).keys() == whole.keys()
    numbers = list(TouchedItem.objects.values_list("item", flat=True))
    assert len(numbers) == len(set(numbers)) == json.loads(rescreen.summary)["items_touched"]


def test_a_worker_that_is_to_end_gives_a_look_back_back_after_a_step() -> None:
    screening, before = back.stored(), last_tick()
    back.list_citric_acid()
    whole = back.otherwise(screening, before, {date(2026, 3, 1)})
    request_end()
    try:
        back.start(before)
    finally:
        request_end(end=False)
    assert (RescreenStep.objects.count(), Job.objects.get(kind=RESCREEN).state) == (1, "queued")
    assert back.left(back.taken_up()).keys() == whole.keys()


def test_one_look_back_is_made_of_each_change_however_often_it_is_started() -> None:
    before = last_tick()
    back.change_a_class()
    look_back_since(since=before, actor="curator")
    look_back_since(since=before, actor="another")
    assert len(start_rescreens()) == 1
    assert start_rescreens() == []
    assert Rescreen.objects.count() == 1


def test_a_look_back_waits_for_files_that_were_accepted_before_but_not_for_ever() -> None:
    upload, before = received(), last_tick()
    back.change_a_class()
    due = look_back_since(since=before, actor="curator")
    assert start_rescreens() == []
    late = RescreenDue.objects.create(
        before=due.before - timedelta(1), after=due.after, because="long ago", asked_at=due.asked_at - PATIENCE
    )
    assert [job.rescreen.due for job in start_rescreens()] == [late]
    run(upload)
    assert [job.rescreen.due for job in start_rescreens()] == [due]


def test_a_look_back_that_was_given_up_is_taken_up_again_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    screening, before = back.stored(), last_tick()
    back.list_citric_acid()
    whole = back.otherwise(screening, before, {date(2026, 3, 1)})
    with monkeypatch.context() as falling:
        back.fall_at_step(falling, 2)
        back.start(before)
    row = Rescreen.objects.get()
    Job.objects.filter(pk=row.job_id).update(state=DEAD, ended_at=datetime.now(UTC), error="Unforeseen.")
    assert start_rescreens() == []
    Job.objects.filter(pk=row.job_id).update(ended_at=datetime.now(UTC) - REST)
    assert [job.pk for job in start_rescreens()] == [row.job_id]
    assert back.left(back.taken_up()).keys() == whole.keys()

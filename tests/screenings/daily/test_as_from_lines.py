"""The weeks that the desk shows are those of the lines, whatever is screened and let go, and whoever stored it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import count
from typing import Any, Final

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db.models import Count

from tests.cases.shipments import MIXED, screened
from watchlist.manifests.models import Item, Manifest, ManifestLine
from watchlist.retention import deleting
from watchlist.retention.deleting import delete_batch
from watchlist.screenings.daily import DayCount, count_due_days, day_differences
from watchlist.screenings.models import Hit, ScreenedLine, Screening
from watchlist.web.desk.trend import TOKENS, trend

MONDAY: Final = datetime(2026, 6, 1, tzinfo=UTC)
LAST: Final = datetime(2026, 6, 3, 12, tzinfo=UTC)
INSTANTS: Final = tuple(
    instant
    for back in (0, 1, 5, 11, 12)
    for monday in (MONDAY - timedelta(weeks=back),)
    for instant in (monday - timedelta(microseconds=1), monday, monday + timedelta(hours=30))
)
"""Both sides of the edges of weeks, and of the first that is shown."""
NUMBERS: Final = count(1)
Weeks = list[tuple[tuple[int, ...], dict[str, int]]]


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def stored(made_at: datetime | None, *verdicts: str) -> Screening:
    """Return a screening as the version before stored it: it is in no count. On each line two lists have a finding."""
    key = next(NUMBERS)
    at = made_at or LAST
    manifest = Manifest.objects.create(source="a.csv", sha256=f"{key:064}", shipment="{}", received_at=at)
    item, _ = Item.objects.get_or_create(digest="0" * 64, identity="{}")
    summary = "{}" if made_at else ""
    asked = {"known_at": at, "question": "{}", "coverage": "{}", "summary": summary}
    screening = Screening.objects.create(manifest=manifest, made_at=made_at, **asked)
    for number, verdict in enumerate(verdicts):
        line = ManifestLine.objects.create(manifest=manifest, number=number, key="", declared="{}", item=item)
        row = ScreenedLine.objects.create(screening=screening, line=line, verdict=verdict, record="{}")
        for position, list_key in enumerate(("xx-list", f"list-{number}", "")):
            Hit.objects.create(screened_line=row, position=position, list_key=list_key)
    return screening


def shown(now: datetime) -> Weeks:
    """Return the weeks as the desk shows them, and the findings by list where these are few enough to be shown."""
    drawn = trend(now)
    lists = [{one.title: one.numbers[at] for one in drawn.lists if one.numbers[at]} for at in range(len(drawn.weeks))]
    return [(week.numbers, by_list) for week, by_list in zip(drawn.weeks, lists, strict=True)]


def of_lines(now: datetime) -> Weeks:
    """Return the same, counted line by line."""
    monday = datetime.combine(now.date() - timedelta(days=now.weekday()), time.min, tzinfo=UTC)
    return [_week(monday - timedelta(weeks=back)) for back in range(11, -1, -1)]


def _week(start: datetime) -> tuple[tuple[int, ...], dict[str, int]]:
    of: dict[str, Any] = {"screening__made_at__gte": start, "screening__made_at__lt": start + timedelta(weeks=1)}
    rows = ScreenedLine.objects.filter(**of).order_by()
    lines = dict(rows.values_list("verdict").annotate(Count("pk")))
    hits = Hit.objects.filter(screened_line__in=rows).exclude(list_key="").order_by()
    return tuple(lines.get(token, 0) for token in TOKENS), dict(hits.values_list("list_key").annotate(Count("pk")))


@pytest.mark.django_db
def test_a_day_not_counted_yet_is_shown_as_its_lines_are_and_so_is_a_counted_one() -> None:
    stored(None, "controlled")
    for at, made_at in enumerate(INSTANTS):
        stored(made_at, *("controlled", "review", "unresolved", "no_match")[: at % 4 + 1])
    wanted = of_lines(LAST)
    assert sum(bool(sum(numbers)) for numbers, _ in wanted) == 6
    assert shown(LAST) == wanted
    rounds = list[int]()
    while number := count_due_days(LAST.date()):
        rounds.append(number)
        assert shown(LAST) == wanted
    assert rounds == [7, 4], "every day with lines that a page shows, the last first, some at a time"
    assert shown(LAST) == wanted
    stored(MONDAY + timedelta(days=2), "review")
    assert count_due_days(LAST.date()) == 1
    assert shown(LAST) == of_lines(LAST)
    assert count_due_days(LAST.date() + timedelta(weeks=20)) == 0
    assert not DayCount.objects.exists(), "no page shows them any more"


@pytest.mark.alters_rows
@pytest.mark.usefixtures("law")
def test_screenings_move_the_counts_and_so_does_each_line_that_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime.now(UTC)
    first, second = screened(*MIXED, reference="A"), screened(*MIXED, reference="A")
    screened(*MIXED[:2], reference="B")
    assert set(DayCount.objects.filter(list_key="").values_list("verdict", flat=True)) == {
        *ScreenedLine.objects.values_list("verdict", flat=True)
    }
    assert totals(now) == totals_of_lines(now)
    monkeypatch.setattr(deleting, "LINES", 2)
    monkeypatch.setattr(deleting, "ROWS", 1)
    for row in (first, second):
        Screening.objects.filter(pk=row.pk).update(let_go_at=now)
        row.refresh_from_db()
        steps = 0
        while not delete_batch(row):
            steps += 1
            assert totals(now) == totals_of_lines(now)
            assert list(day_differences()) == []
        assert steps > len(MIXED) // 2
    assert totals(now) == totals_of_lines(now)
    assert DayCount.objects.exists()


@pytest.mark.usefixtures("law")
def test_a_day_on_which_the_version_before_stored_something_is_left_to_the_sweep() -> None:
    now = datetime.now(UTC)
    stored(now, "review", "controlled")
    screened(*MIXED, reference="A")
    assert not DayCount.objects.exists()
    assert totals(now) == totals_of_lines(now)
    assert (count_due_days(now.date()), count_due_days(now.date())) == (1, 0)
    screened(*MIXED, reference="B")
    assert totals(now) == totals_of_lines(now)


@pytest.mark.alters_rows
@pytest.mark.usefixtures("law")
@pytest.mark.parametrize("number", [0, 9])
def test_a_count_that_was_altered_is_named_and_made_anew(number: int) -> None:
    row, today = screened(*MIXED, reference="A"), datetime.now(UTC).date()
    DayCount.objects.filter(verdict="controlled").update(number=number)
    (found,) = day_differences()
    assert (found.day, f"controlled {number}" in found.reason) == (today, True)
    parts = [list(day_differences(part, 30)) for part in range(30)]
    assert [bool(part) for part in parts] == [part == today.toordinal() % 30 for part in range(30)]
    if number:
        call_command("recount_totals")
        assert totals(datetime.now(UTC)) == totals_of_lines(datetime.now(UTC))
        return
    Screening.objects.filter(pk=row.pk).update(let_go_at=row.made_at)
    row.refresh_from_db()
    assert delete_batch(row), "what goes is not kept by a count that was none"
    assert not DayCount.objects.exists()


def totals(now: datetime) -> dict[str, int]:
    """Return the lines of the last week as the counts of its days have them, by verdict."""
    (*_, numbers), _ = zip(*shown(now), strict=True)
    return dict(zip(TOKENS, numbers, strict=True))


def totals_of_lines(now: datetime) -> dict[str, int]:
    """Return the same, counted line by line."""
    (*_, (numbers, _lists)) = of_lines(now)
    return dict(zip(TOKENS, numbers, strict=True))

"""The law clock: instants that only grow, and questions that stand on one of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from watchlist.engine.errors import CorrectTheQuestion
from watchlist.temporal import LawClock, LawTick, last_tick, tick

pytestmark = pytest.mark.django_db


def test_each_tick_is_later_than_every_one_before() -> None:
    ticks = [tick() for _ in range(20)]
    assert ticks == sorted(set(ticks))
    assert list(LawTick.objects.order_by("at").values_list("at", flat=True)) == ticks


def test_a_clock_that_was_set_back_still_ticks_forwards() -> None:
    ahead = tick() + timedelta(hours=1)
    LawClock.objects.update(now=ahead)
    assert tick() == ahead + timedelta(microseconds=1)


@pytest.mark.django_db(transaction=False)
def test_the_law_is_written_inside_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction.get_connection(), "in_atomic_block", False)
    with pytest.raises(transaction.TransactionManagementError):
        tick()


def test_an_instant_resolves_to_the_last_tick_not_after_it() -> None:
    first, second = tick(), tick()
    assert last_tick(second) == second
    assert last_tick(second - timedelta(microseconds=1)) == first
    assert last_tick() == second


def test_an_instant_in_the_future_is_refused() -> None:
    tick()
    with pytest.raises(CorrectTheQuestion, match="future"):
        last_tick(datetime.now(UTC) + timedelta(days=1))


def test_an_instant_before_the_first_record_is_refused() -> None:
    first = tick()
    with pytest.raises(CorrectTheQuestion, match="nothing was recorded"):
        last_tick(first - timedelta(microseconds=1))


def test_without_any_law_the_question_is_refused() -> None:
    with pytest.raises(CorrectTheQuestion, match="load_seeds"):
        last_tick()

"""A load of the law is known at one instant, and never in part."""

from __future__ import annotations

import pytest

from watchlist.law_store.compile import law_known_at
from watchlist.law_store.models import Scheduling
from watchlist.temporal import LawTick

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


def test_the_first_load_is_one_tick_and_nothing_was_known_before_it() -> None:
    assert LawTick.objects.count() == 1
    tick = LawTick.objects.get().at
    assert all(row.recorded_at <= tick for row in Scheduling.objects.all())
    assert law_known_at(tick).lists.keys() == law_known_at().lists.keys()

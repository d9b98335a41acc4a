"""Uses of tokens are counted in the database, once each, and told as the draft on RateLimit fields has it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from tests.database import environment_in, own_database
from watchlist.access.allowance import TokenLimits, allow_call
from watchlist.access.uses import DAY, MINUTE, TokenUse, UseCounts, add, drop_old, seconds_left, start
from watchlist.engine.host import ROOT

NOW = datetime(2026, 3, 4, 23, 59, 50, tzinfo=UTC)
LIMITS = TokenLimits(calls_per_minute=3, lines_per_day=100)
COUNTER = """
import os, django; django.setup()
from datetime import datetime, UTC
from uuid import UUID
from watchlist.access.uses import UseCounts, add
for _ in range(50):
    add(lineage=UUID(int=7), at=datetime(2026, 3, 4, tzinfo=UTC), counts=UseCounts(calls=1, lines=2))
"""


@pytest.mark.django_db
def test_what_is_used_adds_up_in_its_minute_and_its_day() -> None:
    lineage = uuid4()
    add(lineage=lineage, at=NOW, counts=UseCounts(calls=1, lines=5))
    used = add(lineage=lineage, at=NOW - timedelta(minutes=1), counts=UseCounts(calls=1, lines=2, signals=1))
    assert used.minute == UseCounts(calls=1, lines=2, signals=1)
    assert used.day == UseCounts(calls=2, lines=7, signals=1)
    assert add(lineage=uuid4(), at=NOW, counts=UseCounts(calls=1)).day == UseCounts(calls=1)


@pytest.mark.django_db
def test_one_statement_counts_a_call(django_assert_num_queries: object) -> None:
    add(lineage=uuid4(), at=NOW, counts=UseCounts(calls=1))
    with django_assert_num_queries(1):  # type: ignore[operator]
        add(lineage=uuid4(), at=NOW, counts=UseCounts(calls=1))


@pytest.mark.servers
def test_many_processes_lose_and_double_no_call(tmp_path: Path) -> None:
    with own_database(tmp_path, "tables") as database:
        env = {**environment_in(tmp_path, database), "DJANGO_SETTINGS_MODULE": "config.settings"}
        started = [subprocess.Popen([sys.executable, "-c", COUNTER], cwd=ROOT, env=env) for _ in range(3)]
        assert [process.wait() for process in started] == [0, 0, 0]
        asked = "from watchlist.models import TokenUse as U; print(*U.objects.values_list('calls', 'lines'))"
        shell = [sys.executable, "manage.py", "shell", "-v0", "-c", asked]
        told = subprocess.run(shell, cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "(150, 300) (150, 300)"


@pytest.mark.django_db
def test_the_call_after_the_last_allowed_is_one_too_many_until_the_minute_ends() -> None:
    lineage = uuid4()
    answers = [allow_call(lineage=lineage, limits=LIMITS, at=NOW) for _ in range(4)]
    assert [answer.is_within for answer in answers] == [True, True, True, False]
    assert [answer.calls.remaining for answer in answers] == [2, 1, 0, 0]
    assert answers[-1].calls.resets_in == 10
    assert allow_call(lineage=lineage, limits=LIMITS, at=NOW + timedelta(seconds=10)).is_within


@pytest.mark.parametrize("span", [MINUTE, DAY])
def test_a_span_ends_where_the_next_begins(span: str) -> None:
    ends = NOW + timedelta(seconds=seconds_left(span, NOW))
    assert start(span, ends) == ends == datetime(2026, 3, 5, tzinfo=UTC)
    assert seconds_left(span, ends - timedelta(microseconds=1)) == 1


@pytest.mark.django_db
def test_minutes_are_kept_for_a_day_and_days_for_400() -> None:
    for days in (0, 2, 399, 402):
        add(lineage=uuid4(), at=NOW - timedelta(days=days), counts=UseCounts(calls=1))
    drop_old(NOW)
    assert TokenUse.objects.filter(span=MINUTE).count() == 1
    assert TokenUse.objects.filter(span=DAY).count() == 3

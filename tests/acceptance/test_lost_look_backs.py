"""A look-back outlives whoever makes it: killed in the middle and taken up, it leaves each row, and none twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.database import ON_A_SERVER
from tests.servers import own_server
from tests.waiting import wait_for
from tests.working import Working, working
from watchlist.jobs.models import OVER, Job
from watchlist.screenings.rescreen.models import CaseDue, RescreenStep

pytestmark = pytest.mark.servers
LONG = 900.0  # seconds that a machine with other work may take
GOODS = ("Nc1ccccc1CC", "CC(C)=O", "Nc1ccccc1CCC", "OCC", "Nc1ccccc1C", "OCCO")
SETTINGS = "tests.acceptance.settings"
LINES = 2_400
"""Of which every other is touched: twenty steps of them."""
STORE = """
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.screenings.pipeline import screen
from watchlist.engine.decision.question import Question
from watchlist.screenings.saving import save_answer
from watchlist.temporal import last_tick
goods = {goods!r}
lines = [{{"smiles": goods[n % 6], "quantity": str(n % 97 + 1), "unit": "kg"}} for n in range({lines})]
manifest = manifest_from_payload({{"lines": lines}})
save_answer(manifest=manifest, original=b"", question=Question(), answer=screen(manifest, Question()), actor="officer")
before = last_tick()
from tests.screenings.looking_back import change_a_class
change_a_class()
from watchlist.screenings.rescreen.starting import look_back_since
look_back_since(since=before, actor="curator")
from watchlist.periodic_tasks import perform
perform("rescreen")
"""
LOOK = "from watchlist.tasks import look_after_jobs; look_after_jobs()"


@pytest.fixture(autouse=True)
def _reads(django_db_blocker: Any) -> Iterator[None]:
    """Let the test read the database of the processes, which is not that of the other tests."""
    with django_db_blocker.unblock():
        yield


def shell(service: Working, code: str) -> None:
    service.manage("shell", "--no-imports", "-c", code)


def steps() -> int:
    return RescreenStep.objects.using("working").count()


@pytest.mark.skipif(ON_A_SERVER, reason="the mode of one machine is that of SQLite")
def test_the_process_of_this_machine_is_killed_in_the_middle_of_a_look_back(tmp_path: Path) -> None:
    with working(tmp_path, broker=False, contents="law", settings=SETTINGS) as service:
        shell(service, STORE.format(goods=GOODS, lines=LINES))
        jobs = Job.objects.using("working")
        wait_for(lambda: steps() > 1, "lines are asked again", LONG)
        service.kill9_local()
        taken = steps()
        jobs.update(lease_until=datetime.now(UTC))  # a step of a look-back holds it for minutes: they go by at once
        shell(service, LOOK)
        wait_for(lambda: jobs.get().state in ("done", "dead"), "the job is over", LONG)
        assert (jobs.get().state, jobs.get().error) == ("done", "")
        assert 1 < taken < steps()
        assert_each_line_is_left_once()


@pytest.mark.skipif(not ON_A_SERVER, reason="many machines share a database server: make test-postgres")
def test_whichever_of_two_workers_is_killed_each_line_is_left_once(tmp_path: Path) -> None:
    with (
        own_server() as server,
        working(
            tmp_path, broker=True, contents="law", is_durable=True, server=server.url, settings=SETTINGS
        ) as service,
    ):
        service.start("worker 1", "worker 2", "beat")
        shell(service, STORE.format(goods=GOODS, lines=LINES))
        jobs = Job.objects.using("working").filter(kind="rescreen")
        for killed in ("worker 1", "worker 2", "worker 1", "worker 2"):
            taken = steps()
            wait_for(lambda: steps() > taken + 2 or jobs.get().state in OVER, "parts are taken", LONG)  # noqa: B023
            service.kill9(killed)
            service.start(killed)
        wait_for(lambda: jobs.get().state in OVER, "the job is over", LONG)
        assert (jobs.get().state, jobs.get().error) == ("done", "")
        helpers = Job.objects.using("working").filter(kind="help_rescreen")
        assert helpers.filter(done__gt=0).exists()
        numbers = RescreenStep.objects.using("working").order_by("number").values_list("number", flat=True)
        assert [*numbers] == [*range(steps())]
        assert_each_line_is_left_once()


def assert_each_line_is_left_once() -> None:
    """Hold that every line that the change touches has one row, by item and by line."""
    rows = CaseDue.objects.using("working").order_by("pk")
    left = [*rows.values_list("screened_line__line__item", "screened_line__line__number")]
    assert left == sorted(left)
    assert sorted(number for _, number in left) == [*range(1, LINES + 1, 2)]

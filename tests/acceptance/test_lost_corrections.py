"""A line of a long shipment is corrected by a job that is killed in the middle: all or nothing of it is in effect."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.acceptance.test_lost_workers import GOODS, HEAD, LONG, LOOK, ON_A_SERVER, SETTINGS, received, shell
from tests.waiting import wait_for
from tests.working import Working, working
from watchlist.cases.judgement_models import Judgement, LineStanding
from watchlist.cases.models import Case
from watchlist.jobs.models import DONE, OVER, Job
from watchlist.screenings.correction_models import CorrectionRun, LineCorrection
from watchlist.screenings.models import ScreenedLine, Screening

pytestmark = pytest.mark.servers
LINES = 2_400
"""More than are answered at once."""
BEGIN = """
from django.contrib.auth.models import User
from watchlist.cases import correct_field, judge, positions_to_judge
from watchlist.cases.models import Case
officer = User.objects.create_user("corrector", is_superuser=True)
case = Case.objects.get()
lines = case.screening.lines.select_related("line", "screening__manifest")
for number in (1, 7):
    line = lines.get(line__number=number)
    for position in positions_to_judge(line):
        judge(case=case, line=line, position=position, seen=0, actor=officer, word="confirmed")
run = correct_field(
    case=case, line=lines.get(line__number=1), field="quantity", corrected="7.5", reason="Weighed.", actor=officer
)
print(run.upload_id)
"""
REPLAY = """
from watchlist.screenings import Screening, replay, reread_manifest
print(all(replay(row, reread_manifest(row)).is_same for row in Screening.objects.done()))
"""


@pytest.fixture(autouse=True)
def _reads(django_db_blocker: Any) -> Iterator[None]:
    """Let the tests read the database of the processes, which is not that of the other tests."""
    with django_db_blocker.unblock():
        yield


@pytest.mark.skipif(ON_A_SERVER, reason="the mode of one machine is that of SQLite")
def test_a_correction_whose_job_is_killed_takes_effect_once(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    days = [f"2026-03-1{n % 10}" for n in range(LINES)]
    rows = [f"N{n},{GOODS[n % 6]},{n % 997 + 1},kg,{day},US,MX,Customer {n % 211} SA\n" for n, day in enumerate(days)]
    path.write_text(HEAD + "".join(rows))
    with working(tmp_path, broker=False, contents="law", settings=SETTINGS) as service:
        first = received(service, path)
        shell(service, LOOK)
        wait_for(lambda: Case.objects.using("working").exists(), "the case is opened", LONG)
        begun = UUID(shell(service, BEGIN).splitlines()[-1])
        shell(service, LOOK)
        wait_for(lambda: job_of(begun).done > 0, "some lines are answered", LONG)
        service.kill9_local()
        assert (job_of(begun).state in OVER, corrections().exists()) == (False, False)
        Job.objects.using("working").exclude(lease=None).update(lease_until=datetime.now(UTC))
        wait_for(lambda: is_over(service, begun), "the job is over", LONG)
        assert (job_of(begun).state, job_of(begun).error) == (DONE, "")
        assert corrections().get().answered_line.screening_id == CorrectionRun.objects.using("working").get().upload_id
        before, after = records(first.pk), records(begun)
        assert [number for number in before if before[number] != after[number]] == [1]
        assert json.loads(after[1])["fields"]["quantity"] == "7.5"
        words = Judgement.objects.using("working").filter(screened_line__screening=begun)
        assert set(words.values_list("screened_line__line__number", flat=True)) == {7}
        judged = LineStanding.objects.using("working").filter(screened_line__screening=begun, standing="judged")
        assert judged.count() == Case.objects.using("working").get().lines_judged == 1
        assert Screening.objects.using("working").done().count() == 2
        assert shell(service, REPLAY).splitlines()[-1] == "True"


def is_over(service: Working, upload: UUID) -> bool:
    """Say whether the job of a file is over; whoever asks is the sweeper."""
    shell(service, LOOK)
    return job_of(upload).state in OVER


def job_of(upload: UUID) -> Job:
    """Return the job of a file."""
    return Job.objects.using("working").get(upload=upload)


def corrections() -> Any:
    """Return the corrections in effect."""
    return LineCorrection.objects.using("working").filter(effective_at__isnull=False)


def records(screening: UUID) -> dict[int, str]:
    """Return the record of each line of a screening, by its number."""
    lines = ScreenedLine.objects.using("working").filter(screening=screening)
    return dict(lines.values_list("line__number", "record"))

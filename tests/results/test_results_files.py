"""Files of results are copies: they go with what they are of, or after a week, and none is altered unseen."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.retention.shipments import late, run, salt
from watchlist.audit.covered_rows import row_differences
from watchlist.integrity.verifying import file_differences
from watchlist.jobs.models import DONE, Job
from watchlist.results import requesting
from watchlist.results.answer_view import AnswerView
from watchlist.results.dropping import BEING_READ, KEPT, drop_old_results, drop_superseded
from watchlist.results.models import ResultsFile, ResultsPart
from watchlist.results.requesting import request_results
from watchlist.screenings.models import Screening
from watchlist.tasks import run_job

__all__ = ["late"]

pytestmark = pytest.mark.usefixtures("law")


def requested(screening: Screening, name: str = "jsonl") -> ResultsFile:
    """Return the file of results that everybody is shown."""
    return request_results(view=AnswerView(screening, sees_reasons=False, overlay=None), name=name, actor="officer")


@pytest.mark.usefixtures("late")
def test_they_go_with_their_screening_and_a_job_that_comes_later_makes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    screening = salt("A-1", 3)
    assert requested(screening).built_at
    monkeypatch.setattr(requesting, "AT_ONCE", 1)
    waiting = requested(screening, "csv")
    assert not list(row_differences())
    assert run().state == DONE
    assert (ResultsFile.objects.count(), ResultsPart.objects.count(), Screening.objects.count()) == (0, 0, 0)
    assert not list(row_differences())
    assert waiting.job is not None
    run_job(str(waiting.job.pk))
    assert Job.objects.get(pk=waiting.job.pk).state == DONE
    assert not ResultsFile.objects.exists()


@pytest.mark.alters_rows
def test_a_screening_that_is_marked_to_go_takes_no_file_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requesting, "AT_ONCE", 1)
    screening = salt("A-1", 3)
    waiting = requested(screening)
    Screening.objects.filter(pk=screening.pk).update(let_go_at=datetime.now(UTC))
    run_job(str(waiting.job_id))
    assert not ResultsPart.objects.exists()


def test_they_are_kept_for_a_week_and_an_earlier_version_for_an_hour() -> None:
    row = requested(salt("A-1", 3))
    assert row.built_at
    drop_old_results(actor="operator", at=row.built_at + KEPT)
    assert ResultsFile.objects.exists()
    later = ResultsFile(screening=row.screening, format=row.format, view=row.view)
    for age, count in ((BEING_READ, 1), (BEING_READ + timedelta(seconds=1), 0)):
        drop_superseded(later, actor="operator", at=row.built_at + age)
        assert ResultsFile.objects.count() == count
    other = requested(row.screening)
    assert other.built_at
    drop_old_results(actor="operator", at=other.built_at + KEPT + timedelta(seconds=1))
    assert not ResultsPart.objects.exists()
    assert not list(row_differences())


def test_a_file_that_was_altered_is_found() -> None:
    row = requested(salt("A-1", 3))
    assert not list(file_differences())
    ResultsPart.objects.all().delete()
    ResultsPart.objects.create(file=row, number=0, content=zlib.compress(b"{}"))
    (found,) = file_differences()
    assert str(row.pk) in found.place


def test_the_database_refuses_to_write_a_built_file_again() -> None:
    row = requested(salt("A-1", 3))
    for values in ({"sha256": "0" * 64}, {"sees_reasons": True}, {"editions": "x"}, {"size": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ResultsFile.objects.filter(pk=row.pk).update(**values)

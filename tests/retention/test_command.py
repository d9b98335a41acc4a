"""`manage.py let_go` says what would go and why others stay, or does it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from tests.cases.shipments import ACETONE, opened
from tests.retention.shipments import late, salt
from watchlist.retention import purge as letting_go
from watchlist.retention.purge import NOT_SET
from watchlist.screenings.models import Screening

pytestmark = pytest.mark.usefixtures("law")
__all__ = ["late"]


def said(*options: str) -> str:
    out = StringIO()
    call_command("let_go", *options, stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("late")
def test_a_dry_run_deletes_nothing_and_counts_reasons() -> None:
    salt("A-1", 3), opened(ACETONE, reference="A-2")
    told = said("--dry-run")
    assert told.startswith("May go: 1 screening.")
    assert "           3  lines\n" in told
    assert "           1  has a case, or one is due of it\n" in told
    assert Screening.objects.count() == 2


def test_a_dry_run_names_the_periods_that_are_not_over(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.RETENTION_YEARS = 1
    monkeypatch.setattr(letting_go, "today", (datetime.now(UTC) + timedelta(500)).date)
    salt()
    told = said("--dry-run")
    assert "           1  its period is not over\n" in told
    assert "           1  for 3 years from the end of the calendar year of the " in told


@pytest.mark.usefixtures("late")
def test_a_run_says_how_many_went() -> None:
    salt("A-1"), salt("A-2")
    assert said("--most", "1") == "1 screening let go.\n"
    assert said() == "1 screening let go.\n"


def test_it_says_that_nothing_goes_where_the_house_set_no_years() -> None:
    assert said() == said("--dry-run") == f"{NOT_SET}.\n"
    with pytest.raises(CommandError, match="one at least"):
        said("--most", "0")


@pytest.mark.usefixtures("late")
def test_a_run_beside_another_does_nothing() -> None:
    salt()
    assert letting_go.enqueue_purge(actor="officer") is not None
    assert said() == "a job lets go already.\n"

"""A person's pages write days and instants as they chose, from the log-in on; whoever chose nothing reads UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.entry.conftest import PASSWORD, LogsIn
from watchlist.access.page_preferences import PageStyle, set_page_style, shown_as, shown_day, shown_instant, time_zones
from watchlist.engine import reports
from watchlist.engine.errors import CorrectTheData

AT = datetime(2026, 7, 28, 22, 14, tzinfo=UTC)
PAGE = "/admin/preferences/"


@pytest.mark.parametrize(
    ("zone", "style", "instant", "day"),
    [
        ("UTC", "words", "28 Jul 2026 22:14 UTC", "28 Jul 2026"),
        ("Europe/Amsterdam", "words", "29 Jul 2026 00:14 CEST", "28 Jul 2026"),
        ("America/New_York", "iso", "2026-07-28 18:14 EDT", "2026-07-28"),
        ("Asia/Kathmandu", "slashes", "29/07/2026 03:59 +0545", "28/07/2026"),
    ],
)
def test_an_instant_is_written_in_the_zone_and_a_day_of_the_law_stays_the_day(
    zone: str, style: str, instant: str, day: str
) -> None:
    with shown_as(PageStyle(zone, style)):
        assert (shown_instant(AT), shown_day(date(2026, 7, 28))) == (instant, day)
        assert reports.instant(AT.isoformat()) == "28 Jul 2026 22:14 UTC"
    assert (shown_instant(AT), shown_instant(None), shown_day(None)) == ("28 Jul 2026 22:14 UTC", "", "")


def test_what_is_no_zone_or_style_is_refused(anna: User) -> None:
    assert {"UTC", "Europe/Berlin", "Asia/Tokyo"} <= set(time_zones())
    for style in (PageStyle("Mars/Base"), PageStyle("UTC", "roman")):
        with pytest.raises(CorrectTheData):
            set_page_style(person=anna, style=style)


@pytest.mark.usefixtures("anna")
def test_a_choice_holds_at_once_and_after_the_next_log_in_and_for_nobody_else(
    client: Client, log_in: LogsIn, second_officer: User
) -> None:
    log_in()
    assert "UTC" in client.get(reverse("entry:sessions")).content.decode()
    client.post(PAGE, {"mail": "each", "time_zone": "Asia/Tokyo", "date_style": "iso"})
    assert "JST" in client.get(reverse("entry:sessions")).content.decode()
    later = Client()
    later.post("/admin/login/", {"username": "officer", "password": PASSWORD})
    assert "JST" in later.get(reverse("entry:sessions")).content.decode()
    other = Client()
    other.force_login(second_officer)
    assert "JST" not in other.get(reverse("entry:sessions")).content.decode()

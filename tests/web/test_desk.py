"""My desk: what waits for whom, which law moves, what was stored by week; each reader is shown what he may read."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.cases.shipments import ACETONE, MIXED, PIPERIDONE, VAGUE, line_of, opened
from tests.cases.test_worklist import ASKED, SOLVENT, drums, known_customer
from tests.markup import compact
from watchlist.cases.judgement_models import Judgement
from watchlist.cases.models import Case
from watchlist.web.desk.law_moving import upcoming_changes
from watchlist.web.desk.trend import trend

DESK = reverse("admin:index")

pytestmark = pytest.mark.usefixtures("law")


def page(client: Client, reader: User, address: str = DESK) -> str:
    """Return a page as somebody reads it."""
    client.force_login(reader)
    answer = client.get(address)
    assert answer.status_code == 200
    return compact(answer.content.decode())


def test_an_officer_sees_what_waits_and_how_long_the_worst_is_overdue(
    client: Client, officer: User, today: date
) -> None:
    late, other = opened(PIPERIDONE, reference="LATE"), opened(VAGUE, reference="OTHER")
    Case.objects.filter(pk=late.pk).update(due_on=today - timedelta(days=2))
    desk = page(client, officer)
    assert "<b>2</b> cases to judge" in desk
    assert f"<b>1</b> overdue<small>{late.number}: Overdue by 2 days</small>" in desk
    (runs,) = re.findall(r'href="([^"]*)"><b>2</b> runs today', desk)
    assert "LATE" in page(client, officer, runs.replace("&amp;", "&"))
    assert desk.index(f">{late.number}</a><bdi>LATE") < desk.index(f">{other.number}</a><bdi>OTHER")


def test_nobody_is_shown_cases_that_he_may_not_read(
    client: Client, curator: User, outsider: User, auditor: User, lead: User
) -> None:
    opened(PIPERIDONE, reference="SECRET-REF")
    assert "SECRET-REF" not in page(client, curator)
    for reader in (auditor, lead):
        assert "SECRET-REF" in page(client, reader)
    client.force_login(outsider)
    assert client.get(DESK)["Location"].startswith("/admin/login/")


def test_a_program_that_logs_in_is_shown_the_law_alone(client: Client, program: User) -> None:
    opened(PIPERIDONE, reference="SECRET-REF")
    program.is_staff = True
    program.save()
    desk = page(client, program)
    assert "SECRET-REF" not in desk
    assert "lists held" in desk


def test_an_empty_house_offers_one_thing_to_do(client: Client, officer: User, auditor: User) -> None:
    assert f'<a href="{reverse("screen:file")}">Screen a file</a>' in page(client, officer)
    assert reverse("screen:file") not in page(client, auditor).split('<div class="wl">')[1]


def test_equal_low_lines_are_one_row_and_are_judged_from_their_page(client: Client, officer: User) -> None:
    known_customer(officer)
    case = drums("A", "20", "25")
    assert "Judge 2 lines" in page(client, officer)
    address = reverse("cases:equal", args=[line_of(case, 1).pk])
    assert "45 kg" in page(client, officer, address)
    said = client.post(f"{address}judge/", {"word": "confirmed", "seen": "2"}, follow=True)
    assert "findings are judged." in said.content.decode()
    case.refresh_from_db()
    assert case.to_judge == 0


def test_an_opened_row_says_why_and_offers_no_one_word_for_all(client: Client, officer: User) -> None:
    case = drums("A", "20")
    desk = page(client, officer)
    assert "First seen with these lines: Rheinland Chemie GmbH and Lackwerk Süd GmbH." in desk
    assert f'<a href="{reverse("cases:one", args=[case.pk])}">{case.number}</a>' in desk
    address = reverse("cases:equal", args=[line_of(case, 1).pk])
    assert f"{address}judge/" not in page(client, officer, address)
    client.post(f"{address}judge/", {"word": "confirmed", "seen": "1"})
    assert not Judgement.objects.exists()


def test_an_auditor_reads_a_row_and_judges_none(client: Client, auditor: User, officer: User, outsider: User) -> None:
    known_customer(officer)
    address = reverse("cases:equal", args=[line_of(drums("A", "20"), 1).pk])
    client.force_login(auditor)
    assert client.post(f"{address}judge/", {"word": "confirmed", "seen": "1"}).status_code == 403
    client.force_login(outsider)
    assert client.get(address)["Location"].startswith("/admin/login/")
    assert client.post(f"{address}judge/")["Location"].startswith("/admin/login/")


def test_what_a_party_is_called_is_text_and_never_markup(client: Client, officer: User) -> None:
    opened({**SOLVENT, "consignee": "<img src=x onerror=alert(1)> \u202e Ltd"}, reference="<b>X</b>", **ASKED)
    desk = page(client, officer)
    assert "<img src=x" not in desk
    assert "\u202e" not in desk
    assert "<b>X</b>" not in desk


def test_law_that_comes_tells_which_stored_lines_and_parties_it_touches() -> None:
    opened(PIPERIDONE, {**PIPERIDONE, "quantity": "5"}, ACETONE, reference="A")
    (european,) = [one for one in upcoming_changes(date(2025, 7, 28), stored=True) if "4-Piperidone" in one.names][:1]
    assert (european.on, european.place, european.lines, european.parties) == ("14 Aug 2025", "EU", 2, 2)


def test_who_may_not_read_what_is_stored_is_told_the_law_alone() -> None:
    opened(PIPERIDONE, reference="A")
    told = upcoming_changes(date(2025, 7, 28), stored=False)
    assert told
    assert all(one.lines is None and not one.parties for one in told)


def test_the_trend_counts_lines_by_verdict_and_by_list_in_their_week() -> None:
    cache.clear()
    opened(*MIXED, reference="A")
    now = datetime.now(UTC)
    under_way, later = trend(now), trend(now + timedelta(weeks=3))
    assert [week.numbers for week in under_way.weeks if week.total] == [(3, 1, 1)]
    assert (under_way.weeks[-1].total, later.weeks[-4].total, later.weeks[-1].total) == (5, 5, 0)
    assert ("Table I of the 1988 Convention", 3) in {(one.title, one.total) for one in under_way.lists}
    cache.clear()


def test_the_desk_takes_a_bounded_number_of_queries(
    client: Client, officer: User, django_assert_max_num_queries: Any
) -> None:
    cache.clear()
    opened(*({**SOLVENT, "consignee": f"Customer {at} GmbH"} for at in range(8)), reference="B", **ASKED)
    for at in range(4):
        opened(PIPERIDONE, reference=f"P-{at}")
    client.force_login(officer)
    with django_assert_max_num_queries(70):
        client.get(DESK)
    with django_assert_max_num_queries(45):
        client.get(DESK)

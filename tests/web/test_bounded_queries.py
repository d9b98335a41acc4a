"""Every page asks the database as often in a house of many cases as in one of few, and in neither often."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.all_pages import all_pages
from tests.big_house import fill
from tests.big_records import keep_records
from tests.web.judging import line_page, run_page
from watchlist.cases.models import Case
from watchlist.screenings.daily import recount_days
from watchlist.screenings.models import ScreenedLine

MOST: Final = 45
FOR_MORE_THAN_A_PAGE: Final = 2
"""Ids, and the rows of them, are asked for apart where not all fit on a page."""
pytestmark = pytest.mark.usefixtures("law")


def _queries(client: Client, address: str) -> int:
    """Return how often a page asks, once what a process keeps is kept."""
    return len(_asked(client, address))


def _asked(client: Client, address: str) -> list[str]:
    asked = list[str]()
    assert client.get(address).status_code in (200, 302, 403), address
    with connection.execute_wrapper(partial(_counted, asked)):
        client.get(address)
    return asked


def _counted(asked: list[str], run: Any, sql: str, *rest: Any) -> Any:
    if not sql.startswith(("SAVEPOINT", "RELEASE")):
        asked.append(sql)
    return run(sql, *rest)


@pytest.mark.long
@pytest.mark.alters_rows
def test_no_page_asks_more_of_a_larger_house(client: Client, superuser: User) -> None:
    client.force_login(superuser)
    counts = list[dict[str, int]]()
    for cases, more in ((10, 10), (60, 50)):
        fill(more * (cases // 4), more, parties=20, seed=cases)
        keep_records(acts=cases, jobs=cases, authorisations=cases)
        recount_days(datetime.now(UTC).date())  # as the sweep does of what was not counted when it was stored
        cache.clear()
        counts.append({name: _queries(client, address) for name, address in all_pages().items()})
    few, many = counts
    assert few.keys() == many.keys()
    assert {name: number for name, number in many.items() if number > few[name] + FOR_MORE_THAN_A_PAGE} == {}
    assert {name: number for name, number in many.items() if number > MOST} == {}


@pytest.mark.alters_rows
def test_pages_of_a_long_case_ask_no_more_and_sort_no_records(client: Client, superuser: User) -> None:
    client.force_login(superuser)
    asked = list[dict[str, list[str]]]()
    for lines in (40, 400):
        fill(lines, 1, parties=1, seed=7)
        case = Case.objects.latest("pk")
        line = ScreenedLine.objects.filter(screening=case.screening).exclude(verdict="no_match").first()
        assert line is not None
        cache.clear()
        pages = {"one": reverse("cases:one", args=[case.pk]), "line": line_page(line), "results": run_page(case)}
        asked.append({name: _asked(client, address) for name, address in pages.items()})
    few, many = asked
    assert {name: len(of) for name, of in many.items() if len(of) > len(few[name])} == {}
    sorting = [sql for sql in many["one"] if "ORDER BY CASE" in sql]
    assert sorting
    assert not [sql for sql in sorting if '"record"' in sql or '"summary"' in sql]

"""What the pages of the workbench cost with 100,000 stored lines and 2,000 cases: p50 and p95, and their queries.

It asserts nothing. It runs on the database of the settings, which it fills where it holds no case:
`manage.py shell --no-imports -c "from tests.bench_pages import main; main()"`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.big_house import fill
from watchlist.cases.models import Case
from watchlist.management.commands.demo_users import grant
from watchlist.screening.models import ScreenedLine

TIMES = 20


def main(lines: int = 100_000, cases: int = 2_000) -> None:
    """Fill the house where it is empty, ask for each page, and print what it took."""
    logging.disable(logging.INFO)
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    if not Case.objects.exists():
        started = time.perf_counter()
        fill(lines, cases)
        print(f"filled in {time.perf_counter() - started:.0f} s")
    print(f"{ScreenedLine.objects.count():,} lines, {Case.objects.count():,} cases")
    client = _reader()
    client.get(reverse("admin:index"))  # the law is compiled once a process
    for name, address in _pages().items():
        asked = list[str]()
        with connection.execute_wrapper(partial(_counted, asked)):
            status = client.get(address).status_code
        spent = [_seconds(client, address) for _ in range(TIMES)]
        wall, cpu = (sorted(1000 * one[at] for one in spent) for at in (0, 1))
        told = "  ".join(
            f"{of} p50 {some[TIMES // 2]:5.0f} p95 {some[TIMES * 95 // 100]:5.0f} ms"
            for of, some in (("wall", wall), ("CPU", cpu))
        )
        print(f"{name:20} {status} {told}  {len(asked):3} queries at first")


def _counted(asked: list[str], run: Callable[..., Any], sql: str, *rest: Any) -> Any:
    asked.append(sql)
    return run(sql, *rest)


def _reader() -> Client:
    reader, _ = User.objects.get_or_create(username="bench-officer", defaults={"is_staff": True})
    grant(reader, "Second officers")
    client = Client()
    client.force_login(reader)
    return client


def _pages() -> dict[str, str]:
    case = Case.objects.open().filter(verdict="controlled").order_by("-lines_for_people", "pk").first()
    assert case is not None
    line = ScreenedLine.objects.filter(screening=case.screening, verdict="controlled").order_by("pk").first()
    assert line is not None
    return {
        "desk": reverse("admin:index"),
        "results": reverse("admin:watchlist_screening_change", args=[case.screening_id]),
        "line": reverse("admin:watchlist_screenedline_change", args=[line.pk]),
        "cases": reverse("cases:list"),
        "cases, by deadline": reverse("cases:list") + "?sort=due",
        "cases, searched": reverse("cases:list") + "?q=customer+01&state=any",
        "case": reverse("cases:one", args=[case.pk]),
        "waiting": reverse("cases:waiting"),
        "lines": reverse("admin:watchlist_screenedline_changelist"),
    }


def _seconds(client: Client, address: str) -> tuple[float, float]:
    """Return the seconds of a page by the clock and of this process: the first hang on who else works here."""
    started, worked = time.perf_counter(), time.process_time()
    client.get(address)
    return time.perf_counter() - started, time.process_time() - worked

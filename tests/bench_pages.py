"""What the pages of the workbench cost with 100,000 stored lines and 2,000 cases: p50 and p95, and their queries.

It asserts nothing. It runs on the database of the settings, which it fills where it holds no case:
`manage.py shell --no-imports -c "from tests.bench_pages import main; main()"`.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.all_pages import all_pages
from tests.big_house import fill
from tests.big_records import keep_records
from watchlist.cases.models import Case
from watchlist.management.commands.demo_users import grant
from watchlist.middleware.warming import warm
from watchlist.screenings.models import ScreenedLine


def main(lines: int = 100_000, cases: int = 2_000, times: int = 20, only: str = "") -> None:
    """Fill the house where it is empty, ask for each page whose name holds `only`, and print what it took."""
    logging.disable(logging.INFO)
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    if not Case.objects.exists():
        started = time.perf_counter()
        fill(lines, cases)
        keep_records()
        print(f"filled in {time.perf_counter() - started:.0f} s")
    print(f"{ScreenedLine.objects.count():,} lines, {Case.objects.count():,} cases")
    client = _reader()
    client.get(reverse("admin:index"))
    warm()  # as each worker of the server does
    for name, address in (all_pages() | _far()).items():
        if only not in name:
            continue
        first = _seconds(client, address)[0]
        asked = list[str]()
        with connection.execute_wrapper(partial(_counted, asked)):
            status = client.get(address).status_code
        spent = [_seconds(client, address) for _ in range(times)]
        wall, cpu = (sorted(1000 * one[at] for one in spent) for at in (0, 1))
        told = "  ".join(
            f"{of} p50 {some[times // 2]:5.0f} p95 {some[times * 95 // 100]:5.0f}"
            for of, some in (("wall", wall), ("CPU", cpu))
        )
        print(f"{status} {told}  first {1000 * first:5.0f} ms  {len(asked):3} queries  {name}", flush=True)
    print(f"load {os.getloadavg()[0]:.1f}")


def _counted(asked: list[str], run: Callable[..., Any], sql: str, *rest: Any) -> Any:
    asked.append(sql)
    return run(sql, *rest)


def _reader() -> Client:
    """Return the browser of somebody who may read every page."""
    reader, _ = User.objects.get_or_create(username="bench-reader", defaults={"is_staff": True, "is_superuser": True})
    grant(reader, "Second officers")
    client = Client()
    client.force_login(reader)
    return client


def _far() -> dict[str, str]:
    """Return pages far from the first."""
    lists = (("screening", 20), ("screenedline", 20), ("screenedline", 1_900), ("job", 40), ("auditevent", 300))
    return {
        f"{name} list of page {at}": f"{reverse(f'admin:watchlist_{name}_changelist')}?p={at}" for name, at in lists
    }


def _seconds(client: Client, address: str) -> tuple[float, float]:
    """Return the seconds of a page by the clock and of this process: the first hang on who else works here."""
    started, worked = time.perf_counter(), time.process_time()
    client.get(address)
    return time.perf_counter() - started, time.process_time() - worked

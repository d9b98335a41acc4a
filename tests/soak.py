"""`make soak`: does the service grow while it works? It serves mixed calls for minutes, and measures what it holds.

`python -m tests.soak [SECONDS [CALLS [UPLOADS]]]` ends after so many seconds or calls, whichever is first. The service
runs in a folder of its own, on SQLite, with two web workers and the process of its jobs. Like `make bench` it asserts
nothing: it prints a table, and of each figure whether it grew after the warm-up. The database grows by what is stored,
and children by as many as the pools may have.
"""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, fields
from functools import partial
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import quote

import urllib3

from tests.bench_api import UNLIMITED
from tests.bench_workers import written
from tests.processes import children_of
from tests.serving import PATIENCE, Served, served
from watchlist.engine.host import ROOT

SECONDS, CALLS, UPLOADS = 600, 5_000, 20
CALLERS: Final = 4
SAMPLES: Final = 40
"""Looks at the processes in a whole run."""
WARM_UP: Final = 0.25
"""The part of a run in which caches fill: the next part as long is what the last is compared with."""
GROWS: Final = 1.05
"""From this ratio on something is said to grow: below it is what allocators and collectors leave to chance."""
LINES_OF_A_FILE: Final = 2_000
request = partial(urllib3.PoolManager(maxsize=CALLERS).request, timeout=PATIENCE)
"""Asks over connections that stay open, one for each caller."""
SESSION: Final = """
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
client = Client()
client.force_login(User.objects.get(username="officer"), backend="watchlist.access.password_backend.PasswordBackend")
print(settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value, sep="=")
"""
PAGES: Final = ("/admin/", "/admin/cases/", "/admin/watchlist/screening/", "/admin/law/matrix/", "/admin/check/")
ADDRESSES: Final = ("lists/", "catalog/", "screenings/", "manifests/", "substances/?limit=5", "notices/", "nowhere/")
NAMES: Final = ("Acetone", "Toluene", "piperonal", "acetic anhydride", "ephedrine hydrochloride", "sulphuric acid 98 %")


@dataclass(frozen=True, slots=True)
class Sample:
    """What is held at a moment: MiB of memory and of the disk, and numbers of processes, files and calls."""

    second: int
    calls: int
    web_mib: int
    jobs_mib: int
    children_mib: int
    children: int
    open_files: int
    sessions: int
    database_mib: float
    log_mib: float


@dataclass(slots=True)
class Progress:
    """How far a run is; its callers stop at its end."""

    ends: float
    numbers: Iterator[int]
    statuses: Counter[int]
    lock: threading.Lock

    def next(self) -> int | None:
        """Return the number of the next call; None once the run is over."""
        with self.lock:
            return None if time.perf_counter() > self.ends else next(self.numbers, None)

    def answered(self, status: int) -> None:
        """Count an answer."""
        with self.lock:
            self.statuses[status] += 1


def main(seconds: str = str(SECONDS), calls: str = str(CALLS), uploads: str = str(UPLOADS)) -> None:
    """Serve, call and measure; print the table, and what grew."""
    os.environ.update(UNLIMITED)
    with TemporaryDirectory() as folder:
        build = Path(folder) / "build"
        build.mkdir()
        file = written(Path(folder) / "long.csv", LINES_OF_A_FILE)
        with served(build, workers=2) as service, _jobs(service) as jobs:
            web = next(pid for pid in children_of(os.getpid()) if "config/gunicorn.py" in _command(pid))
            progress = Progress(
                time.perf_counter() + float(seconds), iter(range(int(calls))), Counter(), threading.Lock()
            )
            samples = _run(service, progress, (web, jobs), file.read_bytes(), float(seconds), int(calls), int(uploads))
    _print(samples, progress.statuses)


def _run(
    service: Served,
    progress: Progress,
    processes: tuple[int, int],
    file: bytes,
    seconds: float,
    calls: int,
    uploads: int,
) -> list[Sample]:
    """Return what was measured while callers called."""
    call = _caller(service, file, max(1, calls // uploads) if uploads else 0)
    started, samples = time.perf_counter(), []
    with ThreadPoolExecutor(CALLERS) as threads:
        callers = [threads.submit(_calls, call, progress) for _ in range(CALLERS)]
        over = threading.Event()
        for caller in callers:
            caller.add_done_callback(lambda _: over.set())
        while not over.wait(seconds / SAMPLES):
            samples.append(_sample(service, processes, time.perf_counter() - started, progress.statuses.total()))
    for caller in callers:
        caller.result()
    return samples


def _calls(call: Callable[[int], int], progress: Progress) -> None:
    while (number := progress.next()) is not None:
        progress.answered(call(number))


def _caller(service: Served, file: bytes, every: int) -> Callable[[int], int]:
    """Return what makes the call of a number, and returns its status: one of `every` sends a file."""
    token = {"Authorization": f"Token {_token(service)}"}
    cookie = {"Cookie": service.manage("shell", "--no-imports", "-c", SESSION).split()[-1]}
    api = f"{service.url}/api/v1/"

    def call(number: int) -> int:
        chance = random.Random(number)
        if every and number % every == every // 2:
            sent = {"file": (f"soak-{number}.csv", file, "text/csv"), "reference": f"S-{number}"}
            return int(request("POST", f"{api}manifests/", headers=token, fields=sent).status)
        match number % 4:
            case 0:
                return int(request("POST", f"{api}screenings/", headers=token, json=_shipment(chance, number)).status)
            case 1:
                return int(request("GET", f"{service.url}{chance.choice(PAGES)}", headers=cookie).status)
            case 2:
                return int(request("GET", f"{api}{chance.choice(ADDRESSES)}", headers=token).status)
        place = f"{service.url}/admin/check/?q={quote(chance.choice(NAMES))}"
        return int(request("GET", place, headers=chance.choice((cookie, {})), redirect=False).status)

    return call


def _shipment(chance: random.Random, number: int) -> dict[str, Any]:
    """Return a shipment of ten lines, of which two give a structure that was hardly seen before."""
    lines = [{"name": chance.choice(NAMES), "quantity": str(chance.randrange(1, 500)), "unit": "kg"} for _ in range(8)]
    drawn = [{"smiles": f"CC(=O)N{'C' * chance.randrange(1, 40)}{'O' * (number % 2)}"} for _ in range(2)]
    return {"reference": f"soak-{number}", "origin": "US", "destination": "MX", "lines": [*lines, *drawn]}


def _token(service: Served) -> str:
    headers = urllib3.make_headers(basic_auth=f"officer:{service.password}")
    scopes = {"scopes": ["screen", "read_lists"]}
    return str(request("POST", f"{service.url}/api/v1/tokens/", headers=headers, json=scopes).json()["token"])


@contextmanager
def _jobs(service: Served) -> Iterator[int]:
    """Run the jobs of a service; yield their process."""
    with (service.build / "jobs.log").open("wb") as log:
        command = [sys.executable, "manage.py", "run_jobs", "--watch"]
        environment = {**service.environment, "WATCHLIST_DEBUG": "false"}
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _sample(service: Served, processes: tuple[int, int], second: float, calls: int) -> Sample:
    web, jobs = processes
    workers = [pid for pid in _children(web) if "gunicorn" in _command(pid)]
    others = [pid for pid in (*_children(web), *_children(jobs)) if pid not in workers]
    return Sample(
        second=round(second),
        calls=calls,
        web_mib=_memory(workers),
        jobs_mib=_memory([jobs]),
        children_mib=_memory(others),
        children=len(others),
        open_files=sum(map(_open_files, (web, jobs, *workers))),
        sessions=_sessions(service),
        database_mib=_size(service.build.parent.rglob("*.sqlite3*")),
        log_mib=_size(service.build.glob("*.log")),
    )


def _children(pid: int) -> list[int]:
    try:
        return children_of(pid)
    except OSError:  # one of them ended while it was looked at
        return []


def _command(pid: int) -> str:
    return _read(pid, "cmdline").replace("\0", " ")


def _memory(pids: Sequence[int]) -> int:
    """Return the MiB that processes hold, what they share counted in each."""
    rows = [line.split() for pid in pids for line in _read(pid, "status").splitlines() if line.startswith("VmRSS:")]
    return sum(int(row[1]) for row in rows) // 1024


def _open_files(pid: int) -> int:
    try:
        return len(list(Path(f"/proc/{pid}/fd").iterdir()))
    except OSError:
        return 0


def _sessions(service: Served) -> int:
    """Return how many sessions are stored."""
    with closing(sqlite3.connect(f"file:{service.database.removeprefix('sqlite:///')}?mode=ro", uri=True)) as database:
        return int(database.execute("SELECT count(*) FROM django_session").fetchone()[0])


def _read(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _size(files: Iterator[Path]) -> float:
    return round(sum(file.stat().st_size for file in files if file.is_file()) / 2**20, 1)


def _print(samples: Sequence[Sample], statuses: Counter[int]) -> None:
    names = [field.name for field in fields(Sample)]
    for row in (names, *map(astuple, samples)):
        print("  ".join(f"{cell!s:>12}" for cell in row))
    print("answers:", ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items())))
    part = max(1, round(len(samples) * WARM_UP))
    before, after = samples[part : 2 * part], samples[-part:]
    if len(samples) < 4:
        print("too few looks to say what grew: let it run longer")
        return
    for name in names[2:]:
        first, last = (mean(getattr(sample, name) for sample in some) for some in (before, after))
        ratio = last / first if first else float(last > 0) + 1
        calls = (after[-1].calls - before[0].calls) or 1
        slope = 1_000 * (last - first) / calls
        word = "grows" if ratio >= GROWS else "holds"
        print(f"{name:>14}: {first:8.1f} -> {last:8.1f}, ratio {ratio:.2f}, {slope:+.1f} in 1,000 calls: {word}")


if __name__ == "__main__":
    main(*sys.argv[1:])

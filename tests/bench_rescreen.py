"""What a look-back costs: stored lines of many distinct chemicals, asked again of one class that is read otherwise.

By hand: `python -m tests.bench_rescreen LINES ITEMS [whole]`; `whole` also screens every file anew by both laws, and
says whether the look-back left just what these say otherwise. Everything is screened and stored by the service itself,
in a build folder of its own, on SQLite; no other chemicals than those of the dictionary are in it.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from tests.database import environment_in, own_database
from watchlist.conf import build_dir
from watchlist.engine.host import ROOT
from watchlist.engine.identification.dictionary import Dictionary

LINES, ITEMS, MANIFESTS = 20_000, 5_000, 5
DRAWN = 0.6
"""Of the items, those that are given as a structure; the others are named, or numbered."""

STORE = "from tests.bench_rescreen_rows import store; store({folder!r})"
BEFORE = "from watchlist.temporal import last_tick; print(last_tick().isoformat())"
CHANGE = "from tests.screenings.looking_back import change_a_class; change_a_class()"
WHOLE = "from tests.bench_rescreen_rows import holds; print(holds({folder!r}, {since!r}))"


def figures(lines: int = LINES, items: int = ITEMS, *, whole: bool = False) -> dict[str, float]:
    """Return how long it takes to store so many lines and to look back on them, and the memory of all its processes."""
    with TemporaryDirectory() as folder:
        build = Path(folder)
        for made in (*build_dir().glob("dictionary-*.sqlite3"), *build_dir().glob("ordinary.sqlite3")):
            shutil.copy(made, build)
        _write(build, lines, items)
        with own_database(build, "law") as database:
            return _measured(environment_in(build, database), build, lines, whole=whole)


def _measured(environment: dict[str, str], build: Path, lines: int, *, whole: bool) -> dict[str, float]:
    stored, _, _ = _manage(environment, "shell", "--no-imports", "-c", STORE.format(folder=str(build)))
    _, _, since = _manage(environment, "shell", "--no-imports", "-c", BEFORE)
    _manage(environment, "shell", "--no-imports", "-c", CHANGE)
    used = _processor_seconds()
    seconds, peak, said = _manage(environment, "rescreen", "--since", since)
    print(said)
    figures: dict[str, float] = {
        "rescreen_lines": lines,
        "rescreen_lines_stored_per_second": round(lines / stored),
        "rescreen_seconds": round(seconds, 1),
        "rescreen_processor_seconds": round(_processor_seconds() - used, 1),
        "rescreen_lines_per_second": round(lines / seconds),
        "rescreen_peak_mib": peak,
    }
    if whole:
        _, _, is_exact = _manage(
            environment, "shell", "--no-imports", "-c", WHOLE.format(folder=str(build), since=since)
        )
        print(is_exact)
    return figures


def _manage(environment: dict[str, str], *command: str) -> tuple[float, int, str]:
    """Return the seconds of a command, the most MiB that it and its children hold together, and what it printed."""
    started = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    peaks: list[int] = []
    ended = Event()
    watcher = Thread(target=_watch, args=(child.pid, peaks, ended), daemon=True)
    watcher.start()
    said, _ = child.communicate()
    seconds = time.perf_counter() - started
    ended.set()
    watcher.join()
    if child.returncode:
        sys.exit(f"{command[0]} left with {child.returncode}")
    return seconds, max(peaks, default=0) >> 10, said.strip()


def _processor_seconds() -> float:
    """Return what all commands that ended used of the processors, their own children with them."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(session: int, peaks: list[int], ended: Event) -> None:
    while not ended.wait(0.5):
        peaks.append(sum(_held(each) for each in Path("/proc").glob("[0-9]*") if _session(each) == session))


def _session(process: Path) -> int:
    try:
        return os.getsid(int(process.name))
    except OSError:
        return 0


def _held(process: Path) -> int:
    """Return the kilobytes of a process, those that it shares divided among all who do."""
    try:
        with (process / "smaps_rollup").open(encoding="utf-8") as lines:
            return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    except OSError:
        return 0


def _write(folder: Path, lines: int, items: int) -> None:
    """Write manifests of so many lines in all, of so many distinct goods."""
    chance = random.Random(5)
    dictionary = Dictionary()
    dictionary.by_cas("67-64-1")  # compiles it, where no run before did
    with sqlite3.connect(dictionary.path) as database:
        held = database.execute("SELECT cas, name, smiles FROM numbers WHERE smiles != '' ORDER BY cas").fetchall()
    drawn = [{"smiles": smiles} for _, _, smiles in chance.sample(held, min(len(held), int(items * DRAWN)))]
    worded = [{"cas": cas, "name": name} for cas, name, _ in chance.sample(held, min(len(held), items - len(drawn)))]
    goods = drawn + worded
    for number in range(MANIFESTS):
        said = [{**chance.choice(goods), **_moved(chance)} for _ in range(lines // MANIFESTS)]
        (folder / f"{number}.json").write_text(json.dumps({"lines": said}))


def _moved(chance: random.Random) -> dict[str, str]:
    return {
        "quantity": str(chance.randrange(1, 100)),
        "unit": "kg",
        "export_date": f"2026-0{chance.randrange(1, 10)}-1{chance.randrange(10)}",
        "origin": "US",
        "destination": chance.choice(("CA", "MX", "CO", "DE")),
        "consignee": f"Customer {chance.randrange(200)} Ltd",
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    counts = [int(one) for one in sys.argv[1:3]]
    for name, value in figures(*counts, whole="whole" in sys.argv).items():
        print(f"{name:<44} {value:>12,}")

"""How fast workers screen a long file, one alone and two together, and what memory each takes from tenth to tenth.

`DATABASE_URL=postgres://… python -m tests.bench_workers [LINES] [WORKERS …]`; prints a line of JSON for each.
The hash is that of the results, but for the instant of the question and the seconds that it took: it is to be the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.waiting import wait_for

A_DAY = 86_400.0
GOODS = ("Acetone,67-64-1", "Sodium chloride,7647-14-5", "Toluene,108-88-3", "piperonal,", "fittings,", "Citric acid,")
HEAD = "Line,Description of goods,CAS No.,Quantity,Unit,Export date,Origin,Destination,Consignee\n"
RECEIVE = """
from watchlist.engine.decision.question import Question
from watchlist.screenings.uploads import receive
from watchlist.tasks import start
with open({path!r}, "rb") as file:
    upload = receive(original=file, source="long.csv", question=Question(), reference="L-1", actor="officer")
start([upload.job_id])
print(upload.pk)
"""


def written(path: Path, lines: int) -> Path:
    """Write a file of so many lines: few goods and some hundreds of their own, many quantities, days and parties."""
    with path.open("w") as file:
        file.write(HEAD)
        for n in range(lines):
            day = f"2026-0{n % 6 + 1}-1{n % 10}"
            goods = GOODS[n % 6] if n % 50 else f"part {n % 35_000},"
            file.write(f"N{n},{goods},{n % 997 + 1},kg,{day},US,MX,Customer {n % 211} SA\n")
    return path


def memory_of(root: int) -> int:
    """Return the MiB that a process and all that it started hold, what they share divided among them."""
    rollup = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{root}/smaps_rollup").read_text(), re.MULTILINE)
    children = Path(f"/proc/{root}/task/{root}/children").read_text().split()
    return int(rollup[1]) // 1024 + sum(map(memory_of, map(int, children))) if rollup else 0


def hash_of(screening: Any) -> str:
    """Return the hash of the results, but for when they were asked for and how long that took."""
    from watchlist.screenings.models import ScreenedLine  # noqa: PLC0415 - Django is set up by then

    digest = hashlib.sha256(json.dumps({**json.loads(screening.coverage), "known_at": ""}).encode())
    lines = ScreenedLine.objects.using("working").filter(screening=screening).order_by("pk")
    for text in lines.values_list("record", flat=True).iterator(1_000):
        digest.update(f"{text}\n".encode())
    digest.update(json.dumps({**json.loads(screening.summary), "seconds": 0}).encode())
    return digest.hexdigest()


def measured(lines: int, workers: int) -> dict[str, Any]:
    """Screen a file by so many workers, and return what that took."""
    from tests.working import working  # noqa: PLC0415 - Django is set up by then
    from watchlist.jobs.models import OVER, Job  # noqa: PLC0415
    from watchlist.screenings.models import Screening, Upload  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder, working(Path(folder), broker=True, contents="law") as service:
        service.lease_seconds = 60
        names = [f"worker {number}" for number in range(workers)]
        service.start(*names, "beat")
        path = written(Path(folder) / "long.csv", lines)
        alive, short = Path(folder) / "alive", written(Path(folder) / "short.csv", 6)
        wait_for(lambda: len(list(alive.glob("*"))) == len(names), "each worker hears the broker")
        # A worker takes one job at a time, and does it once it is warm: of as many as there are workers each takes one.
        service.manage("shell", "--no-imports", "-c", RECEIVE.format(path=str(short)) * len(names))
        wait_for(lambda: not Job.objects.using("working").exclude(state__in=OVER).exists(), "each worker is warm")
        pk = service.manage("shell", "--no-imports", "-c", RECEIVE.format(path=str(path))).split()[-1]
        upload = Upload.objects.using("working").get(pk=pk)

        def job() -> Job:
            return Job.objects.using("working").get(pk=upload.job_id)

        began = time.monotonic()
        wait_for(lambda: bool((row := job()).done) or row.state in OVER, "the first lines", A_DAY, interval=0.1)
        first = time.monotonic() - began
        held: list[list[int]] = []
        stages: dict[str, float] = {}

        def is_over() -> bool:
            row = job()
            if row.state not in OVER:
                stages.setdefault(row.stage, round(time.monotonic() - began, 1))
                if row.done >= lines * (len(held) + 1) // 10:
                    held.append([memory_of(service.running[name].pid) for name in names])
            return row.state in OVER

        wait_for(is_over, "the file is screened", A_DAY, interval=0.2)
        took, row = time.monotonic() - began, job()
        screening = Screening.objects.using("working").get(pk=pk)
        return {
            "lines": lines,
            "workers": workers,
            "state": row.state,
            "error": row.error,
            "seconds": round(took, 1),
            "before_the_first_line": round(first, 1),
            "lines_a_second": round(lines / took),
            "stages_from_second": stages,
            "memory_mib_at_each_tenth": held,
            "sha256": hash_of(screening) if row.state == "done" else "",
        }


def main(lines: str = "100000", *workers: str) -> None:
    """Measure, and print what was measured."""
    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    for number in workers or ("1", "2"):
        print(json.dumps(measured(int(lines), int(number))), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

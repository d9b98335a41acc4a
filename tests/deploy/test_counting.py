"""What the processes of one machine count is told together, whichever of them is asked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from prometheus_client.mmap_dict import mmap_key

from tests.faults.making import small_disk
from watchlist.counts_file import CountsFile
from watchlist.engine.host import ROOT
from watchlist.metrics import MergedCounts

pytestmark = pytest.mark.servers
SCREEN = "from watchlist.metrics import count_lines; count_lines({'controlled': 2, 'no_match': 3})"
TELL = "import prometheus_client as p, watchlist.metrics as m; print(p.generate_latest(m.counts_registry()).decode())"


def _process(folder: Path, code: str) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder)}
    command = (sys.executable, "-c", code)
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout


def test_lines_that_workers_screened_are_told_by_the_web_process(tmp_path: Path) -> None:
    for worker in ("worker-interactive", "worker-batch"):
        _process(tmp_path / worker, SCREEN)
    told = _process(tmp_path / "4711", TELL).splitlines()
    assert 'watchlist_lines_total{verdict="controlled"} 4.0' in told
    assert 'watchlist_lines_total{verdict="no_match"} 6.0' in told


def test_what_is_counted_while_the_disk_is_full_is_told_once_it_takes_it(tmp_path: Path) -> None:
    keys = [mmap_key("calls", "calls_total", ["route"], [f"route/{n}/"], "Calls.") for n in range(200)]
    with small_disk(tmp_path / "disk") as disk:
        path = disk.folder / "4711" / "counter_4711.db"
        path.parent.mkdir()
        counts = CountsFile(str(path))
        told = []
        for pages in (0, 1):
            with disk.full(pages=pages):
                for key in keys:
                    counts.write_value(key, 1.0 + pages, 0.0)
                told.append(list(MergedCounts(disk.folder).collect()))
        counts.write_value(keys[0], 3.0, 0.0)
        counts.close()
        (series,) = MergedCounts(disk.folder).collect()
        read_again = CountsFile(str(path)).read_value(keys[0])
    assert told[0] == []
    assert [sample.value for sample in series.samples] == [3.0, *[2.0] * 199]
    assert read_again == (3.0, 0.0)

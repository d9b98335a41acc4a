"""What the processes of one machine count is told together, whichever of them is asked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from watchlist.conf import ROOT

pytestmark = pytest.mark.servers
SCREEN = "from watchlist.metrics import count_lines; count_lines({'controlled': 2, 'no_match': 3})"
TELL = "import prometheus_client as p, watchlist.metrics as m; print(p.generate_latest(m.counted()).decode())"


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

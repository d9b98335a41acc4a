"""A newcomer's first command, on a database that does not exist yet."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from watchlist.conf import build_dir
from watchlist.engine.host import ROOT

pytestmark = pytest.mark.servers


def test_the_lists_are_loaded_first_on_a_fresh_database_and_that_is_said(tmp_path: Path) -> None:
    for dictionary in build_dir().glob("dictionary-*.sqlite3"):
        shutil.copy(dictionary, tmp_path)
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "manage.py", "screen", "-", "--format", "jsonl"],
        cwd=ROOT,
        env={**inherited, "WATCHLIST_BUILD_DIR": str(tmp_path)},
        input=b"name\nsodium chloride\n",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"loading them from the seeds first" in done.stderr
    assert [json.loads(line)["record"] for line in done.stdout.splitlines()] == ["coverage", "line", "summary"]

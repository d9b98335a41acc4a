"""Officers and processes at the same moment: one is first, the others are told, and a shipment has one case."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.database import environment_in, own_database
from watchlist.conf import ROOT

pytestmark = pytest.mark.servers
START = """
from django.core.wsgi import get_wsgi_application
get_wsgi_application()
import json
from tests.cases.at_once import *
"""
BEFORE = START + "prepare()"
TAKEN_UP = START + "print(json.dumps(taken_up_by_processes()))"
AT_ONCE = START + "print(json.dumps(at_once()))"


def test_one_is_first_and_the_others_are_told(tmp_path: Path) -> None:
    with own_database(tmp_path, "tables") as database:
        environment = {**environment_in(tmp_path, database), "DJANGO_SETTINGS_MODULE": "config.settings"}

        def run(*command: str) -> str:
            told = subprocess.run(
                [sys.executable, *command], cwd=ROOT, env=environment, check=False, capture_output=True, text=True
            )
            assert told.returncode == 0, told.stderr
            return told.stdout

        run("-c", BEFORE)
        taken_up = json.loads(run("-c", TAKEN_UP).splitlines()[-1])
        told = json.loads(run("-c", AT_ONCE).splitlines()[-1])
    assert taken_up == {"cases": 1, "screenings": 2, "opened": 1, "screened again": 1}
    assert told == {
        "judging": ["LookAgain", "LookAgain", "LookAgain", "judged"],
        "judgements": 1,
        "answering": ["LookAgain", "LookAgain", "LookAgain", "answered"],
        "releasing": ["WaitForTheSecond", "WaitForTheSecond", "WaitForTheSecond", "asked"],
        "closing": ["LookAgain", "LookAgain", "LookAgain", "closed"],
        "dispositions": 1,
        "broken": 0,
    }

"""Officers and processes at the same moment: one is first, the others are told, and a shipment has one case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.database import environment_in, own_database
from tests.warm import manage

pytestmark = pytest.mark.servers
AT_ONCE = """
import json
from tests.cases.at_once import at_once, opened_by_processes, prepare
prepare()
print(json.dumps([opened_by_processes(), at_once()]))
"""


def test_one_is_first_and_the_others_are_told(tmp_path: Path) -> None:
    with own_database(tmp_path, "tables") as database:
        printed = manage(environment_in(tmp_path, database), "shell", "--no-imports", "-c", AT_ONCE)
    opened, outcomes = json.loads(printed.splitlines()[-1])
    assert opened == {"cases": 1, "screenings": 2, "opened": 1, "screened again": 1}
    assert outcomes == {
        "judging": ["LookAgain", "LookAgain", "LookAgain", "judged"],
        "judgements": 1,
        "answering": ["LookAgain", "LookAgain", "LookAgain", "answered"],
        "releasing": ["WaitForTheSecond", "WaitForTheSecond", "WaitForTheSecond", "asked"],
        "closing": ["LookAgain", "LookAgain", "LookAgain", "closed"],
        "dispositions": 1,
        "broken": 0,
    }

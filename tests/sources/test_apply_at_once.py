"""Processes that apply what is due at the same moment: each change enters the law once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.database import environment_in, own_database
from watchlist.conf import ROOT

pytestmark = pytest.mark.servers
DECIDED = """
from django.core.wsgi import get_wsgi_application
get_wsgi_application()
from django.contrib.auth.models import User
from tests.sources.proposals import accepted, addition, amendment, small_law
small_law()
one, two = (User.objects.create_superuser(name) for name in ("one", "two"))
for draft in (addition(), amendment()):
    accepted(one, two, draft)
"""
SIX = """
import os
from django.core.wsgi import get_wsgi_application
get_wsgi_application()
from django.db import connections
from watchlist.sources.applying import apply_due

connections.close_all()
children = 0
while children < 6 and (child := os.fork()):
    children += 1
if children < 6:
    applied = apply_due(actor=f"process {children}")
    os.write(1, f"{len(applied)}\\n".encode())
    os._exit(0)
while children:
    children -= os.wait()[1] == 0
"""
COUNT = """
import json
from django.core.wsgi import get_wsgi_application
get_wsgi_application()
from watchlist.audit.verifying import broken_links
from watchlist.scheduling.models import Scheduling
from watchlist.sources.change_models import Application, RescreenDue
print(json.dumps({
    "applications": Application.objects.count(),
    "look-backs": RescreenDue.objects.count(),
    "current": sorted(Scheduling.objects.current().values_list("event", flat=True)),
    "broken": len(list(broken_links())),
}))
"""


def test_of_six_at_once_each_change_is_applied_by_one(tmp_path: Path) -> None:
    with own_database(tmp_path, "tables") as database:
        environment = {**environment_in(tmp_path, database), "DJANGO_SETTINGS_MODULE": "config.settings"}

        def run(*command: str) -> str:
            told = subprocess.run(
                [sys.executable, *command], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
            )
            return told.stdout

        run("-c", DECIDED)
        applied = [int(line) for line in run("-c", SIX).split()]
        told = json.loads(run("-c", COUNT))
    assert (len(applied), sum(applied)) == (6, 2)
    assert told == {
        "applications": 2,
        "look-backs": 2,
        "current": [
            "xx-list/p2p/2000-01-01/added",
            "xx-list/p2p/2026-01-01/amended",
            "xx-list/toluene/2026-01-01/added",
        ],
        "broken": 0,
    }

"""Processes that apply what is due at the same moment: each change enters the law once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.database import environment_in, own_database
from tests.warm import manage

pytestmark = pytest.mark.servers
SIX_APPLY = """
import json
from django.contrib.auth.models import User
from tests.forks import in_forks
from tests.list_updates.proposals import accepted, addition, amendment, small_law
from watchlist.audit.verifying import broken_links
from watchlist.law_store.models import Scheduling
from watchlist.list_updates.applying import apply_due
from watchlist.list_updates.change_models import Application, RescreenDue

small_law()
one, two = (User.objects.create_superuser(name) for name in ("one", "two"))
for draft in (addition(), amendment()):
    accepted(one, two, draft)
print(json.dumps({
    "applied": sorted(in_forks(6, lambda number: len(apply_due(actor=f"process {number}")))),
    "applications": Application.objects.count(),
    "look-backs": RescreenDue.objects.count(),
    "current": sorted(Scheduling.objects.current().values_list("event", flat=True)),
    "broken": len(list(broken_links())),
}))
"""


def test_of_six_at_once_each_change_is_applied_by_one(tmp_path: Path) -> None:
    with own_database(tmp_path, "tables") as database:
        found = json.loads(manage(environment_in(tmp_path, database), "shell", "--no-imports", "-c", SIX_APPLY))
    applied = found.pop("applied")
    assert (len(applied), sum(applied)) == (6, 2)
    assert found == {
        "applications": 2,
        "look-backs": 2,
        "current": [
            "xx-list/p2p/2000-01-01/added",
            "xx-list/p2p/2026-01-01/amended",
            "xx-list/toluene/2026-01-01/added",
        ],
        "broken": 0,
    }

"""A document for one consignment is used once, and a limit is kept, however many release under it at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.database import environment_in, own_database
from watchlist.conf import ROOT

pytestmark = pytest.mark.servers
PUT_ON_FILE = """
import django; django.setup()
from datetime import date
from django.utils.timezone import now
from watchlist.authorisations.models import Authorisation
plain = dict(kind="permit", authority="x", jurisdiction="EU", holder="Beauval", holder_key="beauval", role="consignee",
             substances="x", forms="itself", operations="import", valid_from=date(2026, 1, 1), recorded_at=now())
Authorisation.objects.create(number="single", single_use=True, **plain)
Authorisation.objects.create(number="limited", quantity="3 kg", most=3_000_000, measure="mass", **plain)
"""
# Each line is one write: what several processes print in parts is mixed where output is not buffered.
AT_ONCE = """
import os, django; django.setup()
from django.contrib.auth.models import User
from watchlist.authorisations.errors import NameAnotherAuthorisation
from watchlist.authorisations.models import Authorisation
from watchlist.authorisations.using import consume
children = []
for number in range(6):
    child = os.fork()
    if not child:
        for row in Authorisation.objects.order_by("number"):
            try:
                consume(authorisation=row, case=f"C-{number}", shipment=f"reference {number}", amount=1_000_000,
                        actor=User(username="officer"))
                os.write(1, f"used {row.number}\\n".encode())
            except NameAnotherAuthorisation:
                os.write(1, f"refused {row.number}\\n".encode())
        os._exit(0)
    children.append(child)
for child in children:
    assert os.waitpid(child, 0)[1] == 0
"""


def test_of_six_at_once_one_uses_a_single_one_and_three_what_is_left(tmp_path: Path) -> None:
    with own_database(tmp_path, "tables") as database:
        environment = {**environment_in(tmp_path, database), "DJANGO_SETTINGS_MODULE": "config.settings"}

        def run(*command: str) -> str:
            done = subprocess.run(
                [sys.executable, *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
            )
            return done.stdout

        run("-c", PUT_ON_FILE)
        told = run("-c", AT_ONCE).splitlines()
    assert (told.count("used single"), told.count("refused single")) == (1, 5)
    assert (told.count("used limited"), told.count("refused limited")) == (3, 3)

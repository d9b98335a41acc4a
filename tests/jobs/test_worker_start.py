"""How a worker starts, before it has processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.database import own_database
from tests.serving import Served

pytestmark = pytest.mark.servers
LOOK = """
from celery.signals import worker_init
from django.db import connection
worker_init.send(sender=None)
print("open" if connection.connection else "closed")
"""


def test_its_processes_inherit_no_connection(tmp_path: Path) -> None:
    with own_database(tmp_path, "tables") as database:
        service = Served("", tmp_path, database)
        assert service.manage("shell", "--no-imports", "-c", f"import config.celery\n{LOOK}").split()[-1] == "closed"

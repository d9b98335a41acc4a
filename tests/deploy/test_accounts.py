"""The two accounts of the database: the one that serves does all that the service does, and takes no guard away."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import ProgrammingError, connection, transaction
from psycopg.errors import InsufficientPrivilege
from rest_framework.test import APIClient

from chemistry.search.library import Drawing
from watchlist.access.tokens import issue
from watchlist.audit.models import AuditEvent
from watchlist.engine.host import ROOT
from watchlist.integrity.schema import schema_differences
from watchlist.manifests.models import Item
from watchlist.structure_index.base import StructureIndex
from watchlist.structure_index.cartridge import CartridgeIndex

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no accounts")
SCRIPT = (ROOT / "deploy" / "postgres" / "accounts.sql").read_text(encoding="utf-8")
TRAIL = AuditEvent._meta.db_table


@pytest.fixture
def serve(db: None) -> Callable[[], str]:
    """Return what makes the accounts, under names of this test's own, and acts as the one that serves from then on."""
    name = f"serving_{uuid4().hex}"

    def begin() -> str:
        mine = re.sub(r"\bwatchlist\b", name, SCRIPT.replace("watchlist_owner", f"{name}_owner"))
        with connection.cursor() as cursor:
            cursor.execute(mine)
            cursor.execute(mine)  # as often as one likes
            cursor.execute(f"SET LOCAL SESSION AUTHORIZATION {name}")
        return name

    return begin


@pytest.mark.usefixtures("law")
def test_what_serves_does_all_that_the_service_does(officer: User, serve: Callable[[], str]) -> None:
    name = serve()
    _token, text = issue(user=officer, scopes=["screen"], actor="officer")
    program = APIClient(headers={"Authorization": f"Token {text}"})
    made = program.post("/api/v1/screenings/", {"lines": [{"name": "Acetone", "cas": "67-64-1"}]}, format="json")
    assert made.status_code == 201
    assert program.get(f"/api/v1/screenings/{made.json()['id']}/").status_code == 200
    index: StructureIndex = CartridgeIndex("of-this-test")
    index.add([Drawing("acetone", "CC(C)=O")])
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {Item._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")  # as what is let go does
        cursor.execute("SELECT session_user")
        assert cursor.fetchone() == (name,)


def test_what_serves_compares_the_tables_with_the_code(serve: Callable[[], str]) -> None:
    serve()
    assert list(schema_differences()) == []


@pytest.mark.parametrize(
    "statement",
    [
        f"ALTER TABLE {TRAIL} DISABLE TRIGGER ALL",
        f"DROP TRIGGER {TRAIL}_append_only ON {TRAIL}",
        f"TRUNCATE {TRAIL} CASCADE",
        f"DROP TABLE {TRAIL} CASCADE",
        f"ALTER TABLE {TRAIL} DROP COLUMN digest CASCADE",
        "ALTER FUNCTION watchlist_refuse() RENAME TO watchlist_let",
        "DROP FUNCTION watchlist_refuse() CASCADE",
        "SET session_replication_role = replica",
        "CREATE TABLE watchlist_own (id integer)",
        "SET ROLE {name}_owner",
    ],
)
def test_what_serves_takes_no_guard_away(serve: Callable[[], str], statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_trigger WHERE tgname = %s", [f"{TRAIL}_append_only"])
        assert cursor.fetchone()
    asked = statement.format(name=serve())
    with pytest.raises(ProgrammingError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(asked)
    assert isinstance(refused.value.__cause__, InsufficientPrivilege)

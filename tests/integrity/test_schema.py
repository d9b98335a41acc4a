"""The database, compared with what the code made: what is taken away, altered or put in is named, and nothing else."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tests.integrity.snapshot import snapshot
from tests.integrity.tampering import drops, rewrites, tampered
from watchlist.integrity.schema import SchemaDifference, schema_differences, schema_objects, snapshot_path
from watchlist.integrity.schema_objects import SchemaObject

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="statements of SQLite")
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="statements of PostgreSQL")


def objects(*kinds: str) -> list[SchemaObject]:
    return sorted((item for item in schema_objects(connection) if item.kind in kinds), key=lambda item: item.key)


def one_a_table(items: Iterable[SchemaObject]) -> Iterator[list[SchemaObject]]:
    """Yield all of them, in lists of which each has one of a table."""
    of_table: dict[str, list[SchemaObject]] = defaultdict(list)
    for item in items:
        of_table[item.table or item.name].append(item)
    while remaining := [items.pop() for items in of_table.values() if items]:
        yield remaining


def differences() -> set[SchemaDifference]:
    found = list(schema_differences())
    assert len(found) == len(set(found))
    return set(found)


def each(items: Iterable[SchemaObject], what: Any) -> set[SchemaDifference]:
    return {SchemaDifference(*item.key, what) for item in items}


def words(found: Iterable[SchemaDifference]) -> list[str]:
    return sorted(map(str, found))


def test_the_snapshot_is_what_the_migrations_make() -> None:
    with snapshot_path(connection.vendor).open(encoding="utf-8", newline="") as file:
        assert [tuple(row) for row in csv.reader(file)][1:] == snapshot(connection), "run `make schema`"
    assert differences() == set()


@pytest.fixture
def writable() -> Iterator[None]:
    """Let SQLite's own table of texts be written: only so does it drop a constraint."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA writable_schema = ON")
        yield
        cursor.execute("PRAGMA writable_schema = OFF")


@pytest.mark.usefixtures("writable" if connection.vendor == "sqlite" else "db")
@pytest.mark.parametrize("kind", ["trigger", "check", "foreign_key", "unique", "index"])
def test_each_that_is_dropped_is_named_and_no_other(kind: str) -> None:
    for items in one_a_table(objects(kind)):
        with tampered(*map(drops, items)):
            assert differences() == each(items, "missing")


@on_postgresql
def test_a_key_that_is_dropped_is_named_with_what_refers_to_it() -> None:
    keys, referring = objects("primary_key"), referring_to_primary_keys()
    with tampered(*map(drops, keys)):
        assert differences() == each(keys + referring, "missing")


def referring_to_primary_keys() -> list[SchemaObject]:
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT conname FROM pg_constraint JOIN pg_index ON indexrelid = conindid
            WHERE contype = 'f' AND indisprimary
        """)
        names = {name for (name,) in cursor.fetchall()}
    return [item for item in objects("foreign_key") if item.name in names]


@on_postgresql
def test_each_column_that_may_be_empty_is_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT relname, attname FROM pg_index JOIN pg_class c ON c.oid = indrelid
            JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey) WHERE indisprimary
        """)
        keys = set(cursor.fetchall())  # of which none can be empty while they are keys
    filled = [item for item in objects("not_null") if (item.table, item.name) not in keys]
    with tampered(*map(drops, filled)):
        assert differences() == each(filled, "missing")


@on_postgresql
def test_each_guard_that_is_switched_off_is_named_and_no_other() -> None:
    for items in one_a_table(objects("trigger")):
        with tampered(*(f'ALTER TABLE "{item.table}" DISABLE TRIGGER "{item.name}"' for item in items)):
            assert differences() == each(items, "disabled")


@on_postgresql
def test_each_function_that_is_replaced_is_named_and_no_other() -> None:
    lets_pass = "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
    functions = objects("function")
    for items in (functions[::2], functions[1::2]):
        with tampered(*(lets_pass.format(item.name.removesuffix("()")) for item in items)):
            assert differences() == each(items, "altered")


@on_postgresql
@pytest.mark.parametrize("kind", ["check", "foreign_key"])
def test_each_constraint_that_never_looked_at_older_rows_is_named_and_no_other(kind: str) -> None:
    add = 'ALTER TABLE "{0.table}" ADD CONSTRAINT "{0.name}" {0.definition} NOT VALID'
    for items in one_a_table(objects(kind)):
        with tampered(*map(drops, items), *map(add.format, items)):
            assert differences() == each(items, "not_validated")


@on_sqlite
def test_each_guard_that_is_weakened_is_named_and_no_other() -> None:
    for items in one_a_table(objects("trigger")):
        weaker = [item.definition.replace("RAISE(ABORT, ", "RAISE(IGNORE) --") + "\n; END" for item in items]
        with tampered(*map(drops, items), *weaker):
            assert differences() == each(items, "altered")


@on_sqlite
@pytest.mark.usefixtures("writable")
def test_each_column_without_its_conditions_is_named_and_no_other() -> None:
    for items in one_a_table(item for item in objects("column") if item.definition.count(" ") > 1):
        with tampered(*(rewrites(item.table, item.definition, f'"{item.name}" any') for item in items)):
            assert differences() == each(items, "altered")


TRAIL = "watchlist_auditevent"
PASSES = "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"


@on_postgresql
@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (f"CREATE TRIGGER forges BEFORE UPDATE ON {TRAIL} {PASSES}", [f"trigger forges of {TRAIL}: extra"]),
        (f"CREATE RULE forges AS ON UPDATE TO {TRAIL} DO INSTEAD NOTHING", [f"rule forges of {TRAIL}: extra"]),
        (f"CREATE POLICY hides ON {TRAIL} USING (false)", [f"policy hides of {TRAIL}: extra"]),
        (f"ALTER TABLE {TRAIL} ENABLE ROW LEVEL SECURITY", [f"table {TRAIL}: altered"]),
        (f"CREATE TABLE more () INHERITS ({TRAIL})", [f"inheritance more of {TRAIL}: extra"]),
        ("ALTER TABLE django_session SET UNLOGGED", ["table django_session: altered"]),
        (f"ALTER TABLE {TRAIL} ADD COLUMN more text", [f"column more of {TRAIL}: extra"]),
        (f"ALTER TABLE {TRAIL} ALTER COLUMN verb SET DEFAULT 'export'", [f"column verb of {TRAIL}: altered"]),
        (f"ALTER TABLE {TRAIL} ALTER COLUMN verb TYPE text", [f"column verb of {TRAIL}: altered"]),
        (f"ALTER TABLE {TRAIL} ADD CONSTRAINT never CHECK (false)", [f"check never of {TRAIL}: extra"]),
        (
            "CREATE FUNCTION lower(varchar) RETURNS text LANGUAGE sql AS 'SELECT NULL'",
            ["function lower(character varying): extra"],
        ),
        ("ALTER FUNCTION watchlist_refuse() SECURITY DEFINER", ["function watchlist_refuse(): altered"]),
        (
            "ALTER FUNCTION watchlist_no_overlap() RENAME TO watchlist_overlap",
            [
                "function watchlist_no_overlap(): missing",
                "function watchlist_overlap(): extra",
                "trigger watchlist_scheduling_no_overlap of watchlist_scheduling: altered",
            ],
        ),
        ("SET LOCAL session_replication_role = replica", ["setting session_replication_role: altered"]),
        (
            "ALTER ROLE ALL SET session_replication_role = replica",
            ["setting session_replication_role=replica of everybody in each database: extra"],
        ),
        ("CREATE TABLE of_somebody_else (id integer PRIMARY KEY CHECK (id > 0))", []),
    ],
)
def test_what_is_put_in_or_altered_is_named(statement: str, named: list[str]) -> None:
    with tampered(statement):
        assert words(differences()) == named


@on_postgresql
def test_foreign_keys_that_are_switched_off_are_named() -> None:
    own = {item for item in objects("trigger", "foreign_key") if item.table == TRAIL}
    referring = {item for item in objects("foreign_key") if f" {TRAIL}(" in item.definition}
    with tampered(f"ALTER TABLE {TRAIL} DISABLE TRIGGER ALL"):
        assert differences() == each(own | referring, "disabled")
    assert referring


@on_sqlite
@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (f"CREATE TRIGGER forges AFTER INSERT ON {TRAIL} BEGIN SELECT 1; END", [f"trigger forges of {TRAIL}: extra"]),
        (f"CREATE UNIQUE INDEX refuses ON {TRAIL} (actor)", [f"unique refuses of {TRAIL}: extra"]),
        (f"ALTER TABLE {TRAIL} ADD COLUMN more text", [f"column more of {TRAIL}: extra"]),
        ("PRAGMA recursive_triggers = OFF", ["setting recursive_triggers: altered"]),
        ("PRAGMA ignore_check_constraints = ON", ["setting ignore_check_constraints: altered"]),
        ("CREATE TABLE of_somebody_else (id integer PRIMARY KEY CHECK (id > 0))", []),
    ],
)
def test_what_is_put_in_or_altered_on_sqlite_is_named(statement: str, named: list[str]) -> None:
    with tampered(statement), settings_put_back():
        assert words(differences()) == named


@contextmanager
def settings_put_back() -> Iterator[None]:
    """Set at the end what no transaction takes back."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = ON")
        cursor.execute("PRAGMA ignore_check_constraints = OFF")


def test_a_table_in_place_of_which_stands_a_view_is_named_with_all_of_it() -> None:
    with tampered("ALTER TABLE django_session RENAME TO own", "CREATE VIEW django_session AS SELECT * FROM own"):
        found = differences()
    assert SchemaDifference("table", "django_session", "django_session", "altered") in found
    assert {difference.table for difference in found} == {"django_session"}


def test_a_database_of_another_version_says_so_first() -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_applied("watchlist", "9999_of_tomorrow")
    with tampered(f"ALTER TABLE {TRAIL} ADD COLUMN of_tomorrow integer"):
        first, _column = schema_differences()
    assert str(first) == "migration 9999_of_tomorrow of watchlist: extra"

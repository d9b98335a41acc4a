"""What is promised of upgrades from the first release on: a version runs on the tables of the next one.

A migration after the first release therefore only adds: what it takes away, or makes other, the version before would
still ask for (docs/upgrading.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from tests.integrity.tampering import tampered
from tests.law_store.law import open_an_entry
from tests.law_store.rows_of_all import write_one_of_each
from watchlist.integrity.unreleased import FIRST_MIGRATION
from watchlist.middleware.readiness import migrations_are_applied

pytestmark = pytest.mark.django_db
TAKES_AWAY = (
    migrations.DeleteModel,
    migrations.RemoveField,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.AlterModelTable,
)
FREED: dict[str, str] = {}
"""Migrations that take away what no version needs any more, each with the version that ceased to ask for it."""


def test_a_version_stays_ready_on_the_tables_of_the_next_and_writes_to_each() -> None:
    recorder = MigrationRecorder(connection)
    tables = [model._meta.db_table for model in apps.get_app_config("watchlist").get_models()]
    added = ("ADD COLUMN may_be_empty integer", "ADD COLUMN has_a_default integer NOT NULL DEFAULT 0")
    with tampered(
        "CREATE TABLE watchlist_of_tomorrow (id integer PRIMARY KEY)",
        *(f'ALTER TABLE "{table}" {column}' for table in tables for column in added),
    ):
        recorder.record_applied("watchlist", "9999_of_tomorrow")
        assert migrations_are_applied()
        call_command("migrate", verbosity=0, check_unapplied=True)
        write_one_of_each(open_an_entry())


def test_every_migration_since_the_first_release_only_adds() -> None:
    loader = MigrationLoader(None)
    state = loader.project_state(("watchlist", FIRST_MIGRATION))
    ours = [key for key in loader.graph.forwards_plan(loader.graph.leaf_nodes("watchlist")[0]) if key[0] == "watchlist"]
    assert ours[0] == ("watchlist", FIRST_MIGRATION)
    for key in ours[1:]:
        operations = loader.get_migration(*key).operations
        if key[1] not in FREED:
            assert list(_missed(operations, state.clone())) == [], f"{key[1]}: the version before needs these"
        for operation in operations:
            operation.state_forwards("watchlist", state)


NUMBER = models.IntegerField()


@pytest.mark.parametrize(
    ("operation", "is_missed"),
    [
        (migrations.CreateModel("Later", [("id", models.BigAutoField(primary_key=True))]), False),
        (migrations.AddField("Job", "later", models.IntegerField(null=True)), False),
        (migrations.AddField("Job", "later", models.IntegerField(db_default=0)), False),
        (migrations.AddField("Job", "later", NUMBER), True),
        (migrations.AddIndex("Job", models.Index(fields=["owner"], name="job_by_owner")), False),
        (migrations.AlterField("Job", "owner", models.CharField(max_length=150, help_text="another")), False),
        (migrations.AlterField("Job", "owner", NUMBER), True),
        (migrations.RemoveField("Job", "owner"), True),
        (migrations.RenameField("Job", "owner", "holder"), True),
        (migrations.DeleteModel("Job"), True),
    ],
)
def test_what_the_version_before_would_miss_is_found(operation: Operation, is_missed: bool) -> None:
    state = MigrationLoader(None).project_state(("watchlist", FIRST_MIGRATION))
    assert list(_missed([operation], state)) == ([operation.describe()] if is_missed else [])


def _missed(operations: Iterable[Operation], state: ProjectState) -> Iterator[str]:
    """Yield what takes away or alters what the version before asks for, or asks for what it does not write."""
    created: set[str] = set()
    for operation in operations:
        match operation:
            case migrations.CreateModel():
                created.add(operation.name_lower)
            case migrations.AddField() if operation.model_name_lower not in created:
                field = operation.field
                if not (field.null or field.many_to_many or field.has_db_default()):
                    yield operation.describe()
            case migrations.AlterField() if operation.model_name_lower not in created:
                if _is_altered(operation, state):
                    yield operation.describe()
            case _ if isinstance(operation, TAKES_AWAY):
                yield operation.describe()
        operation.state_forwards("watchlist", state)


def _is_altered(operation: migrations.AlterField, state: ProjectState) -> bool:
    """Say whether a column becomes another."""
    after = state.clone()
    operation.state_forwards("watchlist", after)
    old, new = (
        each.apps.get_model("watchlist", operation.model_name)._meta.get_field(operation.name)
        for each in (state, after)
    )
    return connection.schema_editor()._field_should_be_altered(old, new)

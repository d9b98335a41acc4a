"""What somebody with the keys of the database can do to rows beside the trail: each column, each row, each right."""

# ruff: noqa: S608 - statements of names of our own, as an attacker would write them
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models

from watchlist.audit.covered_rows import covered_tables, latest


@dataclass(frozen=True, slots=True)
class Tampering:
    """A statement of SQL, and the table and key that the check must name; an empty key stands for any of the table."""

    statement: str
    values: tuple[Any, ...]
    table: str
    key: str

    def __str__(self) -> str:
        return f"{self.statement} {self.values}"


def covered_models() -> dict[str, type[models.Model]]:
    """Return the models of the covered tables by table."""
    of_tables = {model._meta.db_table: model for model in apps.get_models()}
    return {table: of_tables[table] for table in covered_tables()}


@contextmanager
def without_guards() -> Iterator[None]:
    """Take away every trigger and constraint, until the transaction around is taken back."""
    _drop_guards()
    try:
        yield
    finally:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA ignore_check_constraints = OFF")


def _drop_guards() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, '' FROM sqlite_master WHERE type = 'trigger'")
            for name, _table in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            return
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table is altered while checks of it wait
        cursor.execute("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        for name, table in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name} ON {table}")
        cursor.execute(
            "SELECT conname, conrelid::regclass::text FROM pg_constraint WHERE contype IN ('c', 'f', 'u')"
            " AND connamespace = current_schema()::regnamespace ORDER BY contype = 'u'"
        )
        for name, table in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name} CASCADE")


def tamperings() -> Iterator[Tampering]:
    """Yield, for a row of each covered table, another value in each column, its end, and another row beside it."""
    for table, model in covered_models().items():
        for key in _keys(model)[:2]:
            yield from _of_a_row(table, model, key)
    yield from _of_rights()


def _of_a_row(table: str, model: type[models.Model], key: Any) -> Iterator[Tampering]:
    covered, quote = latest(table), connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT CAST({covered.key} AS TEXT) FROM {table} WHERE {covered.key} = %s", [key])
        (text,) = cursor.fetchone()
    where = f"WHERE {quote(covered.key)} = %s"
    columns = {field.column: field for field in model._meta.concrete_fields}
    for name in covered.columns:
        yield Tampering(
            f"UPDATE {table} SET {quote(name)} = {_other(columns[name], name)} {where}", (key,), table, text
        )
    yield Tampering(f"DELETE FROM {table} {where}", (key,), table, text)
    names = ", ".join(map(quote, columns))
    others = ", ".join(_other(field, name) if name == covered.key else quote(name) for name, field in columns.items())
    yield Tampering(f"INSERT INTO {table} ({names}) SELECT {others} FROM {table} {where}", (key,), table, "")


def _other(field: models.Field[Any, Any], name: str) -> str:
    """Return the SQL of another value than a column holds."""
    column = connection.ops.quote_name(name)
    if isinstance(field, models.BooleanField):
        return f"NOT COALESCE({column}, FALSE)"
    if isinstance(field, (models.DateTimeField, models.DateField)):
        return _later(field, column)
    kind = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(kind, models.UUIDField):
        return "'00000000-0000-4000-8000-000000000000'" if connection.vendor == "postgresql" else f"'{'0' * 32}'"
    if isinstance(kind, (models.IntegerField, models.AutoField)):
        return f"COALESCE({column}, 0) + 70000"
    most = kind.max_length or 1000
    return f"CASE WHEN {column} = 'x' THEN 'y' ELSE substr('x' || COALESCE({column}, ''), 1, {most}) END"


def _later(field: models.Field[Any, Any], column: str) -> str:
    is_moment = isinstance(field, models.DateTimeField)
    if connection.vendor == "postgresql":
        return f"COALESCE({column}, now()) + interval '1 day'" if is_moment else f"COALESCE({column}, current_date) + 1"
    return f"CASE WHEN {column} IS NULL THEN '2031-01-01' ELSE '2032-02-02' END"


def _of_rights() -> Iterator[Tampering]:
    """Yield rights that are given and taken beside the rows of persons and groups."""
    user, group = str(_keys(covered_models()["auth_user"])[0]), str(_keys(covered_models()["auth_group"])[0])
    held = "SELECT permission_id FROM auth_group_permissions"
    free = f"SELECT MIN(id) FROM auth_permission WHERE id NOT IN ({held})"
    give = f"INSERT INTO auth_group_permissions (group_id, permission_id) VALUES (%s, ({free}))"
    yield Tampering(give, (group,), "auth_group", group)
    yield Tampering("DELETE FROM auth_group_permissions WHERE group_id = %s", (group,), "auth_group", group)
    rename = f"UPDATE auth_permission SET codename = 'x' WHERE id IN ({held} WHERE group_id = %s)"
    yield Tampering(rename, (group,), "auth_group", group)
    own = f"INSERT INTO auth_user_user_permissions (user_id, permission_id) VALUES (%s, ({free}))"
    yield Tampering(own, (user,), "auth_user", user)
    into = "INSERT INTO auth_user_groups (user_id, group_id) VALUES (%s, %s)"
    yield Tampering(into, (user, group), "auth_user", user)


def _keys(model: type[models.Model]) -> list[Any]:
    keys = model._default_manager.order_by("pk").values_list("pk", flat=True)
    return [model._meta.pk.get_db_prep_save(key, connection) for key in keys]

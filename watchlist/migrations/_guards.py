"""What a constraint cannot say: rows of knowledge only ever gain an end, the trail only grows, periods never overlap.

SQLite rebuilds a table, and so drops its triggers, when a migration alters it: such a migration, and one that adds a
table to be guarded, calls `install` again, with all that is guarded from then on. A test checks that every guard
stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Guarded:
    """The models guarded: rows of knowledge, rows that are only added, rows that are written once (but may go).

    `filled`: columns of models written once that may be left empty (NULL or ""), and are then filled in, once.
    """

    known: tuple[str, ...]
    append_only: tuple[str, ...]
    written_once: tuple[str, ...]
    filled: tuple[tuple[str, tuple[str, ...]], ...] = ()


OVERLAP = """
    SELECT 1 FROM watchlist_scheduling AS other
    WHERE other.entry_id = NEW.entry_id AND other.superseded_at IS NULL AND NEW.superseded_at IS NULL
      AND COALESCE(other.valid_from, '0001-01-01') < COALESCE(NEW.valid_until, '9999-12-31')
      AND COALESCE(NEW.valid_from, '0001-01-01') < COALESCE(other.valid_until, '9999-12-31')
"""


def _sqlite(cursor: Any, connection: Any, guarded: Guarded) -> None:
    for model in guarded.known:
        table = f"watchlist_{model}"
        columns = [c.name for c in connection.introspection.get_table_description(cursor, table)]
        same = " AND ".join(f'OLD."{c}" IS NEW."{c}"' for c in columns if c != "superseded_at")
        _sqlite_refuse(
            cursor,
            f"{table}_only_superseded",
            f"BEFORE UPDATE ON {table} WHEN OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL OR NOT ({same})",
            f"{table}: a row of knowledge can only be superseded, once",
        )
        _sqlite_refuse(
            cursor, f"{table}_never_deleted", f"BEFORE DELETE ON {table}", f"{table}: knowledge is never deleted"
        )
    filled = dict(guarded.filled)
    refused = [(model, "UPDATE") for model in guarded.append_only + guarded.written_once]
    refused += [(model, "DELETE") for model in guarded.append_only]
    for model, verb in refused:
        table = f"watchlist_{model}"
        when = f"BEFORE {verb} ON {table}"
        if model in filled and verb == "UPDATE":
            when += f" WHEN NOT ({_sqlite_only_filled(cursor, connection, table, filled[model])})"
        _sqlite_refuse(cursor, f"{table}_no_{verb.lower()}", when, f"{table}: rows are only ever added")
    _sqlite_refuse(
        cursor,
        "watchlist_scheduling_no_overlap",
        f"BEFORE INSERT ON watchlist_scheduling WHEN EXISTS ({OVERLAP})",
        "scheduling_periods_overlap",
    )


def _sqlite_only_filled(cursor: Any, connection: Any, table: str, filled: tuple[str, ...]) -> str:
    columns = [c.name for c in connection.introspection.get_table_description(cursor, table)]
    empty = {c: f" OR COALESCE(OLD.\"{c}\", '') = ''" for c in filled}
    return " AND ".join(f'(OLD."{c}" IS NEW."{c}"{empty.get(c, "")})' for c in columns)


def _sqlite_refuse(cursor: Any, name: str, when: str, message: str) -> None:
    cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
    cursor.execute(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{message}'); END")


POSTGRES = """
CREATE OR REPLACE FUNCTION watchlist_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: rows are only ever added', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE OR REPLACE FUNCTION watchlist_only_superseded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
       OR to_jsonb(OLD) - 'superseded_at' IS DISTINCT FROM to_jsonb(NEW) - 'superseded_at' THEN
        RAISE EXCEPTION '%: a row of knowledge can only be superseded, once', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION watchlist_only_filled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '%: rows are only ever added', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM jsonb_each_text(to_jsonb(OLD)) AS was JOIN jsonb_each_text(to_jsonb(NEW)) AS is_now USING (key)
        WHERE was.value IS DISTINCT FROM is_now.value
          AND NOT (key = ANY (TG_ARGV) AND COALESCE(was.value, '') = '')
    ) THEN
        RAISE EXCEPTION '%: rows are written once, and what was left empty is filled in once', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION watchlist_no_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (%s) THEN
        RAISE EXCEPTION 'scheduling_periods_overlap' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER watchlist_scheduling_no_overlap BEFORE INSERT ON watchlist_scheduling
    FOR EACH ROW EXECUTE FUNCTION watchlist_no_overlap();
"""


def _postgresql(cursor: Any, connection: Any, guarded: Guarded) -> None:
    cursor.execute(POSTGRES.replace("%s", OVERLAP))
    for model in guarded.known:
        cursor.execute(
            f"CREATE OR REPLACE TRIGGER watchlist_{model}_only_superseded BEFORE UPDATE ON watchlist_{model} "
            "FOR EACH ROW EXECUTE FUNCTION watchlist_only_superseded()"
        )
        cursor.execute(
            f"CREATE OR REPLACE TRIGGER watchlist_{model}_never_deleted BEFORE DELETE ON watchlist_{model} "
            "FOR EACH ROW EXECUTE FUNCTION watchlist_refuse()"
        )
    for model in guarded.known + guarded.append_only:
        cursor.execute(
            f"CREATE OR REPLACE TRIGGER watchlist_{model}_never_emptied BEFORE TRUNCATE ON watchlist_{model} "
            "FOR EACH STATEMENT EXECUTE FUNCTION watchlist_refuse()"
        )
    filled = dict(guarded.filled)
    refused = [(model, "UPDATE") for model in guarded.written_once + guarded.append_only]
    refused += [(model, "DELETE") for model in guarded.append_only]
    for model, verb in refused:
        names = ", ".join(f"'{column}'" for column in filled.get(model, ())) if verb == "UPDATE" else ""
        function = f"watchlist_only_filled({names})" if names else "watchlist_refuse()"
        name = f"watchlist_{model}_append_only" if verb == "UPDATE" else f"watchlist_{model}_no_delete"
        cursor.execute(
            f"CREATE OR REPLACE TRIGGER {name} BEFORE {verb} ON watchlist_{model} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}"
        )


def install(schema_editor: Any, guarded: Guarded) -> None:
    """Install the guards of this database, in place of those that stood."""
    vendors = {"sqlite": _sqlite, "postgresql": _postgresql}
    with schema_editor.connection.cursor() as cursor:
        vendors[schema_editor.connection.vendor](cursor, schema_editor.connection, guarded)

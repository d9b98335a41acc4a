"""What the database refuses of rows by their kind: knowledge only ever gains an end, the trail only grows.

And of the periods of an entry: none overlaps another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class GuardedRows:
    """The models guarded: rows of knowledge, rows that are only added, rows that are written once (but may go).

    `never_emptied`: models written once of which rows may go one by one, and never all at once (TRUNCATE).
    `filled`: by model, columns that may be left empty (NULL or ""), and are then filled in, once.
    """

    known: tuple[str, ...]
    append_only: tuple[str, ...]
    written_once: tuple[str, ...]
    never_emptied: tuple[str, ...] = ()
    filled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def refused(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Yield each model and verb that is refused of it, with the columns that may be filled in all the same."""
        for model in self.written_once + self.append_only:
            yield model, "UPDATE", self.filled.get(model, ())
        for model in self.append_only:
            yield model, "DELETE", ()


OVERLAP = """
    SELECT 1 FROM watchlist_scheduling AS other
    WHERE other.entry_id = NEW.entry_id AND other.superseded_at IS NULL AND NEW.superseded_at IS NULL
      AND COALESCE(other.valid_from, '0001-01-01') < COALESCE(NEW.valid_until, '9999-12-31')
      AND COALESCE(NEW.valid_from, '0001-01-01') < COALESCE(other.valid_until, '9999-12-31')
"""


def install_guards(schema_editor: Any, guarded: GuardedRows) -> None:
    """Install the guards of this database, each in place of the one of its name."""
    install = {"sqlite": _sqlite, "postgresql": _postgresql}[schema_editor.connection.vendor]
    with schema_editor.connection.cursor() as cursor:
        install(cursor, schema_editor.connection, guarded)


def _sqlite(cursor: Any, connection: Any, guarded: GuardedRows) -> None:
    def install(name: str, when: str, message: str) -> None:
        cursor.execute(f"DROP TRIGGER IF EXISTS watchlist_{name}")
        cursor.execute(f"CREATE TRIGGER watchlist_{name} {when} BEGIN SELECT RAISE(ABORT, '{message}'); END")

    def columns(table: str) -> list[str]:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]

    for model in guarded.known:
        table = f"watchlist_{model}"
        same = " AND ".join(f'OLD."{c}" IS NEW."{c}"' for c in columns(table) if c != "superseded_at")
        ends = f"OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL OR NOT ({same})"
        install(
            f"{model}_only_superseded",
            f"BEFORE UPDATE ON {table} WHEN {ends}",
            f"{table}: a row of knowledge can only be superseded, once",
        )
        install(f"{model}_never_deleted", f"BEFORE DELETE ON {table}", f"{table}: knowledge is never deleted")
    for model, verb, filled in guarded.refused():
        table = f"watchlist_{model}"
        when = f"BEFORE {verb} ON {table}"
        if filled:
            empty = {c: f" OR COALESCE(OLD.\"{c}\", '') = ''" for c in filled}
            same = " AND ".join(f'(OLD."{c}" IS NEW."{c}"{empty.get(c, "")})' for c in columns(table))
            when += f" WHEN NOT ({same})"
        install(f"{model}_no_{verb.lower()}", when, f"{table}: rows are only ever added")
    install(
        "scheduling_no_overlap",
        f"BEFORE INSERT ON watchlist_scheduling WHEN EXISTS ({OVERLAP})",
        "scheduling_periods_overlap",
    )


FUNCTIONS = """
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
""".replace("%s", OVERLAP)  # nosec B608


def _postgresql(cursor: Any, connection: Any, guarded: GuardedRows) -> None:
    def install(model: str, name: str, verb: str, function: str, each: str = "ROW") -> None:
        cursor.execute(
            f"CREATE OR REPLACE TRIGGER watchlist_{model}_{name} BEFORE {verb} ON watchlist_{model} "
            f"FOR EACH {each} EXECUTE FUNCTION watchlist_{function}"
        )

    cursor.execute(FUNCTIONS)
    install("scheduling", "no_overlap", "INSERT", "no_overlap()")
    for model in guarded.known:
        install(model, "only_superseded", "UPDATE", "only_superseded()")
        install(model, "never_deleted", "DELETE", "refuse()")
    for model in guarded.known + guarded.append_only + guarded.never_emptied:
        install(model, "never_emptied", "TRUNCATE", "refuse()", "STATEMENT")
    for model, verb, filled in guarded.refused():
        names = ", ".join(f"'{column}'" for column in filled)
        name = "append_only" if verb == "UPDATE" else "no_delete"
        install(model, name, verb, f"only_filled({names})" if names else "refuse()")

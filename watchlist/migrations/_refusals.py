"""What the database refuses of a row because of rows of other tables, by a trigger for each, on both databases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple


class Guard(NamedTuple):
    """A row of a model is refused with a sentence, where a condition of SQL holds of it (NEW, OLD)."""

    model: str
    name: str
    sentence: str
    condition: str
    verb: Literal["INSERT", "UPDATE", "DELETE"] = "INSERT"

    @property
    def trigger(self) -> str:
        """Return the name of its trigger, and of PostgreSQL's function."""
        verb = "" if self.verb == "INSERT" else f"_on_{self.verb.lower()}"
        return f"watchlist_{self.model}_{self.name}{verb}"


def install_refusals(schema_editor: Any, refusals: Iterable[Guard]) -> None:
    """Install refusals in this database, each in place of the one of its name."""
    install = {"sqlite": _sqlite, "postgresql": _postgresql}[schema_editor.connection.vendor]
    with schema_editor.connection.cursor() as cursor:
        for refusal in refusals:
            install(cursor, refusal)


def _sqlite(cursor: Any, refusal: Guard) -> None:
    cursor.execute(f"DROP TRIGGER IF EXISTS {refusal.trigger}")
    cursor.execute(
        f"CREATE TRIGGER {refusal.trigger} BEFORE {refusal.verb} ON watchlist_{refusal.model} WHEN {refusal.condition} "
        f"BEGIN SELECT RAISE(ABORT, '{refusal.model}_{refusal.name}: {refusal.sentence}'); END"
    )


def _postgresql(cursor: Any, refusal: Guard) -> None:
    cursor.execute(
        f"""
        CREATE OR REPLACE FUNCTION {refusal.trigger}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {refusal.condition} THEN
                RAISE EXCEPTION '{refusal.model}_{refusal.name}: {refusal.sentence}'
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN COALESCE(NEW, OLD);
        END $$;
        CREATE OR REPLACE TRIGGER {refusal.trigger} BEFORE {refusal.verb} ON watchlist_{refusal.model}
            FOR EACH ROW EXECUTE FUNCTION {refusal.trigger}();
        """
    )

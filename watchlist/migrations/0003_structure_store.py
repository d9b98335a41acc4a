"""On PostgreSQL, with its RDKit cartridge, the store that searches structures; no model stands for its tables.

Nothing in it is knowledge: all of it is made again from rows of the domain (`manage.py structure_index rebuild`).
SQLite has no such tables: there the structures are searched in a child process.
"""

from __future__ import annotations

from typing import Any

from django.db import ProgrammingError, migrations
from django.db.utils import NotSupportedError, OperationalError

MISSING = (
    "This database has no RDKit cartridge, and it cannot be made here ({reason}): install the package "
    "postgresql-17-rdkit on the machine of the database server, and have a superuser run "
    "CREATE EXTENSION rdkit in the database {database}; then migrate again."
)

# What is matched elsewhere is kept apart from what is scanned (toast), so that a scan reads half a kilobyte a row.
TABLES = """
CREATE TABLE watchlist_structure_store (
    name text PRIMARY KEY,
    made_by text NOT NULL,
    cartridge text NOT NULL
);
CREATE TABLE watchlist_stored_structure (
    store text NOT NULL REFERENCES watchlist_structure_store ON DELETE CASCADE,
    key text COLLATE "C" NOT NULL,
    place integer NOT NULL,
    smiles text NOT NULL,
    inchikey text COLLATE "C" NOT NULL,
    parts bit(2048) NOT NULL,
    morgan bfp NOT NULL,
    molecule bytea NOT NULL,
    PRIMARY KEY (store, key, place)
) WITH (toast_tuple_target = 128);
ALTER TABLE watchlist_stored_structure
    ALTER COLUMN key SET STORAGE MAIN,
    ALTER COLUMN smiles SET STORAGE MAIN,
    ALTER COLUMN inchikey SET STORAGE MAIN,
    ALTER COLUMN parts SET STORAGE PLAIN,
    ALTER COLUMN morgan SET STORAGE PLAIN,
    ALTER COLUMN molecule SET STORAGE EXTERNAL;
CREATE INDEX stored_structure_by_skeleton ON watchlist_stored_structure (store, left(inchikey, 14));
CREATE INDEX stored_structure_by_likeness ON watchlist_stored_structure USING gist (morgan);
"""


def make_tables(apps: Any, schema_editor: Any) -> None:
    """Make the extension and the tables, on PostgreSQL; say what to install where it cannot be made."""
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        try:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS rdkit")
        except (NotSupportedError, OperationalError, ProgrammingError) as error:
            reason = str(error).strip().partition("\n")[0]
            raise RuntimeError(MISSING.format(reason=reason, database=connection.settings_dict["NAME"])) from error
        cursor.execute(TABLES)


def drop_tables(apps: Any, schema_editor: Any) -> None:
    """Drop the tables; the extension may be somebody else's too."""
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("DROP TABLE watchlist_stored_structure; DROP TABLE watchlist_structure_store")


class Migration(migrations.Migration):
    """Tables of PostgreSQL alone."""

    dependencies = [("watchlist", "0002_guards")]
    operations = [migrations.RunPython(make_tables, drop_tables)]

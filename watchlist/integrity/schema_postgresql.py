"""The objects of a PostgreSQL database, read from its catalogue alone: any account that may connect may read it.

Read are those of the connection's own schema (the first of its search path that is there), in which Django makes its
tables. Functions of extensions are none of ours, such as the hundreds of the RDKit cartridge.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db.backends.utils import CursorWrapper

from watchlist.integrity.schema_objects import SchemaObject

CATALOGUE: Final = (
    """
    SELECT 'table', relname, relname, concat_ws(' ', relkind, relpersistence, relrowsecurity, relforcerowsecurity), ''
    FROM pg_class
    WHERE relnamespace = quote_ident(current_schema())::regnamespace AND relkind IN ('r', 'p', 'f', 'v', 'm')
    """,
    """
    SELECT 'column', c.relname, a.attname, concat_ws(' ',
        format_type(a.atttypid, a.atttypmod), NULLIF(a.attcollation, t.typcollation)::regcollation,
        a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid)), ''
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relnamespace = quote_ident(current_schema())::regnamespace
        AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
    """,
    """
    SELECT 'not_null', c.relname, a.attname, '', ''
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = quote_ident(current_schema())::regnamespace
        AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull
    """,
    # A condition that was dumped and restored bears casts between kinds of text elsewhere than one that a migration
    # made, and says the same: these are left out.
    # A foreign key holds by triggers of the database's own, on both tables: a superuser can switch these off as well.
    r"""
    SELECT CASE k.contype WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreign_key' WHEN 'p' THEN 'primary_key'
            WHEN 'u' THEN 'unique' ELSE 'exclusion' END,
        c.relname, k.conname, regexp_replace(pg_get_constraintdef(k.oid, true),
            '::(text|character varying)(\[\])?| NOT VALID$', '', 'g'),
        CASE WHEN NOT k.convalidated THEN 'not_validated'
            WHEN EXISTS (SELECT FROM pg_trigger t WHERE t.tgconstraint = k.oid AND t.tgenabled NOT IN ('O', 'A'))
            THEN 'disabled'
            WHEN NOT COALESCE(i.indisvalid AND i.indisready AND i.indislive, true) THEN 'disabled' ELSE '' END
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    LEFT JOIN pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x')
    WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND k.contype IN ('c', 'f', 'p', 'u', 'x')
    """,
    r"""
    SELECT CASE WHEN i.indisunique THEN 'unique' ELSE 'index' END,
        c.relname, own.relname, regexp_replace(pg_get_indexdef(i.indexrelid, 0, true),
            '::(text|character varying)(\[\])?', '', 'g'),
        CASE WHEN i.indisvalid AND i.indisready AND i.indislive THEN '' ELSE 'disabled' END
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class own ON own.oid = i.indexrelid
    WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relkind IN ('r', 'p')
        AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
    """,
    """
    SELECT 'trigger', c.relname, t.tgname, pg_get_triggerdef(t.oid, true),
        CASE WHEN t.tgenabled IN ('O', 'A') THEN '' ELSE 'disabled' END
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND NOT t.tgisinternal
    """,
    # What acts at each log-in can make of that session whatever it likes.
    """
    SELECT 'trigger', '', evtname, '', '' FROM pg_event_trigger WHERE evtevent = 'login' AND evtenabled <> 'D'
    """,
    """
    SELECT 'function', '', format('%s(%s)', p.proname, pg_get_function_identity_arguments(p.oid)),
        concat_ws(' ', p.prokind, l.lanname, p.prosecdef, p.provolatile, p.proconfig, p.prorettype::regtype, p.prosrc),
        ''
    FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
    WHERE p.pronamespace = quote_ident(current_schema())::regnamespace AND NOT EXISTS (
        SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
    )
    """,
    """
    SELECT 'rule', c.relname, r.rulename, pg_get_ruledef(r.oid, true), ''
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relkind IN ('r', 'p')
    """,
    """
    SELECT 'policy', c.relname, p.polname, '', ''
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE c.relnamespace = quote_ident(current_schema())::regnamespace
    """,
    """
    SELECT 'inheritance', c.relname, i.inhrelid::regclass::text, '', ''
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhparent
    WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relkind IN ('r', 'p')
    """,
    # A session that plays the replica sets off no trigger, and so asks neither guards nor foreign keys. Of this
    # session, and as the default of an account or of the database.
    """
    SELECT 'setting', '', 'session_replication_role', current_setting('session_replication_role'), ''
    UNION ALL
    SELECT 'setting', '', format('%s of %s in %s', value, COALESCE(r.rolname, 'everybody'),
        COALESCE(d.datname, 'each database')), '', ''
    FROM pg_db_role_setting s CROSS JOIN unnest(s.setconfig) AS value
    LEFT JOIN pg_roles r ON r.oid = s.setrole LEFT JOIN pg_database d ON d.oid = s.setdatabase
    WHERE value LIKE 'session_replication_role=%' AND value <> 'session_replication_role=origin'
        AND (s.setdatabase = 0 OR d.datname = current_database())
    """,
)


def read_postgresql(cursor: CursorWrapper) -> Iterator[SchemaObject]:
    """Yield the objects of this database."""
    for query in CATALOGUE:
        cursor.execute(query)
        yield from (SchemaObject(*row) for row in cursor.fetchall())

"""Guards that are installed again take the place of those that an older version installed, whatever their text."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import pytest
from django.apps import apps
from django.db import connection

from tests.integrity.tampering import drops, tampered
from watchlist.integrity.schema import schema_differences, schema_objects

MIGRATIONS: Final = (
    "0002_guards",
    "0005_release_gate",
    "0006_line_dispositions",
    "0007_dismissal_reasons",
    "0008_route_tasks",
    "0009_corrections_and_questions",
    "0013_carried_line_words",
    "0014_same_goods",
    "0016_long_corrections",
    "0017_name_confidence",
    "0018_goods_of_files",
    "0020_results_files",
    "0021_replay_runs",
    "0022_screening_verdicts",
    "0030_found_by_look_backs",
    "0033_provider_accounts",
)
GUARDS: Final = [import_module(f"watchlist.migrations.{name}") for name in MIGRATIONS]
"""The migrations that install guards."""

# As earlier versions had them: what was filled in once could be deleted; a deletion was refused by its return value;
# and what a look-back had found was released by one.
OLDER: Final = {
    "postgresql": [
        """CREATE OR REPLACE FUNCTION watchlist_only_filled() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (
                SELECT 1 FROM jsonb_each_text(to_jsonb(OLD)) AS was
                JOIN jsonb_each_text(to_jsonb(NEW)) AS is_now USING (key)
                WHERE was.value IS DISTINCT FROM is_now.value
                  AND NOT (key = ANY (TG_ARGV) AND COALESCE(was.value, '') = '')
            ) THEN
                RAISE EXCEPTION '%: rows are written once, and what was left empty is filled in once', TG_TABLE_NAME
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$""",
        """CREATE OR REPLACE FUNCTION watchlist_revision_minds_the_gates() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.number = 1 AND NEW.note = ''
                AND EXISTS (SELECT 1 FROM watchlist_changeset WHERE id = NEW.change_set_id AND gates <> '') THEN
                RAISE EXCEPTION 'revision_minds_the_gates: the gates spoke: whoever takes the change set up says why'
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$""",
        """CREATE OR REPLACE TRIGGER watchlist_suppression_append_only BEFORE UPDATE OR DELETE ON watchlist_suppression
        FOR EACH ROW EXECUTE FUNCTION watchlist_refuse()""",
    ],
    "sqlite": [
        "DROP TRIGGER watchlist_suppression_no_delete",
        """CREATE TRIGGER watchlist_suppression_no_delete BEFORE DELETE ON watchlist_suppression
        WHEN OLD.answer <> '' BEGIN SELECT RAISE(ABORT, 'watchlist_suppression: rows are only ever added'); END""",
        "DROP TRIGGER watchlist_disposition_of_what_is_controlled_is_by_two",
        """CREATE TRIGGER watchlist_disposition_of_what_is_controlled_is_by_two BEFORE INSERT ON watchlist_disposition
        WHEN NEW.word IN ('released', 'released_under_authorisation') AND NEW.referral_id IS NULL AND EXISTS (
            SELECT 1 FROM watchlist_screenedline l JOIN watchlist_casescreening s ON s.screening_id = l.screening_id
            WHERE s.case_id = NEW.case_id AND (l.verdict = 'controlled' OR l.action = 'hold')
        ) BEGIN SELECT RAISE(ABORT, 'disposition_of_what_is_controlled_is_by_two'); END""",
    ],
}


def install() -> None:
    """Install every guard."""
    for migration in GUARDS:
        migration.install(apps, connection.schema_editor())


@pytest.mark.django_db
def test_guards_of_an_older_version_are_replaced_by_those_of_this_one() -> None:
    with tampered(*OLDER[connection.vendor]):
        assert len(list(schema_differences())) == {"postgresql": 3, "sqlite": 2}[connection.vendor]
        install()
        assert list(schema_differences()) == []


@pytest.mark.django_db
def test_no_guard_is_forgotten_there() -> None:
    guards = [item for item in schema_objects(connection) if item.kind == "trigger"]
    with tampered(*map(drops, guards)):
        assert {difference.what for difference in schema_differences()} == {"missing"}
        install()
        assert list(schema_differences()) == []

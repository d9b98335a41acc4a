"""Stored lines are what the trail tells of: each column and each hit that is altered by raw SQL is named."""

# ruff: noqa: S608 - statements of names of our own, as an attacker would write them

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from tests.cases.shipments import ACETIC_ANHYDRIDE, PIPERIDONE, opened
from tests.integrity.row_tampering import without_guards
from tests.web.full_house import fill
from watchlist.audit.covered_rows import row_differences
from watchlist.integrity.verifying import line_differences, manifest_differences
from watchlist.screenings.models import Screening

BY_THE_TEST = {
    *("auth_user", "auth_group", "watchlist_erasure"),
    *(f"watchlist_{name}" for name in ("changeset", "revision", "change", "edition")),
}
"""What the house of the tests writes past the verbs."""
LINE, HIT, DECLARED = "watchlist_screenedline", "watchlist_hit", "watchlist_manifestline"


def statements() -> Iterator[str]:
    """Yield what is altered of a stored screening, a statement each."""
    for column in ("verdict", "action", "severity", "depth", "likeness", "record"):
        yield f"UPDATE {LINE} SET {column} = 'x'"
    yield f"UPDATE {LINE} SET everyday = NOT COALESCE(everyday, FALSE)"
    yield f"UPDATE {LINE} SET record = REPLACE(record, 'controlled', 'no_match')"
    for column in ("tier", "severity", "list_key", "entry_key", "substance_key", "form"):
        yield f"UPDATE {HIT} SET {column} = 'x'"
    yield f"UPDATE {HIT} SET is_legal = NOT is_legal"
    yield f"DELETE FROM {HIT}"
    yield f"DELETE FROM {LINE} WHERE id = (SELECT MAX(id) FROM {LINE})"
    yield f"UPDATE {DECLARED} SET declared = '{{}}'"
    yield f"UPDATE {DECLARED} SET number = number + 7000"
    yield "UPDATE watchlist_manifest SET sha256 = 'x'"


@pytest.mark.usefixtures("law")
def test_what_is_altered_of_stored_lines_is_named() -> None:
    opened(PIPERIDONE, ACETIC_ANHYDRIDE, reference="S-1")
    rows = Screening.objects.select_related("manifest")
    assert [*line_differences(rows), *manifest_differences(rows)] == []
    missed = []
    with without_guards():
        for statement in statements():
            with transaction.atomic(), connection.cursor() as cursor:
                if connection.vendor == "sqlite":
                    cursor.execute("PRAGMA defer_foreign_keys = ON")
                cursor.execute(statement)
                found = [*line_differences(rows.all()), *manifest_differences(rows.all())]
                transaction.set_rollback(True)
            if not found:
                missed.append(statement)
    assert missed == []


@pytest.mark.usefixtures("law")
def test_every_verb_tells_of_the_rows_that_it_writes() -> None:
    """A house with a row of everything, as its people make it: no covered row is as no event says."""
    before = {(found.table, found.key) for found in row_differences()}
    fill()
    after = {(found.table, found.key, found.reason) for found in row_differences()}
    assert sorted(found for found in after if found[0] not in BY_THE_TEST and found[:2] not in before) == []

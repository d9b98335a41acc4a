"""Whatever is done by raw SQL to rows that the trail covers, past dropped guards, is found, and which row it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import IntegrityError, connection, transaction

from tests.integrity.row_tampering import Tampering, covered_models, tamperings, without_guards
from tests.law_store.law import open_an_entry
from tests.law_store.rows_of_all import NOW, write_one_of_each
from watchlist.access.provider_accounts import ProviderAccount
from watchlist.access.tokens import issue
from watchlist.audit.chain import append
from watchlist.audit.covered_rows import covered_tables, latest, row_differences
from watchlist.audit.models import RowDigest

pytestmark = pytest.mark.django_db
LEAST = 500


@pytest.fixture
def house() -> Iterator[None]:
    """Write a row of every covered table, each told of as it stands; then take every guard away."""
    write_one_of_each(open_an_entry())
    group, user = (
        Group.objects.create(name="Officers"),
        User.objects.create_user("ann", "ann@example.org", "a password"),
    )
    group.permissions.add(*Permission.objects.order_by("pk")[:3])
    ProviderAccount.objects.create(user=user, issuer="https://id.example.org", subject="of-ann", linked_at=NOW)
    issue(user=User.objects.create_superuser("root"), scopes=["admin"], actor="root", name="warehouse")
    rows = [row for model in covered_models().values() for row in model._default_manager.all()]
    append(
        actor="root", verb="keep_rows_as_found", target_kind="table", target_key="all", payload={}, at=NOW, rows=rows
    )
    assert user.pk
    with without_guards():
        yield


def test_every_tampering_of_a_covered_row_is_found_and_named(house: None) -> None:
    assert list(row_differences()) == []
    done, missed = list[Tampering](), []
    for tampering in tamperings():
        with suppress(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(tampering.statement, tampering.values)  # what is unique on SQLite stays so, and is refused
            done.append(tampering)
            found = {(difference.table, difference.key) for difference in row_differences()}
            if not any(table == tampering.table and tampering.key in {"", key} for table, key in found):
                missed.append(str(tampering))
            transaction.set_rollback(True)
    assert missed == []
    assert len(done) >= LEAST
    assert {tampering.table for tampering in done} == set(covered_tables())


@pytest.mark.parametrize(
    ("column", "value"),
    [("key", "x"), ("key", "9" * 30), ("key", ""), ("digest", "x"), ("version", 7), ("event_id", 7)],
)
def test_a_digest_of_a_row_that_is_altered_with_it_is_found(house: None, column: str, value: object) -> None:
    last = RowDigest.objects.filter(table="watchlist_judgement").latest("pk")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE watchlist_rowdigest SET {column} = %s WHERE id = %s", [value, last.pk])  # noqa: S608 - a name of our own
    assert ("watchlist_rowdigest", str(last.event_id)) in {(one.table, one.key) for one in row_differences()}


def test_a_covered_table_names_every_column_or_says_why_not() -> None:
    """A model that gets a column gets a line with the next version: what was written before has no such column."""
    for table, model in covered_models().items():
        covered = latest(table)
        named = {covered.key, *covered.columns, *covered.without}
        assert named == {field.column for field in model._meta.concrete_fields}, table
        assert bool(covered.without) == bool(covered.because), table

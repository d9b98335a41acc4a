"""What the database itself refuses of rows that are written: of every guarded table one, for all tests of this file."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from tests.database import kept_rows
from tests.law_store.law import open_an_entry
from tests.law_store.rows_of_all import NOW, write_one_of_each
from watchlist.audit.models import AuditEvent, ErasedPayload
from watchlist.manifests.models import ManifestPart
from watchlist.temporal import tick

GUARDED = import_module("watchlist.migrations.0002_guards").GUARDED


@pytest.fixture(scope="module")
def one_of_each(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Write a row of every guarded table."""
    with kept_rows(django_db_blocker):
        write_one_of_each(open_an_entry())
        yield


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_of_each")]


def guarded(names: tuple[str, ...]) -> list[type[models.Model]]:
    return [apps.get_model("watchlist", name) for name in names]


def overwrite(model: type[models.Model]) -> None:
    """Overwrite one column of every row: one of text, where there is one that is filled from the beginning."""
    texts = (f for f in model._meta.concrete_fields if isinstance(f, models.CharField | models.TextField))
    fields = [field for field in texts if not field.null]
    others = {ManifestPart: {"number": 7}, ErasedPayload: {"by_event": AuditEvent.objects.latest("sequence")}}
    values = {fields[-1].name: "x"} if fields else others.get(model, {"at": NOW})
    with transaction.atomic():
        model._default_manager.update(**values)


@pytest.mark.parametrize("model", guarded(GUARDED.known + GUARDED.append_only + GUARDED.written_once))
def test_what_was_written_is_never_overwritten(model: type[models.Model]) -> None:
    assert model._default_manager.exists()
    with pytest.raises(IntegrityError):
        overwrite(model)


@pytest.mark.parametrize("model", guarded(GUARDED.known + GUARDED.append_only))
def test_knowledge_and_the_trail_are_never_deleted(model: type[models.Model]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.all()._raw_delete(using="default")


@pytest.mark.parametrize("model", guarded(GUARDED.known))
def test_a_row_of_knowledge_is_superseded_once_and_for_ever(model: type[models.Model]) -> None:
    rows = model._default_manager.all()
    rows.update(superseded_at=tick())
    for again in (tick(), None):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(superseded_at=again)


EMPTIED = 'UPDATE {table} SET superseded_at = %s, "{column}" = NULL WHERE "{column}" IS NOT NULL'


@pytest.mark.parametrize("model", guarded(GUARDED.known))
def test_no_column_changes_while_its_row_is_superseded(model: type[models.Model]) -> None:
    columns = {field.attname for field in model._meta.concrete_fields if not field.primary_key} - {"superseded_at"}
    for column in sorted(name for name in columns if model._default_manager.exclude(**{name: None}).exists()):
        emptied = EMPTIED.format(table=model._meta.db_table, column=column)
        with pytest.raises(IntegrityError, match="only be superseded"), transaction.atomic():
            connection.cursor().execute(emptied, [tick()])


@pytest.mark.parametrize("model", guarded(GUARDED.known))
def test_nothing_is_superseded_before_it_was_recorded(model: type[models.Model]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.update(superseded_at=models.F("recorded_at"))


PUT_ANEW = {
    "sqlite": "INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
    "postgresql": "INSERT INTO {table} SELECT * FROM {table} LIMIT 1 ON CONFLICT ({key}) DO UPDATE SET {key} = "
    "EXCLUDED.{key}",
}


@pytest.mark.parametrize("model", guarded(GUARDED.known + GUARDED.append_only))
def test_no_row_is_put_in_the_place_of_another(model: type[models.Model]) -> None:
    put = PUT_ANEW[connection.vendor].format(table=model._meta.db_table, key=model._meta.pk.column)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(put)

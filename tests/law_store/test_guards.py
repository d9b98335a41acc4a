"""What the database itself refuses, whoever asks: on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from tests.law_store.law import WHO, facts, open_an_entry
from tests.law_store.rows_of_all import (
    FILLED,
    NOW,
    SECOND,
    a_look_back,
    what_is_held,
    what_waits_for_a_second,
)
from watchlist.law_store.history import record
from watchlist.law_store.models import ListEntry, Scheduling
from watchlist.manifests.models import Manifest, Party
from watchlist.screenings.models import Screening
from watchlist.temporal import tick

pytestmark = pytest.mark.django_db
GUARDED = import_module("watchlist.migrations.0002_guards").GUARDED
OF_ROUTES = import_module("watchlist.migrations.0008_route_tasks").GUARDED
"""What is guarded since routes are tasks."""


ANSWERED = ("suppression", "determination")
"""Filled in by their verbs: see the four eyes of each."""


@pytest.mark.parametrize("model", [name for name in GUARDED.filled if name not in ANSWERED])
def test_what_was_left_empty_is_filled_in_once(model: str) -> None:
    manifest = Manifest.objects.create(source="a.csv", sha256="0" * 64, original=b"", received_at=NOW)
    Party.objects.create(key="acme")
    screening = Screening.objects.create(manifest=manifest, known_at=NOW, question="{}", coverage="{}")
    a_look_back()
    what_is_held(what_waits_for_a_second(screening).asked_by)
    rows = apps.get_model("watchlist", model)._default_manager
    assert GUARDED.filled[model] == tuple(FILLED[model])
    rows.update(**FILLED[model])
    others = {str: ("x", ""), int: (SECOND + 1, None), datetime: (NOW + timedelta(1), None)}
    for name, value in FILLED[model].items():
        for again in others[type(value)]:
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.update(**{name: again})


def test_a_screening_under_way_is_changed_in_nothing_else() -> None:
    manifest = Manifest.objects.create(source="a.csv", sha256="0" * 64, original=b"", received_at=NOW)
    Screening.objects.create(manifest=manifest, known_at=NOW, question="{}", coverage="{}")
    for change in ({"coverage": "x"}, {"summary": "{}"}, {"made_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Screening.objects.update(**change)


@pytest.mark.parametrize(
    ("start", "until", "allowed"),
    [
        (date(2000, 1, 1), date(2005, 1, 1), True),
        (date(2010, 1, 1), None, True),
        (None, date(2005, 1, 1), True),
        (date(2004, 1, 1), date(2005, 1, 2), False),
        (date(2009, 12, 31), None, False),
        (date(2006, 1, 1), date(2007, 1, 1), False),
        (date(2000, 1, 1), None, False),
        (None, None, False),
    ],
)
def test_two_current_periods_of_an_entry_never_overlap(
    entry: ListEntry, start: date | None, until: date | None, allowed: bool
) -> None:
    record(entry=entry, facts=facts("first", date(2005, 1, 1), valid_until=date(2010, 1, 1)), **WHO)
    second = facts("second", start, valid_until=until)
    if allowed:
        assert record(entry=entry, facts=second, **WHO).pk
    else:
        with pytest.raises(IntegrityError, match="scheduling_periods_overlap"):
            record(entry=entry, facts=second, **WHO)


def test_another_entry_and_what_is_superseded_may_overlap(entry: ListEntry) -> None:
    record(entry=entry, facts=facts(), **WHO)
    record(entry=open_an_entry("gbl"), facts=facts(), **WHO)
    Scheduling.objects.filter(entry=entry).supersede(tick())
    record(entry=entry, facts=facts(), **WHO)
    assert Scheduling.objects.count() == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"valid_until": date(2000, 1, 1)},
        {"date_precision": "unknown"},
        {"on": None, "date_precision": "day"},
    ],
)
def test_a_period_ends_after_it_starts_and_has_the_precision_of_its_start(
    entry: ListEntry, wrong: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError):
        record(entry=entry, facts=facts(**wrong), **WHO)


def test_an_event_has_one_current_row(entry: ListEntry) -> None:
    record(entry=entry, facts=facts("added", date(2000, 1, 1), valid_until=date(2001, 1, 1)), **WHO)
    with pytest.raises(IntegrityError):
        record(entry=entry, facts=facts("added", date(2002, 1, 1)), **WHO)


def test_every_guard_stands() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
            )
        standing = {(table, verb) for table, sql in cursor.fetchall() for verb in ("UPDATE", "DELETE") if verb in sql}
    both = {
        (f"watchlist_{model}", verb)
        for guarded in (GUARDED, OF_ROUTES)
        for model in guarded.known + guarded.append_only
        for verb in ("UPDATE", "DELETE")
    }
    of_payloads = {("watchlist_auditpayload", "DELETE")}
    assert standing >= both | of_payloads | {(f"watchlist_{model}", "UPDATE") for model in GUARDED.written_once}


def test_every_model_of_knowledge_is_guarded() -> None:
    known = {m._meta.model_name for m in apps.get_models() if any(f.name == "superseded_at" for f in m._meta.fields)}
    assert known == {*GUARDED.known, *OF_ROUTES.known}

"""`manage.py replay`: a stored run asked again, equal or with its difference and the cause."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from tests.screenings.test_uploads import received, run as run_job
from watchlist.audit import chain
from watchlist.engine.reading.columns import file_shape
from watchlist.law_store.history import correct
from watchlist.law_store.models import ListEntry, Scheduling
from watchlist.management.commands import replay as command
from watchlist.manifests.column_choices import correct_columns
from watchlist.screenings.models import ScreenedLine, Screening

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
FILE = "name,cas,quantity,unit,consignee\nAcetone,67-64-1,5,kg,Acme\nPiperonal,120-57-0,1,kg,Acme\nsalt,,1,t,\n"
WRITES = re.compile(r"\s*(insert|update|delete|create|drop|alter)\b", re.IGNORECASE)


@pytest.fixture
def stored(tmp_path: Path) -> Screening:
    """Return a file that was screened at the command line and saved."""
    path = tmp_path / "lines.csv"
    path.write_text(FILE)
    with pytest.raises(SystemExit):
        call_command("screen", str(path), "--save", "--reference", "R-1", stdout=io.StringIO())
    screening: Screening = Screening.objects.get()
    return screening


def told(key: object, *options: str) -> tuple[str, int]:
    """Return what a replay prints, and its exit status."""
    out = io.StringIO()
    try:
        call_command("replay", str(key), *options, stdout=out)
    except SystemExit as stop:
        return out.getvalue(), int(stop.code or 0)
    except CommandError as error:
        return str(error), error.returncode
    return out.getvalue(), 0


def altered(row: Model, **values: object) -> None:
    """Alter a stored row as somebody would who has the database itself: its guards refuse everybody else."""
    table = row._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
    type(row)._default_manager.filter(pk=row.pk).update(**values)


def records(key: object) -> Iterator[dict[str, Any]]:
    return map(json.loads, told(key, "--format", "jsonl")[0].splitlines())


def test_an_untouched_run_is_the_same_and_says_its_hash(stored: Screening) -> None:
    text, status = told(stored.pk)
    assert status == 0
    assert re.fullmatch(r"The same: 3 lines as known at \S+, sha256 [0-9a-f]{64}\.\n", text)
    (whole,) = records(stored.pk)
    assert (whole["same"], whole["lines"], whole["differing"], whole["causes"]) == (True, 3, 0, [])
    assert whole["sha256_then"] == whole["sha256_now"]
    assert whole["sha256_then"] in text


def test_nothing_is_written(stored: Screening) -> None:
    with CaptureQueriesContext(connection) as captured:
        told(stored.pk)
    assert captured.captured_queries
    assert [query["sql"] for query in captured.captured_queries if WRITES.match(query["sql"])] == []


def test_what_became_of_the_law_since_changes_nothing(stored: Screening) -> None:
    entry = ListEntry.objects.get(key="us-list-1/piperonal")
    row = Scheduling.objects.current().get(entry=entry)
    correct(entry=entry, replacements={row: None}, actor="curator", reason="it never stood there")
    assert told(stored.pk)[1] == 0


def test_what_was_said_of_columns_since_changes_nothing(stored: Screening) -> None:
    shape = file_shape(FILE.splitlines()[0].split(","))
    correct_columns(shape=shape, corrections={"name": None}, actor="officer")
    assert told(stored.pk)[1] == 0


def test_an_altered_record_is_shown_with_what_was_altered(stored: Screening) -> None:
    line = ScreenedLine.objects.get(screening=stored, line__number=2)
    record = json.loads(line.record)
    record["severity"], record["findings"] = "low", record["findings"][1:]
    altered(line, record=json.dumps(record, ensure_ascii=False, separators=(",", ":")))
    text, status = told(stored.pk)
    assert status == 1
    assert 'line 2 (L2) differs\n  severity: "low" then, "high" now\n' in text
    assert "Not the same: 1 line of 3 lines" in text
    assert "Nothing that the answer rests on differs" in text
    difference, whole = records(stored.pk)
    assert {"at": "severity", "then": "low", "now": "high"} in difference["changes"]
    assert [cause["code"] for cause in whole["causes"]] == ["stored"]


@pytest.mark.alters_rows
def test_a_record_that_is_gone_is_shown(stored: Screening) -> None:
    last = ScreenedLine.objects.get(screening=stored, line__number=3)
    ScreenedLine.objects.filter(pk=last.pk).delete()
    text, status = told(stored.pk)
    assert status == 1
    assert "line 3 (L3) differs\n  it is not stored\n" in text


def test_an_altered_summary_is_a_difference_too(stored: Screening) -> None:
    altered(stored, summary=json.dumps(json.loads(stored.summary) | {"controlled": 0}))
    text, status = told(stored.pk)
    assert status == 1
    assert "  controlled: 0 then, 2 now\n" in text


def test_another_engine_that_answers_otherwise_is_the_cause(stored: Screening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("watchlist.engine.versions.rdkit_version", lambda: "1999.1")
    assert told(stored.pk) == (told(stored.pk)[0], 0)
    assert "Another engine answers the same; it differs in rdkit" in told(stored.pk)[0]
    monkeypatch.setattr("watchlist.engine.decision.run.request_for", lambda fields, item: "Another text.")
    text, status = told(stored.pk)
    assert status == 1
    assert "Cause: The engine is another. RDKit: 2" in text
    assert "then, 1999.1 now.\n" in text


def test_a_list_that_reads_otherwise_as_it_was_known_then_is_the_cause(
    stored: Screening, monkeypatch: pytest.MonkeyPatch
) -> None:
    coverage = json.loads(stored.coverage)
    coverage["lists"][0]["sha256"] = "0" * 64
    altered(stored, coverage=json.dumps(coverage))
    monkeypatch.setattr("watchlist.engine.decision.run.request_for", lambda fields, item: "Another text.")
    *_, whole = records(stored.pk)
    assert [(cause["code"], cause["part"]) for cause in whole["causes"]] == [("law", coverage["lists"][0]["key"])]


def test_bytes_that_are_not_those_received_are_the_cause(stored: Screening) -> None:
    altered(stored.manifest, original=FILE.replace("Acetone", "Water").encode())
    *_, whole = records(stored.pk)
    assert [cause["code"] for cause in whole["causes"]] == ["file"]


def test_of_many_differences_the_text_shows_some_and_counts_all(
    stored: Screening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "MOST_SHOWN", 1)
    monkeypatch.setattr("watchlist.engine.decision.run.request_for", lambda fields, item: "Another text.")
    text, _ = told(stored.pk)
    assert text.count(" differs\n") == 1
    assert "… and 2 lines more (--format jsonl shows all)" in text
    assert len(list(records(stored.pk))) == 4


def test_a_long_file_that_was_screened_by_shares_is_the_same() -> None:
    upload = received()
    assert run_job(upload).state == "done"
    text, status = told(upload.pk)
    assert (status, text.startswith("The same: 23 lines")) == (0, True)


def test_what_is_not_there_cannot_be_asked_again(stored: Screening) -> None:
    key = uuid4()
    assert told(key) == (f"{key}: No screening {key} is stored.", 2)
    gone = {"shipments": [{"screening": str(key)}]}
    chain.append(
        actor="jobs",
        verb="let_go",
        target_kind="job",
        target_key="1",
        payload=gone,
        at=datetime(2026, 3, 1, tzinfo=UTC),
    )
    assert told(key) == (f"{key}: It was let go on 2026-03-01: its file and its answers are gone.", 2)
    with pytest.raises(CommandError, match="is no id of a screening"):
        call_command("replay", "R-1")


@pytest.mark.alters_rows
def test_what_is_under_way_or_unreadable_cannot_be_asked_again(stored: Screening) -> None:
    altered(stored.manifest, original=b"\x89PNG")
    text, status = told(stored.pk)
    assert (status, "PNG" in text) == (2, True)
    altered(stored, made_at=None, summary="")
    assert told(stored.pk) == (f"{stored.pk}: It is still under way: it was not answered to its end.", 2)

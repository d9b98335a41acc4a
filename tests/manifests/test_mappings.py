"""What an officer says of columns once: stored by the shape of the file, superseded and never overwritten, reused."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import IntegrityError, transaction

from watchlist.audit.models import AuditEvent
from watchlist.engine.answer import CorrectedColumn
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.reading.columns import MAPPABLE, file_shape, uncorrected
from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.engine.reading.preview import preview_file
from watchlist.engine.reading.readers import manifest_from_upload, read_manifest
from watchlist.manifests.column_choices import (
    LIFETIME,
    correct_columns,
    corrections_known_at,
    drop_draft,
    keep_draft,
    kept_draft,
)
from watchlist.manifests.models import ColumnMapping, ManifestDraft
from watchlist.web.screening.screen_form import LABELS

pytestmark = pytest.mark.django_db
SHAPE = file_shape(["Waga", "Nazwa", "CAS"])
TEXT = "Waga;Nazwa;CAS\n5;Aceton;x\n"


def correct(actor: str = "officer", **corrections: str | None) -> list[ColumnMapping]:
    return correct_columns(shape=SHAPE, corrections=corrections, actor=actor)


def read(text: str = TEXT) -> DeclaredManifest:
    return read_manifest("-", stdin=io.BytesIO(text.encode()), corrections=corrections_known_at())


def test_a_correction_is_used_for_every_file_of_the_shape_and_for_no_other() -> None:
    correct(nazwa="name", cas=None)
    assert read().lines[0].fields == {"name": "Aceton"}
    assert read("Waga;CAS\n5;67-64-1\n").lines[0].fields == {"cas": "67-64-1"}


def test_the_account_of_a_file_names_what_was_corrected() -> None:
    assert read().account.as_record().mapping == ()
    correct(nazwa="name", cas=None)
    assert read().account.as_record().mapping == (
        CorrectedColumn(sheet="", shape=SHAPE, column="Nazwa", field="name"),
        CorrectedColumn(sheet="", shape=SHAPE, column="CAS", field=None),
    )


def test_a_later_word_supersedes_an_earlier_one_and_overwrites_nothing() -> None:
    correct(nazwa="remarks", cas="remarks")
    correct("second-officer", nazwa="name")
    assert corrections_known_at()(SHAPE) == {"nazwa": "name", "cas": "remarks"}
    rows = ColumnMapping.objects.filter(column="nazwa").values_list("field", "recorded_by", "superseded_at")
    (first, second) = rows.order_by("recorded_at")
    assert first[:2] == ("remarks", "officer")
    assert first[2] is not None
    assert second == ("name", "second-officer", None)


def test_what_was_held_then_is_known_as_of_then() -> None:
    (row,) = correct(nazwa="remarks")
    correct(nazwa="name")
    assert corrections_known_at(row.recorded_at)(SHAPE) == {"nazwa": "remarks"}
    assert corrections_known_at(row.recorded_at - timedelta(microseconds=1)) is uncorrected


def test_one_act_is_one_event_and_what_is_held_already_is_none() -> None:
    correct(nazwa="name", cas=None)
    assert correct(nazwa="name", cas=None) == []
    (event,) = AuditEvent.objects.all()
    assert (event.actor, event.verb, event.target_kind) == ("officer", "correct_columns", "file_shape")
    assert event.target_key == SHAPE
    assert json.loads(event.payload.body) == {"columns": {"nazwa": "name", "cas": None}, "before": {}}


@pytest.mark.parametrize(("key", "field"), [("nazwa", "colour"), ("nazwa", ""), ("", "name"), ("x" * 201, "name")])
def test_what_is_no_field_or_no_column_is_refused(key: str, field: str) -> None:
    with pytest.raises(CorrectTheData):
        correct(cas="name", **{key: field})
    assert not ColumnMapping.objects.exists()


def test_a_column_has_one_current_row() -> None:
    (row,) = correct(nazwa="name")
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_file_takes_a_query_and_one_more_where_it_was_corrected(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        read("name;cas\nacetone;67-64-1\n")
    correct(nazwa="name")
    with django_assert_num_queries(1):
        read("name;cas\nacetone;67-64-1\n")
    with django_assert_num_queries(2):
        read()


def test_a_workbook_with_a_header_of_two_rows_is_found_again(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Towar", "CAS", "Waga", None], [None, None, "netto", "brutto"], ["Aceton", "67-64-1", 5, 6]):
        book.worksheets[0].append(row)
    for span in ("A1:A2", "B1:B2", "C1:D1"):
        book.worksheets[0].merge_cells(span)
    book.save(tmp_path / "a.xlsx")
    data = (tmp_path / "a.xlsx").read_bytes()
    (heading,) = manifest_from_upload("a.xlsx", data).headings
    assert [column.name for column in heading.columns] == ["Towar", "CAS", "Waga (netto)", "Waga (brutto)"]
    correct_columns(shape=heading.shape, corrections={"wagabrutto": "remarks", "towar": "name"}, actor="officer")
    fields = manifest_from_upload("a.xlsx", data, corrections_known_at()).lines[0].fields
    assert fields == {"name": "Aceton", "cas": "67-64-1", "remarks": "6"}


def test_a_look_shows_the_first_values_and_what_each_column_is_read_as() -> None:
    look = preview_file("a.csv", b"Waga;Nazwa;CAS\n5;Aceton;67-64-1\n5;Toluen;108-88-3\n")
    assert [(one.column.name, one.column.field, one.values) for one in look.tables[0].columns] == [
        ("Waga", None, ("5",)),
        ("Nazwa", None, ("Aceton", "Toluen")),
        ("CAS", "cas", ("67-64-1", "108-88-3")),
    ]
    assert (look.lines, look.understood, look.names_goods) == (2, True, True)


@pytest.mark.parametrize(
    ("source", "data"),
    [
        ("a.csv", b"Waga;Nazwa\n5;Aceton\n"),
        ("a.tsv", b"Spis\nWaga\tNazwa\n5\tAceton\n"),
        ("a.json", b'[{"Waga": 5, "Nazwa": "Aceton"}]'),
    ],
)
def test_a_look_shows_a_file_whose_headers_nobody_understands_yet(source: str, data: bytes) -> None:
    look = preview_file(source, data)
    (table,) = look.tables
    assert [(one.column.name, one.column.field, one.values) for one in table.columns] == [
        ("Waga", None, ("5",)),
        ("Nazwa", None, ("Aceton",)),
    ]
    assert (look.understood, look.names_goods, look.goods) == (False, False, ())
    correct_columns(shape=table.shape, corrections={"nazwa": "name"}, actor="officer")
    assert preview_file(source, data, corrections_known_at()).goods == ("Aceton",)


def test_sheets_under_one_header_are_shown_once(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for sheet, good in ((book.worksheets[0], "Acetone"), (book.create_sheet("More"), "Toluene")):
        sheet.append(["Name", "Colour"])
        sheet.append([good, "red"])
    book.save(tmp_path / "a.xlsx")
    look = preview_file("a.xlsx", (tmp_path / "a.xlsx").read_bytes())
    assert [table.sheets for table in look.tables] == [("Sheet", "More")]
    assert look.goods == ("Acetone", "Toluene")


def test_every_field_that_a_column_may_be_has_words() -> None:
    assert LABELS.keys() == set(MAPPABLE)
    assert len(set(LABELS.values())) == len(LABELS)


def draft(owner: str = "officer") -> ManifestDraft:
    return keep_draft(source="a.csv", original=b"name\nx\n", question={"origin": "NL"}, owner=owner)


def test_a_draft_is_its_owners_and_is_dropped_once() -> None:
    kept = draft()
    assert kept_draft(kept.pk, "second-officer") is None
    assert kept_draft(kept.pk, "officer") == kept
    assert drop_draft(draft=kept)
    assert not drop_draft(draft=kept)
    assert not AuditEvent.objects.exists()


def test_a_draft_that_nobody_came_back_to_goes_with_the_next_file() -> None:
    old = draft()
    ManifestDraft.objects.filter(pk=old.pk).update(kept_at=old.kept_at - LIFETIME)
    assert kept_draft(old.pk, "officer") is None
    new = draft("second-officer")
    assert list(ManifestDraft.objects.all()) == [new]

"""Parquet says of each line what JSON Lines says of it, in types; the same records are the same bytes."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pyarrow
import pytest
from django.contrib.auth.models import User
from pyarrow import parquet

from tests.engine.test_answer import DATED, LINES, ROUTES
from tests.screenings.suppressions.laid_down import ASKED, CONFLICT, GUESSED, NOTE, all_suppressed, in_days, stored
from watchlist.engine.answer import Line, Record
from watchlist.engine.answer_codec import encode
from watchlist.engine.command.main import main
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.engine.reports import FORMATS, formats, parquetfile
from watchlist.results.redaction import redacted
from watchlist.screenings.pipeline import stream
from watchlist.screenings.suppressions import suppressing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]

UNICODE = {"name": "乙酸酐 “Essigsäure” 🧪", "key": "№ 7", "Bin\u00a07": "e\u0301", "quantity": "12,5", "unit": "kg"}
TYPES: Sequence[tuple[str, str]] = (
    ("line", "int64"),
    ("verdict", "string"),
    ("as_of", "date32[day]"),
    ("known_at", "timestamp[us, tz=UTC]"),
    ("amount.kg", "double"),
    ("amount.may_be_litres", "double"),
    ("fields", "map<string, string ('fields')>"),
    ("movement.exported_on", "date32[day]"),
    ("decision.at", "timestamp[us, tz=UTC]"),
    ("decision.by", "list<element: string>"),
)


def written(records: Sequence[Record]) -> bytes:
    """Return the file of some records."""
    out = io.BytesIO()
    FORMATS["parquet"].write(records, out)
    return out.getvalue()


def answered(lines: Sequence[dict[str, str]], **asked: Any) -> list[Record]:
    """Return the records of an answer."""
    return list(stream(manifest_from_payload({"lines": [dict(line) for line in lines]}), Question(**asked)))


def is_same(read: Any, said: Any) -> bool:
    """Say whether what was read of a column is what JSON says; a key that JSON has not is null."""
    match read, said:
        case list(), dict():
            return dict(read) == said
        case dict(), dict():
            return said.keys() - {"record"} <= read.keys() and all(is_same(read[key], said.get(key)) for key in read)
        case list(), list():
            return len(read) == len(said) and all(map(is_same, read, said))
        case datetime(), str():
            return read == datetime.fromisoformat(said)
        case date(), str():
            return read.isoformat() == said
        case float(), str():
            return read == float(said)
    return bool(read == said)


def assert_says_what_json_says(records: Sequence[Record]) -> None:
    """Read the file of records back, and compare each key of each line."""
    file = parquet.ParquetFile(io.BytesIO(written(records)))
    rows, said = file.read().to_pylist(), [json.loads(encode(record)) for record in records]
    facts = {"as_of": said[0]["as_of"], "known_at": said[0]["known_at"]}
    assert len(rows) == len(said) - 2
    for row, line in zip(rows, said[1:-1], strict=True):
        different = [key for key in row if not is_same(row[key], {**line, **facts}.get(key))]
        assert (different, line.keys() - row.keys()) == ([], {"record"}), line["line"]
    assert [json.loads(file.metadata.metadata[name]) for name in (b"coverage", b"summary")] == [said[0], said[-1]]


@pytest.mark.parametrize("asked", ROUTES[:3])
def test_each_key_of_each_line_is_read_back(asked: dict[str, Any]) -> None:
    assert_says_what_json_says(answered([*({**DATED, **line} for line in LINES), UNICODE], **asked))


def test_what_is_withheld_from_a_reader_is_null() -> None:
    records = answered(LINES, origin="US", destination="DE")
    shown = [redacted(record) if isinstance(record, Line) else record for record in records]
    assert shown != records
    assert_says_what_json_says(shown)


def test_what_two_people_set_aside_is_told_whichever_it_is(officer: User, second_officer: User) -> None:
    all_suppressed(GUESSED, officer, second_officer)
    asked = suppressing.request_conflict_suppression(
        line=stored(CONFLICT), position=0, until=in_days(9), note=NOTE, actor=officer
    )
    suppressing.answer_suppression(suppression=asked, agreed=True, actor=second_officer)
    records = answered([GUESSED, CONFLICT], **ASKED)
    assert all(record.suppressed for record in records if isinstance(record, Line))
    assert_says_what_json_says(records)


def test_a_manifest_without_lines_has_all_columns_and_no_row() -> None:
    coverage, *_, summary = answered(LINES[:1])
    full, empty = (parquet.read_table(io.BytesIO(written(some))) for some in (answered(LINES), [coverage, summary]))
    assert (empty.num_rows, empty.schema) == (0, full.schema)


@pytest.mark.parametrize(("place", "kind"), TYPES)
def test_a_column_has_the_type_of_what_it_says(place: str, kind: str) -> None:
    column, *keys = place.split(".")
    found: pyarrow.DataType = parquet.read_schema(io.BytesIO(written(answered(LINES[:1])))).field(column).type
    for key in keys:
        found = found.field(key).type
    assert str(found) == kind


def test_rows_are_written_in_groups_and_the_same_records_are_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    records = answered([UNICODE, *LINES[:9]])
    whole = written(records)
    assert written(records) == whole
    monkeypatch.setattr(parquetfile, "LINES_AT_ONCE", 2)
    monkeypatch.setattr(parquetfile, "LINES_IN_A_GROUP", 4)
    grouped = parquet.ParquetFile(io.BytesIO(written(records)))
    assert [grouped.metadata.row_group(at).num_rows for at in range(grouped.num_row_groups)] == [4, 4, 2]
    assert grouped.read().equals(parquet.read_table(io.BytesIO(whole)))


def test_without_its_extra_it_is_not_offered_and_who_asks_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(formats, "find_spec", {}.get)
    with pytest.raises(SystemExit) as left:
        main(["screen", "-", "--format", "parquet"])
    assert left.value.code == 2
    assert "the extra 'parquet' is not installed" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["screen", "-", "--format", "none"])
    assert "parquet" not in capsys.readouterr().err

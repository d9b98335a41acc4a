"""A workbook that breaks off leaves no file of its sheets: those of a long answer are larger than the answer."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from tests.exports.records import CONTROLLED, answer
from tests.faults.making import small_disk
from watchlist.cases.register.rows import as_workbook
from watchlist.engine.reports.workbook import Workbook

RECORDS = answer(*[CONTROLLED] * 50)
Writer = Callable[[Iterable[Any], IO[bytes]], None]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which sheets grow."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def broken_off(records: Iterable[Any], folder: Path) -> Iterator[Any]:
    yield from records
    assert list(folder.glob("openpyxl.*")), "no sheet grows where it is looked for"
    raise ConnectionError


def test_an_answer_whose_records_break_off(folder: Path) -> None:
    with pytest.raises(ConnectionError):
        Workbook().write(broken_off(RECORDS[:-1], folder), io.BytesIO())
    assert not list(folder.iterdir())


def test_a_register_whose_rows_break_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("watchlist.cases.register.rows.COLUMNS", {"day": str})
    with pytest.raises(ConnectionError):
        as_workbook(broken_off(["2026-01-01"], folder), io.BytesIO())
    assert not list(folder.iterdir())


@pytest.mark.parametrize("pages", [0, 1, 2])
@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_a_disk_that_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: int) -> None:
    with small_disk(tmp_path / "disk") as disk:
        monkeypatch.setattr(tempfile, "tempdir", str(disk.folder))
        with (
            disk.full(pages=pages),
            pytest.raises(OSError, match="No space"),
            (disk.folder / "answer").open("wb") as out,
        ):
            Workbook().write(RECORDS, out)
        assert not list(disk.folder.glob("openpyxl.*"))


def test_one_that_is_written_leaves_none_either(folder: Path) -> None:
    Workbook().write(RECORDS, io.BytesIO())
    assert not list(folder.iterdir())

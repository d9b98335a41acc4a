"""A workbook that is written whole or leaves nothing: its sheets grow in files of their own until it is saved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook


@contextmanager
def whole_workbook(out: IO[Any]) -> Iterator[Workbook]:
    """Yield a workbook to be filled, and write it once the block is done.

    Where either breaks off, the files of its sheets are removed too: the library keeps them until the process ends.
    """
    book = Workbook(write_only=True)
    try:
        yield book
        book.save(out)
    finally:
        for sheet in book.worksheets:
            _discard(sheet)


def _discard(sheet: Any) -> None:
    writer, rows = sheet._writer, sheet._rows
    for begun in filter(None, (rows, writer)):
        with suppress(OSError, ValueError):  # a disk that is full takes no end of a sheet either
            begun.close()
    if writer and Path(writer.out).exists():
        writer.cleanup()

"""All that a binary format says, as one text."""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZipFile

from pyarrow import parquet


def text_of(name: str, content: BytesIO) -> str:
    """Return what a file of results says: the parts of a workbook, or the rows and records of a Parquet file."""
    if name == "parquet":
        table = parquet.read_table(content)
        records = [value.decode() for value in (table.schema.metadata or {}).values()]
        return " ".join([json.dumps(table.to_pylist(), default=str, ensure_ascii=False), *records])
    with ZipFile(content) as book:
        return " ".join(book.read(part).decode() for part in book.namelist() if part.endswith(".xml"))

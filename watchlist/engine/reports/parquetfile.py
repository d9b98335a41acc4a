"""Parquet: a row for each line, in typed columns of the contract's keys; needs the extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any, Final

import pyarrow
from pyarrow import parquet

from watchlist.engine.answer import Coverage, Line, Record, Summary
from watchlist.engine.answer_codec import encode
from watchlist.engine.reports.parquet_columns import coverage_keys, line_keys, schema_of
from watchlist.engine.reports.records import opened

LINES_AT_ONCE: Final = 500
"""Lines that are held as Python's values before they become columns."""
LINES_IN_A_GROUP: Final = 5_000
"""Lines of a row group, which is held as columns until it is written."""
COMPRESSION: Final = "zstd"


@dataclass(frozen=True, slots=True)
class ParquetFile:
    """Writes row groups as the lines come: the same records, the same bytes.

    The coverage and the summary stand whole in the metadata of the file, as JSON under these names.
    """

    def write(self, records: Iterable[Record], out: IO[Any]) -> None:
        """Write the file."""
        coverage, rest = opened(records)
        batches = _Batches(coverage, rest)
        with parquet.ParquetWriter(out, batches.schema, compression=COMPRESSION) as writer:
            for group in _groups(batches):
                writer.write_table(group, row_group_size=LINES_IN_A_GROUP)
            writer.add_key_value_metadata(batches.facts())


class _Batches:
    """The lines of an answer as columns, some at a time; the summary is known when the last has come."""

    def __init__(self, coverage: Coverage, rest: Iterator[Line | Summary]) -> None:
        self._coverage, self._rest = coverage, rest
        self._summary: Summary | None = None
        self.schema = schema_of((*line_keys(), *coverage_keys()))
        self._of_coverage = [key.column.read(getattr(coverage, key.attribute)) for key in coverage_keys()]

    def __iter__(self) -> Iterator[pyarrow.RecordBatch]:
        lines = self._lines()
        while group := list(islice(lines, LINES_AT_ONCE)):
            columns: list[Any] = [
                [key.column.read(getattr(line, key.attribute)) for line in group] for key in line_keys()
            ]
            columns += [[value] * len(group) for value in self._of_coverage]
            arrays = [pyarrow.array(*column) for column in zip(columns, self.schema.types, strict=True)]
            yield pyarrow.RecordBatch.from_arrays(arrays, schema=self.schema)

    def facts(self) -> dict[str, bytes]:
        """Return the records of the answer that are no lines, by what they are."""
        facts = {"coverage": self._coverage, "summary": self._summary}
        return {name: encode(record) for name, record in facts.items() if record}

    def _lines(self) -> Iterator[Line]:
        for record in self._rest:
            if isinstance(record, Summary):
                self._summary = record
            else:
                yield record


def _groups(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.Table]:
    """Yield the batches joined, as many as a row group holds."""
    rest = iter(batches)
    while group := list(islice(rest, LINES_IN_A_GROUP // LINES_AT_ONCE)):
        yield pyarrow.Table.from_batches(group)

"""The formats of an answer that need no service, each with its writer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pkgutil import resolve_name
from typing import IO, Any, Final

from watchlist.engine.answer import Record
from watchlist.engine.answer_codec import EncodedLines, encode


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format by the dotted path of its writer, which is loaded with the first answer that is written in it."""

    writer: str
    binary: bool = False
    needs: str = ""
    """The module of an extra of the same name as the format, without which it is not offered; empty: none."""

    @property
    def is_offered(self) -> bool:
        """Say whether what it needs is installed here."""
        return not self.needs or find_spec(self.needs) is not None

    def write(self, records: Iterable[Record | EncodedLines], out: IO[Any]) -> None:
        """Write the records of an answer in their order, coverage, lines, summary: bytes where `binary`, else text."""
        resolve_name(self.writer)().write(records, out)


FORMATS: Final[dict[str, Exporter]] = {
    "table": Exporter("watchlist.engine.reports.table.Table"),
    "jsonl": Exporter("watchlist.engine.reports.formats.JsonLines"),
    "csv": Exporter("watchlist.engine.reports.csvfile.CsvFile"),
    "xlsx": Exporter("watchlist.engine.reports.workbook.Workbook", binary=True),
    "parquet": Exporter("watchlist.engine.reports.parquetfile.ParquetFile", binary=True, needs="pyarrow"),
}


@dataclass(frozen=True, slots=True)
class JsonLines:
    """Writes records as they are: the same record, the same bytes."""

    def write(self, records: Iterable[Record | EncodedLines], out: IO[Any]) -> None:
        """Write the file: as bytes, where what is written to takes them."""
        under = getattr(out, "buffer", None)
        if under is None:
            out.writelines(part.decode() for part in _encoded(records))
            return
        out.flush()
        under.writelines(_encoded(records))

    def texts(self, records: Iterable[Record]) -> Iterator[str]:
        """Yield the file a record at a time."""
        for record in records:
            yield f"{encode(record).decode()}\n"


def _encoded(records: Iterable[Record | EncodedLines]) -> Iterator[bytes]:
    for record in records:
        if isinstance(record, EncodedLines):
            yield record.text
        else:
            yield encode(record)
            yield b"\n"

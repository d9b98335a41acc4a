"""The formats in which the service writes an answer: those of the engine, and the report as a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import IO, Any, Final

from watchlist.engine.answer import Record
from watchlist.engine.answer_codec import EncodedLines
from watchlist.engine.reports import FORMATS, Exporter

PAGE: Final = "html"


@dataclass(frozen=True, slots=True)
class PageExporter(Exporter):
    """The report, in a language; without one in English."""

    language: str | None = None

    def write(self, records: Iterable[Record | EncodedLines], out: IO[Any]) -> None:
        """Write the page."""
        import_module(self.writer).HtmlReport(language=self.language).write(records, out)


EXPORTERS: Final[dict[str, Exporter]] = {**FORMATS, PAGE: PageExporter("watchlist.exports.html")}


def exporter_in(name: str, language: str | None) -> Exporter:
    """Return a format; the report of it in a language, what programs read as it always is."""
    return PageExporter(EXPORTERS[PAGE].writer, language=language) if name == PAGE else EXPORTERS[name]

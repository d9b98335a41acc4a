"""A stored screening as one file, as its reader sees it, in the formats of every answer.

People's decisions stand beside the machine's verdicts, for who may read cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, gettext_lazy as _
from django.views.decorators.http import require_GET

from watchlist.audit import record_export
from watchlist.cases import VIEW, DecidedAnswer
from watchlist.engine.answer import Record
from watchlist.engine.answer_codec import decode
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reports import CsvFile, JsonLines
from watchlist.engine.texts import grouped, in_english
from watchlist.exports import EXPORTERS, exporter_in
from watchlist.internal_lists import overlay_on
from watchlist.screenings import ScreenedLine, Screening
from watchlist.web.stored_answers import may_read, screening_view, screenings
from watchlist.web.viewpoint import law_page, reader_of

KINDS: Final = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
TEXTS: Final[dict[str, JsonLines | CsvFile]] = {"jsonl": JsonLines(), "csv": CsvFile()}
LINES_PER_CHUNK: Final = 50
"""Lines in one chunk of the response."""
MOST_LINES: Final = {"xlsx": 20_000, "html": 2_000}
"""The most lines in a format whose whole file is made before it is sent."""


@require_GET
@law_page("watchlist.view_screening")
def export_page(request: HttpRequest, key: UUID, kind: str) -> HttpResponseBase:
    """Return the file, to be saved. Raises `CorrectTheQuestion` where a format cannot hold so many lines."""
    if not may_read(request):
        raise PermissionDenied
    if kind not in offered_kinds():
        raise Http404("no such format")
    screening: Screening = get_object_or_404(screenings(), pk=key)
    lines = screening_view(screening).lines
    if lines > MOST_LINES.get(kind, lines):
        raise CorrectTheQuestion(
            _("The screening has %(lines)s lines; %(kind)s holds %(most)s: take jsonl or csv."),
            lines=grouped(lines),
            kind=kind,
            most=grouped(MOST_LINES[kind]),
        )
    overlay, stored = overlay_on(reader_of(request), screening), map(decode, _stored(screening))
    visible_records = overlay.records(stored) if overlay else stored
    records = (
        DecidedAnswer(screening).records(visible_records) if request.user.has_perm(VIEW) else iter(visible_records)
    )
    name, actor = f"{screening.pk}.{kind}", request.user.get_username()
    record_export(actor=actor, what="results", key=str(screening.pk), parameters={"form": kind, "lines": lines})
    if kind in TEXTS:
        parts = (text.encode() for text in _chunks(TEXTS[kind].texts(records)))
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(parts, content_type=KINDS[kind], headers=headers)
    return FileResponse(_file_of(kind, records), as_attachment=True, filename=name, content_type=KINDS[kind])


def offered_kinds() -> tuple[str, ...]:
    """Return the formats that can be written here, in their order: some need an extra."""
    return tuple(kind for kind in KINDS if EXPORTERS[kind].is_offered)


def _chunks(texts: Iterator[str]) -> Iterator[str]:
    """Yield the texts joined in chunks of some lines."""
    return iter(lambda: "".join(islice(texts, LINES_PER_CHUNK)), "")


def _file_of(kind: str, records: Iterable[Record]) -> IO[bytes]:
    """Return a file that holds the whole answer: a report in the reader's language, what programs read in English."""
    file, exporter = TemporaryFile(), exporter_in(kind, get_language())  # noqa: SIM115 - whoever sends it closes it
    if exporter.binary:
        with in_english():
            exporter.write(records, file)
    else:
        text = TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        exporter.write(records, text)
        text.detach()
    file.seek(0)
    return file


def _stored(screening: Screening) -> Iterator[str]:
    """Yield the records of a screening as they were answered, in the contract's order."""
    yield screening.coverage
    for _number, text in ScreenedLine.objects.of_screening(screening).in_order():
        yield text
    yield screening.summary

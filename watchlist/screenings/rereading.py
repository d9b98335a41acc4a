"""The manifest of a stored screening, read again from the bytes that were kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from msgspec import UNSET

from watchlist.engine.decision import MOVEMENT
from watchlist.engine.reading import DATE_FIELDS, Corrections, DeclaredLine, DeclaredManifest, Spool, header_key
from watchlist.engine.reading.readers import READERS, REQUEST, manifest_from_stored, parse_body
from watchlist.manifests import corrections_known_at
from watchlist.screenings.models import Screening, Upload
from watchlist.screenings.stored_answers import read_coverage, read_question

BLOCK: Final = 1_000
"""Lines in memory at once."""
FROM_STANDARD_INPUT: Final = "standard-input.csv"

FieldsByShape = Mapping[str, Mapping[str, str | None]]
"""The field that each column is read as: by shape of the file, by key of the column."""


def reread_manifest(screening: Screening) -> DeclaredManifest:
    """Return the manifest of a screening, read again with its columns as they were corrected then.

    Its lines are on the disk, and in memory a few at a time. Raises ManifestError where its bytes are read no more.
    """
    stored, original = screening.manifest, screening.manifest.received()
    read = manifest_from_stored(
        readable_name(stored.source),
        original,
        _corrections_then(screening),
        default_day(screening, original),
        _on_the_disk,
    )
    return replace(read, reference=stored.reference, source=stored.source)


def readable_name(source: str) -> str:
    """Return the name under which kept bytes are read again: what came by standard input was read as CSV."""
    return source if source == REQUEST or Path(source).suffix.lower() in READERS else FROM_STANDARD_INPUT


def default_day(screening: Screening, original: bytes) -> date | None:
    """Return the day that the sender gave for lines that state none; None where none was given."""
    day: date | None = Upload.objects.filter(pk=screening.pk).values_list("day", flat=True).first()
    if day is None and screening.manifest.source == REQUEST and (date_text := parse_body(original).get("date")):
        return date.fromisoformat(date_text)
    return day


def recorded_corrections(screening: Screening) -> FieldsByShape | None:
    """Return the corrections of columns that the answer names; None where it is older than such an account."""
    read = read_coverage(screening.coverage).read
    if read.mapping is UNSET:
        return None
    fields_by_shape: defaultdict[str, dict[str, str | None]] = defaultdict(dict)
    for column in read.mapping:
        fields_by_shape[column.shape][header_key(column.column) or column.column] = column.field
    return dict(fields_by_shape)


def _corrections_then(screening: Screening) -> Corrections:
    recorded = recorded_corrections(screening)
    if recorded is None:
        question = read_question(screening.question)
        return corrections_known_at(question.known_at or screening.made_at)
    return lambda shape: recorded.get(shape, {})


def _on_the_disk(lines: Iterable[DeclaredLine]) -> Spool:
    return Spool(BLOCK, (MOVEMENT, DATE_FIELDS)).take(lines)

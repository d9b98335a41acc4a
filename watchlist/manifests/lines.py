"""A shipment as declared: what was written, and what each field was understood to be.

Codes of `Problem` that the readers give:

- `undecodable_bytes`: bytes that are not of the file's encoding; U+FFFD stands in their place.
- `control_characters`: NUL and lone surrogates became U+FFFD; other control characters stand in `declared` only.
- `field_too_long`: `fields` holds the first 2,000 characters of a name, 200 of a key.
- `fields_differ`: two columns give the same field and disagree; the first was taken.
- `extra_cells`: the row is longer than its header; a delimiter inside an unquoted text may have moved the cells.
- `quotes_malformed`: a quotation mark is not closed or not doubled; the row was read on its own.
- `nested_value`: a list or an object stands where a text should.
- `line_unreadable`: the line is not an object, or is no JSON.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from watchlist.errors import Problem
from watchlist.manifests.dates import DateConvention


@dataclass(frozen=True, slots=True)
class DeclaredLine:
    """One line: `declared` by the file's own headers, `fields` by canonical name; neither is ever overwritten."""

    number: int
    key: str
    declared: dict[str, str]
    fields: dict[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class DeclaredManifest:
    """A whole file, its lines in order; `sha256` is that of the bytes as sent."""

    source: str
    sha256: str
    shipment: dict[str, str]
    ignored_columns: tuple[str, ...]
    lines: tuple[DeclaredLine, ...]
    date_convention: DateConvention = field(default_factory=DateConvention)

    def fields_of(self, line: DeclaredLine) -> dict[str, str]:
        """Return the fields of a line, with those of the shipment where the line is silent."""
        return {**self.shipment, **line.fields} if self.shipment else line.fields

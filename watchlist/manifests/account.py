"""The account that a reader gives of its file: what became of each row and sheet, and how its bytes were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from watchlist.manifests.columns import Corrections, Heading


@dataclass(frozen=True, slots=True)
class SheetAccount:
    """The rows of one sheet, or of a whole text file: each is a title, a header, blank or a line."""

    name: str = ""
    rows: int = 0
    titles: int = 0
    headers: int = 0
    blank: int = 0
    lines: int = 0


@dataclass(frozen=True, slots=True)
class CorrectedColumn:
    """A column that was read as an officer said, whatever its header says; `field` is None where it is not read."""

    sheet: str
    shape: str
    column: str
    field: str | None


@dataclass(frozen=True, slots=True)
class Account:
    """A whole file: its encoding and dialect ("" where the format has none), and the sheets that were not read."""

    encoding: str = ""
    dialect: str = ""
    sheets: tuple[SheetAccount, ...] = ()
    not_read: tuple[str, ...] = ()
    mapping: tuple[CorrectedColumn, ...] = ()

    def as_record(self) -> dict[str, object]:
        """Return the account as the coverage record holds it."""
        return {
            "encoding": self.encoding,
            "dialect": self.dialect,
            "sheets": [asdict(sheet) for sheet in self.sheets],
            "not_read": list(self.not_read),
            "mapping": [asdict(column) for column in self.mapping],
        }


def corrected_columns(headings: Iterable[Heading], corrections: Corrections) -> Iterator[CorrectedColumn]:
    """Yield the columns of these headers to which a correction was applied, in order."""
    for heading in headings:
        said = corrections(heading.shape)
        for column in heading.columns:
            if column.key in said:
                yield CorrectedColumn(heading.sheet, heading.shape, column.name, column.field)

"""The account that a reader gives of its file: what became of each row and sheet, and how its bytes were read."""

from __future__ import annotations

from dataclasses import asdict, dataclass


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
class Account:
    """A whole file: its encoding and dialect ("" where the format has none), and the sheets that were not read."""

    encoding: str = ""
    dialect: str = ""
    sheets: tuple[SheetAccount, ...] = ()
    not_read: tuple[str, ...] = ()

    def as_record(self) -> dict[str, object]:
        """Return the account as the coverage record holds it."""
        return {
            "encoding": self.encoding,
            "dialect": self.dialect,
            "sheets": [asdict(sheet) for sheet in self.sheets],
            "not_read": list(self.not_read),
        }

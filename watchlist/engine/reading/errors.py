"""What a reader of manifests can refuse: a whole file, a date, a percentage, a quantity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

from watchlist.engine.errors import Refusal
from watchlist.engine.problem_codes import QuantityCode
from watchlist.engine.texts import Sentence

PercentCode = Literal["percent_unreadable", "percent_out_of_range"]
OF_A_FILE: Final = "%(source)s: %(why)s"


class ManifestError(Refusal, ValueError):
    """The file cannot be used as a manifest; the text is one printable line that says why, and what to do."""

    @property
    def message(self) -> str:
        """Return the line in the language of whoever reads it."""
        printable = "".join(mark if mark.isprintable() else " " for mark in super().message)
        return " ".join(printable.split())

    def about(self, source: str) -> ManifestError:
        """Return the same refusal with the name of the file before it."""
        return ManifestError(OF_A_FILE, source=source, why=self.sentence)


class HeaderNotUnderstood(ManifestError):
    """No header of the file is understood; `headings` and `shape` are those of the row that may be corrected."""

    def __init__(self, sentence: Sentence, headings: Sequence[str], shape: str, **facts: object) -> None:
        super().__init__(sentence, **facts)
        self.headings = tuple(headings)
        self.shape = shape

    def about(self, source: str) -> HeaderNotUnderstood:
        """Return the same refusal with the name of the file before it."""
        return HeaderNotUnderstood(OF_A_FILE, self.headings, self.shape, source=source, why=self.sentence)


class DateUnreadable(ValueError):
    """A text has no single reading as a day; `readings` holds the days it might mean, if any."""

    code: Final = "date_unreadable"

    def __init__(self, text: str, readings: Sequence[date] = ()) -> None:
        self.text = text
        self.readings = tuple(readings)
        choices = " or ".join(day.isoformat() for day in self.readings)
        self.detail = f"{text[:40]!r} may be {choices}" if choices else f"{text[:40]!r} is not a date"
        super().__init__(self.detail)


class PercentUnreadable(ValueError):
    """A text states no percentage, or one below 0 or above 100."""

    def __init__(self, code: PercentCode, text: str) -> None:
        self.code = code
        self.text = text
        self.detail = f"{text[:40]!r} " + (
            "is not a percentage" if code == "percent_unreadable" else "is not in 0 to 100 %"
        )
        super().__init__(self.detail)


class QuantityUnreadable(ValueError):
    """A text states no one quantity; `code` says of which kind the trouble is."""

    def __init__(self, code: QuantityCode, detail: str) -> None:
        self.code = code
        self.detail = detail
        super().__init__(detail)

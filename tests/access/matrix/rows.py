"""The matrix as it is written down: a row for each address, method and act, and a cell for each caller."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.access.matrix.callers import PROGRAMS, READERS

FOLDER: Final = Path(__file__).parent
COLUMNS: Final = {"pages": READERS, "api": PROGRAMS}
"""The files, and who asks in each."""
WORDS: Final = {
    "yes": "passes the door: what follows is about what was asked, and not about who asked",
    "log-in": "is led to the log-in",
    "code": "is led to where the code of the second factor is given",
    "token": "401: is asked for a token",
    "no": "is refused: 403, or the refusal of the verb itself",
    "hidden": "404: as if it were not there",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line: `sent` is the query of a GET and the form of a POST, or the JSON that a call bears."""

    method: str
    route: str
    sent: str
    cells: tuple[str, ...]

    @property
    def asks(self) -> tuple[str, str, str]:
        """Return what is asked, without who may."""
        return self.method, self.route, self.sent

    def __str__(self) -> str:
        return " ".join(self.asks).strip()


def rows(name: str) -> list[Row]:
    """Return the lines of a file of the matrix."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file)
    assert head == ["method", "address", "sent", *COLUMNS[name]]
    return [Row(*line[:3], tuple(line[3:])) for line in lines]


def written(name: str, lines: Iterable[Row]) -> str:
    """Return a file of the matrix with these lines."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["method", "address", "sent", *COLUMNS[name]])
    table.writerows([*row.asks, *row.cells] for row in lines)
    return out.getvalue()


def told() -> str:
    """Return the matrix as a page of the documentation."""
    words = "\n".join(f"| {word} | {meaning} |" for word, meaning in WORDS.items())
    parts = [(FOLDER / "head.md").read_text(encoding="utf-8").format(words=words)]
    for name, title in (("pages", "Pages"), ("api", "The API")):
        parts += [f"## {title}\n", _table(COLUMNS[name], rows(name))]
    return "\n".join(parts)


def _table(columns: Sequence[str], lines: Sequence[Row]) -> str:
    head = ["", *columns]
    body = [[f"`{row!s}`", *row.cells] for row in lines]
    return "".join(f"| {' | '.join(line)} |\n" for line in (head, ["---"] * len(head), *body))

"""An answer on its way to a file or a terminal: counted, noted where a line needs review, and written whole."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, TextIO, TypeVar

from watchlist.engine.answer import Record, Summary
from watchlist.engine.answer_codec import EncodedLines
from watchlist.engine.answering import AnsweredStream
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reports import Exporter
from watchlist.engine.texts import gettext_lazy as _

WIDTH = 30
PATIENCE = 0.5
"""Seconds before the first bar: what is done sooner needs none."""
PACE = 0.1

Passing = TypeVar("Passing", bound=Record | EncodedLines)


@contextmanager
def progress(out: TextIO, total: int, what: str = "lines") -> Iterator[Callable[[int], None]]:
    """Yield a function of how many of `total` lines are done, which draws a bar; silent where `out` is no terminal."""
    if not out.isatty():
        yield lambda done: None
        return
    due = time.monotonic() + PATIENCE
    drawn = False

    def show(done: int) -> None:
        nonlocal due, drawn
        if (now := time.monotonic()) >= due:
            due, drawn = now + PACE, True
            out.write(f"\r{bar(min(done, total), total, what)}")
            out.flush()

    try:
        yield show
    finally:
        if drawn:
            out.write("\r\033[K")
            out.flush()


def bar(done: int, total: int, what: str) -> str:
    """Return "[#####.....] 5,000 of 10,000 lines"."""
    filled = WIDTH * done // max(total, 1)
    return f"[{'#' * filled}{'.' * (WIDTH - filled)}] {done:,} of {total:,} {what}"


@dataclass(slots=True)
class Watch:
    """Counts the records of an answer on their way to the writer, with a bar where `out` is a terminal."""

    out: TextIO
    needs_a_person: bool = False
    """Whether a line has another verdict than no_match: the summary says it."""

    def records(self, records: Iterator[Passing], lines: int) -> Iterator[Passing]:
        """Return the records, the first made at once: a wrong question is refused before a file is opened."""
        return chain([next(records)], self._counted(records, lines))

    def _counted(self, records: Iterator[Passing], lines: int) -> Iterator[Passing]:
        passed = 0
        with progress(self.out, lines) as show:
            for record in records:
                passed += record.lines if isinstance(record, EncodedLines) else 1
                self.needs_a_person |= isinstance(record, Summary) and record.no_match != record.lines
                show(passed)
                yield record


def write_output(records: AnsweredStream, exporter: Exporter, path: Path | None, out: Any = None) -> None:
    """Write an answer to a path, or to `out` (standard output, if none) where no path is named.

    Raises CorrectTheQuestion for a format that is no text, and would be written to a terminal.
    """
    if path is None:
        if exporter.binary and sys.stdout.isatty():
            raise CorrectTheQuestion(_("this format is no text: name a file with --output, or send it on."))
        text = sys.stdout if out is None else out
        target = sys.stdout.buffer if exporter.binary else text
        exporter.write(records, target)
        target.flush()  # a full disk is noticed here, and not once what is saved stands
        return
    with path.open("wb") if exporter.binary else path.open("w", encoding="utf-8", newline="") as target:
        exporter.write(records, target)


@contextmanager
def opened(path: Path | None) -> Iterator[Path | None]:
    """Yield where to write; what stands there becomes `path` at the end of the block, and goes where that fails.

    None for standard output. A pipe or a device, and what a link points to, are written where they are.
    """
    if path is None or (path.exists() and (path.is_symlink() or not path.is_file())):
        yield path
        return
    if not path.parent.is_dir():
        raise CorrectTheQuestion(_("there is no folder %(folder)s to write to: make it first."), folder=path.parent)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)

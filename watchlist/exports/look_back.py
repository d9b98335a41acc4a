"""The report on a look-back as a file: a row for each line and day that is answered otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from typing import Final

from watchlist.exports.law_files import csv_rows
from watchlist.screenings.rescreen import COLUMNS, Rescreen, report, rows_of

RESTS_ON: Final = ("because", "before_the_change", "after_the_change", "coverage")


def csv_texts(rescreen: Rescreen) -> Iterator[str]:
    """Yield the report as CSV, a row at a time: what it rests on stands on each, so that a row says it by itself."""
    due = rescreen.due
    rests_on = (due.because, due.before.isoformat(), due.after.isoformat(), " ".join(rescreen.coverage.splitlines()))
    cells = ([*map(str, (*row.values(), *rests_on))] for row in rows_of(rescreen))
    yield from csv_rows(chain([[*COLUMNS, *RESTS_ON]], cells))


def json_texts(rescreen: Rescreen) -> Iterator[str]:
    """Yield the report as JSON Lines: first what changed and what was looked at, then each line that differs."""
    head = report(rescreen)
    for name in ("shipments", "parties"):
        head[name] = [asdict(share) for share in head[name]]
    yield f"{json.dumps({'record': 'look_back', **head}, ensure_ascii=False)}\n"
    for row in rows_of(rescreen):
        yield f"{json.dumps({'record': 'line', **row}, ensure_ascii=False)}\n"

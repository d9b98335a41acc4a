"""One of the processes that answer a long file: it resolves goods while the file is read, then answers its parts."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Final

from watchlist.engine import host
from watchlist.engine.answer_codec import encode
from watchlist.engine.answering.line_parts import Key, LineParts, Place
from watchlist.engine.answering.line_question import LineQuestion
from watchlist.engine.decision import AnswerCounts, ScreeningRun, Tallies, items_known
from watchlist.engine.identification import ItemResolution, resolver_of, shared_dictionary
from watchlist.engine.reading import DeclaredManifest

FAILED: Final = b"!"
"""The first byte of a message that says why no more will come: no line of JSON begins so."""

PARENT_GONE: Final = (EOFError, ConnectionError)

MOST_OUTCOMES: Final = 10_000
"""Outcomes that a process remembers for lines to come that say the same: of more it would fill its memory."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a process answers: its parts, and of the manifest all but the lines."""

    manifest: DeclaredManifest
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Added:
    """What the lines of one process add to the summary: their counts, and their totals as `Tallies` packs them."""

    counts: dict[str, dict[str, int]]
    tally: bytes


def serve(parent: Connection[Any, Any], lines: LineParts, line_question: LineQuestion, share: int) -> None:
    """Answer what the parent hands out, and end this process: it does not return.

    An interrupt at the terminal is the parent's to answer: it ends its processes. `share`: how many child processes
    may examine structures for this one.
    """
    with _EndOfProcess(parent):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        host.run_in(replace(host.present(), structure_processes=lambda: share))
        for message in _messages(parent, lines, line_question):
            parent.send_bytes(message)


class _EndOfProcess:
    """Ends this process where its block ends, and tells the parent why the block broke off."""

    def __init__(self, parent: Connection[Any, Any]) -> None:
        self._parent = parent

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if error is not None and not isinstance(error, PARENT_GONE):
                self._parent.send_bytes(FAILED + f"{type(error).__name__}: {error}".encode())
                traceback.print_exception(error)
            sys.stderr.flush()
        finally:
            os._exit(0 if error is None else 1)


def _messages(parent: Connection[Any, Any], lines: LineParts, line_question: LineQuestion) -> Iterator[bytes]:
    """Yield each part answered, as lines of JSON, and last what all of them add to the summary."""
    resolver, items = resolver_of(line_question.law, shared_dictionary()), dict[Key, ItemResolution]()
    while not isinstance(message := parent.recv(), Parts):
        items |= items_known(resolver, [key for key in message if key not in items], line_question.question)
    run = ScreeningRun(
        line_question.law,
        line_question.question,
        message.manifest,
        line_question.as_of,
        line_question.context,
        items=items,
    )
    counts = AnswerCounts()
    for place in message.places:
        yield b"".join(_answers(run, counts, lines, place))
        if len(run.outcomes) > MOST_OUTCOMES:
            run.outcomes.clear()
    yield pickle.dumps(Added(counts.as_record(), Tallies(run.law).write(run.tally)))


def _answers(run: ScreeningRun, counts: AnswerCounts, lines: LineParts, place: Place) -> Iterator[bytes]:
    for prepared in run.prepared_lines(lines.read(place)):
        line = run.answer(prepared)
        counts.add(line)
        yield encode(line)
        yield b"\n"

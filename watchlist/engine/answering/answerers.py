"""A few processes that answer a long file together, as their parent holds them: forked when law and question stand.

While the parent reads, they resolve the goods that it has read; when it has read all, they answer its lines, and it
writes these in their order. Nothing that they answer depends on how many they are.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection, Pipe, wait
from typing import Any, Final, Self

from watchlist.engine.answer import Record
from watchlist.engine.answer_codec import EncodedLines
from watchlist.engine.answering.answerer import FAILED, Added, Parts, serve
from watchlist.engine.answering.line_parts import Key, LineParts, SharedBlock
from watchlist.engine.answering.line_question import LineQuestion
from watchlist.engine.decision import (
    PARTY_FIELDS,
    AnswerCounts,
    Conventions,
    ScreeningRun,
    Tallies,
    Tally,
    records_of,
    seconds_since,
    shipment_result,
)
from watchlist.engine.errors import WatchlistError
from watchlist.engine.host import structure_processes
from watchlist.engine.identification import resolver_of, shared_dictionary
from watchlist.engine.reading import DeclaredLine, distinct_fields
from watchlist.engine.reading.readers import Source

LONG: Final = 1 << 19
"""Bytes of a file from which on it is answered by several processes: some thousand lines."""
AHEAD: Final = 2
"""Parts of a process that wait, at the most, for another that is behind."""

READ_BY_LINE: Final = frozenset({".csv", ".tsv", ".jsonl"})
"""Suffixes of files whose lines come while the rest is read; of others all is there at once."""

AnsweredStream = Iterator[Record | EncodedLines]
"""Coverage and summary as records, and the lines between them as the bytes that are written."""


def is_long(source: Source) -> bool:
    """Say whether a file is answered by several processes: where more than one may be, and the file is long."""
    return structure_processes() > 1 and len(source.data) >= LONG and source.suffix in READ_BY_LINE


class AnswererLost(WatchlistError):
    """A process that answered lines of the file failed or was ended: nothing that it had answered may be used."""


class Answerers:
    """Processes that answer one file. Used with `with`: at its end none of them is left.

    `take` keeps the lines that a reader reads (`reading.Keep`), `records` answers them.
    """

    def __init__(self, line_question: LineQuestion, processes: int) -> None:
        self._line_question, self._processes = line_question, processes
        self._children: list[int] = []
        self._pipes: list[Connection[Any, Any]] = []
        self._lines = LineParts(processes, self._tell)

    def __enter__(self) -> Self:
        """Start the processes, with what all of them need loaded. Raises OSError where the system starts none."""
        resolver_of(self._line_question.law, shared_dictionary()).load_words()
        gc.collect()
        gc.freeze()  # what was made before the fork is shared, and no collection touches it
        try:
            for _ in range(self._processes):
                self._fork()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes, whatever they are doing."""
        self._end()

    def take(self, lines: Iterable[DeclaredLine]) -> LineParts:
        """Hand out the lines of the file as they are read, and return all of them. Raises `AnswererLost`."""
        return self._lines.take(lines)

    def records(self, run: ScreeningRun, started: float) -> AnsweredStream:
        """Yield the answer to a file whose lines were taken; `started`: the reading of `perf_counter` at its start.

        Lines that were changed since, as people corrected them, are answered in this process. Raises `AnswererLost`.
        """
        if run.manifest.lines is not self._lines:
            yield from records_of(run, started)
            return
        coverage = run.coverage()
        yield coverage
        self._begin(run)
        yield from self._encoded()
        counts, tally = AnswerCounts(), Tally()
        for fields in distinct_fields(run.manifest, PARTY_FIELDS):
            consignor, consignee = (fields.get(name, "") for name in PARTY_FIELDS)
            tally.learn_parties((consignor, consignee))
        tallies = Tallies(run.law)
        for owner in range(self._processes):
            added: Added = pickle.loads(self._received(owner))  # noqa: S301 - of our own process  # nosec B301
            counts.join(AnswerCounts(added.counts))
            tally.join(tallies.read(added.tally))
        yield counts.summary(shipment_result(run, tally, coverage), seconds_since(started))

    def _fork(self) -> None:
        ours, theirs = Pipe()
        child = os.fork()
        if child == 0:
            for pipe in (*self._pipes, ours):  # or nobody would notice that the parent is gone
                pipe.close()
            serve(theirs, self._lines, self._line_question, max(1, structure_processes() // self._processes))
        theirs.close()
        self._children.append(child)
        self._pipes.append(ours)

    def _tell(self, owner: int, message: Sequence[Key] | Parts) -> None:
        try:
            self._pipes[owner].send(message)
        except OSError as error:
            raise self._lost(owner) from error

    def _begin(self, run: ScreeningRun) -> None:
        numbers = Conventions.of_manifest(run.manifest).numbers
        manifest = replace(run.manifest, lines=(), number_convention=numbers)
        for owner in range(self._processes):
            places = [place for block in self._lines.blocks if (place := block.places[owner])]
            self._tell(owner, Parts(manifest, places))

    def _encoded(self) -> Iterator[EncodedLines]:
        """Yield the answers block by block, those of all processes in the order of their lines."""
        blocks = self._lines.blocks
        waiting: list[deque[bytes]] = [deque() for _ in self._pipes]
        parts_left = [sum(block.places[owner] is not None for block in blocks) for owner in range(self._processes)]
        for block in blocks:
            owners = [owner for owner, place in enumerate(block.places) if place]
            while not all(waiting[owner] for owner in owners):
                self._receive(waiting, parts_left)
            yield _in_order(block, {owner: waiting[owner].popleft() for owner in owners})

    def _receive(self, waiting: Sequence[deque[bytes]], parts_left: list[int]) -> None:
        """Receive the parts that are there, of no process many more than of another, and take them off those left."""
        owners = [owner for owner, parts in enumerate(waiting) if parts_left[owner] and len(parts) < AHEAD]
        there = wait([self._pipes[owner] for owner in owners])
        for owner in owners:
            if self._pipes[owner] in there:
                waiting[owner].append(self._received(owner))
                parts_left[owner] -= 1

    def _received(self, owner: int) -> bytes:
        try:
            message = self._pipes[owner].recv_bytes()
        except (EOFError, OSError) as error:
            raise self._lost(owner) from error
        if message.startswith(FAILED):
            raise AnswererLost("A process that answered lines failed: %(why)s.", why=message[1:].decode())
        return message

    def _lost(self, owner: int) -> AnswererLost:
        with suppress(EOFError, OSError):
            if (message := self._pipes[owner].recv_bytes()).startswith(FAILED):
                return AnswererLost("A process that answered lines failed: %(why)s.", why=message[1:].decode())
        return AnswererLost("A process that answered lines was ended: screen the file again.")

    def _end(self) -> None:
        for pipe in self._pipes:
            pipe.close()
        for child in self._children:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        self._pipes, self._children = [], []


def _in_order(block: SharedBlock, texts: dict[int, bytes]) -> EncodedLines:
    if len(texts) == 1:
        (text,) = texts.values()
        return EncodedLines(text, len(block.owners))
    parts = {owner: iter(text.splitlines(keepends=True)) for owner, text in texts.items()}
    return EncodedLines(b"".join([next(parts[owner]) for owner in block.owners]), len(block.owners))

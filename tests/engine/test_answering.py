"""A long file answered by several processes: the bytes that one writes; who is lost is noticed, and none stays."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Iterator
from datetime import date
from time import perf_counter

import pytest
from msgspec.structs import replace

from tests.processes import children_of, wait_until_gone
from watchlist.engine import Engine, Question
from watchlist.engine.answer import Coverage, Line, Summary
from watchlist.engine.answer_codec import EncodedLines, encode
from watchlist.engine.answering import answerers as whole, line_parts
from watchlist.engine.answering.answerers import AnswererLost, Answerers, is_long
from watchlist.engine.answering.line_question import LineQuestion
from watchlist.engine.decision.run import ScreeningRun
from watchlist.engine.reading.readers import Source, read_source

pytestmark = pytest.mark.servers
DAY = date(2026, 11, 20)
GOODS = (
    ("acetone", "", ""),
    ("Acetone, technical grade, 160 kg", "67-64-1", ""),
    ("ephedrine hydrochloride", "", ""),
    ("", "299-42-3", ""),
    ("potassium permanganate", "7722-64-7", ""),
    ("piperonal", "67-64-1", ""),
    ("sodium chloride", "", ""),
    ("cotton T-shirts", "", ""),
    ("zorbexo plinta", "", ""),
    ("R-8633", "", "CC(=O)OCC1CCCCC1"),
    ("", "", "O=C1CCN(CCCc2ccccc2)CC1"),
    ('"quoted, and so cut"', "", ""),
    ("acetone and toluene", "", ""),
    ("", "", "no structure"),
)


@pytest.fixture(scope="module")
def source() -> Source:
    """Return a file whose lines of one party and one limit stand far apart, with blank rows and a total among them."""
    chance = random.Random(7)
    rows = ["Line,Description of goods,CAS No.,SMILES,Quantity,Unit,Export date,Origin,Destination,Consignor,Consignee"]
    for number in range(1, 120):
        name, cas, smiles = chance.choice(GOODS)
        day, party = f"{chance.randrange(13, 29)}/0{chance.randrange(1, 9)}/2026", f"Customer {chance.randrange(5)} Ltd"
        amount = f'"{chance.randrange(1, 9)}.{chance.randrange(1_000):03},5"' if chance.random() < 0.5 else "40"
        rows.append(f"{number},{name},{cas},{smiles},{amount},kg,{day},DE,US,Great Plains Inc,{party}")
        rows += [",,,,,,,,,,"] * (number % 50 == 0)
    return Source("long.csv", "\n".join([*rows, "Total,,,,9999,kg,,,,,"]).encode(), ".csv")


@pytest.fixture(scope="module")
def line_question() -> LineQuestion:
    return Engine.from_seeds().line_question(Question(), today=DAY)


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_parts, "BLOCK", 16)
    monkeypatch.setattr(whole, "AHEAD", 1)


def by_one(line_question: LineQuestion, source: Source) -> tuple[Coverage, bytes, Summary]:
    """Return what one process answers, the lines as they are written."""
    coverage, *lines, summary = Engine(line_question.law).stream(read_source(source), line_question.question, today=DAY)
    assert isinstance(coverage, Coverage)
    assert isinstance(summary, Summary)
    return coverage, b"".join(encode(line) + b"\n" for line in lines if isinstance(line, Line)), summary


def by_several(line_question: LineQuestion, source: Source, processes: int) -> Iterator[object]:
    with Answerers(line_question, processes) as answerers:
        manifest = read_source(source, keep=answerers.take)
        yield from answerers.records(line_question.run(manifest), perf_counter())


@pytest.mark.parametrize("processes", [2, 3])
def test_it_writes_the_bytes_that_one_process_writes(
    line_question: LineQuestion, source: Source, processes: int
) -> None:
    expected, lines, summary = by_one(line_question, source)
    assert summary.shipment_findings
    assert len(summary.parties) > 5
    coverage, *encoded, told = by_several(line_question, source, processes)
    assert coverage == expected
    assert b"".join(part.text for part in encoded if isinstance(part, EncodedLines)) == lines
    assert sum(part.lines for part in encoded if isinstance(part, EncodedLines)) == summary.lines
    assert isinstance(told, Summary)
    assert encode(replace(told, seconds=0.0)) == encode(replace(summary, seconds=0.0))


@pytest.mark.parametrize("at", ["while the file is read", "while it is answered"])
def test_a_process_that_is_killed_is_noticed_and_none_stays(
    line_question: LineQuestion, source: Source, at: str
) -> None:
    before, started = set(children_of(os.getpid())), list[int]()

    def kill_one() -> None:
        started.extend(child for child in children_of(os.getpid()) if child not in before)
        os.kill(started[0], signal.SIGKILL)

    def answer() -> None:
        with Answerers(line_question, 2) as answerers:
            if at == "while the file is read":
                kill_one()
            records = answerers.records(line_question.run(read_source(source, keep=answerers.take)), perf_counter())
            assert isinstance(next(records), Coverage)
            if not started:
                kill_one()
            list(records)

    with pytest.raises(AnswererLost, match="was ended"):
        answer()
    wait_until_gone(started)


def test_what_fails_in_a_process_is_said(
    line_question: LineQuestion, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_disk(run: ScreeningRun, line: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(ScreeningRun, "answer", no_disk)
    with pytest.raises(AnswererLost, match="OSError: no space left"):
        list(by_several(line_question, source, 2))


def test_an_interrupt_ends_every_process(line_question: LineQuestion, source: Source) -> None:
    before = set(children_of(os.getpid()))
    records = by_several(line_question, source, 2)
    next(records)
    started = [child for child in children_of(os.getpid()) if child not in before]
    assert len(started) >= 2
    for child in started[:1]:
        os.kill(child, signal.SIGINT)  # as the terminal sends it to all: it is the parent's to answer
    assert isinstance(next(records), EncodedLines)
    with pytest.raises(KeyboardInterrupt):
        records.throw(KeyboardInterrupt())  # type: ignore[attr-defined]
    wait_until_gone(started)


def test_short_files_and_those_that_are_held_whole_are_answered_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"name\n" + b"acetone\n" * (whole.LONG // 8 + 1)
    for processes, name, content, expected in (
        (2, ".csv", data, True),
        (2, ".csv", data[:100], False),
        (2, ".json", data, False),
        (1, ".csv", data, False),
    ):
        monkeypatch.setattr(whole, "structure_processes", lambda count=processes: count)
        assert is_long(Source("file", content, name)) is expected

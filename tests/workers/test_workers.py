"""A structure that hangs, eats memory or crashes is refused by name, and costs its neighbours nothing."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from chemistry.structures import Comparer, Examination, ReferenceData, StructureRefusal, StructureText, examine
from tests.chemistry.labelled import comparer, references, rows
from tests.processes import children_of, children_of_killed, wait_until_gone
from tests.resolution.bombs import bombs
from tests.waiting import PATIENCE, wait_for
from tests.workers.misbehaving import HANG_AND_SIGNAL, STARVED, behave, law_named
from watchlist.engine.workers import worker_pool as pools
from watchlist.engine.workers.worker import DETAILS, GROUP, SCREENING
from watchlist.engine.workers.worker_pool import Pool

LAW = partial(law_named, "law")


@pytest.fixture(scope="module")
def workers() -> Iterator[Pool]:
    pool = Pool(2)
    yield pool
    pool.close()


def ask(pool: Pool, items: list[str]) -> list[str]:
    """Return the items that came back, or the codes of what came of them."""
    return [found.code if isinstance(found, StructureRefusal) else found[0] for found in pool.run(behave, items, LAW)]


@pytest.mark.servers
@pytest.mark.parametrize(
    ("item", "code"),
    [
        ("hang", "structure_timed_out"),
        ("eat", "structure_exhausted_memory"),
        ("abort", "structure_crashed"),
        ("raise", "structure_crashed"),
        ("leave", "structure_crashed"),
        ("kill the keeper", "structure_crashed"),
    ],
)
def test_a_culprit_is_refused_and_its_neighbours_are_answered(workers: Pool, item: str, code: str) -> None:
    neighbours = [str(number) for number in range(64)]
    assert ask(workers, [*neighbours[:40], item, *neighbours[40:]]) == [*neighbours[:40], code, *neighbours[40:]]


@pytest.mark.servers
def test_how_busy_the_machine_is_times_no_structure_out() -> None:
    """Of eight at once that take half of their time, none does."""
    pool = Pool(8)
    assert ask(pool, ["think"] * 8 * GROUP) == ["think"] * 8 * GROUP
    pool.close()


@pytest.mark.servers
@pytest.mark.parametrize("items", [["load"], ["1", "load", "2"]])
def test_what_a_law_loads_when_first_asked_is_charged_to_no_item(items: list[str]) -> None:
    pool = Pool(1)
    found = pool.run(behave, items, partial(law_named, "lazy"))
    assert [one.code if isinstance(one, StructureRefusal) else one[0] for one in found] == items
    pool.close()


@pytest.mark.servers
@pytest.mark.parametrize("count", [1, GROUP - 1, GROUP, GROUP + 1, 2 * GROUP, 200])
def test_a_culprit_is_found_wherever_it_stands(workers: Pool, count: int) -> None:
    for place in {0, count // 2, count - 1}:
        items = [str(number) for number in range(count)]
        items[place] = "abort"
        assert ask(workers, items) == [item.replace("abort", "structure_crashed") for item in items]


@pytest.mark.servers
def test_each_of_several_culprits_is_found(workers: Pool) -> None:
    items = ["1", "abort", "2", "eat", "raise", "3"] * 20
    codes = {"abort": "structure_crashed", "raise": "structure_crashed", "eat": "structure_exhausted_memory"}
    assert ask(workers, items) == [codes.get(item, item) for item in items]


@pytest.mark.servers
def test_a_culprit_holds_a_batch_up_for_its_own_seconds_only_whatever_its_parent_does_with_alarms() -> None:
    previous = signal.signal(signal.SIGALRM, signal.SIG_IGN)
    pool = Pool(1)
    started = time.monotonic()
    assert ask(pool, ["hang", "1", "2"]) == ["structure_timed_out", "1", "2"]
    assert time.monotonic() - started < PATIENCE
    pool.close()
    signal.signal(signal.SIGALRM, previous)


def test_what_a_library_prints_is_no_part_of_an_answer(workers: Pool) -> None:
    assert ask(workers, ["print", "1"]) == ["print", "1"]


def test_a_small_batch_takes_one_process_and_a_large_one_all(workers: Pool) -> None:
    def processes(count: int) -> int:
        return len({process for _, _, process in workers.run(behave, ["1"] * count, LAW)})

    assert (processes(GROUP), processes(GROUP * 40)) == (1, 2)


def test_another_law_is_made_before_it_is_asked(workers: Pool) -> None:
    other = partial(law_named, "other law")
    for make, law in ((LAW, "law"), (other, "other law"), (partial(law_named, "third"), "third"), (LAW, "law")):
        assert {found[1] for found in workers.run(behave, ["1"] * 200, make)} == {law}


def test_a_law_that_cannot_be_made_is_an_error_and_no_refusal() -> None:
    pool = Pool(1)
    with pytest.raises(RuntimeError, match="could not make the law"):
        pool.run(behave, ["1"], partial(law_named, "unmakeable"))
    assert ask(pool, ["1"]) == ["1"]
    pool.close()


def test_threads_get_each_their_own_answers(workers: Pool) -> None:
    batches = [[f"{thread}/{number}" for number in range(50)] for thread in range(12)]
    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(partial(ask, workers), batches)) == batches


@pytest.mark.servers
def test_a_batch_of_culprits_holds_up_another_for_one_of_them_only(tmp_path: Path) -> None:
    pool, under_way = Pool(1), tmp_path / "under-way"
    with ThreadPoolExecutor(1) as threads:
        culprits = threads.submit(ask, pool, [f"{HANG_AND_SIGNAL}{under_way}", *["hang"] * 3])
        wait_for(under_way.exists, "the first culprit is under way")
        assert ask(pool, ["1"]) == ["1"]
        assert not culprits.done()
        assert culprits.result() == ["structure_timed_out"] * 4
    pool.close()


@pytest.mark.servers
def test_what_waits_for_the_processor_is_answered_and_what_waits_for_ever_is_ended() -> None:
    assert 3 * SCREENING.seconds < STARVED
    patient, brief = Pool(1), Pool(1, replace(SCREENING, busy=3))
    assert ask(patient, ["1", "starve", "2"]) == ["1", "starve", "2"]
    assert ask(brief, ["1", "wait", "2"]) == ["1", "structure_timed_out", "2"]
    patient.close()
    brief.close()


@pytest.mark.servers
def test_an_interrupted_batch_leaves_no_answer_to_the_next(workers: Pool) -> None:
    previous = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    with pytest.raises(KeyboardInterrupt):
        ask(workers, ["hang"])
    signal.signal(signal.SIGALRM, previous)
    assert ask(workers, ["1"]) == ["1"]


@pytest.mark.servers
def test_a_child_that_was_killed_between_batches_is_replaced() -> None:
    pool = Pool(1)
    before = set(children_of(os.getpid()))
    ask(pool, ["1"])
    started = list(set(children_of(os.getpid())) - before)
    for pid in started:
        os.kill(pid, signal.SIGKILL)
    wait_until_gone(started)
    assert ask(pool, ["1"]) == ["1"]
    pool.close()


@pytest.mark.servers
def test_where_the_system_starts_no_process_that_is_an_error_and_the_next_is_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of two places none is lost, however often a child cannot be started: who asks next would wait for ever."""
    pool = Pool(2)
    with monkeypatch.context() as patched:
        patched.setattr("watchlist.engine.workers.worker.PROGRAM", ("/no/such/program",))
        for call in [pool.prepare, partial(pool.prepare, LAW)] * 2 + [partial(ask, pool, ["1"])] * 3:
            with pytest.raises(FileNotFoundError):
                call()
    assert ask(pool, ["1"]) == ["1"]
    pool.close()


@pytest.mark.servers
def test_a_closed_pool_leaves_no_process() -> None:
    before = set(children_of(os.getpid()))
    pool = Pool(2)
    ask(pool, ["1"] * 500)
    started = set(children_of(os.getpid())) - before
    pool.close()
    assert len(started) == 4
    wait_until_gone(list(started))


@pytest.mark.servers
def test_a_fork_has_a_pool_of_its_own() -> None:
    ours = pools.pool()
    ask(ours, ["1"])
    child = os.fork()
    if child == 0:
        is_own = pools.pool() is not ours and ask(pools.pool(), ["2"]) == ["2"]
        pools.pool().close()
        os._exit(0 if is_own else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert ask(ours, ["3"]) == ["3"]


@pytest.mark.servers
def test_a_search_that_takes_long_holds_up_no_screening() -> None:
    (screening,) = pools.pool("screening").run(behave, ["1"], LAW)
    (refused,) = pools.pool("search").run(behave, ["hang"], LAW)
    assert refused.code == "structure_timed_out"
    assert pools.pool("screening").run(behave, ["1"], LAW) == [screening]


PARENT = """
from functools import partial
import django; django.setup()
from tests.workers.misbehaving import behave, law_named
from watchlist.engine.workers.worker_pool import Pool
pool, law = Pool(2), partial(law_named, "law")
pool.run(behave, ["1"] * 500, law)
print("ready", flush=True)
pool.run(behave, ["hang"] * 500, law)
"""


@pytest.mark.servers
def test_a_parent_that_is_killed_leaves_no_orphan() -> None:
    started = children_of_killed(PARENT)
    assert len(started) == 4
    wait_until_gone(started)


@pytest.fixture(scope="module")
def exploded(workers: Pool) -> dict[str, Examination | StructureRefusal]:
    """Every bomb and every labelled structure, examined as one batch; the neighbours are looked at here."""
    ordinary = [StructureText(row["smiles"]) for row in rows("forms.csv")]
    texts = [*ordinary, *map(StructureText, bombs().values()), *ordinary]
    started = time.monotonic()
    found = workers.run(examine, texts, partial(Comparer, ReferenceData(references())))
    assert time.monotonic() - started < PATIENCE * len(bombs())
    alone = examine(ordinary, comparer())
    assert found[: len(ordinary)] == found[-len(ordinary) :] == alone
    return dict(zip(bombs(), found[len(ordinary) : -len(ordinary)], strict=True))


@pytest.mark.servers
@pytest.mark.parametrize("name", bombs())
def test_a_time_bomb_is_answered_or_refused(exploded: dict[str, Examination | StructureRefusal], name: str) -> None:
    found = exploded[name]
    assert isinstance(found, Examination) or found.code.startswith(("structure_", "smiles_"))


@pytest.mark.servers
def test_some_time_bombs_would_hang_or_crash_whoever_examines_them(
    exploded: dict[str, Examination | StructureRefusal],
) -> None:
    ended = {found.code for found in exploded.values() if isinstance(found, StructureRefusal) and found.code in DETAILS}
    assert ended == {"structure_timed_out", "structure_crashed"}

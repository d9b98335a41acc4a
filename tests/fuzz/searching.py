"""How a target is searched: so many executions, each bounded in the processor's time, none refused but by name."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from random import Random, SystemRandom
from time import process_time
from typing import Any, Final

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from tests.exploding import EXPLODES

LONG: Final = int(os.environ.get("WATCHLIST_FUZZ", "0"))
"""Executions of each target in the long run; 0 in the everyday suite."""
EVERYDAY: Final = 2_000
SEARCHED: Final = 40
"""Executions of a search before them, which begins with what is small, and says the smallest that fails."""
SEED: Final = int(os.environ.get("WATCHLIST_FUZZ_SEED", "0")) or (SystemRandom().getrandbits(32) if LONG else 1)
"""Of the random bytes that are read as drawn input; everyday the same, and in the long run others each time."""
LENGTHS: Final = (64, 256, 1_024, 4_096, 16_384)
"""Of random bytes: where they do not suffice for what is to be drawn, nothing is executed."""
MOST_SECONDS: Final = 2.5 if LONG else EXPLODES
"""Of the processor, for one execution: in the long run what the service promises of one line."""

executed: Counter[str] = Counter()
slowest: dict[str, float] = {}

SEARCH: Final = settings(
    deadline=None,
    database=None,
    derandomize=True,
    max_examples=SEARCHED,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)

Test = Callable[..., None]


def _one(*_: Any) -> int:
    return 1


def fuzzed(
    *strategies: SearchStrategy[Any], everyday: int = EVERYDAY, texts: Callable[..., int] = _one
) -> Callable[[Test], Test]:
    """Return what makes a test of a property: it is asked of drawn input, and each answer is counted and timed.

    `everyday` is how often it is executed in the everyday suite: a slow one less often. Where many texts are asked
    together, each of them is an execution, and `texts` says how many; all of them share the time of one.
    """

    def decorate(test: Test) -> Test:
        target = f"{test.__module__.rpartition('.')[2].removeprefix('test_')}: {test.__name__.removeprefix('test_')}"

        def once(*drawn: Any) -> None:
            started = process_time()
            test(*drawn)
            spent = process_time() - started
            executed[target] += texts(*drawn)
            slowest[target] = max(slowest.get(target, 0.0), spent)
            assert spent < MOST_SECONDS, f"{spent:.2f} s of the processor"

        search = SEARCH(given(*strategies)(NAMED[len(strategies)](once)))

        def run() -> None:
            search()
            _execute(target, search, LONG or everyday)

        run.__name__, run.__doc__, run.__module__ = test.__name__, test.__doc__, test.__module__
        return run

    return decorate


def _execute(target: str, search: Any, times: int) -> None:
    """Execute a target so many times, by random bytes: several times as many a second as a search that remembers.

    What fails says the bytes that `search` is to be given again.
    """
    random = Random(f"{SEED} {target}")
    while executed[target] < times:
        drawn = random.randbytes(random.choice(LENGTHS))
        try:
            search.hypothesis.fuzz_one_input(drawn)
        except Exception as error:
            error.add_note(f"{target}, seed {SEED}: fuzz_one_input(bytes.fromhex({drawn.hex()!r}))")
            raise


def _of_one(once: Test) -> Test:
    def asked(one: Any) -> None:
        once(one)

    return asked


def _of_two(once: Test) -> Test:
    def asked(one: Any, two: Any) -> None:
        once(one, two)

    return asked


def _of_three(once: Test) -> Test:
    def asked(one: Any, two: Any, three: Any) -> None:
        once(one, two, three)

    return asked


NAMED: Final = {1: _of_one, 2: _of_two, 3: _of_three}
"""Hypothesis asks for arguments by name."""

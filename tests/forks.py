"""Forks of one process that act at the same moment: who is first is up to the database."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import get_context
from typing import Any

from django.db import connections


def in_forks(count: int, act: Callable[[int], Any]) -> list[Any]:
    """Have so many forks call `act`, each with its number, at once, and return what they returned, in any order."""
    connections.close_all()
    fork = get_context("fork")
    gate, results = fork.Barrier(count), fork.SimpleQueue()

    def do(number: int) -> None:
        connections["default"].ensure_connection()
        gate.wait()
        results.put(act(number))

    children = [fork.Process(target=do, args=[number]) for number in range(count)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0] * count
    return [results.get() for _ in children]

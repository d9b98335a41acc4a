"""Every regular expression of the project, asked of text that backtracks: none takes a time that explodes."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import product
from types import ModuleType
from typing import Any

import pytest

import chemistry
import watchlist

pytestmark = pytest.mark.long

LENGTH = 1_000
"""Of a text. A time that grows by the cube of it is seconds, and one that doubles with each character is for ever."""
SECONDS = 1.0
"""Of the processor, for one text; a pattern that reads it once takes a hundred thousandth of that."""
LETTERS = {r"\d": "1", r"\w": "a", r"\s": " ", ".": "!", r"\S": "x", r"\D": "-", r"\W": "-"}
FEWEST = 200
"""Patterns that are found: fewer, and the search for them has lost some."""


class TooLong(Exception):
    """A pattern was not done."""


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    yield package
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def _within(value: Any, depth: int = 4) -> Iterator[re.Pattern[Any]]:
    """Yield the patterns that a constant of a module is, or holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif not depth or isinstance(value, str | bytes | type):
        return
    elif isinstance(value, Mapping):
        yield from _all_within([*value, *value.values()], depth)
    elif isinstance(value, list | tuple | set | frozenset):
        yield from _all_within(value, depth)
    elif is_dataclass(value):
        yield from _all_within((getattr(value, field.name, None) for field in fields(value)), depth)


def _all_within(values: Iterable[Any], depth: int) -> Iterator[re.Pattern[Any]]:
    for value in values:
        yield from _within(value, depth - 1)


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Return each pattern of text under the name of the first module that holds it, and its beginning."""
    found = dict[re.Pattern[str], str]()
    for package in (chemistry, watchlist):
        for module in _modules(package):
            for value in list(vars(module).values()):
                for pattern in _within(value):
                    if isinstance(pattern.pattern, str):
                        found.setdefault(pattern, module.__name__)
    return {
        f"{module}: {pattern.pattern[:60]} ({number})": pattern
        for number, (pattern, module) in enumerate(found.items())
    }


def _alphabet(pattern: re.Pattern[str]) -> list[str]:
    """Return characters that the pattern has to do with, few of a kind, and one that it has not."""
    text = pattern.pattern
    named = [letter for written, letter in LETTERS.items() if written in text]
    signs = [sign for sign in dict.fromkeys(text) if not sign.isalnum()]
    words = [letter for letter in dict.fromkeys(text) if letter.isalnum()][:6]
    return list(dict.fromkeys([*named, "a", "1", " ", *signs[:8], *words]))


def texts(pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield texts that repeat one or two of its characters, and then break off otherwise."""
    for one, other in product(_alphabet(pattern), repeat=2):
        yield (one + other) * (LENGTH // 2) + "\0"


def _ended(*_: object) -> None:
    raise TooLong


@pytest.fixture(autouse=True)
def _alarm() -> Iterator[None]:
    before = signal.signal(signal.SIGPROF, _ended)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


def _slow(pattern: re.Pattern[str]) -> list[str]:
    """Return the ways and beginnings of texts that the pattern is not done with in time."""
    found = []
    for text in texts(pattern):
        for way in (pattern.search, pattern.fullmatch):
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            try:
                way(text)
            except TooLong:
                found.append(f"{way.__name__} {text[:4]!r}")
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
    return found


def test_no_pattern_takes_a_time_that_explodes() -> None:
    assert len(patterns()) >= FEWEST
    assert {name: slow for name, pattern in patterns().items() if (slow := _slow(pattern))} == {}


@pytest.mark.parametrize("hostile", [r"(a+)+$", r"(?:a|aa)*b", r"(\d+\s*)*kg", r"^(a?){30}a{30}$", r"a*a*a*a*b"])
def test_a_pattern_that_explodes_is_found(hostile: str) -> None:
    assert _slow(re.compile(hostile))

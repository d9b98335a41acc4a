"""Compare two records: the path of each place at which they differ, and both values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final, NamedTuple

ABSENT: Final = None
IDENTIFYING_FIELDS: Final = ("entry", "from", "code", "kind")
"""Fields by which elements of a list are paired, whatever their order: the first that is unique in both lists."""


class RecordChange(NamedTuple):
    """One difference: its path in the record, and the value then and now; None where there is none."""

    at: str
    then: Any
    now: Any


def changes(then: Any, now: Any, at: str = "") -> Iterator[RecordChange]:
    """Yield each place at which two values differ, in the order of the first."""
    if then == now:
        return
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        for name in dict.fromkeys((*then, *now)):
            yield from changes(then.get(name, ABSENT), now.get(name, ABSENT), f"{at}.{name}" if at else name)
    elif isinstance(then, list) and isinstance(now, list):
        yield from _elements(then, now, at)
    else:
        yield RecordChange(at, then, now)


def _elements(then: list[Any], now: list[Any], at: str) -> Iterator[RecordChange]:
    name = next((name for name in IDENTIFYING_FIELDS if _tells_apart(name, then) and _tells_apart(name, now)), None)
    if name is None:
        for place, (old, new) in enumerate(zip_longest(then, now)):
            yield from changes(old, new, f"{at}[{place}]")
        return
    old, new = ({element[name]: element for element in elements} for elements in (then, now))
    for key in dict.fromkeys((*old, *new)):
        yield from changes(old.get(key, ABSENT), new.get(key, ABSENT), f"{at}[{key}]")
    if (was := [key for key in old if key in new]) != (is_now := [key for key in new if key in old]):
        yield RecordChange(f"{at} in order", was, is_now)


def _tells_apart(name: str, elements: Sequence[Any]) -> bool:
    keys = [element.get(name) for element in elements if isinstance(element, Mapping)]
    return len(keys) == len(elements) and None not in keys and len(set(keys)) == len(keys)

"""Two records beside each other: each place at which they say different things, in words that a person can follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final, NamedTuple

ABSENT: Final = None
KNOWN_BY: Final = ("entry", "from", "code", "kind")
"""What an element of a list is known by, the first of these that tells all of them apart: they may change places."""


class Change(NamedTuple):
    """One place, as a path through the record, and what stands there then and now; None where nothing does."""

    at: str
    then: Any
    now: Any


def changes(then: Any, now: Any, at: str = "") -> Iterator[Change]:
    """Yield each place at which two values differ, in the order of the first."""
    if then == now:
        return
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        for name in dict.fromkeys((*then, *now)):
            yield from changes(then.get(name, ABSENT), now.get(name, ABSENT), f"{at}.{name}" if at else name)
    elif isinstance(then, list) and isinstance(now, list):
        yield from _elements(then, now, at)
    else:
        yield Change(at, then, now)


def _elements(then: list[Any], now: list[Any], at: str) -> Iterator[Change]:
    name = next((name for name in KNOWN_BY if _tells_apart(name, then) and _tells_apart(name, now)), None)
    if name is None:
        for place, (before, after) in enumerate(zip_longest(then, now)):
            yield from changes(before, after, f"{at}[{place}]")
        return
    before, after = ({one[name]: one for one in some} for some in (then, now))
    for key in dict.fromkeys((*before, *after)):
        yield from changes(before.get(key, ABSENT), after.get(key, ABSENT), f"{at}[{key}]")
    if (was := [key for key in before if key in after]) != (is_now := [key for key in after if key in before]):
        yield Change(f"{at} in order", was, is_now)


def _tells_apart(name: str, elements: Sequence[Any]) -> bool:
    keys = [one.get(name) for one in elements if isinstance(one, Mapping)]
    return len(keys) == len(elements) and None not in keys and len(set(keys)) == len(keys)

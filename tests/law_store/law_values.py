"""The values of a compiled law, and where two laws first differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from watchlist.engine.law.compiled import CompiledLaw


def values_of(law: CompiledLaw) -> dict[str, Any]:
    """Return the law without the instant at which it was known, which is that of its loading."""
    return {field.name: _plain(getattr(law, field.name)) for field in fields(law) if field.name != "known_at"}


def keys_of(law: CompiledLaw) -> dict[str, list[str]]:
    """Return the keys of each index in their order, which reaches the answer."""
    return {name: [str(key) for key in getattr(law, name)] for name in values_of(law)}


def first_difference(left: Any, right: Any, place: str = "") -> str:
    """Return where two values first differ, by their keys, and how; empty where they do not."""
    if left == right:
        return ""
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        for key in sorted(left.keys() | right.keys()):
            if key not in left or key not in right:
                return f"{place}/{key}: only in the {'left' if key in left else 'right'} one"
            if found := first_difference(left[key], right[key], f"{place}/{key}"):
                return found
    if isinstance(left, list) and isinstance(right, list):
        if len(left) != len(right):
            return f"{place}: {len(left)} and {len(right)} values"
        pairs = enumerate(zip(left, right, strict=True))
        return next(found for at, pair in pairs if (found := first_difference(*pair, f"{place}/{at}")))
    return f"{place}: {left!r} and {right!r}"


def _plain(value: Any) -> Any:
    """Return a value as JSON holds it: what has no order in an order."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, frozenset):
        return sorted(map(repr, map(_plain, value)))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return repr(value)

"""Which patterns can match a text of ASCII letters alone: most names are such texts, and half of our words are not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

_FOLDED: Final = frozenset({0x130, 0x131, 0x17F, 0x212A})
"""Letters outside of ASCII that stand, whatever the case, for one within: dotted and dotless i, long s, Kelvin."""
_ASCII: Final = 0x80


def may_match_ascii(pattern: str) -> bool:
    """Say whether a pattern, its case ignored, may match a text of ASCII: a no is certain."""
    return _may_all(re._parser.parse(pattern, re.IGNORECASE))  # type: ignore[attr-defined]


def _may_all(tokens: Iterable[tuple[Any, Any]]) -> bool:
    return all(_may(str(kind), value) for kind, value in tokens)


def _may(kind: str, value: Any) -> bool:
    judged = _JUDGES.get(kind)
    return judged is None or judged(value)


def _may_range(ends: tuple[int, int]) -> bool:
    return ends[0] < _ASCII or any(ends[0] <= letter <= ends[1] for letter in _FOLDED)


def _may_repeat(repeat: tuple[int, int, Any]) -> bool:
    return repeat[0] == 0 or _may_all(repeat[2])


_JUDGES: Final[dict[str, Callable[[Any], bool]]] = {
    "LITERAL": lambda letter: letter < _ASCII or letter in _FOLDED,
    "RANGE": _may_range,
    "IN": lambda several: any(_may(str(kind), value) for kind, value in several),
    "BRANCH": lambda branch: any(map(_may_all, branch[1])),
    "SUBPATTERN": lambda part: _may_all(part[-1]),
    "MAX_REPEAT": _may_repeat,
    "MIN_REPEAT": _may_repeat,
    "ASSERT": lambda ahead: _may_all(ahead[1]),
}
"""By the kind of a token, whether it may match; of any other it may."""

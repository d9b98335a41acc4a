"""The lines of a long text, each cut out when it is asked for: a list of them would take as much again as the text."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from typing import Final, overload

_ENDS: Final = re.compile(r"\r\n|\r|\n")
_FEEDS: Final = re.compile(r"\n")


class WrittenLines(Sequence[str]):
    """The lines of a text, each with its end: of any kind, or where `by_feed` is asked of line feeds alone."""

    def __init__(self, text: str, *, by_feed: bool = False) -> None:
        self._text = text
        ends = (_FEEDS if by_feed else _ENDS).finditer(text)
        self._starts = array("Q", [0])
        self._starts.extend(match.end() for match in ends)
        if self._starts[-1] != len(text):
            self._starts.append(len(text))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[str]:
        return self.after(0)

    def after(self, first: int) -> Iterator[str]:
        """Yield the lines from one on, by its place."""
        text, starts = self._text, self._starts
        for at in range(first, len(starts) - 1):
            yield text[starts[at] : starts[at + 1]]

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        place = range(len(self))[at]
        return self._text[self._starts[place] : self._starts[place + 1]]

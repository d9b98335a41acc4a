"""A bar on a terminal, and nothing where nobody looks."""

from __future__ import annotations

import io

import pytest

from watchlist.engine.command import output as module
from watchlist.engine.command.output import bar, progress


class Terminal(io.StringIO):
    """What a person looks at."""

    def isatty(self) -> bool:
        return True


def test_the_bar_says_how_far_it_is() -> None:
    assert bar(5_000, 10_000, "lines") == "[###############...............] 5,000 of 10,000 lines"


def test_a_terminal_is_shown_the_bar_and_left_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0)
    out = Terminal()
    with progress(out, 10) as show:
        show(10)
    assert "10 of 10 lines" in out.getvalue()
    assert out.getvalue().endswith("\r\033[K")


def test_short_work_and_a_file_are_shown_nothing() -> None:
    for out in (Terminal(), io.StringIO()):
        with progress(out, 10) as show:
            show(10)
        assert out.getvalue() == ""

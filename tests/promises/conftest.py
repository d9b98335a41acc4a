"""What was tried of each promise is told at the end."""

from __future__ import annotations

from tests.promises.counted import TALLIES


def pytest_terminal_summary(terminalreporter: object) -> None:
    """Tell the counts of every promise that was tried."""
    for tally in TALLIES:
        terminalreporter.write_line(str(tally))  # type: ignore[attr-defined]

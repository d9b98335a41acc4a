"""Say at the end how often each target was executed, and how long the slowest execution took."""

from __future__ import annotations

from typing import Any

from tests.fuzz.searching import LONG, SEED, executed, slowest


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Write one line a target, where that was asked for."""
    if not (LONG and executed):
        return
    terminalreporter.section(f"executions of each target, seed {SEED}")
    for target, times in sorted(executed.items()):
        terminalreporter.write_line(f"{times:>9,}  slowest {slowest.get(target, 0):.3f} s  {target}")
    terminalreporter.write_line(f"{sum(executed.values()):>9,}  in all, of {len(executed)} targets")

"""Tiers of tests, by what a test needs (docs/practices/tests.md): its own processes, a browser, or minutes.

A test says its tier where it stands, by a marker; one without a marker belongs to `rules`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from shutil import which
from time import process_time
from typing import Any, Final

import pytest

TIERS: Final = {
    "rules": "in this process: no server, and no process but the children that examine structures or read a document",
    "servers": "starts processes of its own: serves, kills, restores, migrates",
    "walks": "walks through the pages in a browser",
    "long": "searches by generated input, at its everyday count",
    "contract": "serves, for programs that `make test-contract` installs",
    "image": "runs the images and renders the chart, by programs that `make test-image` and `make test-chart` install",
}
LISTED_ABOVE: Final = 2.0
"""Seconds of the processor. A test of `rules` that uses more is named at the end of the run; it does not fail."""
OF_THE_SERVICE: Final = ("watchlist.engine.workers", "watchlist/list_updates/apart/", "opsin")
"""What a rule may start: children of the service that a test does not see."""
SECONDS: Final = "processor_seconds"
ASKS_DATABASE: Final = "database: asks the database of its process (given by its fixtures, never written)"
DATABASE_FIXTURES: Final = frozenset({"db", "django_db_setup"})

_started: list[str] = []


def tier_of(item: pytest.Item) -> str:
    """Return the tier of a test: that of its marker, else `rules`."""
    names = {marker.name for marker in item.iter_markers()}
    return next((tier for tier in TIERS if tier in names), "rules")


def asks_database(item: pytest.Item) -> bool:
    """Say whether a test asks the database of its process."""
    return bool(item.get_closest_marker("django_db")) or not DATABASE_FIXTURES.isdisjoint(_fixtures(item))


def _fixtures(item: pytest.Item) -> list[str]:
    return list(getattr(item, "fixturenames", ()))


class Tiers:
    """Marks each test with its tier, holds a rule to starting no process, and names the rules that cost much."""

    def __init__(self) -> None:
        self._costly: list[tuple[float, str]] = []
        sys.addaudithook(_note_process)

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Mark those without a marker, and those that ask the database, before `-m` chooses."""
        for item in items:
            item.add_marker(tier_of(item))
            if asks_database(item):
                item.add_marker("database")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        """Count what a test uses of the processor in this process, and fail a rule that starts another."""
        _started.clear()
        before = process_time()
        yield
        item.user_properties.append((SECONDS, process_time() - before))
        if tier_of(item) == "rules" and _started:
            pytest.fail(f"a test of the tier `rules` starts {_started[0]}: mark it `servers`", pytrace=False)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the costly among `rules`; on a run with workers, the reports of all of them come by here."""
        if report.when == "call" and "rules" in report.keywords:
            self._costly += [(used, report.nodeid) for name, used in _properties(report) if name == SECONDS]

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Name them."""
        listed = sorted(((used, test) for used, test in self._costly if used > LISTED_ABOVE), reverse=True)
        if listed:
            terminalreporter.section(f"rules that use more than {LISTED_ABOVE:.0f} s of the processor")
            for used, test in listed:
                terminalreporter.write_line(f"{used:6.1f} s  {test}")


def _properties(report: pytest.TestReport) -> list[tuple[str, Any]]:
    return [(name, used) for name, used in report.user_properties]


def _note_process(event: str, arguments: tuple[Any, ...]) -> None:
    """Note each process that is started, but for children of the service, and for a program that is not there."""
    if event == "subprocess.Popen" and which(arguments[0]):
        command = " ".join(map(str, arguments[1]))
        if not any(own in command for own in OF_THE_SERVICE):
            _started.append(command[:200])

"""What a command loads before its work begins, and that what it did not load is there once it is asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.checks import Tags, run_checks

from tests.database import environment_in, own_database
from watchlist.engine.host import ROOT
from watchlist.web.operations.schedule import ScheduleAdmin

pytestmark = pytest.mark.servers

SERVED = (
    "watchlist.web",
    "watchlist.api",
    "unfold.sites",
    "rest_framework.views",
    "celery",
    "kombu",
    "structlog",
    "rich",
)
"""What pages, programs and workers are served by."""
STARTED = "started"
"""What stands, with a number, among the modules for each process that was started."""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Yield the environment of a process whose database holds the law."""
    build = tmp_path_factory.mktemp("build")
    with own_database(build, "law") as database:
        yield environment_in(build, database)


def loaded_by(environment: dict[str, str], *command: str) -> set[str]:
    """Return the modules that a process of manage.py has imported at its end, whatever its exit status."""
    at_the_end = Path(environment["WATCHLIST_BUILD_DIR"]) / "modules"
    subprocess.run(
        [sys.executable, "-c", NOTE_MODULES, str(at_the_end), "manage.py", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
    )
    return set(at_the_end.read_text().split())


def of(packages: tuple[str, ...], modules: set[str]) -> set[str]:
    return {module for module in modules for package in packages if f"{module}.".startswith(f"{package}.")}


@pytest.mark.parametrize(
    ("command", "not_its_own"),
    [
        (("--help",), ("rdkit", "numpy", "pint", "openpyxl", "urllib3")),
        (("help", "screen"), ("openpyxl",)),
        (("check_seeds",), ("openpyxl", "watchlist.engine.reading.readers")),
        (("screen", "shipment.csv"), ("numpy", "openpyxl", "pydifact", "pint", "watchlist.tasks")),
    ],
    ids=" ".join,
)
def test_a_command_loads_what_it_needs(
    environment: dict[str, str], tmp_path: Path, command: tuple[str, ...], not_its_own: tuple[str, ...]
) -> None:
    (tmp_path / "shipment.csv").write_text("name,cas\nAcetone,67-64-1\n")
    at = tuple(str(tmp_path / word) if word == "shipment.csv" else word for word in command)
    modules = loaded_by(environment, *at)
    assert "django.core.management" in modules
    assert not of((*SERVED, *not_its_own), modules)


@pytest.mark.parametrize(("goods", "children"), [("name\nBoxes of nothing known\n", 0), ("smiles\nCC(C)=O\n", 1)])
def test_a_child_is_started_where_a_structure_is_given(
    environment: dict[str, str], tmp_path: Path, goods: str, children: int
) -> None:
    (tmp_path / "shipment.csv").write_text(goods)
    assert len(of((STARTED,), loaded_by(environment, "screen", str(tmp_path / "shipment.csv")))) == children


def test_the_checks_of_the_admin_load_its_pages(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert "watchlist.web.operations.schedule" in loaded_by(environment, "check", "--tag", "admin")
    monkeypatch.setattr(ScheduleAdmin, "list_display", ("no_such_column",))
    assert {error.id for error in run_checks(tags=[Tags.admin])} == {"admin.E108"}


def test_a_process_that_began_without_celery_sends_to_the_broker_that_is_set() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SEND],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "WATCHLIST_BROKER_URL": "memory://"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "rescreen watchlist.run_job\n", done.stderr


NOTE_MODULES = """
import atexit, pathlib, runpy, sys
del sys.argv[0]
at_the_end = pathlib.Path(sys.argv.pop(0))
started = []
sys.addaudithook(lambda event, words: started.append(f"started.{len(started)}") if event == "subprocess.Popen" else 0)
atexit.register(lambda: at_the_end.write_text(" ".join([*sys.modules, *started])))
runpy.run_path("manage.py", run_name="__main__")
"""

SEND = """
import sys
sys.argv = ["manage.py", "screen"]
import django
django.setup()
assert "celery" not in sys.modules
from watchlist.jobs.routes import sender
from watchlist.jobs.routes import route_of
sender()("a job", route_of("rescreen"))
from kombu.transport.memory import Channel
for name, queue in Channel.queues.items():
    while not queue.empty():
        print(name, queue.get()["headers"]["task"])
"""

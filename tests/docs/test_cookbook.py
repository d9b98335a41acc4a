"""The cookbook of the API: every example runs, against a real server, and answers what the page shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.env import env
from tests.database import PASSWORD
from tests.docs.cookbook import OWNERS, Reader, differs, run_as_shown, steps_of
from tests.serving import Served, served
from watchlist.api.problem_types import PROBLEM_TYPES
from watchlist.engine.host import ROOT

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
TUTORIAL = (ROOT / "docs" / "tutorials" / "program.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("build")) as running:
        yield running


@pytest.mark.servers
def test_every_example_of_the_cookbook_answers_what_the_page_shows(service: Served, tmp_path: Path) -> None:
    reader = Reader(tmp_path, {"WATCHLIST": f"{service.url}/api/v1", "PASSWORD": PASSWORD})
    service.manage("shell", "--no-imports", "-c", OWNERS)
    steps = list(steps_of(PAGE))
    assert steps
    for step in steps:
        if "/goods/" in step.text:
            service.manage("structure_index", "build")  # as the schedule does
        run_as_shown(reader, [step])


@pytest.mark.servers
def test_the_tutorial_of_a_program_is_answered_what_it_shows(service: Served, tmp_path: Path) -> None:
    """Its last example is in Python, with our client: tests/contract does that."""
    reader = Reader(tmp_path, {"SERVICE": service.url, "PASSWORD": PASSWORD})
    steps = list(steps_of(TUTORIAL))
    assert [step.language for step in steps] == ["sh"] * (len(steps) - 1) + ["python"]
    run_as_shown(reader, steps[:-1])


@pytest.mark.parametrize(
    ("shown", "said", "same"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": "…"}, {"a": 7}, True),
        ({"a": "x…"}, {"a": "xyz"}, True),
        ({"a": "x…"}, {"a": "yxz"}, False),
        ([1, "…"], [1, 2], True),
        ([1], [1, 2], False),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, False),
        ({"a": 1}, {}, False),
    ],
)
def test_an_answer_is_compared_with_what_is_shown_of_it(shown: object, said: object, same: bool) -> None:
    assert (differs(shown, said) == "") is same


def test_every_kind_of_error_is_listed_with_its_meaning() -> None:
    told = PAGE.split("\n## Errors\n")[1]
    rows = [f"| `{of.key}` | {of.status} | {of.meaning} |" for of in PROBLEM_TYPES]
    assert told.strip().splitlines()[2:] == rows


def test_every_setting_is_explained_to_who_operates_it() -> None:
    told = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    assert [name for name in env.scheme if f"`{name}`" not in told] == []

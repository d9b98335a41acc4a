"""The Python client, as somebody installs it: every example of docs/api.md is done with it, against a real server."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from tests.database import PASSWORD
from tests.docs.cookbook import OWNERS, Reader, differs, steps_of
from tests.serving import Served, served
from watchlist.engine.host import ROOT

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
TUTORIAL = (ROOT / "docs" / "tutorials" / "program.md").read_text(encoding="utf-8")
EXAMPLES = ROOT / "clients" / "python" / "examples"
PYTHON = ROOT / "build" / "contract" / "bin" / "python"
"""Of the environment that `make test-contract` installs the client in, which is none of ours."""

pytestmark = pytest.mark.contract


def test_every_example_of_the_cookbook_has_its_twin_that_answers_the_same(tmp_path: Path) -> None:
    build, folder = tmp_path / "build", tmp_path / "folder"
    build.mkdir()
    folder.mkdir()
    steps = list(steps_of(PAGE))
    with served(build) as service, _twins(service, folder) as run:
        service.manage("shell", "--no-imports", "-c", OWNERS)
        told = []
        for step in steps:
            if "/goods/" in step.text:
                service.manage("structure_index", "build")  # as the schedule does
            answer = run(step.text)
            assert answer["twin"], f"line {step.line}: {answer['answer']}, where one is wanted"
            told.append(answer["twin"])
            if step.shown is not None:
                assert not (wrong := differs(step.shown, answer["answer"])), f"line {step.line}: {wrong}"
    assert len(set(told)) == len(steps)


def test_the_tutorial_of_a_program_ends_with_the_client_and_prints_what_it_shows(tmp_path: Path) -> None:
    build, folder = tmp_path / "build", tmp_path / "folder"
    build.mkdir()
    folder.mkdir()
    *_, example = steps_of(TUTORIAL)
    shown = dedent(TUTORIAL.partition("It prints:\n")[2].partition("\n## ")[0]).strip()
    with served(build) as service:
        token = next(step for step in steps_of(TUTORIAL) if "TOKEN=" in step.text)
        reader = Reader(folder, {"SERVICE": service.url, "WATCHLIST": f"{service.url}/api/v1", "PASSWORD": PASSWORD})
        reader.run(token)
        command = [str(PYTHON), "-c", example.text]
        done = subprocess.run(command, env=reader.environment, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, shown), done.stderr


@contextmanager
def _twins(service: Served, folder: Path) -> Iterator[Callable[[str], dict[str, Any]]]:
    """Start the process of the twins; yield what runs the one of an example."""
    environment = {**os.environ, "PASSWORD": PASSWORD, "PYTHONPATH": str(EXAMPLES)}
    command = (str(PYTHON), "-m", "cookbook", service.url, str(folder))
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, text=True, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        wanted, answers, errors = process.stdin, process.stdout, process.stderr

        def run(example: str) -> dict[str, Any]:
            wanted.write(json.dumps(example) + "\n")
            wanted.flush()
            line = answers.readline()
            assert line, errors.read()
            answer: dict[str, Any] = json.loads(line)
            return answer

        yield run
        wanted.close()

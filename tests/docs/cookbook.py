"""Read a page of documentation as a list of steps, run them as a reader would, and compare what comes back."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

FENCED = re.compile(r"^```(sh|python|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ANYTHING = "…"
MOMENT = 60.0  # seconds that a step may take

OWNERS = """
from django.contrib.auth.models import Permission, User
rights = Permission.objects.filter(codename__in=["keep_house_lists", "open_house_lists"])
User.objects.get(username="lead").user_permissions.add(*rights)
"""
"""No role owns house lists: a superuser gives the rights to."""


@dataclass(frozen=True, slots=True)
class Step:
    """One example: its language, its text, the line of the page, and the answer that the page shows below it."""

    language: str
    text: str
    line: int
    shown: Any = None


def steps_of(page: str) -> Iterator[Step]:
    """Yield the examples of a page in order; a block of JSON is the answer of the example above it."""
    held: Step | None = None
    for block in FENCED.finditer(page):
        language, text = block.groups()
        line = page.count("\n", 0, block.start()) + 1
        if language == "json":
            assert held is not None, f"line {line}: an answer to nothing"
            yield Step(held.language, held.text, held.line, json.loads(text))
            held = None
            continue
        if held is not None:
            yield held
        held = Step(language, text, line)
    if held is not None:
        yield held


@dataclass
class Reader:
    """Somebody who types the examples of a page in order, in one folder; what is exported and named stays."""

    folder: Path
    environment: dict[str, str]
    names: dict[str, Any] = field(default_factory=dict)

    def run(self, step: Step) -> str:
        """Return what a step prints; it must succeed."""
        return self._python(step) if step.language == "python" else self._shell(step)

    def _shell(self, step: Step) -> str:
        exported = self.folder / ".exported"
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", f"{step.text}\nenv -0 > {exported}"],
            cwd=self.folder,
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            timeout=MOMENT,
            check=False,
        )
        assert done.returncode == 0, f"line {step.line}: {done.stderr or done.stdout}"
        pairs = (line.partition("=") for line in exported.read_text().split("\0") if line)
        self.environment = {name: value for name, _, value in pairs}
        return done.stdout

    def _python(self, step: Step) -> str:
        printed = StringIO()
        with redirect_stdout(printed), chdir(self.folder), patch.dict(os.environ, self.environment):
            exec(compile(step.text, f"line {step.line}", "exec"), self.names)  # noqa: S102 - our own page, as its reader runs it
        return printed.getvalue()


def run_as_shown(reader: Reader, steps: Iterable[Step]) -> None:
    """Run examples in order; each must succeed, and answer what the page shows below it."""
    for step in steps:
        printed = reader.run(step)
        if step.shown is not None:
            assert not (wrong := differs(step.shown, json.loads(printed))), f"line {step.line}: {wrong}"


def differs(shown: Any, said: Any, where: str = "answer") -> str:
    """Return where an answer is not as shown, "" where it is: what is shown may be a part, and “…” is anything."""
    if isinstance(shown, dict):
        if not isinstance(said, dict):
            return f"{where}: {said!r} is no object"
        gone = [key for key in shown if key not in said and key != ANYTHING]
        return f"{where}: no {gone}" if gone else _first(shown, said, where)
    if isinstance(shown, list):
        ends = shown[-1:] == [ANYTHING]
        wanted = shown[:-1] if ends else shown
        if not isinstance(said, list) or len(said) < len(wanted) or (len(said) > len(wanted) and not ends):
            return f"{where}: {len(wanted)} shown, {said!r}"
        return _first(dict(enumerate(wanted)), dict(enumerate(said)), where)
    if isinstance(shown, str) and ANYTHING in shown and isinstance(said, str):
        pattern = ".*".join(map(re.escape, shown.split(ANYTHING)))
        return "" if re.fullmatch(pattern, said, re.DOTALL) else f"{where}: {shown!r} shown, {said!r} said"
    return "" if shown in (said, ANYTHING) else f"{where}: {shown!r} shown, {said!r} said"


def _first(shown: dict[Any, Any], said: dict[Any, Any], where: str) -> str:
    told = (differs(value, said[key], f"{where}.{key}") for key, value in shown.items() if key != ANYTHING)
    return next(filter(None, told), "")

"""The page of the engine: its Python runs, and prints what the page shows."""

from __future__ import annotations

import re
from contextlib import chdir, redirect_stdout
from importlib import import_module
from io import StringIO
from pkgutil import resolve_name
from typing import Any, Final

import pytest

from watchlist.engine.host import ROOT

PAGE: Final = (ROOT / "docs" / "engine.md").read_text(encoding="utf-8")
EXAMPLES: Final = re.compile(r"^```python\n(.*?)^```\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHAPES: Final = re.compile(r"^\| \d+ \| (.+?) \| `(.+?)` \|$", re.MULTILINE)
MOST_SHAPES: Final = 14


def test_its_examples_print_what_the_page_shows() -> None:
    names: dict[str, Any] = {}
    examples = EXAMPLES.findall(PAGE)
    assert len(examples) == PAGE.count("```python")
    for code, shown in examples:
        with chdir(ROOT), redirect_stdout(StringIO()) as printed:
            exec(code, names)  # noqa: S102 - of our own page
        assert printed.getvalue() == shown


def test_each_type_that_it_names_is_there() -> None:
    table = PAGE.split("## Its types")[1].split("## What it promises")[0]
    named = re.findall(
        r"`([A-Z]\w+)`", "".join(row.split("|")[1] for row in table.splitlines() if row.startswith("| `"))
    )
    homes = [import_module("watchlist.engine"), import_module("watchlist.engine.answer")]
    assert named
    assert [name for name in named if not any(hasattr(home, name) for home in homes)] == []


@pytest.mark.parametrize(("shape", "place"), SHAPES.findall(PAGE))
def test_each_shape_of_a_line_is_where_the_page_says(shape: str, place: str) -> None:
    if place.endswith(".py"):
        text = (ROOT / place).read_text(encoding="utf-8")
        assert [name for name in re.findall(r"`(\w+)`", shape) if f"class {name}" not in text] == []
    else:
        assert resolve_name(f"watchlist.engine.decision.run:{place}")


def test_the_shapes_are_few() -> None:
    assert 1 < len(SHAPES.findall(PAGE)) <= MOST_SHAPES

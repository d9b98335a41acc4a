"""What a page names: modules and files of the repository, and tests; and the rows of its tables."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from watchlist.engine.host import ROOT

CODE: Final = re.compile(r"`([^`]+)`")
LINK: Final = re.compile(r"\]\(([^)#:]+)\)")
PLACE: Final = re.compile(
    r"(?:(?:chemistry|config|deploy|docs|seeds|tests|watchlist)/[\w./@-]+|requirements(?:-dev)?\.lock|NOTICE)(?:::(\w+))?"
)


def named(text: str) -> Iterator[str]:
    """Yield the files and tests that a text names."""
    yield from (name for name in CODE.findall(text) if PLACE.fullmatch(name))


def linked(text: str) -> list[str]:
    """Return the files that a page of `docs` leads to."""
    return [f"docs/{place}" for place in LINK.findall(text)]


def shown_by(text: str) -> list[str]:
    """Return the tests among them."""
    return [name for name in named(text) if "::" in name]


def is_there(name: str) -> bool:
    """Say whether a file is there and, where a test is named, defines it."""
    path, _, test = name.partition("::")
    if not (ROOT / path).exists():
        return False
    return not test or test in _tests_of(path)


def tables(page: str) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Yield the tables of a page, each with the heading above it: its rows, by the head of each column."""
    heading, rows = "", list[list[str]]()
    for line in [*page.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
        elif rows:
            head, _, *held = rows
            yield heading, [dict(zip(head, row, strict=True)) for row in held]
            rows = []
        if line.startswith("#"):
            heading = line.lstrip("# ")


@cache
def _tests_of(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))

"""What a page names: files of the repository, and what they define; and the rows of its tables."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from watchlist.engine.host import ROOT

CODE: Final = re.compile(r"(?<!`)`([^`]+)`(?!`)")
LINK: Final = re.compile(r"\]\(([^)#:]+)\)")
PLACE: Final = re.compile(
    r"(?:(?:chemistry|config|deploy|docs|fixtures|seeds|tests|watchlist)/[\w./@-]+"
    r"|requirements(?:-dev)?\.lock|NOTICE|[A-Z]+\.md)(?:::(\w+))?"
)


def named(text: str) -> Iterator[str]:
    """Yield the files that a text names, and the tests and other definitions in files."""
    yield from (name for name in CODE.findall(text) if PLACE.fullmatch(name))


def linked(text: str, folder: str = "docs/") -> list[str]:
    """Return the files that a page of a folder leads to."""
    return [f"{folder}{place}" for place in LINK.findall(text)]


def shown_by(text: str) -> list[str]:
    """Return the tests among them."""
    return [name for name in named(text) if "::" in name]


def is_there(name: str) -> bool:
    """Say whether a file is there and, where a test or another definition is named, defines it."""
    path, _, definition = name.partition("::")
    if not (ROOT / path).exists():
        return False
    return not definition or definition in _defined_in(path)


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
def _defined_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(name for node in tree.body for name in _names(node))


def _names(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name
        case ast.Assign(targets=targets):
            yield from (target.id for target in targets if isinstance(target, ast.Name))

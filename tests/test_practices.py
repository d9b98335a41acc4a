"""What the tests hold themselves to, whatever they are about (docs/practices/tests.md)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from watchlist.engine.host import ROOT

TESTS = ROOT / "tests"
CALL = re.compile(r"\bsleep\(")
"""In a program that a test writes as text: a statement of a database, `pg_sleep`, is none of ours."""


def test_no_test_waits_but_for_an_event() -> None:
    sources = {str(path.relative_to(TESTS)): path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py")}
    # To parse all of them takes seconds.
    assert [name for name, source in sources.items() if "sleep" in source and any(sleeps(source))] == ["waiting.py"]


PROGRAM = """
import time
from time import nap as rest
time.nap(1)
rest(2)
run("time.nap(3)", f"{time}; nap(4)")
execute("SELECT pg_nap(5)")
closing.wait(6)
"""


def test_every_way_to_sleep_is_seen() -> None:
    assert list(sleeps(PROGRAM.replace("nap", "sleep"))) == [4, 5, 6, 6]


def sleeps(source: str) -> Iterator[int]:
    """Yield the line of each call of a sleep, and of each text that holds one."""
    tree = ast.parse(source)
    names = {"sleep"} | {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == "sleep"
    }
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="sleep")):
                yield node.lineno
            case ast.Call(func=ast.Name(id=name)) if name in names:
                yield node.lineno
            case ast.Constant(value=str(text)) if CALL.search(text):
                yield node.lineno

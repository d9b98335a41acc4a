"""The map and the page for contributors name what is there, and the map leaves no package and no layer out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from configparser import ConfigParser
from typing import Final

import pytest

from tests.docs.naming import is_there, linked, named, tables
from watchlist.engine.host import ROOT

PAGES: Final = ("ARCHITECTURE.md", "CONTRIBUTING.md")
BLOCK: Final = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PATTERN: Final = re.compile(r"`((?:\w+/)+)[^`/<]*<[^`]*`")
"""A path with a name that is still to be chosen, `watchlist/api/<subject>.py`: its folder is there."""
STEP: Final = re.compile(r"^\d+\. (.+)$", re.MULTILINE)
STATUS: Final = re.compile(r"^Status: .+?\n\n", re.MULTILINE | re.DOTALL)
PACKAGES: Final = ("chemistry", "config", "watchlist")
DECISIONS: Final = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("0*.md"))


def text_of(page: str) -> str:
    """Return a page of the repository."""
    return (ROOT / page).read_text(encoding="utf-8")


MAP: Final = text_of("ARCHITECTURE.md")
TREE, LAYERS = BLOCK.findall(MAP)


def outline(block: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each line of an indented block: the names that it stands under with its own, and its note."""
    parents: list[str] = []
    for line in block.splitlines():
        name, _, note = line.strip().partition("  ")
        depth = (len(line) - len(line.lstrip())) // 2
        parents[depth:] = [name]
        yield tuple(parents), note.strip()


@pytest.mark.parametrize("page", PAGES)
def test_whatever_it_names_is_there(page: str) -> None:
    places = {*named(text_of(page)), *linked(text_of(page), folder=""), *PATTERN.findall(text_of(page))}
    assert len(places) > 25
    assert [place for place in sorted(places) if not is_there(place)] == []


@pytest.mark.parametrize("page", PAGES)
def test_it_and_the_front_page_lead_to_each_other(page: str) -> None:
    assert page in linked(text_of("README.md"), folder="")
    assert "README.md" in linked(text_of(page), folder="")


@pytest.mark.parametrize("page", PAGES)
def test_each_target_that_it_names_is_in_the_makefile(page: str) -> None:
    named_targets = re.findall(r"\bmake ([a-z][a-z-]+)", text_of(page))
    targets = re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE)
    assert set(named_targets) - set(targets) == set()


def test_the_tree_names_what_is_there_and_says_what_it_is() -> None:
    lines = {"".join(names): note for names, note in outline(TREE)}
    assert [path for path in lines if not (ROOT / path).exists()] == []
    assert [path for path, note in lines.items() if not note] == []


def test_the_tree_leaves_no_package_out() -> None:
    folders = {"".join(names) for names, _ in outline(TREE)}
    packages = {f"{path.parent.relative_to(ROOT)}/" for top in PACKAGES for path in (ROOT / top).rglob("*.py")}
    mirrors = {f"tests/{name}/" for name in (*PACKAGES, *(path.split("/")[-2] for path in packages))}
    assert packages - folders == set()
    tests = {f"tests/{path.name}/" for path in (ROOT / "tests").iterdir() if any(path.glob("*.py"))}
    assert tests - folders <= mirrors


def test_the_layers_are_those_that_are_held() -> None:
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter")
    lines = [(len(names) - 1, names[-1]) for names, _ in outline(LAYERS)]
    for depth, contract in enumerate(("packages", "layers", "engine-layers")):
        layers = contracts[f"importlinter:contract:{contract}"]["layers"].strip().splitlines()
        assert [name for indent, name in lines if indent == depth] == layers


def test_the_way_of_a_line_has_twelve_steps_and_each_names_where_it_is_taken() -> None:
    steps = STEP.findall(MAP)
    assert len(steps) == 12
    assert [step for step in steps if not list(named(step))] == []


def test_each_row_of_what_is_added_names_a_file_to_begin_with() -> None:
    ((_, rows),) = tables(MAP)
    assert len(rows) > 10
    for row in rows:
        assert [*named(row["write"]), *PATTERN.findall(row["write"])], row["to add"]


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda name: name[:4])
def test_a_decision_says_first_whether_it_holds(decision: str) -> None:
    page = text_of(f"docs/decisions/{decision}")
    (status,) = STATUS.findall(page)
    assert page.index(status) < 200
    assert [place for place in named(status) if not is_there(place)] == []
    assert set(re.findall(r"\b0\d{3}\b", status)) <= {name[:4] for name in DECISIONS}

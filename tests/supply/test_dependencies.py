"""The page of dependencies: every package that pyproject.toml asks for stands there once, and where it is used."""

from __future__ import annotations

import re
from collections import defaultdict
from importlib.metadata import packages_distributions
from typing import Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.deploy.locks import PROJECT
from tests.docs.naming import is_there, named, tables
from watchlist.engine.host import ROOT

PAGE: Final = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
ROWS: Final = next(rows for _, rows in tables(PAGE) if "package" in rows[0])
ENGINE: Final = "engine"
WORDS: Final = {"argon2-cffi": ["Argon2PasswordHasher"], "gunicorn": ["graceful_timeout"], "psycopg": ["postgres"]}
"""What is used without an import: by which word one sees it."""


def asked_for() -> dict[str, set[str]]:
    """Return the packages that pyproject.toml asks for, each with the extras that do."""
    groups = {ENGINE: PROJECT["dependencies"], **PROJECT["optional-dependencies"]}
    asked: defaultdict[str, set[str]] = defaultdict(set)
    for extra, texts in groups.items():
        for text in texts:
            asked[canonicalize_name(Requirement(text).name)].add(extra)
    return dict(asked)


def test_each_dependency_has_its_row_and_no_other_has_one() -> None:
    rows = {row["package"]: set(row["for"].split(", ")) for row in ROWS}
    assert len(rows) == len(ROWS)
    assert rows == asked_for()


@pytest.mark.parametrize("row", ROWS, ids=[row["package"] for row in ROWS])
def test_a_row_says_why_and_by_whom_and_where(row: dict[str, str]) -> None:
    assert row["why it is here"]
    assert row["kept by"]
    (place,) = named(row["where"])
    source = (ROOT / place).read_text(encoding="utf-8")
    words = WORDS.get(row["package"]) or modules_of(row["package"])
    assert any(re.search(rf"\b{re.escape(word)}\b", source) for word in words)


def modules_of(package: str) -> list[str]:
    """Return what one imports of an installed package."""
    brought = packages_distributions().items()
    return [module for module, packages in brought if package in [canonicalize_name(name) for name in packages]]


def test_each_file_that_the_page_names_is_there() -> None:
    assert [name for name in named(PAGE) if not is_there(name)] == []

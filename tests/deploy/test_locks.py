"""What is installed to run the service is what was tested, all that it needs, and no tool of its developers."""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from typing import Final

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.deploy.locks import DEVELOPERS, PARQUET, PROJECT, RUNTIME, needed, packages_here, pins
from watchlist.engine.host import ROOT

OURS: Final = ("chemistry", "config", "watchlist")
TOOLS: Final = {
    "bandit",
    "hypothesis",
    "mypy",
    "playwright",
    "pytest",
    "pytest-django",
    "ruff",
    "schemathesis",
    "selenium",
}


def test_what_runs_is_locked_as_it_was_tested() -> None:
    runtime, developers = pins(RUNTIME), pins(DEVELOPERS)
    assert runtime
    assert {pin: hashes for pin, hashes in runtime.items() if developers.get(pin) != hashes} == {}
    assert all(runtime.values())


def test_the_service_is_installed_with_what_it_needs_and_no_more() -> None:
    extras = PROJECT["optional-dependencies"]
    direct = [*PROJECT["dependencies"], *extras["service"], *extras["nomenclature"]]
    assert packages_here(RUNTIME) == needed(map(Requirement, direct))


def test_what_writes_parquet_is_a_lock_of_its_own_as_it_was_tested() -> None:
    developers, parquet = pins(DEVELOPERS), pins(PARQUET)
    assert {pin: hashes for pin, hashes in parquet.items() if developers.get(pin) != hashes} == {}
    assert packages_here(PARQUET) == needed(map(Requirement, PROJECT["optional-dependencies"]["parquet"]))
    assert packages_here(PARQUET).isdisjoint(packages_here(RUNTIME))


def test_no_tool_of_developers_is_installed_with_the_service() -> None:
    assert packages_here(RUNTIME) & TOOLS == set()
    assert TOOLS - packages_here(DEVELOPERS) <= {"selenium"}


def test_each_module_that_the_service_imports_is_in_its_lock() -> None:
    packages, runtime = packages_distributions(), packages_here(RUNTIME) | packages_here(PARQUET)
    modules = {*_imported(), *(name.partition(".")[0] for name in (*settings.INSTALLED_APPS, *settings.MIDDLEWARE))}
    others = modules - {*OURS, *sys.stdlib_module_names}
    assert "django" in others
    assert {name for name in others if runtime.isdisjoint(map(canonicalize_name, packages.get(name, ())))} == set()


def test_what_the_contract_is_tested_with_is_locked_and_names_no_registry() -> None:
    folders = [ROOT / "tests" / "contract", ROOT / "clients" / "typescript"]
    for folder in folders:
        text = (folder / "package-lock.json").read_text(encoding="utf-8")
        packages = [package for path, package in json.loads(text)["packages"].items() if path]
        assert packages
        assert all(package["integrity"] and "resolved" not in package for package in packages)


@pytest.mark.parametrize("folder", ["contract", "supply"])
def test_what_is_installed_beside_us_is_locked_with_all_that_was_asked_for(folder: str) -> None:
    pinned = pins(f"tests/{folder}/requirements.txt")
    assert all(pinned.values())
    locked = {canonicalize_name(Requirement(pin).name): Requirement(pin) for pin in pinned}
    lines = (ROOT / "tests" / folder / "requirements.in").read_text(encoding="utf-8").splitlines()
    asked = [Requirement(line) for line in lines if line and not line.startswith("#")]
    versions = {need: str(locked[canonicalize_name(need.name)].specifier).removeprefix("==") for need in asked}
    assert asked
    assert [str(need) for need, version in versions.items() if version not in need.specifier] == []


def _imported() -> Iterator[str]:
    """Yield the top of each module that is imported by absolute name, wherever in a file."""
    for path in (path for folder in OURS for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.append(node.module)
            yield from (name.partition(".")[0] for name in names)

"""Licences: every package of the lock has one that is allowed, and what lies in the tree of others is in NOTICE."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageMetadata, metadata
from pathlib import Path
from typing import Any, Final

import pytest

from tests.deploy.locks import DEVELOPERS, locked, packages_here
from watchlist.engine.host import ROOT

RULES: Final[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "licences.toml").read_text(encoding="utf-8"))
HERE: Final = sorted(packages_here(DEVELOPERS))
"""The packages of this platform: a few are for another, or for an older Python."""


@pytest.mark.parametrize("package", HERE)
def test_a_package_has_a_licence_that_is_allowed(package: str) -> None:
    licences = licences_of(metadata(package))
    excepted = RULES["exceptions"].get(package)
    if excepted:
        assert licences == set(excepted["licence"].split(" AND ")), "its licence was changed: weigh it anew"
        assert excepted["why"]
    else:
        assert licences
        assert licences <= set(RULES["allowed"]), f"{package} is under {licences}: weigh it, and write down why"


def licences_of(said: PackageMetadata) -> set[str]:
    """Return the licences that a package names: in an expression, else by its classifiers, else in one word.

    Where it lets one choose, all of them: each must then be allowed.
    """
    if expression := said.get("License-Expression"):
        return set(re.split(r"[()]| AND | OR ", expression)) - {""}
    classed = [of.split(" :: ")[-1] for of in said.get_all("Classifier", []) if of.startswith("License :: ")]
    named = classed or [said.get("License", "")]
    return {RULES["spelled"].get(one, one) for one in named}


def test_nothing_is_excepted_that_is_not_in_the_lock() -> None:
    assert set(RULES["exceptions"]) <= {pin.name for pin in locked(DEVELOPERS)}


def test_what_lies_in_the_tree_of_others_has_its_licence_beside_it_and_a_place_in_notice() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    folders = [one for one in (ROOT / "watchlist" / "static" / "watchlist" / "vendor").iterdir() if one.is_dir()]
    assert folders
    assert [one.name for one in folders if str(one.relative_to(ROOT)) not in notice] == []
    assert [one.name for one in folders if not any(one.glob("LICENSE*"))] == []

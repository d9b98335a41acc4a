"""The Debian packages of a file system as components, read from its own records: nothing is run there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from tests.supply.inventory import Component, LicenceChoice, NamedLicence, Organisation
from tests.supply.purls import purl

STATUS: Final = Path("var/lib/dpkg/status")
PARTS: Final = Path("var/lib/dpkg/status.d")
"""Where images without dpkg keep one file for each package."""
COPYRIGHTS: Final = Path("usr/share/doc")
RELEASES: Final = (Path("etc/os-release"), Path("usr/lib/os-release"))
MACHINE_READABLE: Final = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0"
LICENCE: Final = re.compile(r"^License: *(\S.*)$", re.MULTILINE)
INSTALLED: Final = "installed"


def debian_components(root: Path) -> list[Component]:
    """Return what is installed under a root, and its distribution; raise `FileNotFoundError` where no record is."""
    release = os_release(root)
    stanzas = [stanza for stanza in installed_stanzas(root) if stanza]
    return [distribution_component(release), *(package_component(root, stanza, release) for stanza in stanzas)]


def installed_stanzas(root: Path) -> Iterator[dict[str, str]]:
    """Yield the record of each package that is installed, not of those whose settings alone were kept."""
    if (root / PARTS).is_dir():
        files = sorted(path for path in (root / PARTS).iterdir() if path.suffix != ".md5sums")
        yield from (stanza for path in files for stanza in stanzas(path.read_text(encoding="utf-8")))
        return
    for stanza in stanzas((root / STATUS).read_text(encoding="utf-8")):
        if stanza.get("Status", "").split()[-1:] == [INSTALLED]:
            yield stanza


def stanzas(text: str) -> Iterator[dict[str, str]]:
    """Yield the records of a control file, each field with its lines."""
    for block in re.split(r"\n\s*\n", text.strip()):
        fields: dict[str, str] = {}
        last = ""
        for line in block.splitlines():
            if line[:1].isspace():
                fields[last] += f"\n{line.strip()}"
                continue
            last, _, value = line.partition(":")
            fields[last] = value.strip()
        if fields:
            yield fields


def os_release(root: Path) -> dict[str, str]:
    """Return what a root says of its distribution; raise `FileNotFoundError` where it says nothing."""
    path = next((root / name for name in RELEASES if (root / name).is_file()), root / RELEASES[0])
    pairs = (line.partition("=") for line in path.read_text(encoding="utf-8").splitlines() if "=" in line)
    return {name: value.strip("\"'") for name, _, value in pairs}


def distribution_component(release: Mapping[str, str]) -> Component:
    """Return a distribution as a component."""
    name, version = release["ID"], release.get("VERSION_ID", "")
    return Component(bom_ref=f"os:{name}@{version}", type="operating-system", name=name, version=version)


def package_component(root: Path, stanza: Mapping[str, str], release: Mapping[str, str]) -> Component:
    """Return an installed package as a component, with its source, whose name advisories go by."""
    name, version = stanza["Package"], stanza["Version"]
    address = purl(
        "deb",
        name,
        version,
        namespace=release["ID"],
        arch=stanza["Architecture"],
        distro="-".join(filter(None, (release["ID"], release.get("VERSION_ID")))),
        upstream=upstream(stanza),
    )
    maintainer = stanza.get("Maintainer", "").partition("<")[0].strip()
    return Component(
        bom_ref=address,
        type="library",
        name=name,
        version=version,
        purl=address,
        scope="required",
        supplier=Organisation(maintainer) if maintainer else None,
        licenses=tuple(LicenceChoice(license=NamedLicence(licence)) for licence in licences(root, name)),
    )


def upstream(stanza: Mapping[str, str]) -> str:
    """Return the source of a package, `name@version`, as far as it is named otherwise than the package."""
    source, _, version = stanza.get("Source", "").partition(" ")
    return "@".join(filter(None, (source, version.strip("()"))))


def licences(root: Path, package: str) -> list[str]:
    """Return the licences that a package names in a copyright file for machines, none where it has no such file."""
    path = root / COPYRIGHTS / package / "copyright"
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    readable = text.replace("http://www.debian.org", "https://www.debian.org").startswith(MACHINE_READABLE)
    return sorted({found.strip() for found in LICENCE.findall(text)}) if readable else []

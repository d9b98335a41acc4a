"""The inventory of an image from its file system: packages of the distribution, and what Python finds in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.deploy.locks import PARQUET, RUNTIME, pins
from tests.supply.debian import debian_components
from tests.supply.inventory import Component, Dependency, Inventory, inventory
from tests.supply.packages import copied_component, installed_component, subject
from tests.supply.vendored import vendored

PLACES: Final = ("site-packages", "dist-packages")
OF_DEBIAN: Final = Path("usr/lib/python3/dist-packages")
"""What lies there is a package of Debian, and stands in the inventory as that."""
OF_THE_KERNEL: Final = frozenset({"dev", "proc", "sys"})


def of_image(root: Path, made: datetime) -> Inventory:
    """Return the inventory of what lies under the root of an image.

    Raises `FileNotFoundError` where that is no root of Debian's, `UnknownLicenceError` for a package without a licence.
    """
    container = subject("container")
    components = [*debian_components(root), *python_components(root), *map(copied_component, vendored())]
    contained = tuple(sorted(component.bom_ref for component in components))
    return inventory(container, components, [Dependency(container.bom_ref, contained)], made)


def python_components(root: Path) -> list[Component]:
    """Return the packages of Python under a root, once each, with the hashes that our locks allow for that version."""
    hashes = {
        (canonicalize_name(pin.name), str(pin.specifier).removeprefix("==")): allowed
        for lock in (RUNTIME, PARQUET)
        for pin, allowed in ((Requirement(text), allowed) for text, allowed in pins(lock).items())
    }
    found = {(canonicalize_name(each.name), each.version): each for each in python_packages(root)}
    return [installed_component(each, hashes.get(key, ())) for key, each in sorted(found.items())]


def python_packages(root: Path) -> Iterator[Distribution]:
    """Yield what was installed for Python under a root, but by Debian."""
    tops = [top for top in root.iterdir() if top.is_dir() and not top.is_symlink() and top.name not in OF_THE_KERNEL]
    folders = {path for top in tops for place in PLACES for path in top.rglob(place)} - {root / OF_DEBIAN}
    yield from distributions(path=[str(folder) for folder in sorted(folders)])


def beside_locks(document: Inventory) -> list[str]:
    """Return the packages of Python in an inventory that no lock of ours has: an image should bring few."""
    return [each.purl for each in document.components if each.purl.startswith("pkg:pypi/") and not each.references]

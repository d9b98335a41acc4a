"""The packages of locks as components: what the wheel needs, with all its extras, and what was copied into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from importlib.metadata import Distribution
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.deploy.locks import PROJECT, holds, needs, pins
from tests.supply.inventory import (
    Component,
    Dependency,
    Digest,
    ExternalReference,
    Inventory,
    LicenceChoice,
    Property,
    inventory,
)
from tests.supply.licences import expression_of, licence_of
from tests.supply.purls import purl
from tests.supply.vendored import VendoredCopy, vendored

MARKER: Final = "precursor-watchlist:marker"
EXTRA: Final = "precursor-watchlist:extra"
"""What one must ask for to be given a package: an extra of ours, or `engine`, which is the wheel by itself."""
ENGINE: Final = "engine"


def subject(kind: str = "application") -> Component:
    """Return what an inventory is of: this version of the service, as a wheel or, a `container`, as an image."""
    address = purl("generic", PROJECT["name"], PROJECT["version"])
    return Component(
        bom_ref=address,
        type=kind,
        name=PROJECT["name"],
        version=PROJECT["version"],
        purl=address,
        licenses=(LicenceChoice(expression=PROJECT["license"]),),
    )


def of_locks(locks: Iterable[str], made: datetime) -> Inventory:
    """Return the inventory of what some locks install, for every platform, and of what was copied into our tree.

    What needs what, and for which extra, is said of what runs, on this platform and this Python.
    """
    pinned = {Requirement(pin): hashes for lock in locks for pin, hashes in pins(lock).items()}
    components = {pin: locked_component(pin, hashes) for pin, hashes in pinned.items()}
    copies = list(map(copied_component, vendored()))
    here = {component.name: component.bom_ref for pin, component in components.items() if holds(pin)}
    graph = needs(direct())
    first = {canonicalize_name(need.name) for need in direct()}
    root = subject()
    return inventory(
        root,
        [*components.values(), *copies],
        [
            _dependency(root.bom_ref, [*_references(first, here), *(copy.bom_ref for copy in copies)]),
            *(_dependency(here[name], _references(needed, here)) for name, needed in graph.items() if name in here),
        ],
        made,
    )


def direct() -> list[Requirement]:
    """Return what pyproject.toml asks for, with all extras."""
    return [need for needed in groups().values() for need in needed]


def groups() -> dict[str, list[Requirement]]:
    """Return what pyproject.toml asks for, by extra."""
    texts = {ENGINE: PROJECT["dependencies"], **PROJECT["optional-dependencies"]}
    return {extra: list(map(Requirement, asked)) for extra, asked in texts.items()}


@cache
def extras_of() -> Mapping[str, list[str]]:
    """Return the extras that bring each package that runs here, directly or by what they need."""
    brought = {extra: needs(asked) for extra, asked in groups().items()}
    names = {name for needed in brought.values() for name in needed}
    return {name: sorted(extra for extra, needed in brought.items() if name in needed) for name in names}


def locked_component(pin: Requirement, hashes: Iterable[str]) -> Component:
    """Return a pin of a lock as a component; `UnknownLicenceError` where no licence of it is known."""
    name, version = canonicalize_name(pin.name), str(pin.specifier).removeprefix("==")
    extras = [Property(EXTRA, extra) for extra in extras_of().get(name, ())]
    marker = [Property(MARKER, str(pin.marker))] if pin.marker else []
    return python_component(name, version, licence_of(name), hashes, (*extras, *marker))


def installed_component(distribution: Distribution, hashes: Iterable[str]) -> Component:
    """Return what is installed somewhere as a component, by its own metadata, with the hashes that its lock allows."""
    name = canonicalize_name(distribution.name)
    return python_component(name, distribution.version, expression_of(name, distribution.metadata), hashes)


def python_component(
    name: str, version: str, licence: str, hashes: Iterable[str], properties: tuple[Property, ...] = ()
) -> Component:
    """Return a package as a component. The hashes are of its files for all platforms: one of them is installed."""
    address = purl("pypi", name, version)
    digests = tuple(sorted(Digest(algorithm_of(text), text.partition(":")[2]) for text in hashes))
    return Component(
        bom_ref=address,
        type="library",
        name=name,
        version=version,
        purl=address,
        # What has a marker is in the installations for which that holds, and in no other.
        scope="optional" if MARKER in {each.name for each in properties} else "required",
        licenses=(LicenceChoice(expression=licence),),
        references=(ExternalReference("distribution", address, digests),) if digests else (),
        properties=properties,
    )


def algorithm_of(lock_hash: str) -> str:
    """Return the algorithm of a hash of a lock, `sha256:…`, as CycloneDX names it."""
    return {"sha256": "SHA-256", "sha512": "SHA-512"}[lock_hash.partition(":")[0]]


def copied_component(copy: VendoredCopy) -> Component:
    """Return a file of others in our tree as a component, with its digest."""
    return Component(
        bom_ref=copy.purl,
        type="library",
        name=copy.name,
        version=copy.version,
        purl=copy.purl,
        scope="required",
        hashes=(Digest("SHA-256", copy.sha256),),
        licenses=(LicenceChoice(expression=copy.licence),),
    )


def _references(names: Iterable[str], here: Mapping[str, str]) -> list[str]:
    return [here[name] for name in names if name in here]


def _dependency(reference: str, needed: Iterable[str]) -> Dependency:
    return Dependency(reference, tuple(sorted(needed)))

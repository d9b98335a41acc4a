"""The part of CycloneDX 1.6 (ECMA-424) that our inventories use, as types; and their bytes.

The same content gives the same bytes: the serial number is worked out from it, and its instant is handed in.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from uuid import NAMESPACE_URL, uuid5

import msgspec

SPECIFICATION: Final = "1.6"
RENAMED: Final = {
    "bom_format": "bomFormat",
    "bom_ref": "bom-ref",
    "depends_on": "dependsOn",
    "references": "externalReferences",
    "schema": "$schema",
    "serial_number": "serialNumber",
    "spec_version": "specVersion",
}
UNNUMBERED: Final = "urn:uuid:00000000-0000-0000-0000-000000000000"


class Digest(msgspec.Struct, frozen=True, order=True):
    """A digest of a file, in hexadecimal."""

    alg: str
    content: str


class ExternalReference(msgspec.Struct, frozen=True, omit_defaults=True):
    """A thing elsewhere, with the digests of the files that may stand for it."""

    type: str
    url: str
    hashes: tuple[Digest, ...] = ()


class NamedLicence(msgspec.Struct, frozen=True):
    """A licence by the name that a distribution gives it, where SPDX may have none."""

    name: str


class LicenceChoice(msgspec.Struct, frozen=True, omit_defaults=True):
    """Either one SPDX expression or a licence by name."""

    expression: str = ""
    license: NamedLicence | None = None


class Property(msgspec.Struct, frozen=True, order=True):
    """A fact that CycloneDX has no field for."""

    name: str
    value: str


class Organisation(msgspec.Struct, frozen=True):
    """Who supplies something, by name."""

    name: str


class Component(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, rename=RENAMED):
    """One thing of an inventory; its reference is its purl."""

    bom_ref: str
    type: str
    name: str
    version: str = ""
    purl: str = ""
    scope: str = ""
    supplier: Organisation | None = None
    hashes: tuple[Digest, ...] = ()
    licenses: tuple[LicenceChoice, ...] = ()
    references: tuple[ExternalReference, ...] = ()
    properties: tuple[Property, ...] = ()


class Dependency(msgspec.Struct, frozen=True, rename=RENAMED):
    """What one component needs, by reference."""

    ref: str
    depends_on: tuple[str, ...]


class Metadata(msgspec.Struct, frozen=True):
    """When the inventory was made, and of what."""

    timestamp: str
    component: Component


class Inventory(msgspec.Struct, frozen=True, kw_only=True, rename=RENAMED):
    """A bill of materials."""

    schema: str = f"http://cyclonedx.org/schema/bom-{SPECIFICATION}.schema.json"
    bom_format: str = "CycloneDX"
    spec_version: str = SPECIFICATION
    serial_number: str = UNNUMBERED
    version: int = 1
    metadata: Metadata
    components: tuple[Component, ...]
    dependencies: tuple[Dependency, ...]


def inventory(
    subject: Component, components: list[Component], dependencies: list[Dependency], made: datetime
) -> Inventory:
    """Return the inventory of a subject as it stood at an instant, in the order of references."""
    unnumbered = Inventory(
        metadata=Metadata(made.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"), subject),
        components=tuple(sorted(components, key=lambda component: component.bom_ref)),
        dependencies=tuple(sorted(dependencies, key=lambda dependency: dependency.ref)),
    )
    number = uuid5(NAMESPACE_URL, msgspec.json.encode(unnumbered).decode())
    return msgspec.structs.replace(unnumbered, serial_number=f"urn:uuid:{number}")


def encode(document: Inventory) -> bytes:
    """Return an inventory as JSON that a person may read."""
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"

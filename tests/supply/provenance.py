"""Of what a release was made: an in-toto statement with the provenance of SLSA 1, which the signed tag vouches for.

No service builds our releases: who signs the tag says this, and whoever builds the commit again finds the same bytes.
"""

from __future__ import annotations

import platform
from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import version
from typing import Final

import msgspec

BUILD: Final = "urn:precursor-watchlist:release:1"
"""The kind of build: what `make release-files` does (docs/releasing.md)."""
BUILDER: Final = "urn:precursor-watchlist:builder:the-signer-of-the-tag"


class Resource(msgspec.Struct, frozen=True):
    """A file or a commit, by name and digest."""

    name: str
    digest: dict[str, str]


class BuildDefinition(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What was asked for, and what it was made from."""

    build_type: str = BUILD
    external_parameters: dict[str, str]
    internal_parameters: dict[str, str]
    resolved_dependencies: list[Resource]


class Builder(msgspec.Struct, frozen=True):
    """Who built, and with what."""

    id: str
    version: dict[str, str]


class RunDetails(msgspec.Struct, frozen=True):
    """The one build that made the files."""

    builder: Builder


class Provenance(msgspec.Struct, frozen=True, rename="camel"):
    """The predicate of SLSA."""

    build_definition: BuildDefinition
    run_details: RunDetails


class Statement(msgspec.Struct, frozen=True, kw_only=True, rename={"kind": "_type", "predicate_type": "predicateType"}):
    """What is said of which files."""

    kind: str = "https://in-toto.io/Statement/v1"
    subject: list[Resource]
    predicate_type: str = "https://slsa.dev/provenance/v1"
    predicate: Provenance


def statement(files: Mapping[str, str], tag: str, commit: str, locks: Mapping[str, str], made: datetime) -> Statement:
    """Return what is said of the files of a release, each by its SHA-256, and of the commit and the locks behind."""
    tools = {"python": platform.python_version(), "hatchling": version("hatchling")}
    return Statement(
        subject=[Resource(name, {"sha256": digest}) for name, digest in sorted(files.items())],
        predicate=Provenance(
            BuildDefinition(
                external_parameters={"tag": tag},
                internal_parameters={"SOURCE_DATE_EPOCH": str(int(made.timestamp()))},
                resolved_dependencies=[
                    Resource("source", {"gitCommit": commit}),
                    *(Resource(name, {"sha256": digest}) for name, digest in sorted(locks.items())),
                ],
            ),
            RunDetails(Builder(BUILDER, tools)),
        ),
    )


def encode(made: Statement) -> bytes:
    """Return a statement as JSON that a person may read."""
    return msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n"

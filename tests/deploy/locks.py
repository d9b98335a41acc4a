"""The locks: what the service is installed from, what developers install beside it, and what packages need."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import requires
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from watchlist.engine.host import ROOT

PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUNTIME: Final = "requirements.lock"
DEVELOPERS: Final = "requirements-dev.lock"
PARQUET: Final = "requirements-parquet.lock"
PIN: Final = re.compile(r"^(?P<pin>\S.*?) \\\n(?P<hashes>(?: +--hash=.*\n?)+)", re.MULTILINE)


def pins(lock: str) -> dict[str, frozenset[str]]:
    """Return each pin of a lock, as it is written with its marker, with the hashes that it may have."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return {pin["pin"]: frozenset(re.findall(r"--hash=(\S+)", pin["hashes"])) for pin in PIN.finditer(text)}


def locked(lock: str) -> list[Requirement]:
    """Return the requirements of a lock, those for other platforms too."""
    return [Requirement(pin) for pin in pins(lock)]


def pinned_packages(lock: str) -> set[str]:
    """Return the names of all packages of a lock, those for other platforms too."""
    return {canonicalize_name(pin.name) for pin in locked(lock)}


def packages_here(lock: str) -> set[str]:
    """Return the names of the packages that a lock has for this platform and this Python."""
    return {canonicalize_name(pin.name) for pin in locked(lock) if holds(pin)}


def needed(direct: Iterable[Requirement]) -> set[str]:
    """Return the names of what some requirements need here, and of what that needs, to the end."""
    return set(needs(direct))


def needs(direct: Iterable[Requirement]) -> dict[str, set[str]]:
    """Return what some requirements need here, to the end: each package with those that it needs itself."""
    graph: dict[str, set[str]] = {}
    visited: set[tuple[str, str]] = set()
    left = [need for need in direct if holds(need)]
    while left:
        need = left.pop()
        name = canonicalize_name(need.name)
        graph.setdefault(name, set())
        new = {(name, extra) for extra in ("", *need.extras)} - visited
        visited |= new
        children = [
            child for _, extra in new for child in map(Requirement, requires(name) or ()) if holds(child, extra)
        ]
        graph[name] |= {canonicalize_name(child.name) for child in children}
        left += children
    return graph


def holds(need: Requirement, extra: str = "") -> bool:
    """Say whether a requirement is one on this platform and this Python, where that extra is asked for."""
    return need.marker is None or need.marker.evaluate({"extra": extra})

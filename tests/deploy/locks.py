"""The two locks: what the service is installed from, and what developers install beside it."""

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


def packages_here(lock: str) -> set[str]:
    """Return the names of the packages that a lock has for this platform and this Python."""
    return {canonicalize_name(pin.name) for pin in locked(lock) if pin.marker is None or pin.marker.evaluate()}


def needed(direct: Iterable[Requirement]) -> set[str]:
    """Return the names of what some requirements need here, and of what that needs, to the end."""
    found: set[tuple[str, str]] = set()
    left = [(need, "") for need in direct]
    while left:
        need, extra = left.pop()
        if need.marker is not None and not need.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(need.name)
        new = {(name, wanted) for wanted in ("", *need.extras)} - found
        found |= new
        left += [(Requirement(text), wanted) for _, wanted in new for text in requires(name) or ()]
    return {name for name, _ in found}

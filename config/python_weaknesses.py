"""Known weaknesses of Python itself that this service can be reached by, and the patch levels that have them."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.core.checks import CheckMessage, Info

FILE: Final = Path(__file__).with_suffix(".csv")
HINT: Final = (
    "Install a later patch level, or ask your distribution whether it mended this one: many do and keep the number. "
    "What each weakness can do here, and what bounds it: docs/security.md."
)
Version = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Weakness:
    """A weakness of a module of Python; `fixed` are the first patch levels without it, one for each minor version."""

    cve: str
    module: str
    fixed: tuple[Version, ...]
    reached: str
    effect: str

    def is_in(self, version: Version) -> bool:
        """Say whether a version has it: a minor version that is not named came after it."""
        return any(fixed[:2] == version[:2] and version < fixed for fixed in self.fixed)


def weaknesses() -> Iterator[Weakness]:
    """Yield those that are known."""
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            fixed = tuple(tuple(map(int, version.split("."))) for version in row.pop("fixed").split())
            yield Weakness(fixed=fixed, **row)


def check_python(app_configs: Sequence[Any] | None = None, **options: Any) -> list[CheckMessage]:
    """Return what is known of the Python that runs, by its number alone: nothing, or one message that names all."""
    return check_version(sys.version_info[:3])


def check_version(version: Version) -> list[CheckMessage]:
    """Return what is known of a version. It is no warning: a distribution mends weaknesses under the old number."""
    found = [weakness for weakness in weaknesses() if weakness.is_in(version)]
    if not found:
        return []
    number = ".".join(map(str, version))
    named = "; ".join(f"{each.cve} ({each.module}, reached by {each.reached}: {each.effect})" for each in found)
    return [Info(f"Python {number} has known weaknesses, unless it was mended: {named}.", hint=HINT, id="config.I001")]

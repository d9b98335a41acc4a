"""Whether this checkout may become a release: `python -m tests.supply.release` says what refuses it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from packaging.version import InvalidVersion, Version

from watchlist.engine.host import ROOT

SECTION: Final = re.compile(r"^## (?P<version>\S+) \((?P<when>[^)]*)\)$", re.MULTILINE)
CLIENT: Final = Path("clients/python/pyproject.toml")


def refusals(root: Path, today: date) -> Iterator[str]:
    """Yield each reason why what lies in a checkout is no release on that day."""
    version = version_of(root / "pyproject.toml")
    changes = git(root, "status", "--porcelain").splitlines()
    if changes:
        yield f"not committed: {', '.join(line[3:] for line in changes[:5])}"
    if git(root, "tag", "--list", tag_of(version)):
        yield f"the tag {tag_of(version)} is there already: a release is never made anew"
    if not _is_normal(version):
        yield f"{version} is not how a version is written (PEP 440)"
    if (client := version_of(root / CLIENT)) != version:
        yield f"{CLIENT} has version {client}"
    yield from changelog_refusals((root / "CHANGELOG.md").read_text(encoding="utf-8"), version, today)


def changelog_refusals(text: str, version: str, today: date) -> Iterator[str]:
    """Yield why a changelog does not tell of a version: its section is the first, and has the day of the release."""
    first = SECTION.search(text)
    if first is None or first["version"] != version:
        yield f"the first section of CHANGELOG.md is not that of {version}"
        return
    if first["when"] != today.isoformat():
        yield f"CHANGELOG.md says of {version}: {first['when']}; today is {today}"
    body = text[first.end() :].partition("\n## ")[0]
    if not body.strip():
        yield f"CHANGELOG.md says nothing of {version}"


def version_of(project: Path) -> str:
    """Return the version that a pyproject.toml states."""
    stated: dict[str, Any] = tomllib.loads(project.read_text(encoding="utf-8"))
    return str(stated["project"]["version"])


def tag_of(version: str) -> str:
    """Return the name of the tag of a version."""
    return f"v{version}"


def git(root: Path, *words: str) -> str:
    """Return what git answers in a checkout; raise `CalledProcessError` where it fails."""
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout.strip("\n")


def _is_normal(version: str) -> bool:
    try:
        return str(Version(version)) == version
    except InvalidVersion:
        return False


if __name__ == "__main__":
    found = list(refusals(ROOT, date.today()))  # noqa: DTZ011 - the changelog has the day of whoever releases
    print("\n".join(found) or f"{tag_of(version_of(ROOT / 'pyproject.toml'))} may be released from here")
    sys.exit(bool(found))

"""The wheel and the sdist of a commit, the same bytes wherever and whenever they are built."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path


class UnlikeBuildsError(Exception):
    """Two builds of one commit differ, so that nobody else could check the files of this release."""


def build_twice(root: Path, commit: str, made: datetime, work: Path) -> list[Path]:
    """Build a commit in two folders, and return the files of the first; raise `UnlikeBuildsError` where they differ."""
    first, second = (build(export(root, commit, work / name), work / f"{name}-dist", made) for name in ("a", "b"))
    if digests(first) != digests(second):
        raise UnlikeBuildsError(f"{digests(first)} and {digests(second)}")
    return first


def export(root: Path, commit: str, folder: Path) -> Path:
    """Write the files of a commit into a folder, without what lies beside them in the checkout, and return it."""
    folder.mkdir()
    archive = subprocess.run(["git", "archive", commit], cwd=root, capture_output=True, check=True).stdout
    subprocess.run(["tar", "--extract", "--directory", folder], input=archive, check=True)
    return folder


def build(source: Path, target: Path, made: datetime) -> list[Path]:
    """Build the wheel and the sdist of a source tree into a folder, as of an instant, and return them."""
    words = [sys.executable, "-m", "hatchling", "build", "--directory", str(target)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(made.timestamp()))}
    subprocess.run(words, cwd=source, env=environment, capture_output=True, check=True)
    return sorted(target.iterdir())


def digests(files: list[Path]) -> dict[str, str]:
    """Return the SHA-256 of files, by their names."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

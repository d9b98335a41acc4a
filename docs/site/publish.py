"""Put a site that was built beside those of other versions: `publish.py BUILT FOLDER` (`make docs` builds one)."""

from __future__ import annotations

import json
import re
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Final

LIST: Final = "versions.json"
FORWARD: Final = (
    '<!doctype html><meta charset="utf-8"><title>Precursor Watchlist</title>'
    '<meta http-equiv="refresh" content="0; url={0}/"><a href="{0}/">{0}</a>\n'
)
OUTSIDE: Final = re.compile(
    r"""<(?:script|img|iframe|source)\b[^>]*\bsrc=["'](?:https?:)?//[^"']*"""
    r"""|<link\b[^>]*\brel="stylesheet"[^>]*\bhref=["'](?:https?:)?//[^"']*"""
    r"""|@import\s+["'(u][^;]*//[^;]*|url\(["']?(?:https?:)?//[^)]*"""
)
"""What a page would ask of somebody else as it is opened."""


def publish(built: Path, folder: Path, version: str) -> None:
    """Copy a site into `folder` under its version, list all versions there, and lead to the newest.

    Raises SystemExit where a page would ask anything of another site.
    """
    if found := requests_outside(built):
        sys.exit("asks others: " + ", ".join(found))
    shutil.rmtree(folder / version, ignore_errors=True)
    shutil.copytree(built, folder / version)
    versions = sorted((path.parent.name for path in folder.glob("*/index.html")), key=in_order, reverse=True)
    (folder / LIST).write_text(json.dumps(versions), encoding="utf-8")
    newest = next((each for each in versions if not is_candidate(each)), versions[0])
    (folder / "index.html").write_text(FORWARD.format(newest), encoding="utf-8")


def requests_outside(built: Path) -> list[str]:
    """Return what pages and styles would fetch from elsewhere; a link that a reader follows is none of it."""
    files = (path for path in built.rglob("*") if path.suffix in {".html", ".css"})
    return sorted({found for path in files for found in OUTSIDE.findall(path.read_text(encoding="utf-8"))})


def is_candidate(version: str) -> bool:
    """Say whether a version is no release yet: "1.0.0rc1"."""
    return re.fullmatch(r"[\d.]+", version) is None


def in_order(version: str) -> tuple[list[int], bool, list[int]]:
    """Return what versions are sorted by: a candidate comes before its release."""
    release = re.match(r"[\d.]*", version)[0].strip(".")  # type: ignore[index]
    numbers = [int(part) for part in release.split(".") if part]
    return numbers, not is_candidate(version), [int(part) for part in re.findall(r"\d+", version[len(release) :])]


if __name__ == "__main__":
    about = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    publish(Path(sys.argv[1]), Path(sys.argv[2]), about["project"]["version"])

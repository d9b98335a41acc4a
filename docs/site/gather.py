"""Gather the pages of the documentation into one folder, as the repository lays them: `gather.py OPENAPI FOLDER`."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[2]))

from docs.site.api_reference import pages_of

ROOT: Final = Path(__file__).parents[2]
SITE: Final = Path(__file__).parent
BESIDE: Final = ("ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "README.md", "SECURITY.md", "seeds/README.md")
"""Pages that stand outside docs/, where they are there."""
SUFFIXES: Final = {".md", ".csv", ".json", ".svg", ".png"}
NAMED: Final = re.compile(r"\[`?[\w/-]+\.md`?\]\(([\w/.-]+\.md(?:#[\w-]+)?)\)")
"""A link whose text is the name of a file: the site says the title of the page."""
MENTIONED: Final = re.compile(r"`(docs/[\w/-]+\.md)`")


def sources() -> list[Path]:
    """Return the files of the site, from the root of the repository: pages, and what they show or lead to."""
    files = [path for path in (ROOT / "docs").rglob("*") if path.suffix in SUFFIXES and SITE not in path.parents]
    beside = [ROOT / name for name in BESIDE]
    return sorted(path.relative_to(ROOT) for path in (*files, *beside) if path.exists())


def linked(text: str, source: Path) -> str:
    """Return a page whose mentions of other pages are links that say their titles."""

    def link(mention: re.Match[str]) -> str:
        there = Path(mention[1])
        is_page = there != source and (ROOT / there).exists()
        return f"[]({os.path.relpath(there, source.parent)})" if is_page else mention[0]

    return MENTIONED.sub(link, NAMED.sub(r"[](\1)", text))


def gather(openapi: Path, folder: Path) -> None:
    """Write the pages, and those of the API's reference, into a folder that is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    for source in sources():
        (folder / source).parent.mkdir(parents=True, exist_ok=True)
        if source.suffix == ".md":
            text = (ROOT / source).read_text(encoding="utf-8")
            (folder / source).write_text(linked(text, source), encoding="utf-8")
        else:
            shutil.copyfile(ROOT / source, folder / source)
    shutil.copyfile(SITE / "index.md", folder / "index.md")
    reference = folder / "docs" / "reference"
    reference.mkdir()
    for name, text in pages_of(json.loads(openapi.read_text(encoding="utf-8"))).items():
        (reference / name).write_text(text, encoding="utf-8")
    shutil.copyfile(openapi, reference / "openapi.json")


if __name__ == "__main__":
    gather(Path(sys.argv[1]), Path(sys.argv[2]))

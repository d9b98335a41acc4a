"""Writes the inventories: `python -m tests.supply.sbom FOLDER [ROOT]`.

ROOT is the file system of an image, of which there is then an inventory too.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from os import environ
from pathlib import Path

from tests.deploy.locks import DEVELOPERS, PARQUET, PROJECT, RUNTIME
from tests.supply.image import beside_locks, of_image
from tests.supply.inventory import Inventory, encode
from tests.supply.packages import of_locks
from watchlist.engine.host import ROOT


def source_date() -> datetime:
    """Return the instant of the source: SOURCE_DATE_EPOCH, else that of the last commit."""
    stated = environ.get("SOURCE_DATE_EPOCH")
    if not stated:
        asked = ["git", "log", "-1", "--format=%ct"]
        stated = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return datetime.fromtimestamp(int(stated), UTC)


def inventories(made: datetime) -> dict[str, Inventory]:
    """Return the inventories that need no image by the name of their file: of what runs, of what developers use."""
    name = f"{PROJECT['name']}-{PROJECT['version']}"
    return {
        f"{name}.cdx.json": of_locks([RUNTIME, PARQUET], made),
        f"{name}-developers.cdx.json": of_locks([DEVELOPERS], made),
    }


def main(folder: Path, root: Path | None = None) -> list[Path]:
    """Write the inventories into a folder, and return their files."""
    made = source_date()
    documents = inventories(made)
    if root:
        image = of_image(root, made)
        documents[f"{PROJECT['name']}-{PROJECT['version']}-image.cdx.json"] = image
        print("\n".join(f"in the image and in no lock: {address}" for address in beside_locks(image)) or "all locked")
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in documents.items():
        (folder / name).write_bytes(encode(document))
    return [folder / name for name in documents]


if __name__ == "__main__":
    for path in main(*map(Path, sys.argv[1:])):
        print(path)

"""The files of a release: `python -m tests.supply.release_files FOLDER [IMAGE]`, from the commit that is checked out.

Wheel and sdist, the inventories, the provenance of all of them, their digests, and the message of the tag, which has
those digests: so one signature holds all.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.deploy.locks import DEVELOPERS, PARQUET, RUNTIME
from tests.supply import provenance, sbom
from tests.supply.builds import build_twice, digests
from tests.supply.release import git, tag_of, version_of
from watchlist.engine.host import ROOT

DIGESTS: Final = "SHA256SUMS"
MESSAGE: Final = "TAG_MESSAGE"


def main(folder: Path, image: Path | None = None) -> Path:
    """Write the files of a release into a folder that is made anew, and return that of their digests."""
    shutil.rmtree(folder, ignore_errors=True)
    made, commit = sbom.source_date(), git(ROOT, "rev-parse", "HEAD")
    files = sbom.main(folder, image)
    with TemporaryDirectory() as work:
        files += [Path(shutil.copy(path, folder)) for path in build_twice(ROOT, commit, made, Path(work))]
    version = version_of(ROOT / "pyproject.toml")
    locks = digests([ROOT / lock for lock in (RUNTIME, PARQUET, DEVELOPERS)])
    said = provenance.statement(digests(files), tag_of(version), commit, locks, made)
    files.append(folder / f"precursor-watchlist-{version}.intoto.json")
    files[-1].write_bytes(provenance.encode(said))
    sums = "".join(f"{digest}  {name}\n" for name, digest in sorted(digests(files).items()))
    (folder / DIGESTS).write_text(sums, encoding="utf-8")
    (folder / MESSAGE).write_text(f"Precursor Watchlist {version}\n\n{sums}", encoding="utf-8")
    return folder / DIGESTS


if __name__ == "__main__":
    print(main(*map(Path, sys.argv[1:])).read_text(encoding="utf-8"), end="")

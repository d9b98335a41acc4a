"""Takes out of an image what packages bring and no process of the service reads: left_out.txt names it."""

import shutil
import sys
from pathlib import Path


def leave_out(patterns: Path, below: Path) -> int:
    """Delete what the patterns name below site-packages; return its bytes. Raises `SystemExit` where one names none."""
    (packages,) = below.glob(".venv/lib/python3.*/site-packages")
    saved = 0
    for line in patterns.read_text(encoding="utf-8").splitlines():
        pattern = line.partition("#")[0].strip()
        if not pattern:
            continue
        found = list(packages.glob(pattern))
        if not found:
            sys.exit(f"{pattern} names nothing any more: {patterns}")
        for path in found:
            saved += sum(file.lstat().st_size for file in (path, *path.rglob("*")))
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)
    return saved


if __name__ == "__main__":
    print(f"{leave_out(Path(sys.argv[1]), Path(sys.argv[2])) / 1e6:.0f} MB left out")

"""A file that a command writes bears its name once it is whole: what breaks off leaves what was there before."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield where to write; what stands there becomes `path` at the end of the block, and goes where that fails.

    A pipe or a device, and what a link points to, are written where they are.
    """
    if path.exists() and (path.is_symlink() or not path.is_file()):
        yield path
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)

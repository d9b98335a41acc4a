"""Docker, asked by its command line: what it says, as text or as JSON."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

SERVICE = "watchlist"
"""The image that `make image` builds."""


def docker(*words: str, expect: int = 0, cwd: Path | None = None, text: str | None = None) -> str:
    """Return what a command of Docker prints, which must leave with the status expected."""
    done = subprocess.run(("docker", *words), capture_output=True, text=True, check=False, cwd=cwd, input=text)
    assert done.returncode == expect, f"docker {' '.join(words)}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def inspected(*words: str) -> dict[str, Any]:
    """Return what Docker knows of one image, container or volume."""
    (found,) = json.loads(docker(*words))
    return dict(found)


def in_image(*command: str, expect: int = 0) -> str:
    """Return what a command prints in a container of the image that has the least: no network, nothing to write to."""
    bounds = ("--read-only", "--network=none", "--cap-drop=ALL", "--security-opt=no-new-privileges", "--tmpfs=/tmp")
    return docker("run", "--rm", "--entrypoint", command[0], *bounds, SERVICE, *command[1:], expect=expect)

"""The example of an environment, as systemd and compose read it."""

from __future__ import annotations

import re

from watchlist.engine.host import ROOT

EXAMPLE = ROOT / "deploy" / "watchlist.env.example"
_LINE = re.compile(r"^(#?)([A-Z_]+)=(.*)$")


def lines_of(mark: str) -> dict[str, str]:
    """Return the variables that are set (`mark` empty), or those shown with their default (`mark` "#")."""
    found = [_LINE.match(line) for line in EXAMPLE.read_text(encoding="utf-8").splitlines()]
    return {each[2]: each[3] for each in found if each and each[1] == mark}


def graceful_seconds() -> int:
    """Return how long the web process waits for calls under way; read as text, for to import it is to be a server."""
    (found,) = re.findall(r"^graceful_timeout = (\d+)$", (ROOT / "config" / "gunicorn.py").read_text(), re.MULTILINE)
    return int(found)

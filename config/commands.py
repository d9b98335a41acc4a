"""Commands of manage.py that start without an app, since they neither read nor change what is its own.

Whatever touches the models of an app that was left out fails there at once: Django knows of no such app. Every other
command starts with all of them, and so does every process that is not one of manage.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

SCHEDULE: Final = "config.apps.Schedule"
"""It imports Celery, which takes as long to load as Django."""

WITHOUT_SCHEDULE: Final = frozenset({"-h", "--help", "help", "check_seeds", "screen"})


def left_out(arguments: Sequence[str]) -> frozenset[str]:
    """Return the apps without which the process of a command line starts; none, where it is not one of manage.py."""
    return frozenset({SCHEDULE}) if is_quick(arguments) else frozenset()


def is_quick(arguments: Sequence[str]) -> bool:
    """Say whether the process of a command line is to answer at once, and hardly ever logs anything."""
    program, command = (*arguments, "", "")[:2]
    return Path(program).name == "manage.py" and command in WITHOUT_SCHEDULE

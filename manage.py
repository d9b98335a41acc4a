#!/usr/bin/env python3
"""The command line of Precursor Watchlist."""

import os
import sys

from django.db import InterfaceError, InternalError, OperationalError

from watchlist.engine.command import collect_garbage_seldom
from watchlist.middleware.outage import passes


def main() -> None:
    """Run one management command with the project's settings; of a database that is away, one sentence is said."""
    collect_garbage_seldom()  # thousands of objects are loaded before any is garbage
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - after the settings are named

    try:
        execute_from_command_line(sys.argv)
    except (OperationalError, InterfaceError, InternalError) as error:
        if not passes(error):
            raise
        sys.exit(f"The database does not answer, or takes no writes: {' '.join(str(error).split())}")


if __name__ == "__main__":
    main()

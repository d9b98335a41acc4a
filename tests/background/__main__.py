"""Rebuild the background and the calibrations of what the seeds hold; with `calibrations`, these alone."""

from __future__ import annotations

import os
import sys

from tests.background import build, calibrations

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:] != ["calibrations"]:
        build.main()
    calibrations.main()

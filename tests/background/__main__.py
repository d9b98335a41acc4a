"""Rebuild the background and the calibrations of what the seeds hold.

With `calibrations`, these alone; with `fingerprints`, both for the structures that the background holds already;
with `tonnages`, the declared tonnages alone.
"""

from __future__ import annotations

import os
import sys

from tests.background import build, calibrations, tonnages

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    asked = sys.argv[1] if sys.argv[1:] else "all"
    if asked == "all":
        build.main()
    if asked == "fingerprints":
        build.renew_fingerprints()
    if asked in ("all", "fingerprints", "tonnages"):
        tonnages.main()
    if asked != "tonnages":
        calibrations.main()

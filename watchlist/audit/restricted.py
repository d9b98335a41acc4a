"""Acts that not every reader may know of: the trail shows only that there was one, and a digest of its payload."""

from __future__ import annotations

from typing import Final

KEEP_RESTRICTED: Final = "keep_restricted"
"""The verb of such an event. It has no target: not even who reads all of it learns from the trail which case it was."""

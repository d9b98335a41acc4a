"""One change set, as the document shows it."""

from __future__ import annotations

from typing import Final

from watchlist.api.base import example_bodies

EXAMPLES: Final = example_bodies(__file__)
AFTER: Final = EXAMPLES["after"]
BY_HAND: Final = EXAMPLES["by_hand"]
SUMMARY: Final = EXAMPLES["summary"]
WHOLE: Final = {**SUMMARY, **EXAMPLES["whole"]}

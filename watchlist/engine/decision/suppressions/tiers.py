"""Which tiers of findings may be set aside: signals always, findings of law where they are guesses."""

from __future__ import annotations

from typing import Final

SIGNALS: Final = ("near_boundary", "analogue")
GUESSED: Final = ("listed", "listed_form", "class_member", "exempt", "announced", "monitored")

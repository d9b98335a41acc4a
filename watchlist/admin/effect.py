"""What a change set would do to the lines that are stored, in one sentence."""

from __future__ import annotations

from watchlist.exports.words import counted
from watchlist.screening.rescreen.previewing import Preview, preview
from watchlist.sources.change_models import Revision


def effect_of(revision: Revision) -> str:
    """Return the effect of a revision, applied now. Raises `CorrectTheData` where it cannot be written as it stands."""
    return in_words(preview(revision))


def in_words(found: Preview) -> str:
    """Return a preview as a sentence: how many stored lines would become controlled, and how many answer otherwise."""
    others, became = len(found.differ - found.controlled), len(found.controlled)
    noun = "other stored line" if became else "stored line"
    otherwise = f"; {counted(others, noun)} would be answered otherwise" if others else ""
    parties = f" of {counted(len(found.parties), 'party', 'parties')}" if found.parties else ""
    return f"{counted(became, 'stored line')}{parties} would become controlled{otherwise}."

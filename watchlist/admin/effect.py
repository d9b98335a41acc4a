"""What a change set would do to the lines that are stored, in one sentence."""

from __future__ import annotations

from watchlist.exports.words import counted
from watchlist.screening.rescreen.previewing import Preview, preview
from watchlist.sources.change_models import Change, Revision
from watchlist.sources.curation import faults_of
from watchlist.sources.drafting import drafted


def effect_of(revision: Revision) -> str:
    """Return the effect of a revision, applied now, without what was rejected and what cannot be written as it stands.

    Raises `CorrectTheData` where what is held was changed since it was proposed.
    """
    asked = [change for change in _changes(revision) if not faults_of(drafted(change))]
    left_out = len(_changes(revision)) - len(asked)
    said = in_words(preview(revision, asked))
    return f"{said} Left out: {counted(left_out, 'change')} that cannot be written as it stands." if left_out else said


def in_words(found: Preview) -> str:
    """Return a preview as a sentence: how many stored lines would become controlled, and how many answer otherwise."""
    others, became = len(found.differ - found.controlled), len(found.controlled)
    noun = "other stored line" if became else "stored line"
    otherwise = f"; {counted(others, noun)} would be answered otherwise" if others else ""
    parties = f" of {counted(len(found.parties), 'party', 'parties')}" if found.parties else ""
    return f"{counted(became, 'stored line')}{parties} would become controlled{otherwise}."


def _changes(revision: Revision) -> list[Change]:
    """What is open, or accepted and not yet in the law: what is written already changes nothing."""
    rejected = {"decision__accepted": False}
    waiting = revision.changes.exclude(**rejected).filter(decision__application=None)
    return list(waiting.order_by("position"))

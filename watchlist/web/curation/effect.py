"""What a change set would do to the stored lines, in a sentence or two."""

from __future__ import annotations

from django.utils.translation import gettext as _, ngettext

from watchlist.list_updates import Change, Revision, draft_of, faults_of
from watchlist.screenings.rescreen import Preview, preview


def effect_of(revision: Revision) -> str:
    """Return the effect of a revision, applied now, without what was rejected and what cannot be written as it stands.

    Raises `CorrectTheData` where what is held was changed since it was proposed.
    """
    applicable = [change for change in _changes(revision) if not faults_of(draft_of(change))]
    left_out = len(_changes(revision)) - len(applicable)
    sentences = in_words(preview(revision, applicable))
    return f"{sentences} {_left_out(left_out)}" if left_out else sentences


def in_words(found: Preview) -> str:
    """Return a preview in two sentences: how many stored lines would become controlled, and how many answer otherwise.

    The second is left out where there are none.
    """
    others = len(found.differ - found.controlled)
    return (
        f"{_controlled(found)} {_otherwise(others, is_other=bool(found.controlled))}" if others else _controlled(found)
    )


def _controlled(found: Preview) -> str:
    lines, parties = len(found.controlled), len(found.parties)
    counted = ngettext("%(lines)s stored line", "%(lines)s stored lines", lines) % {"lines": f"{lines:,}"}
    if not parties:
        return _("%(lines)s would become controlled.") % {"lines": counted}
    template = ngettext(
        "%(lines)s of %(parties)s party would become controlled.",
        "%(lines)s of %(parties)s parties would become controlled.",
        parties,
    )
    return template % {"lines": counted, "parties": f"{parties:,}"}


def _otherwise(lines: int, *, is_other: bool) -> str:
    template = (
        ngettext(
            "%(lines)s other stored line would be answered otherwise.",
            "%(lines)s other stored lines would be answered otherwise.",
            lines,
        )
        if is_other
        else ngettext(
            "%(lines)s stored line would be answered otherwise.",
            "%(lines)s stored lines would be answered otherwise.",
            lines,
        )
    )
    return template % {"lines": f"{lines:,}"}


def _left_out(changes: int) -> str:
    template = ngettext(
        "Left out: %(changes)s change that cannot be written as it stands.",
        "Left out: %(changes)s changes that cannot be written as they stand.",
        changes,
    )
    return template % {"changes": f"{changes:,}"}


def _changes(revision: Revision) -> list[Change]:
    """Return the changes that are open, or accepted and not yet in the law; those written already change nothing."""
    rejected = {"decision__accepted": False}
    waiting = revision.changes.exclude(**rejected).filter(decision__application=None)
    return list(waiting.order_by("position"))

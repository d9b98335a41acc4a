"""What two people set aside of a line: a finding, or a conflict, with who, until when and why."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from watchlist.engine.answer import Suppressed, SuppressedConflict, SuppressedFinding
from watchlist.engine.reports.findings import FindingView, finding_view
from watchlist.engine.reports.records import unique
from watchlist.engine.reports.text import day
from watchlist.engine.reports.words import SEVERITIES, TIERS, say

NOTHING_OF_LAW = FindingView(
    style="signal",
    chip="",
    note="",
    jurisdiction="",
    title="",
    category="",
    subtitle="",
    since="start date not known",
    day_doubt="",
    wording="",
    citation="",
    url="",
    doubt="",
    certainty="",
    severity="",
    bears="",
    measured="",
    explanation="",
    rule="",
    conditions=(),
    obligations=(),
    extras=(),
)


def aside_phrase(aside: Suppressed) -> str:
    """Return what is set aside and by whom, in one phrase; of who is withheld, nothing is said."""
    if isinstance(aside, SuppressedConflict):
        return f"{aside.detail}{_by(aside)}"
    finding = _finding(aside)
    return f"{finding.tier}: {finding.substance}{_by(aside)}"


def aside_in_words(aside: Suppressed) -> str:
    """Return the same as a sentence of a table says it."""
    why = f": {aside.why}" if aside.why else ""
    return f"Set aside: {_what(aside)}{_by(aside)}{why}"


def aside_view(aside: Suppressed) -> FindingView:
    """Return the view of what is set aside; a conflict has no law to show, only what conflicts."""
    if isinstance(aside, SuppressedConflict):
        severity = say(SEVERITIES, aside.severity)
        return replace(NOTHING_OF_LAW, explanation=aside.detail, severity=severity, extras=_extras(aside))
    return replace(finding_view(_finding(aside)), extras=_extras(aside))


def _finding(aside: Suppressed) -> SuppressedFinding:
    """Return what is set aside and is no conflict: a finding, or the same with its reasons withheld."""
    return cast(SuppressedFinding, aside)


def _what(aside: Suppressed) -> str:
    if isinstance(aside, SuppressedConflict):
        return f"conflict, {aside.detail.rstrip('.')}"
    finding = _finding(aside)
    return f"{say(TIERS, finding.tier).lower()} {finding.substance or ''}".rstrip()


def _extras(aside: Suppressed) -> tuple[tuple[str, str], ...]:
    """Return who set it aside, until when and why, each with its label; what is withheld is left out."""
    facts = {
        "by": aside.by,
        "second": aside.second,
        "until": day(aside.until) or None,
        "why": aside.why,
        "suppression": aside.suppression,
    }
    return tuple((label, str(fact)) for label, fact in facts.items() if fact is not None)


def _by(aside: Suppressed) -> str:
    people = " and ".join(unique((aside.by or "", aside.second or "")))
    until = f" until {aside.until}" if aside.until else ""
    return f" (by {people}{until})" if people else ""

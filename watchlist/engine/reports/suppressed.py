"""What two people set aside of a line: a finding, or a conflict, with who, until when and why."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from watchlist.engine.answer import Suppressed, SuppressedConflict, SuppressedFinding
from watchlist.engine.reports.findings import FindingView, finding_view
from watchlist.engine.reports.records import unique
from watchlist.engine.reports.text import day
from watchlist.engine.reports.words import SEVERITIES, TIERS, words_for

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


def suppressed_phrase(suppressed: Suppressed) -> str:
    """Return what is set aside and by whom, if that is not withheld, in one phrase."""
    if isinstance(suppressed, SuppressedConflict):
        return f"{suppressed.detail}{_by(suppressed)}"
    finding = _finding(suppressed)
    return f"{finding.tier}: {finding.substance}{_by(suppressed)}"


def suppressed_sentence(suppressed: Suppressed) -> str:
    """Return what is set aside, by whom and why, as a sentence of a table."""
    why = f": {suppressed.why}" if suppressed.why else ""
    return f"Set aside: {_what(suppressed)}{_by(suppressed)}{why}"


def suppressed_view(suppressed: Suppressed) -> FindingView:
    """Return the view of what is set aside; a conflict has no law to show, only what conflicts."""
    if isinstance(suppressed, SuppressedConflict):
        severity = words_for(SEVERITIES, suppressed.severity)
        return replace(NOTHING_OF_LAW, explanation=suppressed.detail, severity=severity, extras=_extras(suppressed))
    return replace(finding_view(_finding(suppressed)), extras=_extras(suppressed))


def _finding(suppressed: Suppressed) -> SuppressedFinding:
    """Return what is set aside as a finding, whose reasons may be withheld."""
    return cast(SuppressedFinding, suppressed)


def _what(suppressed: Suppressed) -> str:
    if isinstance(suppressed, SuppressedConflict):
        return f"conflict, {suppressed.detail.rstrip('.')}"
    finding = _finding(suppressed)
    return f"{words_for(TIERS, finding.tier).lower()} {finding.substance or ''}".rstrip()


def _extras(suppressed: Suppressed) -> tuple[tuple[str, str], ...]:
    """Return who set it aside, until when and why, each with its label; what is withheld is left out."""
    facts = {
        "by": suppressed.by,
        "second": suppressed.second,
        "until": day(suppressed.until) or None,
        "why": suppressed.why,
        "suppression": suppressed.suppression,
    }
    return tuple((label, str(fact)) for label, fact in facts.items() if fact is not None)


def _by(suppressed: Suppressed) -> str:
    people = " and ".join(unique((suppressed.by or "", suppressed.second or "")))
    until = f" until {suppressed.until}" if suppressed.until else ""
    return f" (by {people}{until})" if people else ""

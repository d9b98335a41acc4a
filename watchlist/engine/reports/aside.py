"""What two people set aside of a line: a finding, or a conflict, with who, until when and why."""

from __future__ import annotations

from typing import Final

from watchlist.engine.reports.findings import FindingView, finding_view
from watchlist.engine.reports.records import Record, unique
from watchlist.engine.reports.text import day
from watchlist.engine.reports.words import TIERS, say

TOLD: Final = ("by", "second", "until", "why", "suppression")


def told_aside(record: Record) -> str:
    """Return what is set aside and by whom, in one phrase; of who is not told, nothing is said."""
    what = record["detail"] if is_conflict(record) else f"{record['tier']}: {record.get('substance')}"
    return f"{what}{_by(record)}"


def aside_in_words(record: Record) -> str:
    """Return the same as a sentence of a table says it."""
    what = (
        f"conflict, {record['detail'].rstrip('.')}"
        if is_conflict(record)
        else f"{say(TIERS, record['tier']).lower()} {record.get('substance') or ''}".rstrip()
    )
    why = f": {record['why']}" if record.get("why") else ""
    return f"Set aside: {what}{_by(record)}{why}"


def aside_view(record: Record) -> FindingView:
    """Return the view of what is set aside; a conflict has no law to show, only what conflicts."""
    shown = {**record, "until": day(record.get("until"))} if record.get("until") else record
    if is_conflict(record):
        told = {name: shown[name] for name in TOLD if name in shown}
        shown = {"explanation": record["detail"], "severity": record["severity"], "confidence": "confirmed", **told}
    return finding_view(shown)


def is_conflict(record: Record) -> bool:
    """Say whether a record set aside is of a conflict, which has a code and no tier."""
    return "code" in record and not record.get("tier")


def _by(record: Record) -> str:
    people = " and ".join(unique((record.get("by") or "", record.get("second") or "")))
    until = f" until {record['until']}" if record.get("until") else ""
    return f" (by {people}{until})" if people else ""

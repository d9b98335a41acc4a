"""What is held of each list, how well it is founded and when it was checked, as a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.law.duties import CompiledObligation
from watchlist.exports.law_files import LawFile, iso
from watchlist.law_store.list_status import ListStatus
from watchlist.substances.models import Confidence

COLUMNS = (
    *("list", "title", "jurisdiction", "category", "branch", "edition", "complete", "entries", *Confidence.values),
    *("checked_on", "checked_by", "days_since", "stale_after_days", "stale", "check_next", "duties"),
)


def lists_file(law: CompiledLaw, today: date, statuses: Sequence[ListStatus]) -> LawFile:
    """Return the lists: a row each; in JSON with the duties that each lays on whom it binds."""
    return LawFile(
        name=f"lists-{today}",
        head={"as_of": today.isoformat(), "known_at": law.known_at.isoformat()},
        columns=COLUMNS,
        rows=[{name: _cell(value) for name, value in _told(law, one).items()} for one in statuses],
        nested={
            "lists": [_told(law, one) | {"duties": list(map(_duty, _duties(law, one.of.key)))} for one in statuses]
        },
    )


def _told(law: CompiledLaw, one: ListStatus) -> dict[str, Any]:
    of = one.of
    return {
        "list": of.key,
        "title": of.title,
        "jurisdiction": of.jurisdiction.key if of.jurisdiction else "",
        "category": of.category,
        "branch": of.branch,
        "edition": one.sha256,
        "complete": one.complete,
        "entries": one.entries,
        **{name: round(share, 3) for name, share in one.shares.items()},
        "checked_on": iso(of.checked_on),
        "checked_by": of.checked_by,
        "days_since": one.days,
        "stale_after_days": of.stale_after_days,
        "stale": one.stale,
        "check_next": of.check_next,
        "duties": len(_duties(law, of.key)),
    }


def _cell(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _duties(law: CompiledLaw, key: str) -> tuple[CompiledObligation, ...]:
    return law.lists[key].obligations if key in law.lists else ()


def _duty(duty: CompiledObligation) -> dict[str, Any]:
    return {
        "action": duty.action,
        "text": duty.text,
        "operations": sorted(duty.operations),
        "destinations": duty.destinations.title if duty.destinations else "",
        "since": iso(duty.since),
        "until": iso(duty.until),
        "clock": duty.clock.words if duty.clock else "",
        "clock_citation": duty.clock.citation if duty.clock else "",
        "citation": duty.citation,
        "confidence": duty.confidence,
    }

"""The control lists as a file: what is stored of each, its confidence, and when it was checked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.law.duties import CompiledObligation
from watchlist.engine.vocabulary import Confidence
from watchlist.exports.law_files import LawFile, iso
from watchlist.law_store.list_status import ListStatus

COLUMNS = (
    *("list", "title", "jurisdiction", "category", "branch", "edition", "complete", "entries"),
    *map(str, Confidence),
    *("checked_on", "checked_by", "days_since", "stale_after_days", "stale", "check_next", "duties"),
)


def lists_file(law: CompiledLaw, today: date, statuses: Sequence[ListStatus]) -> LawFile:
    """Return the lists: a row each; in JSON with the duties that each lays on whom it binds."""
    return LawFile(
        name=f"lists-{today}",
        head={"as_of": today.isoformat(), "known_at": law.known_at.isoformat()},
        columns=COLUMNS,
        rows=[{name: _cell(value) for name, value in _record(law, status).items()} for status in statuses],
        nested={
            "lists": [
                _record(law, status) | {"duties": list(map(_duty, _duties(law, status.control_list.key)))}
                for status in statuses
            ]
        },
    )


def _record(law: CompiledLaw, status: ListStatus) -> dict[str, Any]:
    control_list = status.control_list
    return {
        "list": control_list.key,
        "title": control_list.title,
        "jurisdiction": control_list.jurisdiction.key if control_list.jurisdiction else "",
        "category": control_list.category,
        "branch": control_list.branch,
        "edition": status.sha256,
        "complete": status.complete,
        "entries": status.entries,
        **{name: round(share, 3) for name, share in status.shares.items()},
        "checked_on": iso(control_list.checked_on),
        "checked_by": control_list.checked_by,
        "days_since": status.days,
        "stale_after_days": control_list.stale_after_days,
        "stale": status.stale,
        "check_next": control_list.check_next,
        "duties": len(_duties(law, control_list.key)),
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

"""An invented list with one entry, made by the verbs."""

from __future__ import annotations

from datetime import date
from typing import Any

from watchlist.engine.law.facts import ConditionFacts, SchedulingFacts
from watchlist.law_store import registry
from watchlist.law_store.models import ControlList, ListEntry
from watchlist.substances.models import Substance

WHO: dict[str, str] = {"actor": "curator", "reason": "a test"}
ACT = registry.InstrumentFacts(
    key="xx-act",
    authority="xx-house",
    kind="act",
    title="The Act",
    citation="Act 1",
    confidence="confirmed",
    source="read",
    url="https://example.org/act",
)
LIST = registry.ListFacts(
    key="xx-list",
    title="The List",
    jurisdiction="XX",
    category="Table",
    branch="precursor",
    tier="listed",
    binds="persons",
)
CHECK = registry.ListCheck(checked_by="curator", checked_on=date(2026, 1, 1), stale_after_days=90)


def open_a_list() -> ControlList:
    """Return a list of an invented jurisdiction, with an act to cite."""
    registry.set_jurisdiction(key="XX", name="Nowhere", **WHO)
    registry.set_authority(key="xx-house", jurisdiction="XX", name="The House", **WHO)
    registry.set_instrument(facts=ACT, **WHO)
    return registry.open_list(facts=LIST, check=CHECK, **WHO)


def open_an_entry(substance: str = "p2p") -> ListEntry:
    """Return an entry of it that was never listed."""
    Substance.objects.get_or_create(key=substance)
    held = ControlList.objects.filter(key=LIST.key).first()
    return registry.entry_of(control_list=held or open_a_list(), substance=substance)


def facts(event: str = "added", on: date | None = date(2000, 1, 1), **others: Any) -> SchedulingFacts:
    """Return a confirmed listing that begins on a day; `on=None` is an unknown start."""
    defaults: dict[str, Any] = {
        "event": event,
        "event_kind": "added",
        "valid_from": on,
        "date_precision": "day" if on else "unknown",
        "date_confidence": "confirmed",
        "instrument": "xx-act",
        "printed_name": "P2P",
        "confidence": "confirmed",
        "source": "read",
    }
    return SchedulingFacts(**defaults | others)


THRESHOLD = ConditionFacts(
    key="threshold", kind="quantity", effect="triggers_duty", required="1 kg", limit="1", unit="kg"
)

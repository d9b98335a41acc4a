"""By which act a listing ended: no later period says it, so it is read from the edition with the event."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.db.models import Q

from watchlist.engine.law.compiled import CompiledInstrument, CompiledLaw
from watchlist.law_store.models import Edition, Instrument

APPLIED: Final = "applied/"
"""Prefix of the origin of an edition with the events by which an applied change set ended listings."""


@dataclass(frozen=True, slots=True)
class Ending:
    """The event that ended a listing: its act, and how exactly and how well its day is known."""

    instrument: CompiledInstrument
    date_precision: str
    date_confidence: str


@lru_cache(maxsize=8)
def endings(law: CompiledLaw) -> dict[str, Ending]:
    """Return the endings of listings, by the id of the event, as known to `law`; two queries, then cached."""
    wanted = {row.end_event for rows in law.schedulings.values() for row in rows if row.end_event}
    acts = {row.key: row for row in Instrument.objects.known_at(law.known_at)}
    return {
        event["id"]: Ending(_act(acts[event["instrument"]], event["citation"]), event["precision"], _sure(event))
        for event in _events(law)
        if event["id"] in wanted and event["instrument"] in acts
    }


def _events(law: CompiledLaw) -> Iterator[dict[str, Any]]:
    """The events of the last edition of each list, and of each applied change set, that was read by then."""
    origins = Q(origin__startswith="lists/") | Q(origin__startswith=APPLIED)
    editions = Edition.objects.filter(origins, read_at__lte=law.known_at)
    latest = {row.origin: row.content for row in editions.order_by("read_at", "pk")}
    for content in latest.values():
        yield from json.loads(content).get("EventRow", ())


def _act(act: Instrument, citation: str) -> CompiledInstrument:
    return CompiledInstrument(act.key, citation or act.citation, act.url)


def _sure(event: dict[str, Any]) -> str:
    return str(event["date_confidence"])

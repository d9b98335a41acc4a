"""A sum over the shipment and over stored ones, as a person reads it: the party, the total, the limit, the parcels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchlist.engine.reports.records import Record, cited
from watchlist.engine.reports.text import day
from watchlist.engine.reports.words import CERTAINTIES, MET, counted, say


@dataclass(frozen=True, slots=True)
class ParcelView:
    """One part of a sum: `where` is a line of this shipment or a stored shipment; `line` links to it, or is empty."""

    where: str
    line: str
    on: str
    quantity: str


@dataclass(frozen=True, slots=True)
class ShipmentView:
    """One sum in words; an empty text is a thing not said. `more`: parcels of it that are not listed here."""

    sentence: str
    party: str
    title: str
    citation: str
    doubt: str
    certainty: str
    required: str
    period: str
    total: str
    limit: str
    met: str
    parcels: tuple[ParcelView, ...]
    more: int
    unmeasured: str


def shortened(found: Record, most: int) -> Record:
    """A shipment finding with its first parcels alone, the others counted as left out."""
    more = max(0, len(found["parcels"]) - most)
    left_out = found.get("parcels_left_out", 0) + more
    return {**found, "parcels": found["parcels"][:most], "parcels_left_out": left_out}


def shipment_view(found: Record) -> ShipmentView:
    """The view of a shipment finding whose text has been made visible."""
    unmeasured = len(found.get("unmeasured") or ())
    return ShipmentView(
        sentence=found["explanation"],
        party=f"{found['party']['role'].capitalize()} {found['party']['name']}".strip(),
        title=f"{found['jurisdiction']} {found['list_title']}",
        citation=found.get("citation") or cited(found),
        doubt="" if found["confidence"] == "confirmed" else found["confidence"],
        certainty=say(CERTAINTIES, found.get("certainty")),
        required=found["required"],
        period=_period(found["period"]),
        total=f"{_figure(found['total'])} {found['unit']}",
        limit=f"{_figure(found['limit'])} {found['unit']}",
        met=say(MET, found["met"]),
        parcels=tuple(map(_parcel, found["parcels"])),
        more=found.get("parcels_left_out", 0),
        unmeasured=f"{counted(unmeasured, 'parcel')} could not be measured" if unmeasured else "",
    )


def known_parties(summary: Record | None) -> Iterator[str]:
    """Yield a sentence for each party of the shipment under whose name, or a similar one, shipments are stored."""
    for party in (summary or {}).get("parties", ()):
        for other in party["known_as"]:
            stored = counted(other["shipments"], "stored shipment")
            alike = f"is similar to {other['name']} ({other['score']:.2f})" if other["by"] == "similar" else "is known"
            yield f"{party['name']} ({', '.join(party['roles'])}) {alike}: {stored}."


def _period(days: Sequence[str]) -> str:
    return f"from {day(days[0])}, before {day(days[1])}" if days else "in one transaction"


def _figure(text: str) -> str:
    """A plain decimal with its thousands apart: "12,800", "890.36"."""
    whole, _, fraction = text.partition(".")
    return f"{int(whole):,}{f'.{fraction}' if fraction else ''}"


def _parcel(parcel: Record) -> ParcelView:
    stored = parcel.get("stored")
    number = str(parcel.get("line") or "")
    where = f"{parcel.get('reference') or 'a stored shipment'}, line {number}" if stored else f"Line {number}"
    return ParcelView(where, "" if stored else number, day(parcel.get("date")), str(parcel.get("quantity") or ""))

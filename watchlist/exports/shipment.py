"""A sum over the shipment and over stored ones, as a person reads it: the party, the total, the limit, the parcels."""

from __future__ import annotations

from dataclasses import dataclass

from watchlist.exports.records import Record, cited
from watchlist.exports.text import day
from watchlist.exports.words import CERTAINTIES, MET, counted, say


@dataclass(frozen=True, slots=True)
class ParcelView:
    """One part of a sum: `where` is a line of this shipment or a stored shipment; `line` links to it, or is empty."""

    where: str
    line: str
    on: str
    quantity: str


@dataclass(frozen=True, slots=True)
class ShipmentView:
    """One sum in words; an empty text is a thing not said."""

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
    unmeasured: str


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
        period=" to ".join(map(day, found["period"])),
        total=f"{found['total']} {found['unit']}",
        limit=f"{found['limit']} {found['unit']}",
        met=say(MET, found["met"]),
        parcels=tuple(map(_parcel, found["parcels"])),
        unmeasured=f"{counted(unmeasured, 'parcel')} could not be measured" if unmeasured else "",
    )


def _parcel(parcel: Record) -> ParcelView:
    stored = parcel.get("stored")
    number = str(parcel.get("line") or "")
    where = f"{parcel.get('reference') or 'a stored shipment'}, line {number}" if stored else f"Line {number}"
    return ParcelView(where, "" if stored else number, day(parcel.get("date")), str(parcel.get("quantity") or ""))

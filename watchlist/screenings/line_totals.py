"""The sums of stored shipments, made from their lines: of a question about the past, and whenever no row has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from watchlist.engine.decision import (
    EarlierLine,
    EarlierParcel,
    EarlierTotal,
    TotalsByDay,
    kind_of,
    summed,
)

SIDES: Final = ("consignor", "consignee")


@dataclass(frozen=True, slots=True, eq=False)
class LineTotal(EarlierTotal):
    """A total with its lines, in the order in which they were stored."""

    lines: Sequence[tuple[int, EarlierLine]] = ()


def totals_of_lines(lines: Iterable[tuple[int, EarlierLine]]) -> list[EarlierTotal]:
    """Return the totals of stored lines, each with its number in the order of storing: of both parties of each line."""
    alike: dict[tuple[object, ...], list[tuple[int, EarlierLine]]] = {}
    for number, line in lines:
        for role, party, is_alone in sides_of(line.consignor[0], line.consignee[0]):
            what = line.substance, line.movement, line.certainty, line.left_out
            kind = line.quantity.why, kind_of(line.quantity)
            alike.setdefault((party, role, is_alone, *what, *kind), []).append((number, line))
    return [_total(key[0], key[1], bool(key[2]), found) for key, found in alike.items()]


def sides_of(consignor: str, consignee: str) -> Iterator[tuple[str, str, bool]]:
    """Yield each side on which a party is named, the party, and whether none is named on the other."""
    if consignor:
        yield "consignor", consignor, not consignee
    if consignee:
        yield "consignee", consignee, not consignor


def latest_of_lines(wanted: TotalsByDay, most: int | None) -> list[EarlierParcel]:
    """Return the latest parcels of totals that have their lines, `most` or all of them (None)."""
    found: list[EarlierParcel] = []
    for day in wanted:
        parcels = [
            (number, EarlierParcel(total, line.reference, line.screening, line.line, line.quantity))
            for total in day
            for number, line in _lines_of(total)
        ]
        parcels.sort(key=lambda parcel: -parcel[0])
        found += [parcel for _, parcel in parcels]
        if most is not None and len(found) >= most:
            return found[:most]
    return found


def _lines_of(total: EarlierTotal) -> Sequence[tuple[int, EarlierLine]]:
    return total.lines if isinstance(total, LineTotal) else ()


def _total(party: object, role: object, is_alone: bool, found: Sequence[tuple[int, EarlierLine]]) -> LineTotal:
    line = found[0][1]
    return LineTotal(
        party=str(party),
        role=str(role),
        is_alone=is_alone,
        substance=line.substance,
        certainty=line.certainty,
        movement=line.movement,
        quantity=summed(line.quantity for _, line in found),
        parcels=len(found),
        left_out=line.left_out,
        lines=found,
    )

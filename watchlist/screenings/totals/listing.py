"""The latest parcels of totals, which a finding lists: read by their totals, and no more than are listed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, NamedTuple
from uuid import UUID

from watchlist.engine.decision import EarlierParcel, EarlierTotal, TotalsByDay
from watchlist.screenings.inserting import batches
from watchlist.screenings.line_totals import SIDES
from watchlist.screenings.totals.models import TotalledConsignment
from watchlist.screenings.totals.placing import measured

COLUMNS: Final = (
    "consignment",
    "consignment__screening__manifest__reference",
    "consignment__screening",
    "consignment__line__number",
    "consignment__quantity",
)


@dataclass(frozen=True, slots=True, eq=False)
class RowTotal(EarlierTotal):
    """A total of a row, without the consignments (`excluded`) that are not counted beside the shipment asked about."""

    row: int = 0
    excluded: frozenset[int] = frozenset()


class ListedRow(NamedTuple):
    """One consignment of a total, as it is listed."""

    pk: int
    reference: str
    screening: UUID
    line: int
    quantity: str


@dataclass(slots=True)
class ListedParcels:
    """Reads the latest `most` parcels of groups of totals, in few queries for all groups."""

    most: int
    rows: dict[int, list[ListedRow]] = field(default_factory=dict)

    def of(self, wanted: Sequence[TotalsByDay]) -> list[list[EarlierParcel]]:
        """Return the parcels of each of some groups: of the latest days, and of one those stored last."""
        return [
            [
                EarlierParcel(total, row.reference, row.screening, row.line, measured(row.quantity))
                for row, total in found
            ]
            for found in self.rows_of(wanted)
        ]

    def rows_of(self, wanted: Sequence[TotalsByDay]) -> list[list[tuple[ListedRow, RowTotal]]]:
        """Return the same as rows, each with its total."""
        chosen = [list(self._days(totals)) for totals in wanted]
        totals = {total.row: total for group in chosen for day in group for total in day}.values()
        self._read_small([total for total in totals if total.parcels <= self.most])
        self._read_large([total for total in totals if total.parcels > self.most])
        return [list(islice(self._rows(group), self.most)) for group in chosen]

    def _days(self, totals: TotalsByDay) -> Iterator[list[RowTotal]]:
        """Yield the totals of as many days as have the parcels that are listed."""
        found = 0
        for day in totals:
            if found >= self.most:
                return
            yield [total for total in day if isinstance(total, RowTotal)]
            found += sum(total.parcels for total in day)

    def _read_small(self, totals: Collection[RowTotal]) -> None:
        for role in SIDES:
            ids = sorted(total.row for total in totals if total.role == role)
            for batch in batches(ids):
                rows = TotalledConsignment.objects.filter(**{f"{role}_total__in": batch}).order_by()
                for total, *row in rows.values_list(f"{role}_total", *COLUMNS):
                    self.rows.setdefault(total, []).append(ListedRow(*row))

    def _read_large(self, totals: Iterable[RowTotal]) -> None:
        for total in totals:
            rows = TotalledConsignment.objects.filter(**{f"{total.role}_total": total.row}).order_by("-consignment")
            found: list[tuple[Any, ...]] = list(rows.values_list(*COLUMNS)[: self.most + len(total.excluded)])
            self.rows[total.row] = [ListedRow(*row) for row in found]

    def _rows(self, days: Iterable[Sequence[RowTotal]]) -> Iterator[tuple[ListedRow, RowTotal]]:
        for day in days:
            rows = [
                (row, total) for total in day for row in self.rows.get(total.row, ()) if row.pk not in total.excluded
            ]
            yield from sorted(rows, key=_stored_last)


def _stored_last(row: tuple[ListedRow, EarlierTotal]) -> int:
    return -row[0].pk

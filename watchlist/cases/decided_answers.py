"""A stored answer with what people made of it: a decision beside each verdict, and sums as their decisions left them.

What is stored stays word for word; this is what is shown, sent and exported to who may read cases. Nothing of a report
to an authority is read for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from uuid import UUID

from msgspec import UNSET, structs

from watchlist.cases.judgement_models import LineStanding
from watchlist.cases.line_decisions import BATCH, counts_by_decision, decision_record, decisions_of_screening
from watchlist.engine.answer import Coverage, Line, Record, ShipmentFinding, Summary
from watchlist.engine.decision import DecidedGoods, MeasuredQuantity, decided_total
from watchlist.engine.vocabulary import Certainty, LeftOut
from watchlist.law_store import law_known_at
from watchlist.screenings import (
    GOODS_COLUMNS,
    Consignment,
    Screening,
    StoredGoods,
    batches,
    counted_goods,
    read_quantity,
)

GoodsOfLine = tuple[int, str]
"""The number of a line in its file, and the key of a substance."""
StoredSums = tuple[Screening, Sequence[ShipmentFinding]]
"""A screening, and sums of it as they are stored."""


@dataclass(frozen=True, slots=True)
class DecidedAnswer:
    """The answer of a stored screening for a reader of cases."""

    screening: Screening

    def records(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the records of the answer in their order, with what people decided by now; some hundred are held."""
        rest = iter(records)
        while batch := list(islice(rest, BATCH)):
            lines = self.lines([record for record in batch if isinstance(record, Line)])
            for record in batch:
                match record:
                    case Line():
                        yield next(lines)
                    case Summary():
                        yield self.summary(record)
                    case Coverage():
                        yield record

    def lines(self, lines: Iterable[Line]) -> Iterator[Line]:
        """Yield lines of the screening, each with its decision where people judged it."""
        found = list(lines)
        decisions = decisions_of_screening(self.screening.pk, [line.line for line in found])
        for line in found:
            decision = decisions.get(line.line)
            yield structs.replace(line, decision=decision_record(decision)) if decision else line

    def summary(self, summary: Summary) -> Summary:
        """Return the summary with how many lines have each word of people, and its sums after their decisions."""
        counts = counts_by_decision(LineStanding.objects.filter(screened_line__screening=self.screening))
        sums = decided_sums(self.screening, summary.shipment_findings)
        return structs.replace(summary, by_decision=counts or UNSET, shipment_findings=sums)


def decided_sums(screening: Screening, findings: Sequence[ShipmentFinding]) -> tuple[ShipmentFinding, ...]:
    """Return the sums of a screening, those that decisions change each with its total after them."""
    return decided_sums_of([(screening, findings)])[0]


def decided_sums_of(summed: Sequence[StoredSums]) -> list[tuple[ShipmentFinding, ...]]:
    """Return the same of some screenings, each with its sums, in their order: in as many queries as of one."""
    goods = decided_goods(summed)
    return [
        tuple(_decided(screening, found, goods.get(screening.pk, {})) for found in findings)
        for screening, findings in summed
    ]


def decided_goods(summed: Iterable[StoredSums]) -> dict[UUID, dict[GoodsOfLine, DecidedGoods]]:
    """Return by screening what people decided of the lines that its sums list: left out, or guesses that count."""
    rows = list(_listed_goods(summed))
    counted = counted_goods(row for row, _number in rows)
    guesses = {row.pk for row, _ in rows if row.certainty == Certainty.GUESS and counted[row.pk].is_confirmed}
    quantities = {
        pk: MeasuredQuantity.of_record(read_quantity(quantity))
        for batch in batches(sorted(guesses), BATCH)
        for pk, quantity in Consignment.objects.filter(pk__in=batch).values_list("pk", "quantity")
    }
    found: dict[UUID, dict[GoodsOfLine, DecidedGoods]] = {}
    for row, number in rows:
        # The very same goods under another reference are no reason to leave a line out of its own shipment's sum.
        left_out = counted[row.pk].left_out if counted[row.pk].left_out != LeftOut.REPEATED else None
        if left_out or row.pk in guesses:
            decided = DecidedGoods(left_out, quantities.get(row.pk, MeasuredQuantity()))
            found.setdefault(row.screening, {})[number, row.substance] = decided
    return found


def _listed_goods(summed: Iterable[StoredSums]) -> Iterator[tuple[StoredGoods, int]]:
    """Yield the goods of the lines that the sums of some screenings list, each with the number of its line."""
    numbers: dict[UUID, set[int]] = {}
    substances: set[str] = set()
    for screening, findings in summed:
        substances |= {_substance(found) for found in findings}
        listed = (parcel.line for found in findings for parcel in found.parcels if not parcel.stored)
        numbers.setdefault(screening.pk, set()).update(listed)
    stored = Consignment.objects.filter(screening__in=numbers, substance_key__in=substances).order_by("pk")
    for batch in batches(sorted(set[int]().union(*numbers.values())), BATCH):
        for *goods, number in stored.filter(line__number__in=batch).values_list(*GOODS_COLUMNS, "line__number"):
            row = StoredGoods(*goods)
            if number in numbers[row.screening]:
                yield row, number


def _substance(found: ShipmentFinding) -> str:
    return found.entry.rsplit("/", 1)[-1]


def _decided(
    screening: Screening, found: ShipmentFinding, goods: Mapping[GoodsOfLine, DecidedGoods]
) -> ShipmentFinding:
    by_line = {line: decided for (line, key), decided in goods.items() if key == _substance(found)}
    law = partial(law_known_at, screening.known_at)
    return structs.replace(found, decided=decided_total(found, by_line, law) or UNSET) if by_line else found

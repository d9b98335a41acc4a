"""A stored answer with what people made of it: a decision beside each verdict, and sums without what was dismissed.

What is stored stays word for word; this is what is shown, sent and exported to who may read cases. Nothing of a report
to an authority is read for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from msgspec import UNSET, structs

from watchlist.cases.judgement_models import CONFIRMED, DISMISSED, LineStanding
from watchlist.cases.line_decisions import BATCH, counts_by_decision, decision_record, decisions_of_screening
from watchlist.engine.answer import Coverage, Line, Record, ShipmentFinding, Summary
from watchlist.engine.decision import decided_total
from watchlist.engine.vocabulary import Certainty
from watchlist.screenings import Consignment, Screening, words_on_goods

GoodsOfLine = tuple[int, str]
"""The number of a line in its file, and the key of a substance."""


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
        standings = LineStanding.objects.filter(screened_line__screening=self.screening)
        counts = counts_by_decision(standings)
        if not counts:
            return summary
        sums = decided_sums(self.screening, summary.shipment_findings)
        return structs.replace(summary, by_decision=counts, shipment_findings=sums)


def decided_sums(screening: Screening, findings: Sequence[ShipmentFinding]) -> tuple[ShipmentFinding, ...]:
    """Return the sums of a screening, those that decisions change each with its total after them."""
    goods = decided_goods(screening) if findings else {}
    return tuple(_decided(found, goods) for found in findings) if goods else tuple(findings)


def decided_goods(screening: Screening) -> dict[GoodsOfLine, str]:
    """Return what people made of the substances of the lines of a screening that they dismissed, and of guesses."""
    standings = LineStanding.objects.filter(screened_line__screening=screening).exclude(words="").order_by()
    numbers = dict(standings.values_list("screened_line__line", "screened_line__line__number"))
    if not numbers:
        return {}
    guesses = Consignment.objects.filter(screening=screening, certainty=Certainty.GUESS).order_by()
    guessed = numbers.keys() & set(guesses.values_list("line", flat=True))
    return {
        (numbers[line], substance): word
        for (of_screening, line, substance), word in words_on_goods(numbers.keys(), guessed).items()
        if of_screening == screening.pk
    }


def _decided(found: ShipmentFinding, goods: Mapping[GoodsOfLine, str]) -> ShipmentFinding:
    substance = found.entry.rsplit("/", 1)[-1]
    words = {line: word for (line, key), word in goods.items() if key == substance}
    dismissed, confirmed = ({line for line in words if words[line] == word} for word in (DISMISSED, CONFIRMED))
    return structs.replace(found, decided=decided_total(found, dismissed, confirmed) or UNSET)

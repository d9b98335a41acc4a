"""Why equal low lines need review one by one, and not as one row: each reason in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median
from typing import Final

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from watchlist.engine.answer import Line, ShipmentFinding
from watchlist.engine.decision import as_decided, rounded
from watchlist.engine.reports import sum_sentence
from watchlist.engine.vocabulary import ConditionKind, Effect, LimitUnit, Met
from watchlist.screenings import LATEST, StoredParcel, is_far

OF_AMOUNT: Final = (ConditionKind.QUANTITY, ConditionKind.CUMULATIVE_QUANTITY)
UNITS: Final = {LimitUnit.KILOGRAM: "kg", LimitUnit.LITRE: "l", LimitUnit.GALLON: "US gal"}
FIELDS_DIFFER: Final = "fields_differ"
"""The code of the problem that two columns of one meaning say different things."""


@dataclass(frozen=True, slots=True)
class EqualRowFacts:
    """The facts by which a row of equal lines is assessed.

    `answer` is that on the line stored last, `sums` the sums of its shipment that count it, as people's decisions left
    them. `earlier` is what the consignee was sent of the same, in the order of storing, the row's own parcels among it.
    Of parcels and of what is earlier only those are given that count.
    """

    answer: Line
    sums: Sequence[ShipmentFinding]
    parcels: Sequence[StoredParcel]
    earlier: Sequence[StoredParcel] = ()
    new_parties: Sequence[str] = ()
    unmeasured: int = 0


@dataclass(frozen=True, slots=True)
class ParcelTotal:
    """What the parcels of a row hold together, at most; `unknown` of them say nothing of it."""

    kg: Decimal = field(default=Decimal(0))
    unknown: int = 0

    def __str__(self) -> str:
        """Return it in words."""
        if not self.unknown:
            return f"{rounded(self.kg)} kg"
        if not self.kg:
            return _("%(number)d not measured") % {"number": self.unknown}
        return _("%(total)s kg, and %(number)d not measured") % {"total": rounded(self.kg), "number": self.unknown}


def total_of(parcels: Sequence[StoredParcel], unmeasured: int = 0) -> ParcelTotal:
    """Return the total of some parcels."""
    weights = [parcel.kg for parcel in parcels if parcel.kg is not None]
    return ParcelTotal(sum(weights, Decimal(0)), len(parcels) - len(weights) + unmeasured)


def reasons(facts: EqualRowFacts) -> tuple[str, ...]:
    """Return why a row needs review; none where its lines may be judged as one. What is not known needs review."""
    found = [conflict.detail for conflict in facts.answer.conflicts]
    found += [problem.detail for problem in facts.answer.problems if problem.code == FIELDS_DIFFER]
    return tuple(dict.fromkeys([*found, *_crossed(facts), *_new(facts), *_far(facts)]))


def _crossed(facts: EqualRowFacts) -> Iterator[str]:
    """Yield a sentence for each limit reached: by the period's total, the line itself, or the open lines together."""
    for stored in facts.sums:
        found = as_decided(stored)
        is_due = (found.met, found.effect) == (Met.YES, Effect.TRIGGERS_DUTY)
        if is_due or Decimal(found.total) >= Decimal(found.limit):
            yield sum_sentence(stored)
        else:
            yield from _together(facts, found)
    for finding in facts.answer.findings:
        for condition in finding.conditions:
            if condition.kind in OF_AMOUNT and (condition.met, condition.effect) == (Met.YES, Effect.TRIGGERS_DUTY):
                words = {"required": condition.required, "citation": condition.citation}
                yield _("A threshold is met: %(required)s (%(citation)s).") % words


def _together(facts: EqualRowFacts, found: ShipmentFinding) -> Iterator[str]:
    amounts = [parcel.amount(found.unit) for parcel in facts.parcels]
    total, limit = sum((amount for amount in amounts if amount is not None), Decimal(0)), Decimal(found.limit)
    words = {"limit": rounded(limit), "unit": UNITS[found.unit], "citation": found.citation}
    if total >= limit:
        words["total"] = rounded(total)
        yield _("Together they hold %(total)s %(unit)s; the limit is %(limit)s %(unit)s (%(citation)s).") % words
    elif None in amounts or facts.unmeasured:
        yield _("A quantity is not known, and there is a limit of %(limit)s %(unit)s (%(citation)s).") % words


def _new(facts: EqualRowFacts) -> Iterator[str]:
    """Yield sentences on parties first seen with these lines, and on a first consignment to a destination."""
    if facts.new_parties:
        yield _("First seen with these lines: %(parties)s.") % {
            "parties": get_text_list(list(facts.new_parties), _("and"))
        }
    if not facts.answer.fields.get("consignee"):
        yield _("No consignee is named.")
    own = {parcel.line for parcel in facts.parcels}
    went = {parcel.destination for parcel in facts.earlier if parcel.line not in own}
    if facts.new_parties or not facts.parcels or not went:
        if not facts.new_parties:
            yield _("Nothing of this that was decided or left before went to this party.")
    elif new := sorted({parcel.destination for parcel in facts.parcels} - went):
        yield _("The destination %(places)s is new for this party and this substance.") % {
            "places": get_text_list([place or "?" for place in new], _("and"))
        }


def _far(facts: EqualRowFacts) -> Iterator[str]:
    """Yield a sentence on the first quantity that is far from earlier ones of its party, in other cases."""
    for parcel in facts.parcels:
        earlier = [sent.kg for sent in facts.earlier if sent.pk < parcel.pk and sent.case != parcel.case and sent.kg][
            -LATEST:
        ]
        if parcel.kg is None or not earlier or not is_far(parcel.kg, earlier):
            continue
        yield _(
            "%(quantity)s kg is far from what this party was sent before: %(median)s kg, the median of %(number)d."
        ) % {
            "quantity": rounded(parcel.kg),
            "median": rounded(median(earlier)),
            "number": len(earlier),
        }
        return

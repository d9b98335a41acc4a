"""A sum over the shipment and over stored ones, as a person reads it: the party, the total, the limit, the parcels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from msgspec import structs

from watchlist.engine.answer import Condition, Line, Parcel, RouteCheckRecord, ShipmentFinding, Summary
from watchlist.engine.decision import as_decided, gap_sentence, is_above
from watchlist.engine.reports.records import where_set
from watchlist.engine.reports.text import day
from watchlist.engine.reports.words import CERTAINTIES, LIMITS, LIMITS_ABOVE, ROUTE_RESULTS, words_for
from watchlist.engine.texts import (
    Count,
    capitalised,
    decimal_in_words,
    gettext_lazy as _,
    lowered,
    ngettext_lazy,
    translated,
)
from watchlist.engine.vocabulary import Confidence, Met, PartyMatch, RouteAnswer, RouteHeld, RouteResult

PERIOD: Final = _("from %(first)s, before %(last)s")
ONE_TRANSACTION: Final = _("in one transaction")
AND_MORE: Final = _("%(first)s, and %(second)s")
NOT_MEASURED: Final = _("not measured")
MAY_BE: Final = _("not measured, may be %(quantity)s")
NOTHING: Final = _("nothing")
TOGETHER: Final = _("%(declared)s; together %(total)s")
PARCELS: Final = ngettext_lazy("%(n)s parcel not measured%(may_be)s", "%(n)s parcels not measured%(may_be)s", "n")
COME_TO: Final = _(" (may be %(quantity)s)")
COME_TO_MORE: Final = _(" (may be %(quantity)s or more)")
CHECK_ONCE: Final = _("%(gap)s: check it once for this shipment.")
CHECKED_ALREADY: Final = _("%(gap)s (%(checks)s): check it once for this shipment.")
WAITING: Final = ngettext_lazy("%(n)s line would else be no match.", "%(n)s lines would else be no match.", "n")
PERMIT: Final = _("permit %(number)s")
TWO_PEOPLE: Final = _("%(first)s and %(second)s")
CHECK: Final = _("%(result)s, checked on %(day)s by %(people)s, until %(until)s")
CHECK_IN_PART: Final = _("%(result)s, checked on %(day)s by %(people)s, for certain substances, until %(until)s")
KNOWN: Final = ngettext_lazy(
    "%(party)s (%(roles)s) is known: %(n)s stored shipment.",
    "%(party)s (%(roles)s) is known: %(n)s stored shipments.",
    "n",
)
SIMILAR: Final = ngettext_lazy(
    "%(party)s (%(roles)s) is similar to %(other)s (%(score)s): %(n)s stored shipment.",
    "%(party)s (%(roles)s) is similar to %(other)s (%(score)s): %(n)s stored shipments.",
    "n",
)
OWN_LINE: Final = _("Line %(number)s")
STORED_LINE: Final = _("%(shipment)s, line %(number)s")
STORED_SHIPMENT: Final = _("a stored shipment")


@dataclass(frozen=True, slots=True)
class ParcelView:
    """One part of a sum: `where` is a line of this shipment or a stored shipment; `line` links to it, or is empty."""

    where: str
    line: str
    on: str
    quantity: str


@dataclass(frozen=True, slots=True)
class ShipmentView:
    """One sum in words; an empty text is a thing not said. `more`: parcels of it that are not listed here.

    `is_open`: nobody knows whether the limit is reached. `total` is what is measured, and what is not: never a figure
    of nothing for what nobody measured. Figures are as people's decisions left them; `sentence` is that of the answer,
    and `decided` says what they changed.
    """

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
    is_open: bool
    parcels: tuple[ParcelView, ...]
    more: int
    unmeasured: str
    decided: str


def shortened(found: ShipmentFinding, most: int) -> ShipmentFinding:
    """Return a shipment finding with its first parcels alone, the others counted as left out."""
    left_out = found.parcels_left_out + max(0, len(found.parcels) - most)
    return structs.replace(found, parcels=found.parcels[:most], parcels_left_out=left_out)


def shipment_view(found: ShipmentFinding) -> ShipmentView:
    """Return the view of a shipment finding whose text has been made visible."""
    shown = as_decided(found)
    return ShipmentView(
        sentence=found.explanation,
        party=f"{found.party.role.capitalize()} {found.party.name}".strip(),
        title=f"{found.jurisdiction} {found.list_title}",
        citation=found.citation,
        doubt="" if found.confidence == Confidence.CONFIRMED else str(found.confidence),
        certainty=words_for(CERTAINTIES, found.certainty),
        required=found.required,
        period=_period(found),
        total=total_words(found),
        limit=f"{decimal_in_words(found.limit)} {found.unit}",
        met=limit_words(found),
        is_open=shown.met == Met.UNKNOWN,
        parcels=tuple(_parcel(parcel, shown) for parcel in shown.parcels),
        more=found.parcels_left_out,
        unmeasured=_unmeasured(shown),
        decided=found.decided.sentence if found.decided else "",
    )


def _period(found: ShipmentFinding) -> str:
    if not found.period:
        return ONE_TRANSACTION.fill()
    return PERIOD.fill(first=day(found.period[0]), last=day(found.period[1]))


def sum_sentence(found: ShipmentFinding) -> str:
    """Return what a sum came to when it was answered, and what people's decisions made of it."""
    return f"{found.explanation} {found.decided.sentence}" if found.decided else found.explanation


def total_words(found: ShipmentFinding) -> str:
    """Return a total as a person reads it: "1,600 kg", "1,600 kg, and 1 parcel not measured (may be 1,440 kg)".

    It is as people's decisions left it; "nothing" where they left none of it.
    """
    of_people = as_decided(found)
    measured = f"{decimal_in_words(of_people.total)} {found.unit}" if Decimal(of_people.total) else ""
    unmeasured = _unmeasured(of_people)
    if measured and unmeasured:
        return AND_MORE.fill(first=measured, second=unmeasured)
    return measured or unmeasured or (NOT_MEASURED if of_people.parcels else NOTHING).fill()


def limit_status(found: ShipmentFinding) -> str:
    """Return how a total stands to its limit: `reached`, `may_be_reached`, `not_reached`.

    Where a parcel is not measured the limit may be reached, however far the others are from it.
    """
    shown = as_decided(found)
    if shown.met == Met.YES:
        return "reached"
    reached = Decimal(shown.total) >= Decimal(found.limit)
    return "may_be_reached" if shown.unmeasured or reached else "not_reached"


def limit_words(found: ShipmentFinding) -> str:
    """Return how a total stands to its limit in the word of its sentence: a limit of "more than" is exceeded."""
    return words_for(LIMITS_ABOVE if is_above(found.required) else LIMITS, limit_status(found))


def with_sums(line: Line, sums: Iterable[ShipmentFinding]) -> Line:
    """Return a line whose conditions say of a limit what the sum that they are part of says: one threshold, one answer.

    A line by itself never knows whether a limit over a period is reached; the sum of its shipment may.
    """
    by_id = {found.id: found for found in sums}
    if not by_id:
        return line
    findings = tuple(
        structs.replace(finding, conditions=tuple(_with_sum(condition, by_id) for condition in finding.conditions))
        if any(condition.shipment_finding in by_id for condition in finding.conditions or ())
        else finding
        for finding in line.findings
    )
    return structs.replace(line, findings=findings)


def _with_sum(condition: Condition, sums: Mapping[str, ShipmentFinding]) -> Condition:
    found = sums.get(condition.shipment_finding or "")
    if found is None:
        return condition
    met = Met.YES if Met.YES in {condition.met, as_decided(found).met} else Met.UNKNOWN
    total = total_words(found)
    declared = TOGETHER.fill(declared=condition.declared, total=total) if condition.declared else total
    return structs.replace(condition, met=met, declared=declared)


def _unmeasured(found: ShipmentFinding) -> str:
    """Return how many parcels are not measured, with what they may come to where all or some are bounded."""
    if not found.unmeasured:
        return ""
    bounds = [where_set(parcel.may_be, "").split(" ")[0] for parcel in found.unmeasured]
    figures = [Decimal(bound) for bound in bounds if bound]
    template = COME_TO if len(figures) == len(bounds) else COME_TO_MORE
    quantity = f"{decimal_in_words(f'{sum(figures):f}')} {found.unit}"
    return PARCELS.fill(n=Count(len(bounds)), may_be=template.fill(quantity=quantity) if figures else "")


def shipment_findings(summary: Summary | None) -> tuple[ShipmentFinding, ...]:
    """Return what is found of the shipment as a whole; nothing of an answer that was cut short."""
    return summary.shipment_findings if summary else ()


def route_tasks(summary: Summary | None) -> Iterator[str]:
    """Yield a sentence for each country of the route whose law is not held: what was checked, or that it must be."""
    for task in where_set(summary.route_tasks, ()) if summary else ():
        what = capitalised(str(gap_sentence(task.country, is_in_part=task.held == RouteHeld.IN_PART)))
        checks = "; ".join(map(_check, task.checks))
        if task.outcome == RouteAnswer.COVERED:
            yield f"{what}: {checks}."
            continue
        asked = CHECKED_ALREADY.fill(gap=what, checks=checks) if checks else CHECK_ONCE.fill(gap=what)
        yield f"{asked} {WAITING.fill(n=Count(task.lines))}" if task.lines else asked


def _check(check: RouteCheckRecord) -> str:
    people = TWO_PEOPLE.fill(first=check.by, second=check.second) if check.second else check.by
    result = lowered(translated(words_for(ROUTE_RESULTS, check.result)))
    result = PERMIT.fill(number=check.permit_number) if check.result == RouteResult.PERMIT else result
    template = CHECK if check.all_goods else CHECK_IN_PART
    return template.fill(result=result, day=day(check.checked_on), people=people, until=day(check.until))


def known_parties(summary: Summary | None) -> Iterator[str]:
    """Yield a sentence for each party of the shipment under whose name, or a similar one, shipments are stored."""
    for party in summary.parties if summary else ():
        for other in party.known_as:
            facts: dict[str, object] = {"party": party.name, "roles": ", ".join(party.roles)}
            facts["n"] = Count(other.shipments)
            if other.by == PartyMatch.SIMILAR:
                facts |= {"other": other.name, "score": decimal_in_words(f"{other.score:.2f}")}
            yield (SIMILAR if other.by == PartyMatch.SIMILAR else KNOWN).fill(**facts)


def _grouped(quantity: str) -> str:
    """Return a quantity with the thousands of its figure apart: "12,800 kg"."""
    figure, _, unit = quantity.partition(" ")
    return f"{decimal_in_words(figure)} {unit}".strip() if figure else ""


def _parcel(parcel: Parcel, found: ShipmentFinding) -> ParcelView:
    number = str(parcel.line or "")
    place = (parcel.reference, parcel.line, parcel.stored)
    same = (other for other in found.unmeasured if (other.reference, other.line, other.stored) == place)
    may_be = next((where_set(other.may_be, "") for other in same), "")
    unmeasured = MAY_BE.fill(quantity=_grouped(may_be)) if may_be else NOT_MEASURED.fill()
    quantity = _grouped(parcel.quantity) or unmeasured
    where = OWN_LINE.fill(number=number)
    if parcel.stored:
        where = STORED_LINE.fill(shipment=parcel.reference or STORED_SHIPMENT, number=number)
    return ParcelView(where, "" if parcel.stored else number, day(parcel.date), quantity)

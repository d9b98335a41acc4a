"""The shipment-level stage: the totals of a tally with what stored shipments add, and its parties with who is known.

A total is met (`yes`) where what is surely measured reaches the limit: more could only add to it. It is never missed:
what is held here is not all that a party was sent, so below a limit a total is `unknown`, and says how far it comes.
Parties with similar names are shown with a total of their own, never in it.

The answer to a manifest, made line by line in the contract's order: coverage, lines, summary.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from msgspec import UNSET, structs

from watchlist.engine import answer
from watchlist.engine.answer import Line, Record, Summary
from watchlist.engine.decision import policy
from watchlist.engine.decision.comparison import LawComparison
from watchlist.engine.decision.conditions import counted_at_most, counted_span, is_above
from watchlist.engine.decision.context import EarlierParcel, EarlierShipments, EarlierTotal, KnownParties, TotalsByDay
from watchlist.engine.decision.precedence import CERTAINTIES
from watchlist.engine.decision.route_checks import RouteGap, route_tasks
from watchlist.engine.decision.run import ScreeningRun
from watchlist.engine.decision.spans import NOTHING, plain_number, sure
from watchlist.engine.decision.thresholds import Claim, LimitTotal, Period, Tally, is_counterparty
from watchlist.engine.decision.totals import (
    CountedParcel,
    in_order,
    in_period,
    names_destinations,
    number_of,
    sentence,
    total_of,
)
from watchlist.engine.law import CONFIDENCES
from watchlist.engine.reading import similar_keys
from watchlist.engine.vocabulary import (
    Action,
    Certainty,
    ConditionKind,
    Confidence,
    Depth,
    Effect,
    LeftOut,
    LimitUnit,
    Met,
    PartyMatch,
    PartyRole,
    Verdict,
    VerdictGround,
)

MOST_PARCELS: Final = 1_000
"""Parcels listed in one finding, of stored shipments the latest alone (`MOST_LISTED`); the rest are counted."""

MOST_COMPARED: Final = 1_000
"""Parties of one manifest that are compared with all others by their letters."""

YEAR: Final = timedelta(days=366)

Alike = dict[str, list[tuple[str, float]]]


class ShipmentResult(NamedTuple):
    """The result for a shipment as a whole: the totals of its lines, its parties, and the gaps of the law held."""

    findings: tuple[answer.ShipmentFinding, ...]
    parties: tuple[answer.Party, ...]
    gaps: tuple[RouteGap, ...] = ()


class SummedLimit(NamedTuple):
    """One total with what counts in it, of this shipment and of stored ones, and the period that it is of."""

    total: LimitTotal
    parcels: list[CountedParcel]
    period: Period

    def latest(self) -> TotalsByDay:
        """Return the sums of stored shipments that count in it, those of a day together, the latest day first."""
        days: dict[date, list[EarlierTotal]] = {}
        for parcel in reversed(self.parcels):
            if parcel.total:
                days.setdefault(parcel.day, []).append(parcel.total)
        return list(days.values())

    def listed(self, stored: Iterable[EarlierParcel]) -> list[CountedParcel]:
        """Return the parcels that are listed, in order: those of this shipment, and some of stored ones."""
        facts, sums = self.total.claim.facts, {parcel.total: parcel for parcel in self.parcels if parcel.total}
        found = [parcel for parcel in self.parcels if not parcel.total]
        for total, reference, screening, number, quantity in stored:
            if span := counted_span(facts, quantity):
                place = sums[total].day, reference, str(screening), number
                most = counted_at_most(facts, quantity)
                found.append(CountedParcel(*place, span, total.certainty, quantity.why, most))
        return in_order(found)


@dataclass(slots=True)
class ShipmentStage:
    """The last stage of a screening: totals and parties of the shipment; `reference` is the sender's name of it."""

    comparison: LawComparison
    earlier_shipments: EarlierShipments
    reference: str
    stored: dict[tuple[str, str], list[EarlierTotal]] = field(default_factory=dict)
    party_totals: dict[tuple[object, ...], tuple[Decimal, int]] = field(default_factory=dict)

    def found(self, tally: Tally) -> ShipmentResult:
        """Return the findings and the parties of the shipment, for the summary."""
        if not tally.parties and not tally.totals:
            return ShipmentResult((), ())
        known = self.earlier_shipments.parties()
        names, alike = known.names, _alike(tally, known)
        if tally.totals:
            self._read_stored(tally.totals.values(), alike)
        totals = sorted(tally.totals.values(), key=lambda total: (total.lines[0][0], total.claim.at, total.id))
        limits = [self._summed(total) for total in totals]
        stored = self.earlier_shipments.latest([limit.latest() for limit in limits])
        own = {key: name for key, (name, _) in tally.parties.items()}
        near = {other for others in alike.values() for other, _ in others}
        written = {**{key: names[key] for key in near if key in names}, **own}
        return ShipmentResult(
            tuple(
                self._finding(limit, limit.listed(parcels), tally, alike, written)
                for limit, parcels in zip(limits, stored, strict=True)
            ),
            tuple(self._parties(tally, names, alike)),
        )

    def _parties(self, tally: Tally, names: Mapping[str, str], alike: Alike) -> Iterator[answer.Party]:
        linked = {key for key in tally.parties if key in names} | {
            other for near in alike.values() for other, _ in near
        }
        shipments = self.earlier_shipments.shipments({key for key in linked if key in names})
        for key, (name, roles) in sorted(tally.parties.items()):
            similar = ((other, PartyMatch.SIMILAR, score) for other, score in alike.get(key, ()))
            known_parties = tuple(
                answer.KnownParty(name=names[other], by=by, score=score, shipments=shipments[other])
                for other, by, score in ((key, PartyMatch.EXACT, 1.0), *similar)
                if other in shipments
            )
            yield answer.Party(
                name=name, roles=tuple(map(PartyRole.from_text, sorted(roles))), key=key, known_as=known_parties
            )

    def _read_stored(self, totals: Iterable[LimitTotal], alike: Alike) -> None:
        keys, substances, days = set(), set(), list[date]()
        for total in totals:
            keys |= {total.party.key, *(other for other, _ in alike.get(total.party.key, ()))}
            substances.add(total.claim.scheduling.substance)
            days += [day for _, claim in total.lines for day in _days_counted(claim)]
        for stored in self.earlier_shipments.totals(keys - {""}, substances, min(days), max(days)):
            self.stored.setdefault((stored.party, stored.substance), []).append(stored)

    def _summed(self, total: LimitTotal) -> SummedLimit:
        parcels = [*self._own(total), *self._stored(total.claim, {total.party.key})]
        return SummedLimit(total, *in_period(parcels, total.claim.period))

    def _finding(
        self,
        limit_sum: SummedLimit,
        listed: Sequence[CountedParcel],
        tally: Tally,
        alike: Alike,
        names: Mapping[str, str],
    ) -> answer.ShipmentFinding:
        total, parcels, period = limit_sum
        claim, party = total.claim, total.party
        limit, reached = Decimal(claim.facts.limit), total_of(parcels)
        is_reached = sure(reached).reaches(limit, above=is_above(claim.facts.required)) == "yes"
        is_met = is_reached and not names_destinations(claim.facts.required)
        others = {other for other, _ in alike.get(party.key, ())} if party.key else set()
        near = [self._party_total(tally, claim, other, period) for other in sorted(others)]
        added, number = sum((amount for amount, _ in near), start=NOTHING), sum(count for _, count in near)
        left_out = {
            why: number_of(
                parcel for parcel in self._stored(claim, {party.key}, left_out=why) if period.holds(parcel.day)
            )
            or UNSET
            for why in LeftOut
        }
        row = claim.scheduling
        substance = self.comparison.law.substances.get(row.substance)
        certainties = {claim.certainty for _, claim in total.lines}
        record = answer.ShipmentFinding(
            id=total.id,
            kind=ConditionKind.from_text(claim.facts.kind),
            party=answer.TotalledParty(name=party.name, role=PartyRole.from_text(party.role)),
            jurisdiction=row.list.jurisdiction,
            list=row.list.key,
            list_title=row.list.title,
            category=row.list.category,
            entry=row.entry,
            substance=substance.name if substance else row.printed_name,
            citation=claim.facts.citation,
            required=claim.facts.required,
            confidence=Confidence.from_text(max(claim.facts.confidence, row.confidence, key=CONFIDENCES.index)),
            period=tuple(day for day in (period.start, period.end) if day),
            total=plain_number(reached),
            unit=LimitUnit.from_text(claim.facts.unit),
            limit=plain_number(limit),
            met=Met.YES if is_met else Met.UNKNOWN,
            effect=Effect.from_text(claim.facts.effect),
            # The least sure reading of the lines that count; a guess only where nothing else is there.
            certainty=Certainty.from_text(max(certainties - {"guess"} or certainties, key=CERTAINTIES.index)),
            parcels=tuple(parcel.as_record(claim.facts.unit) for parcel in listed[:MOST_PARCELS]),
            parcels_left_out=number_of(parcels) - len(listed[:MOST_PARCELS]),
            unmeasured=tuple(
                [parcel.why_not(claim.facts.unit) for parcel in listed if parcel.unmeasured][:MOST_PARCELS]
            ),
            similar_total=(
                _similar(claim, reached + added, number, [names[other] for other in others]) if number else None
            ),
            explanation="",
            lines=tuple(sorted({number for number, _ in total.lines})),
            dismissed=left_out[LeftOut.DISMISSED],
            not_moved=left_out[LeftOut.NOT_MOVED],
            repeated=left_out[LeftOut.REPEATED],
        )
        text = sentence(record, claim, period, parcels=parcels, is_reached=is_reached)
        return structs.replace(record, explanation=text)

    def _party_total(self, tally: Tally, claim: Claim, party: str, period: Period) -> tuple[Decimal, int]:
        """Return what a party adds in a period, and by how many parcels; cached for all parties of similar name."""
        row = claim.scheduling
        key = (claim.facts.key, row.list.key, row.substance, party, claim.period.key, period)
        if key not in self.party_totals:
            total = tally.totals.get((claim.facts.key, party, claim.period.key))
            parcels = [*(self._own(total) if total else ()), *self._stored(claim, {party})]
            within = [parcel for parcel in parcels if period.holds(parcel.day)]
            self.party_totals[key] = total_of(within), number_of(within)
        return self.party_totals[key]

    def _own(self, total: LimitTotal) -> Iterator[CountedParcel]:
        for number, claim in total.lines:
            yield CountedParcel(
                claim.day, self.reference, None, number, claim.counted, claim.certainty, claim.why, claim.at_most
            )

    def _stored(
        self, claim: Claim, keys: Collection[str], *, left_out: LeftOut | None = None
    ) -> Iterator[CountedParcel]:
        """Yield the sums of stored shipments for some parties, each by the bearing of the list on its movements.

        `left_out`: those that people left out so, in place of those that count.
        """
        if claim.facts.kind != "cumulative_quantity":
            return
        row, operations = claim.scheduling, claim.facts.operations.split()
        for key in sorted(keys):
            for total in self.stored.get((key, row.substance), ()):
                if total.left_out != left_out:
                    continue
                bearing = self.comparison.bearing(row.list, total.movement)
                is_other = bool(operations) and bearing.role is not None and bearing.role not in operations
                is_party = is_counterparty(bearing.role, total.role, is_alone=total.is_alone)
                span = counted_span(claim.facts, total.quantity)
                if span is None or is_other or not is_party or policy.bears(row.list, bearing) == "no":
                    continue
                day, why, most = bearing.window.first, total.quantity.why, counted_at_most(claim.facts, total.quantity)
                yield CountedParcel(day, "", "", 0, span, total.certainty, why, most, total.parcels, total)


def _days_counted(claim: Claim) -> tuple[date, date]:
    """Return the first and the last day of which stored goods may count with what a line adds."""
    start, end = claim.period.start, claim.period.end
    return (start, end) if start and end else (claim.day - YEAR, claim.day + YEAR)


def _similar(claim: Claim, together: Decimal, parcels: int, names: Iterable[str]) -> answer.SimilarTotal:
    """Return the total with the parties of similar names, which so many parcels of their own add to."""
    return answer.SimilarTotal(
        names=tuple(sorted(names)),
        total=plain_number(together),
        unit=LimitUnit.from_text(claim.facts.unit),
        reached=sure(together).reaches(Decimal(claim.facts.limit), above=is_above(claim.facts.required)) == "yes",
        parcels=parcels,
    )


def _alike(tally: Tally, known: KnownParties) -> Alike:
    """Return for each party of the manifest the others, of it or known, whose names are similar.

    Of very many parties, those with totals come first, and the rest are linked by key alone.
    """
    totalled = {total.party.key for total in tally.totals.values()}
    keys = sorted(tally.parties, key=lambda key: (key not in totalled, key))[:MOST_COMPARED]
    alike: Alike = {}
    for key, other, score in similar_keys(keys, tally.parties, known.keys):
        alike.setdefault(key, []).append((other, score))
    return alike


def records_of(run: ScreeningRun, started: float) -> Iterator[Record]:
    """Yield coverage, lines and summary of a screening; `started`: the reading of `perf_counter` at its start."""
    coverage = run.coverage()
    yield coverage
    counts = AnswerCounts()
    for prepared in run.prepared_lines():
        record = run.answer(prepared)
        counts.add(record)
        yield record
    yield counts.summary(shipment_result(run, run.tally, coverage), seconds_since(started))


def seconds_since(started: float) -> float:
    """Return how long ago an instant was; `started`: the reading of `perf_counter` then."""
    return time.perf_counter() - started


def shipment_result(run: ScreeningRun, tally: Tally, coverage: answer.Coverage) -> ShipmentResult:
    """Return the result for a whole shipment, of which all lines are in the tally; `coverage` is that of them all."""
    found = ShipmentStage(run.comparison, run.context.earlier, run.manifest.reference).found(tally)
    return found._replace(gaps=run.route_gaps(coverage))


class AnswerCounts:
    """Lines counted as they pass: by verdict, depth and action, and by the ground of a verdict that has one."""

    def __init__(self, counted: Mapping[str, Mapping[str, int]] | None = None) -> None:
        counts = counted or {}
        self.verdicts = Counter({Verdict.from_text(word): n for word, n in counts.get("verdicts", {}).items()})
        self.depths = Counter({Depth.from_text(word): n for word, n in counts.get("depths", {}).items()})
        self.actions = Counter({Action.from_text(word): n for word, n in counts.get("actions", {}).items()})
        self.grounds = Counter({VerdictGround.from_text(word): n for word, n in counts.get("grounds", {}).items()})

    def as_record(self) -> dict[str, dict[str, int]]:
        """Return the counts as plain values, from which the constructor makes them again."""
        return {
            name: {str(word): number for word, number in getattr(self, name).items()}
            for name in ("verdicts", "depths", "actions", "grounds")
        }

    def join(self, other: AnswerCounts) -> None:
        """Add the counts of other lines."""
        self.verdicts += other.verdicts
        self.depths += other.depths
        self.actions += other.actions
        self.grounds += other.grounds

    def add(self, line: Line) -> None:
        """Count one line."""
        self.verdicts[line.verdict] += 1
        self.depths[line.depth] += 1
        self.actions[line.action] += 1
        if line.ground is not UNSET:
            self.grounds[line.ground] += 1

    def summary(self, shipment: ShipmentResult, seconds: float) -> Summary:
        """Return the summary record, with the findings, the parties and the route tasks of the shipment."""
        return Summary(
            lines=self.verdicts.total(),
            controlled=self.verdicts[Verdict.CONTROLLED],
            review=self.verdicts[Verdict.REVIEW],
            no_match=self.verdicts[Verdict.NO_MATCH],
            unresolved=self.verdicts[Verdict.UNRESOLVED],
            by_depth=dict(sorted(self.depths.items())),
            by_action=dict(sorted(self.actions.items())),
            shipment_findings=shipment.findings,
            parties=shipment.parties,
            seconds=round(seconds, 3),
            route_tasks=route_tasks(shipment.gaps, self.grounds[VerdictGround.ROUTE_NOT_HELD]) or UNSET,
        )

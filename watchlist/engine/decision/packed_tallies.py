"""Tallies as bytes: what one process counted of a file, for the one that joins the counts of all its lines."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import astuple
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

import orjson

from watchlist.engine.decision.spans import Span
from watchlist.engine.decision.thresholds import Claim, Counterparty, LimitTotal, Tally, period_of
from watchlist.engine.law import CompiledLaw, CompiledScheduling, ConditionFacts

_FAST: Final = 1


class Tallies:
    """Writes and reads tallies under one law; of claims that are equal, one object is read."""

    def __init__(self, law: CompiledLaw) -> None:
        self._law = law
        self._claims: dict[tuple[Any, ...], Claim] = {}
        self._facts: dict[tuple[str, ...], ConditionFacts] = {}

    def write(self, tally: Tally) -> bytes:
        """Return a tally as compressed JSON; its totals with the number and the claim of each line."""
        claims: dict[int, int] = {}
        written: list[list[Any]] = []
        totals = []
        for total in tally.totals.values():
            for _, claim in total.lines:
                if id(claim) not in claims:
                    claims[id(claim)] = len(written)
                    written.append(self._written(claim))
            totals.append([total.id, *total.party, [(number, claims[id(claim)]) for number, claim in total.lines]])
        parties = [(key, name, sorted(roles)) for key, (name, roles) in tally.parties.items()]
        plain = {"claims": written, "totals": totals, "parties": parties}
        return zlib.compress(orjson.dumps(plain), _FAST)

    def read(self, packed: bytes) -> Tally:
        """Return the tally that `write` wrote."""
        plain = orjson.loads(zlib.decompress(packed))
        claims = [self._claim(row) for row in plain["claims"]]
        tally = Tally()
        for id_, name, role, key, lines in plain["totals"]:
            claims_by_line = [(number, claims[at]) for number, at in lines]
            claim = claims_by_line[0][1]
            total = LimitTotal(id_, Counterparty(name, role, key), claim, claims_by_line)
            tally.totals[claim.facts.key, key, claim.period.key] = total
        tally.parties.update((key, (name, set(roles))) for key, name, roles in plain["parties"])
        return tally

    def _written(self, claim: Claim) -> list[Any]:
        row, counted = claim.scheduling, claim.counted
        return [
            row.substance,
            self._places[id(row)],
            list(astuple(claim.facts)),
            *claim.at,
            claim.role,
            claim.day.isoformat(),
            str(counted.low),
            None if counted.high is None else str(counted.high),
            claim.certainty,
            claim.why,
            claim.is_assumed,
            None if claim.at_most is None else str(claim.at_most),
        ]

    def _claim(self, row: Sequence[Any]) -> Claim:
        substance, place, fact_cells, *rest = row
        key = (substance, place, *fact_cells, *rest)
        if key not in self._claims:
            self._claims[key] = self._read(self._law.schedulings[substance][place], tuple(fact_cells), rest)
        return self._claims[key]

    def _read(self, scheduling: CompiledScheduling, fact_cells: tuple[str, ...], rest: Sequence[Any]) -> Claim:
        finding, condition, role, on, low, high, certainty, why, is_assumed, most = rest
        facts = self._facts.setdefault(fact_cells, ConditionFacts(*fact_cells))
        day = date.fromisoformat(on)
        counted = Span(Decimal(low), None if high is None else Decimal(high))
        period = period_of(facts.period, day)
        place, at_most = (finding, condition), None if most is None else Decimal(most)
        return Claim(facts, scheduling, place, role, day, period, counted, certainty, why, is_assumed, at_most)

    @cached_property
    def _places(self) -> dict[int, int]:
        """Return the place of each scheduling (by `id()`) among those of its substance, in the order of the law."""
        rows = self._law.schedulings.values()
        return {id(row): place for schedulings in rows for place, row in enumerate(schedulings)}

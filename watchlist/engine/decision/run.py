"""One screening under way: what it was asked, and its memory of items, movements and outcomes.

Work is done once for each distinct item and each distinct movement, not once for each line. What no law touches is
answered alike on every day: most lines of a long file are. Of what law touches, only that which is measured of a
quantity is told for each amount anew.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from msgspec import UNSET, structs

from watchlist.engine import answer as records
from watchlist.engine.asof import AsOf
from watchlist.engine.decision import policy
from watchlist.engine.decision.comparison import Comparison
from watchlist.engine.decision.context import Context
from watchlist.engine.decision.conventions import number_convention
from watchlist.engine.decision.coverage import coverage
from watchlist.engine.decision.findings import Finding
from watchlist.engine.decision.licence_coverage import Asking, Covers, askings, covered, covers
from watchlist.engine.decision.movement import Movement, read_movement
from watchlist.engine.decision.movements_read import MOVEMENT, Moved, MovementsRead
from watchlist.engine.decision.proposals import Proposals, Told
from watchlist.engine.decision.question import Question
from watchlist.engine.decision.requests import request_for
from watchlist.engine.decision.resolvers import resolver_of, shared_dictionary
from watchlist.engine.decision.scope import scope_of
from watchlist.engine.decision.sentences import explain
from watchlist.engine.decision.similarity import of_movement
from watchlist.engine.decision.stated import stated
from watchlist.engine.decision.suppressions.determined import determined_of
from watchlist.engine.decision.suppressions.rulings import Between
from watchlist.engine.decision.suppressions.setting_aside import TOLD, Counted, SettingAside
from watchlist.engine.decision.thresholds import Claim, Tally, claims_of, pointed
from watchlist.engine.errors import Problem
from watchlist.engine.identification.records import Resolution, TradeWords
from watchlist.engine.identification.resolver import ItemResolution
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.reading.amounts import Amount, read_amount
from watchlist.engine.reading.dates import read_date
from watchlist.engine.reading.items import ITEM
from watchlist.engine.reading.lines import DeclaredLine, DeclaredManifest
from watchlist.engine.reading.spooling import said_of
from watchlist.engine.vocabulary import Action, Depth, Severity, Verdict

MEASURES = ("concentration", "product_form", "hs_code", "cn_code")
BATCH = 2_000
MOST_AMOUNTS = 10_000
"""Findings of so many amounts are remembered; nearly every line of a file may have one of its own."""

Fields = Mapping[str, str]
Key = tuple[str | None, ...]
"""What a line says in some fields: None where it says nothing."""


class Asked(NamedTuple):
    """One line, what it says of the goods and of their movement, and what is laid down of goods between its parties."""

    line: DeclaredLine
    fields: dict[str, str]
    identity: Key
    moved: Moved
    between: Between | None


class Outcome(NamedTuple):
    """What every line that says the same is answered: `line` is without all that a line has of its own."""

    line: records.Line
    findings: tuple[Finding, ...]
    counted: Counted
    is_measured: bool
    asks: tuple[Asking, ...]


class Quantified(NamedTuple):
    """The records of a line's findings for one amount, and what such a line adds to totals."""

    findings: tuple[records.Finding, ...]
    suppressed: tuple[records.Suppressed, ...]
    claims: tuple[Claim, ...]


@dataclass
class Run:
    """One screening of one manifest, asked from one point of view; it lives as long as its answer is being made.

    `as_of`: the day on which it is asked, and the tick of which suppressions and determinations are known, that of the
    law or a later one.
    """

    law: CompiledLaw
    question: Question
    manifest: DeclaredManifest
    as_of: AsOf
    context: Context = field(default_factory=Context)
    items: dict[Key, ItemResolution] = field(default_factory=dict)
    outcomes: dict[Hashable, Outcome] = field(default_factory=dict)
    quantified: dict[tuple[Hashable, Amount], Quantified] = field(default_factory=dict)
    covered: dict[Hashable, Covers] = field(default_factory=dict)
    proposed: dict[tuple[Key, int], Told] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        self.dictionary = shared_dictionary()
        self.resolver = resolver_of(self.law, self.dictionary)
        self.comparison = Comparison(self.law, self.as_of.valid_on)
        self.movements = MovementsRead(
            self.law, self.question, self.comparison, self.manifest.date_convention, self.as_of.valid_on
        )
        notices = self.context.notices
        self.proposals = Proposals(self.law, notices) if self.question.proposals and notices else None
        self.numbers = self.manifest.number_convention or number_convention(self.manifest)
        self.rulings, self.register = self.context.rulings, self.context.register
        asked, today = self.question.known_at, self.as_of.valid_on
        self.known_on = min(asked.astimezone(UTC).date(), today) if asked else today

    @property
    def remembered(self) -> int:
        """Return how many items and outcomes are remembered: of very many, whoever goes on begins another run."""
        return len(self.items) + len(self.outcomes) + len(self.proposed)

    def asked(self, lines: Iterable[DeclaredLine] | None = None) -> Iterator[Asked]:
        """Yield the lines of the manifest, or some of them, after resolving the items that no line before declared.

        That is done a batch at a time.
        """
        rest = iter(self.manifest.lines if lines is None else lines)
        while some := list(islice(rest, BATCH)):
            batch = list(map(self._asked, some))
            new = [key for key in dict.fromkeys(asked.identity for asked in batch) if key not in self.items]
            named = [{name: text for name, text in zip(ITEM, key, strict=True) if text} for key in new]
            self.items.update(zip(new, self.resolver.resolve(named), strict=True))
            yield from batch

    def _asked(self, line: DeclaredLine) -> Asked:
        fields = self.manifest.fields_of(line)
        moved = self.movements.of(fields)
        between = self.rulings.of(fields) if self.rulings else None
        return Asked(line, fields, tuple(map(fields.get, ITEM)), moved, between)

    def answer(self, asked: Asked) -> records.Line:
        """Return the answer on one line, and add the line to the totals of the shipment."""
        line, fields, identity, moved, between = asked
        item = self.items[identity]
        amount = read_amount(fields, self.numbers, _packing(item.words) if item.words else "")
        problems = (*line.problems, *amount.problems) if amount.problems else line.problems
        key: Hashable = (identity, moved.alike, problems, between)
        outcome = self.outcomes.get(key)
        if outcome is None:
            key = (identity, moved.number, problems, between, *map(fields.get, MEASURES))
            outcome = self.outcomes.get(key) or self._outcome(asked, problems)
            # What is laid down between parties has its days: no other day is answered alike.
            is_of_its_day = item.meets_law or between
            self.outcomes[key if is_of_its_day else (identity, moved.alike, problems, between)] = outcome
        found, aside, claims = Quantified(outcome.line.findings, outcome.line.suppressed, ())
        if outcome.is_measured:
            found, aside, claims = self._quantified(key, outcome, amount)
        elif outcome.findings and not item.meets_law:
            found = self._of_its_day(outcome, moved)
        if pointers := self.tally.add(line.number, fields, claims):
            found = pointed(found, pointers)
        if outcome.asks:
            found = covered(found, self._covers((key, amount), outcome, found, fields))
        return structs.replace(
            outcome.line,
            line=line.number,
            key=line.key,
            amount=_amount(amount),
            declared=line.declared,
            fields=fields,
            findings=found,
            suppressed=aside,
            movement=moved.record if found else UNSET,
            proposals=(self.proposals and self._proposed(self.proposals, asked)) or UNSET,
        )

    def _proposed(self, proposals: Proposals, asked: Asked) -> Told:
        """Return what is on the horizon of a line: alike for the same item on the same movement."""
        key = (asked.identity, asked.moved.number)
        told = self.proposed.get(key)
        if told is None:
            days = asked.moved.days or (self.as_of.valid_on,)
            told = self.proposed[key] = proposals.of(self.items[asked.identity], asked.moved.scope.lists, days)
        return told

    def _of_its_day(self, outcome: Outcome, moved: Moved) -> tuple[records.Finding, ...]:
        """Return the findings of goods that only resemble: alike on many days, but for the day and what it bears on."""
        told = zip(outcome.line.findings, outcome.findings, strict=True)
        lists = ((one, finding.scheduling.list) for one, finding in told)
        return tuple(of_movement(one, of, self.comparison.bearing(of, moved.movement)) for one, of in lists)

    def _quantified(self, key: Hashable, outcome: Outcome, amount: Amount) -> Quantified:
        """Return what is told of the findings of an outcome for one amount."""
        known = self.quantified.get((key, amount))
        if known is None:
            if len(self.quantified) >= MOST_AMOUNTS:
                self.quantified.clear()
            findings = [finding.with_amount(amount) for finding in outcome.findings]
            told = zip(outcome.line.findings, findings, strict=True)
            measured = tuple(structs.replace(one, quantity=of.quantity, conditions=of.measured) for one, of in told)
            counted = outcome.counted
            aside = counted.records([self._record(of.with_amount(amount)) for of, _ in counted.findings_aside])
            known = self.quantified[key, amount] = Quantified(measured, aside, claims_of(findings))
        return known

    def _covers(self, key: Hashable, outcome: Outcome, found: Sequence[records.Finding], fields: Fields) -> Covers:
        """Return what is on file for the findings of an outcome: the same for one amount between the same parties."""
        asked = (key, fields.get("consignor"), fields.get("consignee"))
        known = self.covered.get(asked)
        if known is None:
            if len(self.covered) >= MOST_AMOUNTS:
                self.covered.clear()
            known = self.covered[asked] = covers(self.register, outcome.asks, found, fields)
        return known

    def coverage(self) -> records.Coverage:
        """Return what the whole answer rests on, which the movements of all lines decide: the goods do not."""
        lists, days, not_held = set[str](), set[date](), set[str]()
        for fields in said_of(self.manifest, MOVEMENT):
            moved = self.movements.of(fields)
            lists |= moved.scope.lists
            days.update(moved.days)
            not_held.update(moved.scope.not_held)
        today = self.as_of.valid_on
        everywhere = scope_of(self.law, self.question, _nowhere(self.question), today, route_readable=True)
        return coverage(
            law=self.law,
            question=self.question,
            lists=lists or everywhere.lists,
            days=sorted(days),
            not_held=not_held,
            manifest=self.manifest,
            dictionary=self.dictionary,
            as_of=self.as_of,
            proposals=self.proposals.coverage() if self.proposals else UNSET,
        )

    def _outcome(self, asked: Asked, of_line: tuple[Problem, ...]) -> Outcome:
        _, fields, identity, moved, _ = asked
        item, scope = self.items[identity], moved.scope
        problems = (*of_line, *moved.problems, *item.problems)
        counted = self.counted(asked)
        findings, conflicts = counted.findings, counted.conflicts
        verdict = policy.verdict(
            findings, conflicts, problems, identified=bool(item.resolutions), route_held=not scope.not_held
        )
        aside = counted.records([self._record(of) for of, _ in counted.findings_aside])
        explanation = explain(
            verdict,
            findings,
            conflicts,
            problems,
            self.law.substances,
            depth=item.depth,
            lists=len(scope.lists),
            not_held=scope.not_held,
            more=TOLD if aside else "",
        )
        line = records.Line(
            line=0,
            key="",
            verdict=Verdict.of(verdict),
            action=Action.of(policy.action(findings, verdict)),
            severity=Severity.of(policy.severity(findings, conflicts)),
            depth=Depth.of(item.depth),
            amount=None,
            declared={},
            fields={},
            resolution=tuple(resolution.as_record() for resolution in item.resolutions),
            peeled=tuple(words.as_record() for words in item.words),
            conflicts=tuple(conflict.as_record() for conflict in conflicts),
            findings=tuple(map(self._record, findings)),
            suppressed=aside,
            problems=tuple(records.Problem(code=p.code, field=p.field, detail=p.detail) for p in problems),
            explanation=explanation.sentence,
            sentence_parts=explanation.parts,
            request=request_for(fields, item),
        )
        measured = (*findings, *(of for of, _ in counted.findings_aside))
        is_measured = any(finding.held for finding in measured)
        asks = askings(findings) if self.register else ()
        return Outcome(line, tuple(findings), counted, is_measured, asks)

    def counted(self, asked: Asked) -> Counted:
        """Return what a line meets and what of it counts; its item is resolved by `asked`."""
        item, moved, between = self.items[asked.identity], asked.moved, asked.between
        of_line = (item.resolutions, moved.scope.lists, moved.movement)
        said = stated(asked.fields, item.words)
        determined = determined_of(between, asked.fields, self.law, self.known_on) if between else None
        if between is None or not between.suppressed:
            return Counted(self.comparison.findings(*of_line, said, determined), item.conflicts)

        def tell(met: Sequence[Finding], of: Sequence[Resolution]) -> list[Finding]:
            return self.comparison.told(met, of, *of_line[1:], is_whole=False)

        setting = SettingAside.of(between, asked.fields, self.law, self.known_on)
        met = self.comparison.met(*of_line, said, determined)
        return setting.counted(met, item.resolutions, item.conflicts, tell)

    def _record(self, finding: Finding) -> records.Finding:
        substance = self.law.substances[finding.scheduling.substance]
        return finding.as_record(substance, self.comparison.duties(finding))


def _packing(words: Sequence[TradeWords]) -> str:
    """Return the words of packing that stood beside the name of the goods."""
    return " ".join(word.text for word in words if word.kind == "packing")


@lru_cache(maxsize=16_384)
def _amount(amount: Amount) -> records.Amount | None:
    """Return the record of an amount; None where the line declares none."""
    return amount.as_record() if amount.is_declared else None


def _nowhere(question: Question) -> Movement:
    return read_movement({}, question, read_date)[0]

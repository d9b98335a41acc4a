"""One screening under way: its question, and its caches of items, movements and outcomes.

Work is done once for each distinct item and each distinct movement, not once for each line. What no law touches is
answered alike on every day: most lines of a long file are. Of what law touches, only what is measured of a quantity
is worked out for each amount.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from msgspec import UNSET, structs

from watchlist.engine import answer as records
from watchlist.engine.asof import AsOf
from watchlist.engine.decision import policy
from watchlist.engine.decision.applied_rulings import (
    SUPPRESSED_NOTE,
    CountedFindings,
    SuppressionFilter,
    determinations_of,
)
from watchlist.engine.decision.comparison import LawComparison
from watchlist.engine.decision.context import Context
from watchlist.engine.decision.conventions import number_convention
from watchlist.engine.decision.coverage import coverage, scope_of
from watchlist.engine.decision.findings import LineFinding
from watchlist.engine.decision.licence_coverage import (
    AuthorisationNeed,
    CoverConditions,
    authorisation_needs,
    cover_conditions,
    with_cover,
)
from watchlist.engine.decision.measures import packing_of, stated_fields
from watchlist.engine.decision.movement import read_movement
from watchlist.engine.decision.movement_reader import MOVEMENT, LineMovement, MovementReader
from watchlist.engine.decision.notices import ProposalRecords, Proposals
from watchlist.engine.decision.question import Question
from watchlist.engine.decision.route_checks import LineRoute, RouteGap
from watchlist.engine.decision.rulings import PairRulings
from watchlist.engine.decision.sentences import explain, request_for
from watchlist.engine.decision.shown_inchikeys import shown_inchikeys
from watchlist.engine.decision.similarity import on_movement
from watchlist.engine.decision.thresholds import Claim, Tally, claims_of, with_pointers
from watchlist.engine.errors import LineProblem
from watchlist.engine.identification import (
    FieldResolution,
    ItemResolution,
    Resolver,
    resolver_of,
    shared_dictionary,
)
from watchlist.engine.law import CompiledLaw
from watchlist.engine.problem_codes import FROM_PICTURE
from watchlist.engine.reading import (
    ITEM,
    DeclaredAmount,
    DeclaredLine,
    DeclaredManifest,
    distinct_fields,
    identity_text,
    item_digest,
    read_amount,
    read_date,
)
from watchlist.engine.vocabulary import Action, Depth, Severity, Verdict, VerdictGround

MEASURES = ("concentration", "product_form", "hs_code", "cn_code")
BATCH = 2_000
MOST_AMOUNTS = 10_000
"""Findings of so many amounts are cached; nearly every line of a file may have one of its own."""

Fields = Mapping[str, str]
Key = tuple[str | None, ...]
"""What a line says in some fields: None where it says nothing."""


class PreparedLine(NamedTuple):
    """A line with its identity fields, its movement, and the rulings on goods between its parties."""

    line: DeclaredLine
    fields: dict[str, str]
    identity: Key
    line_movement: LineMovement
    pair_rulings: PairRulings | None


class LineOutcome(NamedTuple):
    """The answer that all lines which declare the same share: `line` is without what is each line's own."""

    line: records.Line
    findings: tuple[LineFinding, ...]
    counted: CountedFindings
    is_measured: bool
    needs: tuple[AuthorisationNeed, ...]


class AmountRecords(NamedTuple):
    """The records of a line's findings for one amount, and what such a line adds to totals."""

    findings: tuple[records.Finding, ...]
    suppressed: tuple[records.Suppressed, ...]
    claims: tuple[Claim, ...]


@dataclass
class ScreeningRun:
    """One screening of one manifest from one point of view, with its caches; it lives while its answer is made.

    `as_of`: the day of asking, and the tick as of which suppressions and determinations are known: that of the law or
    a later one.
    """

    law: CompiledLaw
    question: Question
    manifest: DeclaredManifest
    as_of: AsOf
    context: Context = field(default_factory=Context)
    items: dict[Key, ItemResolution] = field(default_factory=dict)
    outcomes: dict[Hashable, LineOutcome] = field(default_factory=dict)
    amount_records: dict[tuple[Hashable, DeclaredAmount], AmountRecords] = field(default_factory=dict)
    cover_conditions: dict[Hashable, CoverConditions] = field(default_factory=dict)
    proposal_records: dict[tuple[Key, int, frozenset[str | None]], ProposalRecords] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        self.dictionary = shared_dictionary()
        self.resolver = resolver_of(self.law, self.dictionary)
        self.comparison = LawComparison(self.law, self.as_of.valid_on)
        known_at, today = self.question.known_at, self.as_of.valid_on
        self.known_on = min(known_at.astimezone(UTC).date(), today) if known_at else today
        self.movements = MovementReader(
            self.law,
            self.question,
            self.comparison,
            self.manifest.date_convention,
            today,
            self.context.route_checks,
            self.known_on,
        )
        notices = self.context.notices
        self.proposals = Proposals(self.law, notices) if self.question.proposals and notices else None
        self.numbers = self.manifest.number_convention or number_convention(self.manifest)
        self.rulings, self.register = self.context.rulings or None, self.context.register

    @property
    def remembered(self) -> int:
        """Return how many items and outcomes are cached: with very many, a long screening begins another run."""
        return len(self.items) + len(self.outcomes) + len(self.proposal_records)

    def prepared_lines(self, lines: Iterable[DeclaredLine] | None = None) -> Iterator[PreparedLine]:
        """Yield the lines of the manifest, or `lines`, ready to answer: items are resolved a batch at a time."""
        rest = iter(self.manifest.lines if lines is None else lines)
        while chunk := list(islice(rest, BATCH)):
            batch = list(map(self._prepare, chunk))
            new = [key for key in dict.fromkeys(prepared.identity for prepared in batch) if key not in self.items]
            self.items |= items_known(self.resolver, new, self.question)
            yield from batch

    def _prepare(self, line: DeclaredLine) -> PreparedLine:
        fields = self.manifest.fields_of(line)
        line_movement = self.movements.movement_of(fields)
        pair_rulings = self.rulings.for_parties(fields) if self.rulings else None
        return PreparedLine(line, fields, tuple(map(fields.get, ITEM)), line_movement, pair_rulings)

    def _item(self, prepared: PreparedLine) -> ItemResolution:
        """Return what the goods of a line are; what was read from a picture says it as a guess."""
        item, fields = self.items[prepared.identity], _from_pictures(prepared.line)
        return item.with_guesses(fields) if fields else item

    def answer(self, prepared: PreparedLine) -> records.Line:
        """Return the answer on one line, and add the line to the totals of the shipment."""
        line, fields, identity, line_movement, pair_rulings = prepared
        item = self._item(prepared)
        amount = read_amount(fields, self.numbers, packing_of(item.words))
        problems = (*line.problems, *amount.problems) if amount.problems else line.problems
        key: Hashable = (identity, line_movement.alike, problems, pair_rulings)
        outcome = self.outcomes.get(key)
        if outcome is None and (item.meets_law or pair_rulings):
            # Rulings between parties have their days: no other day is answered alike.
            key = (identity, line_movement.number, problems, pair_rulings, *map(fields.get, MEASURES))
            outcome = self._outcome_by(key, prepared, problems)
        elif outcome is None:
            for_unlike = (identity, line_movement.alike_for_unlike, problems, pair_rulings)
            outcome = self._outcome_by(for_unlike if item.is_unlike else key, prepared, problems)
            self.outcomes[key] = outcome
        found, aside, claims = AmountRecords(outcome.line.findings, outcome.line.suppressed, ())
        if outcome.is_measured:
            found, aside, claims = self._amount_records(key, outcome, amount)
        elif outcome.findings and not item.meets_law:
            found = self._findings_on_day(outcome, line_movement)
        if pointers := self.tally.add(line.number, fields, claims):
            found = with_pointers(found, pointers)
        if outcome.needs:
            found = with_cover(found, self._cover_conditions((key, amount), outcome, found, fields))
        return structs.replace(
            outcome.line,
            line=line.number,
            key=line.key,
            amount=_amount(amount),
            declared=line.declared,
            fields=fields,
            findings=found,
            suppressed=aside,
            movement=line_movement.record if found else UNSET,
            proposals=(self.proposals and self._proposals(self.proposals, prepared)) or UNSET,
            corrections=line.corrections or UNSET,
        )

    def _proposals(self, proposals: Proposals, prepared: PreparedLine) -> ProposalRecords:
        key = (prepared.identity, prepared.line_movement.number, _from_pictures(prepared.line))
        found = self.proposal_records.get(key)
        if found is None:
            days = prepared.line_movement.days or (self.as_of.valid_on,)
            found = self.proposal_records[key] = proposals.for_item(
                self._item(prepared), prepared.line_movement.scope.lists, days
            )
        return found

    def _findings_on_day(self, outcome: LineOutcome, line_movement: LineMovement) -> tuple[records.Finding, ...]:
        """Return findings of resemblance, which many days share, with the day and the bearing of this movement."""
        found = []
        for record, finding in zip(outcome.line.findings, outcome.findings, strict=True):
            control_list = finding.scheduling.list
            bearing = self.comparison.bearing(control_list, line_movement.movement)
            found.append(on_movement(record, control_list, bearing))
        return tuple(found)

    def _amount_records(self, key: Hashable, outcome: LineOutcome, amount: DeclaredAmount) -> AmountRecords:
        entry = self.amount_records.get((key, amount))
        if entry is None:
            if len(self.amount_records) >= MOST_AMOUNTS:
                self.amount_records.clear()
            findings = [finding.with_amount(amount) for finding in outcome.findings]
            measured = tuple(
                record
                if finding is unmeasured
                else structs.replace(record, quantity=finding.quantity, conditions=finding.condition_records)
                for record, unmeasured, finding in zip(outcome.line.findings, outcome.findings, findings, strict=True)
            )
            aside = [self._record(finding.with_amount(amount)) for finding, _ in outcome.counted.findings_aside]
            entry = self.amount_records[key, amount] = AmountRecords(
                measured, outcome.counted.records(aside), claims_of(findings)
            )
        return entry

    def _cover_conditions(
        self, key: Hashable, outcome: LineOutcome, found: Sequence[records.Finding], fields: Fields
    ) -> CoverConditions:
        cover_key = (key, fields.get("consignor"), fields.get("consignee"))
        conditions = self.cover_conditions.get(cover_key)
        if conditions is None:
            if len(self.cover_conditions) >= MOST_AMOUNTS:
                self.cover_conditions.clear()
            conditions = cover_conditions(self.register, outcome.needs, found, fields)
            self.cover_conditions[cover_key] = conditions
        return conditions

    def coverage(self) -> records.Coverage:
        """Return the coverage record, which the movements of all lines decide: the goods do not."""
        lists, days, not_held = set[str](), set[date](), set[str]()
        for fields in distinct_fields(self.manifest, MOVEMENT):
            line_movement = self.movements.movement_of(fields)
            lists |= line_movement.scope.lists
            days.update(line_movement.days)
            not_held.update(line_movement.scope.not_held)
        today = self.as_of.valid_on
        nowhere, _ = read_movement({}, self.question, read_date)
        everywhere = scope_of(self.law, self.question, nowhere, today, route_readable=True)
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

    def route_gaps(self, answered: records.Coverage) -> tuple[RouteGap, ...]:
        """Return the gaps of the law held for all lines of a shipment, by its coverage, with the checks that hold."""
        nowhere, _ = read_movement({}, self.question, read_date)
        route = replace(nowhere, transit=answered.not_held) if not self.question.jurisdictions else nowhere
        scope = scope_of(self.law, self.question, route, self.as_of.valid_on, route_readable=True)
        of_route = replace(scope, not_held=answered.not_held)
        return self.movements.gaps(of_route, answered.as_of_range[1])

    def _outcome_by(self, key: Hashable, prepared: PreparedLine, problems: tuple[LineProblem, ...]) -> LineOutcome:
        """Return the outcome of a line that is cached under a key, or make it."""
        outcome = self.outcomes.get(key)
        if outcome is None:
            outcome = self.outcomes[key] = self._outcome(prepared, problems)
        return outcome

    def _outcome(self, prepared: PreparedLine, line_problems: tuple[LineProblem, ...]) -> LineOutcome:
        _, fields, _, line_movement, _ = prepared
        item, scope = self._item(prepared), line_movement.scope
        unclear = policy.unclear_in_pictures(line_problems, item.problems)
        problems = (*line_problems, *line_movement.problems, *item.problems, *unclear)
        counted = self.counted_findings(prepared)
        findings, conflicts = counted.findings, counted.conflicts
        route = LineRoute.of_goods(line_movement.gaps, item.resolutions)
        verdict = policy.verdict(findings, conflicts, problems, identified=bool(item.resolutions))
        # A gap in the law held says nothing of the goods: it is one task of the shipment, and the ground of no other.
        is_for_route = verdict == Verdict.NO_MATCH and route.asks
        verdict = Verdict.REVIEW if is_for_route else verdict
        aside = counted.records([self._record(finding) for finding, _ in counted.findings_aside])
        explanation = explain(
            verdict,
            findings,
            conflicts,
            problems,
            self.law.substances,
            depth=item.depth,
            lists=len(scope.lists),
            route=route.reason if is_for_route else "",
            other_goods=item.other_goods,
            more=" ".join(filter(None, (route.note(is_alone=is_for_route), SUPPRESSED_NOTE if aside else ""))),
        )
        asks_of_goods = verdict != Verdict.NO_MATCH and not is_for_route
        shows = bool(findings or aside or asks_of_goods or self.question.all_inchikeys)
        inchikeys = shown_inchikeys(item.resolutions, self.resolver, are_all=shows)
        line = records.Line(
            line=0,
            key="",
            verdict=verdict,
            action=Action.from_text(policy.action(findings, verdict)),
            severity=Severity.from_text(policy.severity(findings, conflicts)),
            depth=Depth.from_text(item.depth),
            amount=None,
            declared={},
            fields={},
            resolution=tuple(map(FieldResolution.as_record, item.resolutions, inchikeys)),
            peeled=tuple(words.as_record() for words in item.words),
            conflicts=tuple(conflict.as_record() for conflict in conflicts),
            findings=tuple(map(self._record, findings)),
            suppressed=aside,
            problems=tuple(records.Problem(code=p.code, field=p.field, detail=p.detail) for p in problems),
            explanation=explanation.sentence,
            sentence_parts=explanation.parts,
            request=request_for(fields, item),
            ground=VerdictGround.ROUTE_NOT_HELD if is_for_route else UNSET,
        )
        is_measured = any(finding.content for finding in (*findings, *(found for found, _ in counted.findings_aside)))
        asks = authorisation_needs(findings) if self.register else ()
        return LineOutcome(line, tuple(findings), counted, is_measured, asks)

    def counted_findings(self, prepared: PreparedLine) -> CountedFindings:
        """Return which findings and conflicts of a line count, and which are suppressed."""
        item, line_movement, pair_rulings = self._item(prepared), prepared.line_movement, prepared.pair_rulings
        compared = (line_movement.scope.lists, line_movement.movement)
        fields, known = stated_fields(prepared.fields, item.words), (self.law, self.known_on)
        determinations = determinations_of(pair_rulings, prepared.fields, *known) if pair_rulings else None
        found = self.comparison.all_findings(item.resolutions, *compared, fields, determinations)
        if pair_rulings is None or not pair_rulings.suppressed:
            selected = self.comparison.selected_findings(found, item.resolutions, *compared)
            return CountedFindings(selected, item.conflicts)

        def select(findings: Sequence[LineFinding], resolutions: Sequence[FieldResolution]) -> list[LineFinding]:
            return self.comparison.selected_findings(findings, resolutions, *compared, is_whole=False)

        suppressions = SuppressionFilter(pair_rulings, item_digest(identity_text(prepared.fields)), *known)
        return suppressions.split(found, item.resolutions, item.conflicts, select)

    def _record(self, finding: LineFinding) -> records.Finding:
        substance = self.law.substances[finding.scheduling.substance]
        return finding.as_record(substance, self.comparison.duties(finding))


def items_known(resolver: Resolver, keys: Sequence[Key], question: Question) -> dict[Key, ItemResolution]:
    """Return what goods are by what their lines say of them, in the order of ITEM; they are resolved together."""
    if not keys:
        return {}
    resolved = resolver.resolve([{name: text for name, text in zip(ITEM, key, strict=True) if text} for key in keys])
    if question.all_inchikeys:  # together, and not line by line as their records are made
        resolver.inchikeys_of([read for item in resolved for read in item.resolutions])
    return dict(zip(keys, resolved, strict=True))


def _from_pictures(line: DeclaredLine) -> frozenset[str | None]:
    """Return the fields of a line that were read from a picture."""
    if not line.problems:
        return frozenset()
    return frozenset(problem.field for problem in line.problems if problem.code in FROM_PICTURE)


@lru_cache(maxsize=16_384)
def _amount(amount: DeclaredAmount) -> records.Amount | None:
    return amount.as_record() if amount.is_declared else None

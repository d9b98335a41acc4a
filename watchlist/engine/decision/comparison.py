"""The comparison of one line's resolutions with the law: which schedulings it meets, and on which ground."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date

from watchlist.engine.decision import policy
from watchlist.engine.decision import similarity as resemblance
from watchlist.engine.decision.class_grounds import ClassMeeting, class_ground_of
from watchlist.engine.decision.conditions import Measured, measure
from watchlist.engine.decision.duties import DutiesOfMovements
from watchlist.engine.decision.elsewhere import listed_elsewhere
from watchlist.engine.decision.everyday_listings import is_everyday_listing
from watchlist.engine.decision.findings import NO_DUTIES, Duties, Finding, RuleFinding
from watchlist.engine.decision.grounds import MONITORED, Matched, Meeting, ground_of
from watchlist.engine.decision.listed_part import weighed
from watchlist.engine.decision.materials import Contained, contained_in, doubt, is_settled, overlaps
from watchlist.engine.decision.measures import Goods, Holding, read_goods
from watchlist.engine.decision.movement import Bearing, Movement
from watchlist.engine.decision.precedence import exact_listing_first, once_a_scheduling, ordered
from watchlist.engine.decision.similarity import Closest, Standing, closest
from watchlist.engine.decision.suppressions.determined import Determined
from watchlist.engine.identification.resolver import Resolution
from watchlist.engine.law.compiled import CompiledLaw, CompiledList, CompiledScheduling
from watchlist.engine.vocabulary import LEGAL

# In these forms what a listing excepts is still what it excepts.
EXCEPTED_AS = frozenset({"salt", "hydrate", "isotopologue", "mixture_component"})


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says beside its movement: its fields, how much there is, and what its goods were read as."""

    fields: Mapping[str, str]
    goods: Goods
    resolutions: Sequence[Resolution]
    determined: Determined | None

    def measured(self, row: CompiledScheduling, bearing: Bearing, held: Holding) -> tuple[Measured, ...]:
        """Return the conditions of an entry as the line meets them, or as is determined of its product."""
        conditions = measure(row.conditions, self.fields, bearing.role, held)
        return self.determined.measured(row, conditions, bearing.window.last) if self.determined else conditions

    def of_material(self, contained: Contained) -> Said:
        """Return it of what goods contain: their strength is that known of the material."""
        fields = contained.declared(self.fields)
        return replace(self, fields=fields, goods=replace(read_goods(fields), amount=self.goods.amount))

    def is_shared(self, resolution: Resolution, match: Matched) -> bool:
        """Say whether the line names other goods beside these in the same text, or draws other held ones."""
        drawn = set(match.atoms)
        beside = (other for other in resolution.matches if other.atoms and drawn.isdisjoint(other.atoms))
        named = (
            other for other in self.resolutions if other.field == resolution.field and other.name != resolution.name
        )
        return (bool(drawn) and any(beside)) or ("mixture_component" in match.forms and any(named))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compares lines with one `CompiledLaw`; `lists` are those asked about, `today` is the day of the question."""

    law: CompiledLaw
    today: date
    stands: dict[Hashable, Standing] = field(default_factory=dict)
    standings: dict[tuple[frozenset[str], Movement], Standing] = field(default_factory=dict)
    resembled: dict[tuple[int, Standing], Closest | None] = field(default_factory=dict)
    bearings: dict[tuple[str | None, frozenset[str], Movement], Bearing] = field(default_factory=dict)
    list_duties: DutiesOfMovements = field(default_factory=DutiesOfMovements)

    def findings(
        self,
        resolutions: Sequence[Resolution],
        lists: frozenset[str],
        movement: Movement,
        fields: Mapping[str, str],
        determined: Determined | None = None,
    ) -> list[Finding]:
        """Return what the line meets in `lists`, strongest first, each scheduling once.

        `determined`: what is determined of its product.
        """
        met = self.met(resolutions, lists, movement, fields, determined)
        return self.told(met, resolutions, lists, movement)

    def met(
        self,
        resolutions: Sequence[Resolution],
        lists: frozenset[str],
        movement: Movement,
        fields: Mapping[str, str],
        determined: Determined | None = None,
    ) -> list[Finding]:
        """Return all that the line meets of law, in whatever way: some schedulings more than once, and in no order.

        Of laws that are not in `lists` only what no law of `lists` says: `listed_elsewhere`.
        """
        if not any(resolution.matches or resolution.classes for resolution in resolutions):
            return []
        said = Said(fields, read_goods(fields), resolutions, determined)
        asked = self._met_of_all(lists, movement, said)
        elsewhere = self._met_of_all(self.law.lists.keys() - lists, movement, said)
        return asked + listed_elsewhere(elsewhere, asked) if elsewhere else asked

    def _met_of_all(self, lists: Set[str], movement: Movement, said: Said) -> list[Finding]:
        return [finding for resolution in said.resolutions for finding in self._met(resolution, lists, movement, said)]

    def told(
        self,
        met: Iterable[Finding],
        resolutions: Sequence[Resolution],
        lists: frozenset[str],
        movement: Movement,
        *,
        is_whole: bool = True,
    ) -> list[Finding]:
        """Return what is told of all that a line meets, and of what it resembles; `is_whole`: of all resolutions."""
        settled = exact_listing_first(list(met))
        found = ordered(once_a_scheduling(settled))
        if any(resolution.relatives for resolution in resolutions) and (
            alike := self._closest(resolutions, settled, self.standing(lists, movement), is_whole=is_whole)
        ):
            found = ordered([*found, alike.finding(self.law, self.bearing(alike.row.list, movement))])
        return found

    def _closest(
        self, resolutions: Sequence[Resolution], found: Sequence[Finding], stands: Standing, *, is_whole: bool
    ) -> Closest | None:
        """Return what goods resemble; of goods that no law touches the same on all days on which the same stands."""
        if found or not is_whole:
            return closest(self.law, resolutions, found, stands)
        asked = (id(resolutions), stands)  # the item of a screening is one object until its end
        if asked not in self.resembled:
            self.resembled[asked] = closest(self.law, resolutions, (), stands)
        return self.resembled[asked]

    def forget_movements(self) -> None:
        """Forget what is remembered of movements; of items it is remembered on."""
        self.standings.clear()
        self.bearings.clear()
        self.list_duties.forget()

    def days(self, lists: frozenset[str], movement: Movement) -> tuple[date, ...]:
        """Return every day on which the law of one of `lists` is asked about a movement."""
        windows = [self.bearing(self.law.lists[key], movement).window for key in lists]
        return tuple(sorted({day for window in windows for day in (window.first, window.last)}))

    def standing(self, lists: frozenset[str], movement: Movement) -> Standing:
        """Return what stands on the days of a movement: one and the same where no law changes between two of them."""
        if (lists, movement) not in self.standings:
            self.standings[lists, movement] = self._standing(lists, movement)
        return self.standings[lists, movement]

    def _standing(self, lists: frozenset[str], movement: Movement) -> Standing:
        day = max(self.days(lists, movement), default=self.today)
        compared = [self.law.lists[key] for key in lists]
        windows = {(of.jurisdiction, of.countries): self.bearing(of, movement).window for of in compared}
        spells = frozenset((of, self._spell(window.first), self._spell(window.last)) for of, window in windows.items())
        asked = (lists, spells, self._spell(day))
        if asked not in self.stands:
            rows = (row for rows in self.law.schedulings.values() for row in rows)
            self.stands[asked] = resemblance.standing(self.law, self._rows(rows, lists, movement), day)
        return self.stands[asked]

    def _spell(self, day: date) -> int:
        """Return which of the spells between changes of the law a day lies in."""
        return bisect_right(self.law.changes, day)

    def bearing(self, of: CompiledList, movement: Movement) -> Bearing:
        """Return what a movement is to the law of a list."""
        asked = (of.jurisdiction, of.countries, movement)
        if asked not in self.bearings:
            countries = self.law.countries_of(of, *movement.span(self.today))
            is_of_a_state = bool(self.law.members.get(of.jurisdiction or ""))
            self.bearings[asked] = movement.bearing(countries, self.today, is_of_a_state=is_of_a_state)
        return self.bearings[asked]

    def duties(self, finding: Finding) -> Duties:
        """Return what the list of a finding asks; nothing where it is none of law."""
        if finding.tier not in LEGAL and finding.tier != MONITORED:
            return NO_DUTIES
        return self.list_duties.of(finding.scheduling.list, finding.bearing)

    def _met(
        self,
        resolution: Resolution,
        lists: Set[str],
        movement: Movement,
        said: Said,
    ) -> Iterable[Finding]:
        """Yield what one resolution meets: the schedulings of what it is a form of, and of the classes around it."""
        for match in resolution.matches:
            for row, bearing in self._rows(self.law.schedulings.get(match.reference, ()), lists, movement):
                held = self._held(row, match, resolution, said)
                measured = said.measured(row, bearing, held)
                meeting = Meeting(match, row, bearing.window, measured, excepted=self._excepted(row, match, resolution))
                if (ground := ground_of(meeting)) is not None:
                    yield _finding(meeting, resolution, bearing, ground, held=held)
        for contained in contained_in(self.law, resolution):
            yield from self._met_within(contained, resolution, lists, movement, said.of_material(contained))
        for member in (way for match in resolution.classes for way in match.ways):
            for row, bearing in self._rows(self.law.by_rule.get(member.rule, ()), lists, movement):
                held = self._held(row, member, resolution, said)
                measured = said.measured(row, bearing, held)
                near = ClassMeeting(member, row, bearing.window, measured, member.trace)
                if (ground := class_ground_of(near)) is not None:
                    rule = RuleFinding(self.law.rules[member.rule], member.trace)
                    yield _finding(near, resolution, bearing, ground, held=held, rule=rule)

    def _met_within(
        self, contained: Contained, resolution: Resolution, lists: Set[str], movement: Movement, said: Said
    ) -> Iterator[Finding]:
        """Yield the schedulings of a substance that the goods contain, being a material; `said` is of the material."""
        form = said.fields["product_form"]
        for row, bearing in self._rows(self.law.schedulings.get(contained.part.contains, ()), lists, movement):
            held = self._held(row, contained, resolution, said)
            measured = said.measured(row, bearing, held)
            excepted = self._excepted(row, contained, resolution)
            meeting = Meeting(contained, row, bearing.window, measured, excepted=excepted)
            if (ground := ground_of(meeting)) is None:
                continue
            tier, sentence = ground
            is_sure = is_settled(measured, form) and contained.is_known
            open_question = doubt(measured, form) if tier in LEGAL else ""
            explanation = " ".join(filter(None, (sentence, contained.words, open_question)))
            finding = _finding(meeting, resolution, bearing, (tier, explanation), held=held, is_open=not is_sure)
            yield finding if is_sure or finding.severity == "low" else replace(finding, severity="medium")

    def _held(self, row: CompiledScheduling, match: Matched, resolution: Resolution, said: Said) -> Holding:
        """Return what the line holds of the substance of a scheduling."""
        substance = self.law.substances.get(row.substance)
        return Holding(
            said.goods,
            resolution.smiles,
            resolution.value if resolution.field == "name" else "",
            match.forms,
            row.substance,
            substance.name if substance else row.printed_name,
            substance.smiles if substance else "",
            shared=said.is_shared(resolution, match),
        )

    def _excepted(self, row: CompiledScheduling, match: Matched, resolution: Resolution) -> str:
        """Return the name of what the goods are, where a listing excepts just that; empty where it does not.

        A drawing without stereochemistry is no excepted isomer: it contains the others too.
        """
        excepted = (
            other.reference
            for other in resolution.matches
            if other.reference in row.excepts
            and EXCEPTED_AS.issuperset(other.forms)
            and overlaps(other.atoms, match.atoms)
        )
        key = next(excepted, None)
        return self.law.substances[key].name if key else ""

    def _rows(
        self, rows: Iterable[CompiledScheduling], lists: Set[str], movement: Movement
    ) -> Iterator[tuple[CompiledScheduling, Bearing]]:
        for row in rows:
            if row.list.key in lists:
                yield row, self.bearing(row.list, movement)


def _finding(
    meeting: Meeting,
    resolution: Resolution,
    bearing: Bearing,
    ground: tuple[str, str],
    *,
    held: Holding,
    rule: RuleFinding | None = None,
    is_open: bool = False,
) -> Finding:
    tier, sentence = ground
    of = meeting.scheduling.list
    is_open = is_open or (rule is not None and rule.trace.outcome == "question")
    certainty = "guess" if is_open else resolution.certainty
    sure = certainty != "guess" and meeting.scheduling.confidence != "unverified"
    severity, explanation = weighed(
        _severity(tier, meeting.scheduling, bearing, sure),
        sentence,
        tier=tier,
        forms=meeting.match.forms,
        rule=rule,
        smiles=resolution.smiles,
        atoms=rule.trace.frame if rule else meeting.match.atoms,
    )
    return Finding(
        tier=tier,
        scheduling=meeting.scheduling,
        resolution=resolution,
        forms=meeting.match.forms,
        atoms=meeting.match.atoms,
        bearing=bearing,
        bears=policy.bears(of, bearing),
        conditions=meeting.conditions if tier in LEGAL or tier == "exempt" else (),
        severity=severity,
        certainty=certainty,
        explanation=explanation,
        held=held if tier in LEGAL else None,
        rule=rule,
    )


def _severity(tier: str, row: CompiledScheduling, bearing: Bearing, sure: bool) -> str:
    of = row.list
    if tier == "drug_reference":
        return "high"
    if tier == MONITORED:
        return "medium" if policy.bears(of, bearing) == "yes" else "low"
    if tier == "near_boundary" and is_everyday_listing(row):
        return "low"
    return policy.legal_severity(of, bearing) if tier in LEGAL and sure else "medium"

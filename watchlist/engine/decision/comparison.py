"""The comparison of one line's resolutions with the law: which schedulings they match, and on which ground."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date

from chemistry.class_rules import ClassMatch
from watchlist.engine.decision import policy
from watchlist.engine.decision.applied_rulings import ProductDeterminations
from watchlist.engine.decision.class_grounds import ClassListingMatch, class_ground_of
from watchlist.engine.decision.conditions import MeasuredCondition, measure
from watchlist.engine.decision.duties import DutiesOfMovements
from watchlist.engine.decision.findings import NO_DUTIES, LineFinding, MovementDuties, RuleFinding
from watchlist.engine.decision.grounds import MIXED, MONITORED, ChemistryMatch, ListingMatch, ground_of
from watchlist.engine.decision.materials import ContainedSubstance, contained_in, doubt, is_settled, overlaps
from watchlist.engine.decision.measures import ContainedAmount, DeclaredGoods, declared_share, read_goods
from watchlist.engine.decision.movement import Bearing, DeclaredMovement, Window
from watchlist.engine.decision.policy import is_everyday_listing, weighed
from watchlist.engine.decision.precedence import (
    exact_listing_first,
    listed_elsewhere,
    ordered,
    strongest_per_scheduling,
)
from watchlist.engine.decision.similarity import Closest, SimilarityBasis, closest
from watchlist.engine.decision.similarity_bases import basis_on
from watchlist.engine.identification import FieldResolution
from watchlist.engine.law import CompiledLaw, CompiledList, CompiledScheduling, Territory
from watchlist.engine.vocabulary import LEGAL

# In these forms what a listing excepts is still what it excepts.
EXCEPTED_AS = frozenset({"salt", "hydrate", "isotopologue", "mixture_component"})


@dataclass(frozen=True, slots=True)
class GoodsDeclaration:
    """What a line declares of its goods: its fields, their amount, what they were read as; nothing of the movement."""

    fields: Mapping[str, str]
    goods: DeclaredGoods
    resolutions: Sequence[FieldResolution]
    determinations: ProductDeterminations | None

    def measured_conditions(
        self, row: CompiledScheduling, bearing: Bearing, content: ContainedAmount
    ) -> tuple[MeasuredCondition, ...]:
        """Return the conditions of a scheduling, measured on the line; met where a determination says so."""
        conditions = measure(row.conditions, self.fields, bearing.role, content)
        return self.determinations.apply(row, conditions, bearing.window.last) if self.determinations else conditions

    def of_material(self, contained: ContainedSubstance) -> GoodsDeclaration:
        """Return the declaration of a substance that the goods contain, at the strength known of the material."""
        fields = contained.declared(self.fields)
        return replace(self, fields=fields, goods=replace(read_goods(fields), amount=self.goods.amount))

    def component_words(self, resolution: FieldResolution, match: ChemistryMatch, content: ContainedAmount) -> str:
        """Return which component of a mixture is found, with its share; empty where the goods are no mixture."""
        if MIXED not in match.forms:
            return ""
        share = "" if content.shared else content.goods.written_strength.strip()
        names = (resolution.name, content.listed_name, content.listed_key)
        share = share or declared_share(self.fields.get(resolution.field, ""), names)
        of_mixture = f"{share} of the mixture as declared" if share else "in a mixture that does not declare its share"
        return f"{content.listed_name}, {of_mixture}"

    def is_shared(self, resolution: FieldResolution, match: ChemistryMatch) -> bool:
        """Say whether the same field names other goods too, or the structure has other listed components."""
        drawn = set(match.atoms)
        drawn_apart = (other for other in resolution.matches if other.atoms and drawn.isdisjoint(other.atoms))
        named = (
            other for other in self.resolutions if other.field == resolution.field and other.name != resolution.name
        )
        return (bool(drawn) and any(drawn_apart)) or ("mixture_component" in match.forms and any(named))


@dataclass(frozen=True, slots=True)
class LawComparison:
    """Compares lines with one `CompiledLaw`; `lists` are the keys of the compared ones, `today` the day of asking."""

    law: CompiledLaw
    today: date
    bases_by_movement: dict[tuple[frozenset[str], DeclaredMovement], SimilarityBasis] = field(default_factory=dict)
    closest_by_item: dict[tuple[int, SimilarityBasis], Closest | None] = field(default_factory=dict)
    bearings: dict[tuple[Territory, DeclaredMovement], Bearing] = field(default_factory=dict)
    list_duties: DutiesOfMovements = field(default_factory=DutiesOfMovements)

    def all_findings(
        self,
        resolutions: Sequence[FieldResolution],
        lists: frozenset[str],
        movement: DeclaredMovement,
        fields: Mapping[str, str],
        determinations: ProductDeterminations | None = None,
    ) -> list[LineFinding]:
        """Return every finding of law on a line: some schedulings more than once, and in no order.

        Lists outside `lists` add findings of `listed_elsewhere` alone, on goods that no law in `lists` covers.
        """
        if not any(resolution.matches or resolution.classes for resolution in resolutions):
            return []
        declaration = GoodsDeclaration(fields, read_goods(fields), resolutions, determinations)
        found, elsewhere = (
            [
                finding
                for resolution in resolutions
                for finding in self._findings_of(resolution, keys, movement, declaration)
            ]
            for keys in (lists, self.law.lists.keys() - lists)
        )
        return found + listed_elsewhere(elsewhere, found) if elsewhere else found

    def selected_findings(
        self,
        findings: Iterable[LineFinding],
        resolutions: Sequence[FieldResolution],
        lists: frozenset[str],
        movement: DeclaredMovement,
        *,
        is_whole: bool = True,
    ) -> list[LineFinding]:
        """Return the findings that an answer shows, ordered, with the closest resemblance.

        `is_whole`: `resolutions` are all those of an item, so that the closest relative may be cached.
        """
        settled = exact_listing_first(list(findings))
        found = ordered(strongest_per_scheduling(settled))
        if any(resolution.relatives for resolution in resolutions) and (
            alike := self._closest(resolutions, settled, self.similarity_basis(lists, movement), is_whole=is_whole)
        ):
            found = ordered([*found, alike.finding(self.law, self.bearing(alike.row.list, movement))])
        return found

    def _closest(
        self,
        resolutions: Sequence[FieldResolution],
        found: Sequence[LineFinding],
        basis: SimilarityBasis,
        *,
        is_whole: bool,
    ) -> Closest | None:
        """Return the closest relative of goods; where they have no finding it is cached by item and basis."""
        if found or not is_whole:
            return closest(self.law, resolutions, found, basis)
        key = (id(resolutions), basis)  # the item of a screening is one object until its end
        if key not in self.closest_by_item:
            self.closest_by_item[key] = closest(self.law, resolutions, (), basis)
        return self.closest_by_item[key]

    def forget_movements(self) -> None:
        """Empty the caches of movements, and keep those of items."""
        self.bases_by_movement.clear()
        self.bearings.clear()
        self.list_duties.forget()

    def days(self, lists: frozenset[str], movement: DeclaredMovement) -> tuple[date, ...]:
        """Return every day on which the law of one of `lists` is asked about a movement."""
        windows = self._windows(lists, movement).values()
        return tuple(sorted({day for window in windows for day in (window.first, window.last)}))

    def similarity_basis(self, lists: frozenset[str], movement: DeclaredMovement) -> SimilarityBasis:
        """Return what goods may resemble on the days of a movement: one object between two changes of law."""
        if (lists, movement) not in self.bases_by_movement:
            basis = basis_on(self.law, lists, self._windows(lists, movement), self.today)
            self.bases_by_movement[lists, movement] = basis
        return self.bases_by_movement[lists, movement]

    def _windows(self, lists: frozenset[str], movement: DeclaredMovement) -> dict[Territory, Window]:
        """Return the days on which the law of each territory of `lists` is asked about a movement."""
        by_territory = {control_list.territory: control_list for control_list in map(self.law.lists.__getitem__, lists)}
        return {territory: self.bearing(listed, movement).window for territory, listed in by_territory.items()}

    def bearing(self, control_list: CompiledList, movement: DeclaredMovement) -> Bearing:
        """Return what a movement is to the law of a list."""
        key = (control_list.territory, movement)
        if key not in self.bearings:
            countries = self.law.countries_of(control_list, *movement.span(self.today))
            is_of_a_state = bool(self.law.members.get(control_list.jurisdiction or ""))
            self.bearings[key] = movement.bearing(countries, self.today, is_of_a_state=is_of_a_state)
        return self.bearings[key]

    def duties(self, finding: LineFinding) -> MovementDuties:
        """Return the duties of a finding's list for its movement; none where the finding is none of law."""
        if finding.tier not in LEGAL and finding.tier != MONITORED:
            return NO_DUTIES
        return self.list_duties.duties_for(finding.scheduling.list, finding.bearing)

    def _findings_of(
        self, resolution: FieldResolution, lists: Set[str], movement: DeclaredMovement, declaration: GoodsDeclaration
    ) -> Iterator[LineFinding]:
        """Yield the findings of one resolution: on what it is a form of, on what it contains, and on its classes."""
        for match in resolution.matches:
            rows = self.law.schedulings.get(match.reference, ())
            yield from self._findings_on(rows, match, resolution, lists, movement, declaration)
        for contained in contained_in(self.law, resolution):
            rows, of_material = (
                self.law.schedulings.get(contained.part.contains, ()),
                declaration.of_material(contained),
            )
            yield from self._findings_on(rows, contained, resolution, lists, movement, of_material)
        for member in (way for match in resolution.classes for way in match.ways):
            rows = self.law.by_rule.get(member.rule, ())
            yield from self._findings_on(rows, member, resolution, lists, movement, declaration)

    def _findings_on(  # noqa: PLR0917 - one match of a line, and what it is compared with
        self,
        rows: Iterable[CompiledScheduling],
        match: ChemistryMatch,
        resolution: FieldResolution,
        lists: Set[str],
        movement: DeclaredMovement,
        declaration: GoodsDeclaration,
    ) -> Iterator[LineFinding]:
        """Yield the findings that some schedulings make of a match; of a material, `declaration` is that of it."""
        for row in (row for row in rows if row.list.key in lists):
            bearing = self.bearing(row.list, movement)
            content = self._content(row, match, resolution, declaration)
            measured = declaration.measured_conditions(row, bearing, content)
            if isinstance(match, ClassMatch):
                in_class = ClassListingMatch(match, row, bearing.window, measured, match.trace)
                if ground := class_ground_of(in_class):
                    rule = RuleFinding(self.law.rules[match.rule], match.trace)
                    yield _finding(in_class, resolution, bearing, ground, content=content, rule=rule)
                continue
            excepted = self._excepted(row, match, resolution)
            component = declaration.component_words(resolution, match, content)
            listing = ListingMatch(match, row, bearing.window, measured, excepted=excepted, component=component)
            if (ground := ground_of(listing)) is None:
                continue
            if isinstance(match, ContainedSubstance):
                form = declaration.fields["product_form"]
                yield _finding_within(match, form, listing, resolution, bearing, ground, content=content)
            else:
                finding = _finding(listing, resolution, bearing, ground, content=content)
                yield replace(finding, component=component) if component else finding

    def _content(
        self, row: CompiledScheduling, match: ChemistryMatch, resolution: FieldResolution, declaration: GoodsDeclaration
    ) -> ContainedAmount:
        substance = self.law.substances.get(row.substance)
        return ContainedAmount(
            declaration.goods,
            resolution.smiles,
            resolution.value if resolution.field == "name" else "",
            match.forms,
            row.substance,
            substance.name if substance else row.printed_name,
            substance.smiles if substance else "",
            shared=declaration.is_shared(resolution, match),
        )

    def _excepted(self, row: CompiledScheduling, match: ChemistryMatch, resolution: FieldResolution) -> str:
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
        return next((self.law.substances[key].name for key in excepted), "")


def _finding_within(  # noqa: PLR0917 - a finding, and the material of which it is
    contained: ContainedSubstance,
    form: str,
    match: ListingMatch,
    resolution: FieldResolution,
    bearing: Bearing,
    ground: tuple[str, str],
    *,
    content: ContainedAmount,
) -> LineFinding:
    tier, sentence = ground
    is_sure = is_settled(match.conditions, form) and contained.is_share_known
    open_question = doubt(match.conditions, form) if tier in LEGAL else ""
    explanation = " ".join(filter(None, (sentence, contained.words, open_question)))
    finding = _finding(match, resolution, bearing, (tier, explanation), content=content, is_open=not is_sure)
    return finding if is_sure or finding.severity == "low" else replace(finding, severity="medium")


def _finding(
    match: ListingMatch,
    resolution: FieldResolution,
    bearing: Bearing,
    ground: tuple[str, str],
    *,
    content: ContainedAmount,
    rule: RuleFinding | None = None,
    is_open: bool = False,
) -> LineFinding:
    tier, sentence = ground
    control_list = match.scheduling.list
    is_open = is_open or (rule is not None and rule.trace.outcome == "question")
    certainty = "guess" if is_open else resolution.certainty
    sure = certainty != "guess" and match.scheduling.confidence != "unverified"
    severity, explanation = weighed(
        _severity(tier, match.scheduling, bearing, sure),
        sentence,
        tier=tier,
        forms=match.chemistry.forms,
        rule=rule,
        smiles=resolution.smiles,
        atoms=rule.trace.frame if rule else match.chemistry.atoms,
    )
    return LineFinding(
        tier=tier,
        scheduling=match.scheduling,
        resolution=resolution,
        forms=match.chemistry.forms,
        atoms=match.chemistry.atoms,
        bearing=bearing,
        bears=policy.bears(control_list, bearing),
        conditions=match.conditions if tier in LEGAL or tier == "exempt" else (),
        severity=severity,
        certainty=certainty,
        explanation=explanation,
        content=content if tier in LEGAL else None,
        rule=rule,
    )


def _severity(tier: str, row: CompiledScheduling, bearing: Bearing, sure: bool) -> str:
    control_list = row.list
    if tier == "drug_reference":
        return "high"
    if tier == MONITORED:
        return "medium" if policy.bears(control_list, bearing) == "yes" else "low"
    if tier == "near_boundary" and is_everyday_listing(row):
        return "low"
    return policy.legal_severity(control_list, bearing) if tier in LEGAL and sure else "medium"

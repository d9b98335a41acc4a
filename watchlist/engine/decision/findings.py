"""A finding: one scheduling, one way in which the line meets it, and the literal reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from msgspec import UNSET

from chemistry.class_rules import RuleTrace, SiteTrace, UnmetCondition
from watchlist.engine import answer, vocabulary
from watchlist.engine.decision.conditions import MeasuredCondition, remeasured
from watchlist.engine.decision.measures import ContainedAmount, quantity_record
from watchlist.engine.decision.movement import Bearing
from watchlist.engine.identification import FieldResolution
from watchlist.engine.law import CompiledClassRule, CompiledScheduling, CompiledSubstance, beyond
from watchlist.engine.reading import DeclaredAmount

# How a form of `chemistry.forms` is named in an answer, the one that says most first. A structure drawn without
# stereochemistry is no form: it contains the listed isomer.
FORM_NAMES = {
    "ester": "ester",
    "ether": "ether",
    "amide": "amide",
    "carbamate": "carbamate",
    "halide": "halide",
    "acetal": "acetal",
    "adduct": "adduct",
    "salt": "salt",
    "optical_isomer": "stereoisomer",
    "geometric_isomer": "stereoisomer",
    "mixture_component": "mixture_component",
    "hydrate": "hydrate",
    "isotopologue": "isotopologue",
    "contained": "contained",
}


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """The class rule that a finding rests on, in the version that answered, and how it was traced."""

    compiled: CompiledClassRule
    trace: RuleTrace

    @property
    def is_boundless(self) -> bool:
        """Say whether all that has the frame of the class is an open question, whatever its substituents."""
        rule = self.compiled.rule
        return bool(rule.open) and any("any" in allowed.classes for site in rule.sites for allowed in site.allow)

    def as_record(self) -> answer.Rule:
        """Return it as the contract words it, with the trace: what stands where, what fails, what is left open."""
        return answer.Rule(
            key=self.compiled.rule.key,
            version=self.compiled.version,
            limbs=self.trace.limbs,
            limb_words={limb.id: limb.words for limb in self.compiled.rule.limbs if limb.id in self.trace.limbs},
            sites=tuple(map(_site, self.trace.sites)),
            failures=tuple(map(_failure, self.trace.failures)),
            questions=self.trace.questions,
            statement=self.trace.statement if self.trace.questions else UNSET,
        )


@dataclass(frozen=True, slots=True)
class MovementDuties:
    """What a list asks of a movement, in prose and as facts: the same duties in the same order."""

    prose: tuple[str, ...] = ()
    records: tuple[answer.Obligation, ...] = ()


NO_DUTIES: Final = MovementDuties()


@dataclass(frozen=True, slots=True)
class LineFinding:
    """What was found on one line under one scheduling."""

    tier: str
    scheduling: CompiledScheduling
    resolution: FieldResolution
    forms: tuple[str, ...]
    atoms: tuple[int, ...]
    bearing: Bearing
    bears: str
    conditions: tuple[MeasuredCondition, ...]
    severity: str
    certainty: str
    explanation: str
    rule: RuleFinding | None = None
    evidence: answer.Evidence | None = None
    """What a resemblance rests on: `mask` is the groups left out, `family` that of the relative."""
    content: ContainedAmount | None = None
    component: str = ""
    """Which component of a mixture it is, in words; empty of no mixture."""

    @property
    def is_legal(self) -> bool:
        """Say whether a text in force is found to name or reach the goods, by a sure reading and a founded fact."""
        sure = self.certainty in ("exact", "parsed") and self.scheduling.confidence != "unverified"
        return self.tier in vocabulary.LEGAL and sure

    @property
    def form(self) -> str | None:
        """Return the form that says most of how the goods stand to the listed substance; None for itself.

        Outside a reach it is the form that the words do not cover.
        """
        outside = beyond(self.forms, self.scheduling.reach) if self.tier == "near_boundary" else ()
        return next((name for form, name in FORM_NAMES.items() if form in (outside or self.forms)), None)

    def with_amount(self, amount: DeclaredAmount) -> LineFinding:
        """Return the finding for another amount of the same goods: only what is measured of a quantity changes."""
        if self.content is None or self.content.goods.amount == amount:
            return self
        content = self.content.with_amount(amount)
        return replace(
            self, content=content, conditions=tuple(remeasured(condition, content) for condition in self.conditions)
        )

    @property
    def quantity(self) -> answer.Quantity | None:
        """Return how much of the listed substance the line holds, as the contract words it."""
        return quantity_record(self.content) if self.content else None

    @property
    def condition_records(self) -> tuple[answer.Condition, ...]:
        """Return its conditions as the contract words them."""
        return tuple(condition.as_record() for condition in self.conditions)

    def as_record(self, substance: CompiledSubstance, duties: MovementDuties = NO_DUTIES) -> answer.Finding:
        """Return it as the contract words it; `substance` is the listed one, `duties` what its list asks."""
        row, act, form = self.scheduling, self.scheduling.instrument, self.form
        return answer.Finding(
            tier=vocabulary.Tier.from_text(self.tier),
            branch=vocabulary.Branch.from_text(row.list.branch),
            severity=vocabulary.Severity.from_text(self.severity),
            certainty=vocabulary.Certainty.from_text(self.certainty),
            confidence=vocabulary.Confidence.from_text(row.confidence),
            bears=vocabulary.Bears.from_text(self.bears),
            jurisdiction=row.list.jurisdiction,
            list=row.list.key,
            list_title=row.list.title,
            category=row.list.category,
            entry=row.entry,
            substance=substance.name,
            substance_inchikey=substance.inchikey,
            form=vocabulary.Form.from_text(form) if form else None,
            forms=tuple(map(vocabulary.FoundForm.from_text, self.forms)),
            as_of=self.bearing.window.first,
            date_basis=vocabulary.DateBasis.from_text(self.bearing.window.basis),
            valid_from=row.valid_from,
            date_precision=vocabulary.DatePrecision.from_text(row.date_precision),
            date_confidence=vocabulary.Confidence.from_text(row.date_confidence),
            valid_until=row.valid_until,
            wording=row.wording or row.printed_name,
            instrument=answer.Instrument(key=act.key, citation=act.citation, url=act.url),
            rule=self.rule.as_record() if self.rule else None,
            evidence=self.evidence,
            quantity=self.quantity,
            conditions=self.condition_records,
            obligations=duties.prose,
            obligation_records=duties.records,
            explanation=self.explanation,
            read_from=vocabulary.IdentityField.from_text(self.resolution.field),
            smiles=self.resolution.smiles,
            atoms=self.atoms or None,
        )


def _site(site: SiteTrace) -> answer.Site:
    return answer.Site(
        site=site.site,
        limb=site.limb,
        substituent=site.substituent,
        class_=site.class_name,
        verdict=vocabulary.SiteVerdict.from_text(site.verdict),
        words=site.phrase,
        atoms=site.atoms,
    )


def _failure(failure: UnmetCondition) -> answer.Failure:
    return answer.Failure(
        condition=failure.condition,
        words=failure.sentence,
        site=failure.site,
        group=failure.group,
        atoms=failure.atoms,
    )

"""Which findings and conflicts of a line do not count, because two officers suppressed them.

What is set aside takes no place from anything else: a line shows each scheduling once, and one resemblance, and both
are chosen among what counts. So what a suppressed finding was preferred to is shown in its place.

Which conditions of the law the product of a line is known to meet, because two officers determined it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from watchlist.engine import answer
from watchlist.engine.decision.conditions import MeasuredCondition
from watchlist.engine.decision.findings import LineFinding
from watchlist.engine.decision.rulings import (
    DeterminedCondition,
    FindingKey,
    PairRulings,
    RulingRecord,
    can_be_suppressed,
    conflict_key,
    entry_version,
    finding_key,
    first_in_force,
    structure_of,
)
from watchlist.engine.identification import FieldConflict, FieldResolution
from watchlist.engine.law import CompiledLaw, CompiledScheduling
from watchlist.engine.sentence_templates import SET_ASIDE
from watchlist.engine.vocabulary import GUESSED

OF_A_PRODUCT: Final = ("product_form", "concentration")
"""Kinds of condition that, without a limit, are a test in words: "cannot be easily extracted", "lawfully marketed"."""

SUPPRESSED_NOTE: Final = SET_ASIDE.english()
"""Added to the sentence on a line. It gives no number: that of signals is not for every reader."""

Select = Callable[[Sequence[LineFinding], Sequence[FieldResolution]], list[LineFinding]]
"""Returns the findings that an answer shows, given all findings of law and some of the resolutions of a line."""


@dataclass(frozen=True, slots=True)
class ProductDeterminations:
    """The determinations on the product that a line declares; `known_on`: the day of knowledge."""

    determined: tuple[DeterminedCondition, ...]
    law: CompiledLaw
    known_on: date

    def apply(
        self, row: CompiledScheduling, conditions: tuple[MeasuredCondition, ...], last: date
    ) -> tuple[MeasuredCondition, ...]:
        """Return the conditions of an entry, as met where a determination says so; no figure is touched."""
        if not any(is_qualitative(condition) for condition in conditions):
            return conditions
        version = entry_version(row, self.law.substances.get(row.substance))
        return tuple(self._apply_to(condition, version, last) for condition in conditions)

    def _apply_to(self, condition: MeasuredCondition, version: str, last: date) -> MeasuredCondition:
        key = (condition.facts.key, version)
        rulings = (entry.ruling for entry in self.determined if (entry.condition, entry.entry_version) == key)
        ruling = first_in_force(rulings, last, self.known_on) if is_qualitative(condition) else None
        if ruling is None:
            return condition
        declared = (
            f"by determination {ruling.number} of {ruling.by} and {ruling.second}, until {ruling.until.isoformat()}"
        )
        return replace(condition, met="yes", declared=declared, determination=ruling.pk)


def is_qualitative(condition: MeasuredCondition) -> bool:
    """Say whether a condition exempts by a test that no figure decides, and that the line leaves open."""
    facts = condition.facts
    return facts.kind in OF_A_PRODUCT and facts.effect == "exempts" and not facts.limit and condition.met == "unknown"


def determinations_of(
    pair_rulings: PairRulings, fields: Mapping[str, str], law: CompiledLaw, known_on: date
) -> ProductDeterminations | None:
    """Return the determinations on the product of a line; None where there are none."""
    product = product_key(fields.get("name", ""))
    determined = tuple(entry for entry in pair_rulings.determined if entry.product == product)
    return ProductDeterminations(determined, law, known_on) if determined else None


def product_key(name: str) -> str:
    """Return the key of a product: its name as declared, without differences of width, case and spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@dataclass(frozen=True, slots=True)
class CountedFindings:
    """What counts of a line, and what is set aside, each with its suppression."""

    findings: Sequence[LineFinding]
    conflicts: Sequence[FieldConflict]
    findings_aside: Sequence[tuple[LineFinding, RulingRecord]] = ()
    conflicts_aside: Sequence[tuple[FieldConflict, RulingRecord]] = ()

    def records(self, found: Sequence[answer.Finding]) -> tuple[answer.Suppressed, ...]:
        """Return the records of what is set aside; `found`: the plain records of its findings."""
        findings = zip(found, self.findings_aside, strict=True)
        return (
            *(ruling.finding_aside(record) for record, (_, ruling) in findings),
            *(ruling.conflict_aside(conflict.as_record()) for conflict, ruling in self.conflicts_aside),
        )


@dataclass(frozen=True, slots=True)
class SuppressionFilter:
    """Applies the rulings between the parties of one line to its findings and conflicts.

    `item`: the digest of the identity that the line declares; `known_on`: the day of knowledge.
    """

    pair_rulings: PairRulings
    item: str
    law: CompiledLaw
    known_on: date

    def split(
        self,
        findings: Sequence[LineFinding],
        resolutions: Sequence[FieldResolution],
        conflicts: Sequence[FieldConflict],
        select: Select,
    ) -> CountedFindings:
        """Return which findings and conflicts of a line count, and which do not."""
        aside = {
            self._key(finding): (finding, ruling) for finding, ruling in self._suppressed(select(findings, resolutions))
        }
        counting = [finding for finding in findings if self.ruling_on(finding) is None]
        # A reading that was judged not to be what is listed does not resemble it either.
        left = _without(
            resolutions, [finding for finding, _ in aside.values() if finding.tier in GUESSED and finding.rule is None]
        )
        while extra := self._suppressed(found := select(counting, left)):
            aside |= {self._key(finding): (finding, ruling) for finding, ruling in extra}
            # A structure that is set aside was judged by its closest relative: those farther off are no news of it.
            left = _without(left, [finding for finding, _ in extra])
        conflict_rulings = [(conflict, self._ruling_on_conflict(conflict, found)) for conflict in conflicts]
        return CountedFindings(
            found,
            tuple(conflict for conflict, ruling in conflict_rulings if ruling is None),
            tuple(aside.values()),
            tuple((conflict, ruling) for conflict, ruling in conflict_rulings if ruling),
        )

    def ruling_on(self, finding: LineFinding) -> RulingRecord | None:
        """Return the suppression that a finding falls under; None where it counts."""
        is_open = can_be_suppressed(finding.tier, finding.certainty)
        if not is_open or finding.scheduling.entry not in self.pair_rulings.entries:
            return None
        rulings = self.pair_rulings.suppressed.get(self._key(finding), ())
        return first_in_force(rulings, finding.bearing.window.last, self.known_on)

    def _suppressed(self, found: Iterable[LineFinding]) -> list[tuple[LineFinding, RulingRecord]]:
        return [(finding, ruling) for finding in found if (ruling := self.ruling_on(finding))]

    def _ruling_on_conflict(self, conflict: FieldConflict, found: Iterable[LineFinding]) -> RulingRecord | None:
        """Return the suppression of a conflict. It has no day of its own: the last of the findings, or of asking."""
        last = max((finding.bearing.window.last for finding in found), default=self.known_on)
        rulings = self.pair_rulings.suppressed.get(conflict_key(conflict, self.item), ())
        return first_in_force(rulings, last, self.known_on)

    def _key(self, finding: LineFinding) -> FindingKey:
        return finding_key(finding, self.law.substances.get(finding.scheduling.substance), self.item)


def _without(resolutions: Iterable[FieldResolution], judged: Iterable[LineFinding]) -> list[FieldResolution]:
    structures = {structure_of(finding.resolution) for finding in judged}
    return [resolution for resolution in resolutions if structure_of(resolution) not in structures]

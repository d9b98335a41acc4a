"""What of a line does not count, because two officers laid it down.

What is set aside takes no place from anything else: a line is told of each scheduling once, and of one resemblance, and
both are chosen among what counts. So what a suppressed finding stood before is told in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from watchlist.engine import answer
from watchlist.engine.decision.findings import Finding
from watchlist.engine.decision.suppressions.keys import (
    FindingKey,
    can_be_suppressed,
    conflict_key,
    finding_key,
    structure_of,
)
from watchlist.engine.decision.suppressions.rulings import Between, Standing, first_holding
from watchlist.engine.decision.suppressions.tiers import GUESSED
from watchlist.engine.identification.records import Conflict, Resolution
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.reading.items import identity_text, item_digest

TOLD: Final = "What two people set aside is shown below, and does not count."
"""Added to the sentence on a line. It gives no number: that of signals is not for every reader."""

Tell = Callable[[Sequence[Finding], Sequence[Resolution]], list[Finding]]
"""Returns what is told of all that a line meets, and of what these of its resolutions resemble."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts of a line, and what is set aside, each with its suppression."""

    findings: Sequence[Finding]
    conflicts: Sequence[Conflict]
    findings_aside: Sequence[tuple[Finding, Standing]] = ()
    conflicts_aside: Sequence[tuple[Conflict, Standing]] = ()

    def records(self, found: Sequence[answer.Finding]) -> tuple[answer.Suppressed, ...]:
        """Return the records of what is set aside, given those of the findings among it."""
        findings = zip(found, self.findings_aside, strict=True)
        return (
            *(of.finding_aside(record) for record, (_, of) in findings),
            *(of.conflict_aside(conflict.as_record()) for conflict, of in self.conflicts_aside),
        )


@dataclass(frozen=True, slots=True)
class SettingAside:
    """What is laid down between the parties of one line, asked of its findings and conflicts."""

    between: Between
    item: str
    law: CompiledLaw
    known_on: date

    @classmethod
    def of(cls, between: Between, fields: Mapping[str, str], law: CompiledLaw, known_on: date) -> SettingAside:
        """Return it for a line that says these fields; `known_on`: the day of knowledge."""
        return cls(between, item_digest(identity_text(fields)), law, known_on)

    def counted(
        self,
        met: Sequence[Finding],
        resolutions: Sequence[Resolution],
        conflicts: Sequence[Conflict],
        tell: Tell,
    ) -> Counted:
        """Return what counts of a line, and what does not."""
        aside = {self._key(finding): (finding, of) for finding, of in self._aside(tell(met, resolutions))}
        counting = [finding for finding in met if self.standing(finding) is None]
        # A reading that was judged not to be what is listed does not resemble it either.
        left = _without(resolutions, [of for of, _ in aside.values() if of.tier in GUESSED and of.rule is None])
        while extra := self._aside(found := tell(counting, left)):
            aside |= {self._key(finding): (finding, of) for finding, of in extra}
            # A structure that is set aside was judged by its closest relative: those farther off are no news of it.
            left = _without(left, [finding for finding, _ in extra])
        told = [(conflict, self._of_conflict(conflict, found)) for conflict in conflicts]
        return Counted(
            found,
            tuple(conflict for conflict, standing in told if standing is None),
            tuple(aside.values()),
            tuple((conflict, standing) for conflict, standing in told if standing),
        )

    def standing(self, finding: Finding) -> Standing | None:
        """Return the suppression that a finding falls under; None where it counts."""
        is_open = can_be_suppressed(finding.tier, finding.certainty)
        if not is_open or finding.scheduling.entry not in self.between.entries:
            return None
        standing = self.between.suppressed.get(self._key(finding), ())
        return first_holding(standing, finding.bearing.window.last, self.known_on)

    def _aside(self, found: Iterable[Finding]) -> list[tuple[Finding, Standing]]:
        return [(finding, standing) for finding in found if (standing := self.standing(finding))]

    def _of_conflict(self, conflict: Conflict, found: Iterable[Finding]) -> Standing | None:
        """Return the suppression of a conflict. It has no day of its own: the last of the findings, or of asking."""
        last = max((finding.bearing.window.last for finding in found), default=self.known_on)
        standing = self.between.suppressed.get(conflict_key(conflict, self.item), ())
        return first_holding(standing, last, self.known_on)

    def _key(self, finding: Finding) -> FindingKey:
        return finding_key(finding, self.law.substances.get(finding.scheduling.substance), self.item)


def _without(resolutions: Iterable[Resolution], judged: Iterable[Finding]) -> list[Resolution]:
    """Return the resolutions but those of structures on which a judged finding stands."""
    structures = {structure_of(finding.resolution) for finding in judged}
    return [resolution for resolution in resolutions if structure_of(resolution) not in structures]

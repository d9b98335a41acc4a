"""Resemblance: goods on no list, beside what was listed on the days asked. A signal for a person, never law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import structs

from chemistry.analogues.relative import Relative
from watchlist.engine import answer
from watchlist.engine.decision import policy
from watchlist.engine.decision.findings import Evidence, Finding
from watchlist.engine.decision.movement import Bearing
from watchlist.engine.identification.resolver import Resolution
from watchlist.engine.law.compiled import CompiledLaw, CompiledList, CompiledScheduling
from watchlist.engine.vocabulary import Bears, DateBasis

if TYPE_CHECKING:
    from chemistry.analogues.cuts import Cuts

Asked = tuple[CompiledScheduling, Bearing]
"""A scheduling, with what a movement is to its law."""

ANALOGUE = (
    "On no list held and in no class, and its structure resembles something listed, which is named. Many lawful "
    "chemicals do: a signal for a person, and no finding of law."
)
"""The public explanation of such a finding."""
TEXT = (
    "On no list held here. Its structure resembles {name}, which is listed in {title}: {words}. Many lawful chemicals "
    "do. It is not a statutory analogue finding, and says nothing about the parties."
)


@dataclass(frozen=True, eq=False)
class Standing:
    """What goods may resemble on the days of some movements: relatives by their key, and masks.

    `day` is one on which such goods move: between the dates on which the law changes all days are alike.
    """

    law: CompiledLaw
    listed: Mapping[str, CompiledScheduling]
    masks: frozenset[str]
    day: date

    @cached_property
    def cuts(self) -> Cuts:
        """Return the cuts where just these count: they are made for the first goods that resemble any."""
        return self.law.relatives.cuts(frozenset(self.listed), self.masks)


def standing(law: CompiledLaw, asked: Iterable[Asked], day: date) -> Standing:
    """Return what stands: of several listings of a relative a precursor's, by jurisdiction; masks known on `day`."""
    listed: dict[str, CompiledScheduling] = {}
    for row, bearing in sorted(asked, key=lambda one: _order(one[0])):
        is_watched_only = row.list.tier == "monitored"
        in_force = row.in_force(bearing.window.first, bearing.window.last)
        if in_force and not is_watched_only and row.substance in law.family_of:
            listed.setdefault(row.substance, row)
    masks = frozenset(key for key, held in law.masks.items() if held.published_on <= day)
    return Standing(law, listed, masks, day)


@dataclass(frozen=True, slots=True)
class Closest:
    """The closest relative of goods on no list and in no class, and the listing by which it is told."""

    row: CompiledScheduling
    relative: Relative
    resolution: Resolution
    severity: str

    def finding(self, law: CompiledLaw, bearing: Bearing) -> Finding:
        """Return what it tells of a movement: one finding is enough to say that a person should look, and what at."""
        listed = law.substances[self.relative.reference]
        evidence = Evidence(
            kind=self.relative.evidence,
            mask=" and ".join(law.masks[key].pattern.title for key in self.relative.mask.split()),
            family=law.family_of[self.relative.reference],
            words=self.relative.words,
            relative_smiles=listed.smiles,
        )
        return Finding(
            tier="analogue",
            scheduling=self.row,
            resolution=self.resolution,
            forms=(),
            atoms=self.relative.atoms,
            bearing=bearing,
            bears=policy.bears(self.row.list, bearing),
            conditions=(),
            severity=self.severity,
            certainty=self.resolution.certainty,
            explanation=TEXT.format(name=listed.name, title=self.row.list.title, words=self.relative.words),
            evidence=evidence,
        )


def of_movement(record: answer.Finding, of: CompiledList, bearing: Bearing) -> answer.Finding:
    """Return the record of such a finding on another movement: whether its list bears, and on which day it is asked."""
    return structs.replace(
        record,
        bears=Bears.of(policy.bears(of, bearing)),
        as_of=bearing.window.first,
        date_basis=DateBasis.of(bearing.window.basis),
    )


def closest(
    law: CompiledLaw, resolutions: Sequence[Resolution], found: Sequence[Finding], stands: Standing
) -> Closest | None:
    """Return the closest relative of goods on no list and in no class; None where none passes a cut.

    Each field is asked for itself whether its goods are: a second one that says what is listed silences no other.
    """
    fields = dict.fromkeys(resolution.field for resolution in resolutions if resolution.relatives)
    counting = [pair for field in fields for pair in _counting(law, field, resolutions, found, stands)]
    relative = law.relatives.closest(one for one, _ in counting)
    severity = stands.cuts.severity(relative.rarity) if relative else ""
    if relative is None or not severity:
        return None
    return Closest(stands.listed[relative.reference], relative, _read_from(relative, counting), severity)


def _counting(
    law: CompiledLaw, field: str, resolutions: Sequence[Resolution], found: Sequence[Finding], stands: Standing
) -> list[tuple[Relative, Resolution]]:
    """Return the relatives that count of what one field declares; none, if a finding says more of the closest."""
    said = [resolution for resolution in resolutions if resolution.field == field]
    of_field = [finding for finding in found if finding.resolution.field == field]
    is_known = any(finding.tier != "near_boundary" and not _is_open(finding) for finding in of_field)
    if is_known or any(_is_left_out(law, resolution, stands) for resolution in said):
        return []
    counting = [
        (relative, resolution)
        for resolution in said
        for relative in resolution.relatives
        if relative.reference in stands.listed and stands.masks.issuperset(relative.mask.split())
    ]
    relative = law.relatives.closest(one for one, _ in counting)
    near = {finding.scheduling.substance for finding in of_field}
    return [] if relative is None or relative.reference in near else counting


def _read_from(closest: Relative, counting: Iterable[tuple[Relative, Resolution]]) -> Resolution:
    """Return what was resolved to the structure that comes so close; its family may have made it closer since."""
    in_order = sorted(counting, key=lambda one: one[0].rarity)
    return next(of for relative, of in in_order if replace(relative, rarity=closest.rarity) == closest)


def _is_left_out(law: CompiledLaw, resolution: Resolution, stands: Standing) -> bool:
    """Say whether a class held, asked about or not, leaves it out by name on the day on which the goods move.

    What a law names or holds is a finding, whichever law it is. A class that nobody confirmed, or of a day that nobody
    knows, silences no signal where its own list is not asked.
    """
    named = [member.rule for member in resolution.classes if member.trace.outcome == "excluded"]
    rows = [row for key in named for row in law.by_rule.get(key, ())]
    return any(
        row.in_force(stands.day) for row in rows if row.date_precision == "day" and row.confidence != "unverified"
    )


def _is_open(finding: Finding) -> bool:
    """Say whether a class is open as a whole ("derivatives and analogues"): its words name no limb, and a relative
    may be closer. A question about one limb is a better reason than any relative."""
    return finding.rule is not None and finding.certainty == "guess" and not finding.rule.trace.limbs


def _order(row: CompiledScheduling) -> tuple[bool, bool, str, str, str]:
    doubtful = row.confidence == "unverified"
    return row.list.branch != "precursor", doubtful, row.list.jurisdiction or "~", row.entry, row.event

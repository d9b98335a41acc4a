"""Resemblance of goods on no list to what was listed on the days asked. A signal for a person, never law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import structs

from chemistry.analogues import Relative
from watchlist.engine import answer
from watchlist.engine.decision import policy
from watchlist.engine.decision.findings import LineFinding
from watchlist.engine.decision.movement import Bearing, Window
from watchlist.engine.identification import FieldResolution
from watchlist.engine.law import CompiledLaw, CompiledList, CompiledScheduling
from watchlist.engine.sentence_templates import RESEMBLES
from watchlist.engine.vocabulary import Bears, DateBasis, EvidenceKind

if TYPE_CHECKING:
    from chemistry.analogues import Cuts, RelativeSet

AskedListing = tuple[CompiledScheduling, Window]
"""A scheduling, with the days on which its law is asked."""

ANALOGUE = (
    "On no list held and in no class, and its structure resembles something listed, which is named. Many lawful "
    "chemicals do: a signal for a person, and no finding of law."
)
"""The public explanation of such a finding."""


@dataclass(frozen=True, eq=False)
class SimilarityBasis:
    """What goods may resemble on the days of some movements: relatives by their key, and masks.

    `day` is one on which such goods move: between the dates on which the law changes all days are alike. `relatives`
    are those of the whole law.
    """

    relatives: RelativeSet
    listed: Mapping[str, CompiledScheduling]
    masks: frozenset[str]
    day: date

    @cached_property
    def cuts(self) -> Cuts:
        """Return the cuts where just these count: they are made for the first goods that resemble any."""
        return self.relatives.cuts(frozenset(self.listed), self.masks)


def similarity_basis(law: CompiledLaw, listings: Iterable[AskedListing], day: date) -> SimilarityBasis:
    """Return the relatives in force, each by one listing (a precursor's before a drug's), and the masks of `day`."""
    listed: dict[str, CompiledScheduling] = {}
    for row, window in sorted(listings, key=lambda pair: _order(pair[0])):
        is_watched_only = row.list.tier == "monitored"
        in_force = row.in_force(window.first, window.last)
        if in_force and not is_watched_only and row.substance in law.family_of:
            listed.setdefault(row.substance, row)
    masks = frozenset(key for key, mask in law.masks.items() if mask.published_on <= day)
    return SimilarityBasis(law.relatives, listed, masks, day)


@dataclass(frozen=True, slots=True)
class Closest:
    """The closest relative of goods on no list and in no class, and the listing that names it."""

    row: CompiledScheduling
    relative: Relative
    resolution: FieldResolution
    severity: str

    def finding(self, law: CompiledLaw, bearing: Bearing) -> LineFinding:
        """Return the finding for a movement: one is enough to say that a person should look, and what at."""
        listed = law.substances[self.relative.reference]
        evidence = answer.Evidence(
            kind=EvidenceKind.from_text(self.relative.evidence),
            mask=" and ".join(law.masks[key].pattern.title for key in self.relative.mask.split()),
            family=law.family_of[self.relative.reference],
            words=self.relative.words,
            relative_smiles=listed.smiles,
        )
        return LineFinding(
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
            explanation=RESEMBLES.english(name=listed.name, title=self.row.list.title, words=self.relative.words),
            evidence=evidence,
        )


def on_movement(record: answer.Finding, control_list: CompiledList, bearing: Bearing) -> answer.Finding:
    """Return a record of resemblance for another movement: only its day and whether its list bears change."""
    return structs.replace(
        record,
        bears=Bears.from_text(policy.bears(control_list, bearing)),
        as_of=bearing.window.first,
        date_basis=DateBasis.from_text(bearing.window.basis),
    )


def closest(
    law: CompiledLaw, resolutions: Sequence[FieldResolution], found: Sequence[LineFinding], basis: SimilarityBasis
) -> Closest | None:
    """Return the closest relative of goods on no list and in no class; None where none passes a cut.

    Each field is asked for itself whether its goods are: a second one that says what is listed silences no other.
    """
    fields = dict.fromkeys(resolution.field for resolution in resolutions if resolution.relatives)
    counting = [pair for field in fields for pair in _counting(law, field, resolutions, found, basis)]
    relative = _closest(law, counting)
    severity = basis.cuts.severity(relative.rarity) if relative else ""
    if relative is None or not severity:
        return None
    return Closest(basis.listed[relative.reference], relative, _read_from(relative, counting), severity)


def _counting(
    law: CompiledLaw,
    field: str,
    resolutions: Sequence[FieldResolution],
    found: Sequence[LineFinding],
    basis: SimilarityBasis,
) -> list[tuple[Relative, FieldResolution]]:
    """Return the relatives that count of what one field declares; none, if a finding says more of the closest."""
    field_resolutions = [resolution for resolution in resolutions if resolution.field == field]
    of_field = [finding for finding in found if finding.resolution.field == field]
    is_explained = any(finding.tier != "near_boundary" and not _is_open(finding) for finding in of_field)
    if is_explained or any(_is_left_out(law, resolution, basis) for resolution in field_resolutions):
        return []
    counting = [
        (relative, resolution)
        for resolution in field_resolutions
        for relative in resolution.relatives
        if relative.reference in basis.listed and basis.masks.issuperset(relative.mask.split())
    ]
    relative = _closest(law, counting)
    near = {finding.scheduling.substance for finding in of_field}
    return [] if relative is None or relative.reference in near else counting


def _closest(law: CompiledLaw, counting: Sequence[tuple[Relative, FieldResolution]]) -> Relative | None:
    """Return the relative that stands for all of these: where there is none, no relative is compiled."""
    return law.relatives.closest(relative for relative, _ in counting) if counting else None


def _read_from(closest: Relative, counting: Iterable[tuple[Relative, FieldResolution]]) -> FieldResolution:
    """Return the resolution whose structure comes so close; its family may have made it closer since."""
    in_order = sorted(counting, key=lambda pair: pair[0].rarity)
    return next(resolution for relative, resolution in in_order if replace(relative, rarity=closest.rarity) == closest)


def _is_left_out(law: CompiledLaw, resolution: FieldResolution, basis: SimilarityBasis) -> bool:
    """Say whether a class held, asked about or not, leaves it out by name on the day on which the goods move.

    What a law names or holds is a finding, whichever law it is. A class that nobody confirmed, or of a day that nobody
    knows, silences no signal where its own list is not asked.
    """
    named = [member.rule for member in resolution.classes if member.trace.outcome == "excluded"]
    rows = [row for key in named for row in law.by_rule.get(key, ())]
    return any(
        row.in_force(basis.day) for row in rows if row.date_precision == "day" and row.confidence != "unverified"
    )


def _is_open(finding: LineFinding) -> bool:
    """Say whether a class is open as a whole ("derivatives and analogues"): its words name no limb, and a relative
    may be closer. A question about one limb is a better reason than any relative."""
    return finding.rule is not None and finding.certainty == "guess" and not finding.rule.trace.limbs


def _order(row: CompiledScheduling) -> tuple[bool, bool, str, str, str]:
    doubtful = row.confidence == "unverified"
    return row.list.branch != "precursor", doubtful, row.list.jurisdiction or "~", row.entry, row.event

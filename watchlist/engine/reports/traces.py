"""Why a finding holds, laid out: the limbs of a class on the structure and site by site, or the relative beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chemistry.depict_marks import limb_colour
from watchlist.engine.answer import Evidence, Finding, Line
from watchlist.engine.phrases import capitalised
from watchlist.engine.reports.findings import FindingView, finding_view
from watchlist.engine.reports.records import place, unique, where_set
from watchlist.engine.reports.sites import (
    TracedSiteView,
    failures,
    phrase,
    questions,
    sentence,
    signs,
    site_views,
    sites_of,
)
from watchlist.engine.reports.structures import (
    Caption,
    Draw,
    LegendMark,
    Picture,
    caption,
    drawing_of,
    is_traced,
    picture,
    structures_of,
)
from watchlist.engine.reports.words import FAILING, NOT_MARKED, SHARED
from watchlist.engine.texts import gettext_noop as _
from watchlist.engine.vocabulary import Tier

HEADINGS = {"near_boundary": _("Why not"), "analogue": _("What it resembles")}
OPEN = {"yes": "", "question": " (an open question)", "no": ""}


@dataclass(frozen=True, slots=True)
class TraceView:
    """How findings of one rule, or of one relative, came about; `finding` is the strongest of those on `places`."""

    heading: str
    finding: FindingView
    sentence: str
    places: tuple[str, ...]
    goods: Picture | None
    relative: Picture | None
    legend: tuple[LegendMark, ...]
    column: str
    sites: tuple[TracedSiteView, ...]
    questions: tuple[str, ...]
    evidence: tuple[tuple[str, str], ...]


def traces(line: Line, draw: Draw) -> tuple[TraceView, ...]:
    """Return the traces of a line whose text has been made visible, in the order of its findings."""
    alike: dict[tuple[str, ...], list[Finding]] = {}
    for finding in filter(is_traced, line.findings):
        alike.setdefault(_ground(finding), []).append(finding)
    return tuple(_trace(findings, line, draw) for findings in alike.values())


def evidence(finding: Finding) -> tuple[tuple[str, str], ...]:
    """Return what similarity rests on, each part with its label."""
    record = finding.evidence
    if not isinstance(record, Evidence):
        return ()
    facts = (("Evidence", capitalised(record.words)), ("Group set aside", record.mask), ("Family", record.family))
    return tuple((label, text) for label, text in facts if text)


def _ground(finding: Finding) -> tuple[str, ...]:
    """Return what is equal for findings that one trace explains."""
    rule = (finding.rule.key, finding.rule.version) if finding.rule else ("", "")
    drawing = where_set(finding.smiles, "")
    return tuple(
        str(fact or "") for fact in (finding.tier, finding.read_from, drawing, *rule, _relative_smiles(finding))
    )


def _trace(findings: list[Finding], line: Line, draw: Draw) -> TraceView:
    finding = findings[0]
    sites = site_views(finding)
    return TraceView(
        heading=HEADINGS.get(finding.tier, _("Why")),
        finding=finding_view(finding),
        sentence=sentence(finding),
        places=unique(map(place, findings)),
        goods=_goods(finding, line, draw),
        relative=_relative(finding, draw),
        legend=tuple(_legend(finding)),
        column=_("Mark") if any(site.sign and not site.limb for site in sites) else _("Limb"),
        sites=sites,
        questions=questions(finding),
        evidence=evidence(finding),
    )


def _marks(finding: Finding) -> dict[str, tuple[int, ...]]:
    """Return sign to atoms: what each limb or site speaks of; of a resemblance, what is shared."""
    if finding.tier == Tier.ANALOGUE:
        return {"A": finding.atoms} if finding.atoms else {}
    return {sign: _united(site.atoms for site in sites_of(limb, finding)) for limb, sign in signs(finding).items()}


def _united(sets: Iterable[Iterable[int]]) -> tuple[int, ...]:
    return tuple(sorted({atom for atoms in sets for atom in atoms}))


def _goods(finding: Finding, line: Line, draw: Draw) -> Picture | None:
    """Return the structure read from the line, with its limbs and what fails, turned as what it resembles."""
    smiles = drawing_of(line, finding)
    if (readings := structures_of(line).get(smiles)) is None:
        return None
    failing = _united(failure.atoms for failure in failures(finding))
    like = _relative_smiles(finding) or None
    return picture(smiles, caption(readings), draw, marks=_marks(finding), failing=failing, like=like)


def _relative(finding: Finding, draw: Draw) -> Picture | None:
    smiles = _relative_smiles(finding)
    named = Caption(finding.substance, inchikey=finding.substance_inchikey or "")
    return picture(smiles, named, draw, like=smiles) if smiles else None


def _relative_smiles(finding: Finding) -> str:
    return finding.evidence.relative_smiles if finding.evidence else ""


def _legend(finding: Finding) -> Iterator[LegendMark]:
    yield from _shared(finding) if finding.tier == Tier.ANALOGUE else _limbs(finding)
    if failed := failures(finding):
        yield LegendMark("", "fails", FAILING, tuple(failure.words for failure in failed))


def _limbs(finding: Finding) -> Iterator[LegendMark]:
    """Yield the sign of each limb with its words, where they are held, and what stands there; else of each site."""
    if (rule := finding.rule) is None:
        return
    for limb, sign in signs(finding).items():
        phrases = unique(f"{phrase(site)}{OPEN[site.verdict]}" for site in sites_of(limb, finding))
        label = (rule.limb_words or {}).get(limb) or (f"Limb {limb}" if rule.limbs else limb)
        yield LegendMark(sign, limb_colour(sign), label, phrases)


def _shared(finding: Finding) -> Iterator[LegendMark]:
    name = finding.substance or "the listed relative"
    if finding.atoms:
        yield LegendMark("A", "a", SHARED, (f"What it has in common with {name}.",))
        yield LegendMark("", "none", NOT_MARKED, (f"What differs from {name}.",))

"""Why a finding holds, laid out: the limbs of a class on the structure and site by site, or the relative beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from chemistry import is_sign, limb_colour
from chemistry.class_rules import HYDROGEN, NOTHING, named
from watchlist.engine.answer import Evidence, Failure, Finding, Line, Site
from watchlist.engine.reports.findings import FindingView, finding_view
from watchlist.engine.reports.records import list_label, unique, where_set
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
from watchlist.engine.reports.words import FAILING, NOT_MARKED, SHARED, SITE_VERDICTS, SUBSTITUENTS, words_for
from watchlist.engine.texts import capitalised, gettext_noop as _
from watchlist.engine.vocabulary import SiteVerdict, Tier

HEADINGS = {"near_boundary": _("Why not"), "analogue": _("What it resembles")}
OPEN = {"yes": "", "question": " (an open question)", "no": ""}


@dataclass(frozen=True, slots=True)
class TracedSiteView:
    """A site of a rule: the group there, its class and branch; by which limb ("" as in the law), what follows."""

    site: str
    group: str
    kind: str
    branch: str
    limb: str
    sign: str
    colour: str
    outcome: str
    verdict: str


def site_views(finding: Finding) -> tuple[TracedSiteView, ...]:
    """Return the sites of the rule that a finding rests on, and last the conditions that fail where nothing stands."""
    traced, letters = _sites(finding), _signs(finding)
    filled = [site.atoms for site in traced if site.verdict == SiteVerdict.NO]
    # At no traced site: the group that a site lacks, or all of the words of what fails.
    others = (
        TracedSiteView(
            failure.site or "", failure.group or failure.words, "", "", "", "", "", SiteVerdict.NO, SITE_VERDICTS["no"]
        )
        for failure in _failures(finding)
        if failure.atoms not in filled
    )
    return (*(_site(site, letters) for site in traced), *others)


def sentence(finding: Finding) -> str:
    """Return why the finding holds, without the questions at its end: they are listed one by one."""
    if finding.tier == Tier.CLASS_MEMBER and finding.rule and finding.rule.statement:
        return finding.rule.statement
    return finding.explanation


def site_in_words(site: TracedSiteView) -> str:
    """Return a site and what stands there, as one text."""
    return ", ".join(filter(None, (site.site, site.group)))


def questions(finding: Finding) -> tuple[str, ...]:
    """Return what the words of the law leave open, in words."""
    return finding.rule.questions or () if finding.rule else ()


def _sites(finding: Finding) -> Sequence[Site]:
    return finding.rule.sites or () if finding.rule else ()


def _failures(finding: Finding) -> Sequence[Failure]:
    return finding.rule.failures or () if finding.rule else ()


def _signs(finding: Finding) -> dict[str, str]:
    """Return limb to its sign on the picture; site to a letter where the class is one without limbs."""
    limbs = finding.rule.limbs if finding.rule else ()
    if not limbs and not _failures(finding) and finding.tier != Tier.DRUG_REFERENCE:
        limbs = unique(site.site for site in _sites(finding))
    return {limb: limb if is_sign(limb) else letter for letter, limb in zip(ascii_uppercase, limbs, strict=False)}


def _sites_of(limb: str, finding: Finding) -> list[Site]:
    """Return the sites of a limb, or of a name in a class without limbs."""
    has_limbs = finding.rule is not None and bool(finding.rule.limbs)
    return [site for site in _sites(finding) if (site.limb if has_limbs else site.site) == limb]


def _site(site: Site, letters: Mapping[str, str]) -> TracedSiteView:
    sign = letters.get(site.limb or site.site, "")
    return TracedSiteView(
        site=site.site,
        group=_group(site),
        kind=words_for(SUBSTITUENTS, site.class_),
        branch=site.substituent,
        limb=site.limb,
        sign=sign,
        colour=limb_colour(sign) if sign else "",
        outcome=site.verdict,
        verdict=words_for(SITE_VERDICTS, site.verdict),
    )


def _group(site: Site) -> str:
    return NOTHING if site.class_ == HYDROGEN else named(site.substituent, site.class_)


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
    rule = (finding.rule.key, finding.rule.version) if finding.rule else ("", "")
    drawings = (where_set(finding.smiles, ""), _relative_smiles(finding))
    return tuple(str(fact or "") for fact in (finding.tier, finding.read_from, *rule, *drawings))


def _trace(findings: list[Finding], line: Line, draw: Draw) -> TraceView:
    finding = findings[0]
    traced, smiles = site_views(finding), _relative_smiles(finding)
    relative = Caption(finding.substance, inchikey=finding.substance_inchikey or "")
    return TraceView(
        heading=HEADINGS.get(finding.tier, _("Why")),
        finding=finding_view(finding),
        sentence=sentence(finding),
        places=unique(map(list_label, findings)),
        goods=_goods(finding, line, draw),
        relative=picture(smiles, relative, draw, like=smiles) if smiles else None,
        legend=tuple(_legend(finding)),
        column=_("Mark") if any(site.sign and not site.limb for site in traced) else _("Limb"),
        sites=traced,
        questions=questions(finding),
        evidence=evidence(finding),
    )


def _united(sets: Iterable[Iterable[int]]) -> tuple[int, ...]:
    return tuple(sorted({atom for atoms in sets for atom in atoms}))


def _goods(finding: Finding, line: Line, draw: Draw) -> Picture | None:
    """Return the structure read from the line, with its limbs and what fails, turned as what it resembles."""
    smiles = drawing_of(line, finding)
    if (readings := structures_of(line).get(smiles)) is None:
        return None
    if finding.tier == Tier.ANALOGUE:  # what is shared
        marks = {"A": finding.atoms} if finding.atoms else {}
    else:
        signs = _signs(finding).items()
        marks = {sign: _united(site.atoms for site in _sites_of(limb, finding)) for limb, sign in signs}
    failing = _united(failure.atoms for failure in _failures(finding))
    like = _relative_smiles(finding) or None
    return picture(smiles, caption(readings), draw, marks=marks, failing=failing, like=like)


def _relative_smiles(finding: Finding) -> str:
    return finding.evidence.relative_smiles if finding.evidence else ""


def _legend(finding: Finding) -> Iterator[LegendMark]:
    if finding.tier != Tier.ANALOGUE:
        yield from _limbs(finding)
    elif finding.atoms:
        name = finding.substance or "the listed relative"
        yield LegendMark("A", "a", SHARED, (f"What it has in common with {name}.",))
        yield LegendMark("", "none", NOT_MARKED, (f"What differs from {name}.",))
    if failed := _failures(finding):
        yield LegendMark("", "fails", FAILING, tuple(failure.words for failure in failed))


def _limbs(finding: Finding) -> Iterator[LegendMark]:
    """Yield the sign of each limb with its words, where they are held, and what stands there; else of each site."""
    if (rule := finding.rule) is None:
        return
    for limb, sign in _signs(finding).items():
        # What stands where, in the words of the trace where it has any.
        phrases = unique(
            (site.words or ": ".join(filter(None, (site.limb and site.site, _group(site))))) + OPEN[site.verdict]
            for site in _sites_of(limb, finding)
        )
        label = (rule.limb_words or {}).get(limb) or (f"Limb {limb}" if rule.limbs else limb)
        yield LegendMark(sign, limb_colour(sign), label, phrases)

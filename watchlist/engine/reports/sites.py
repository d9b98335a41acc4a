"""What a class rule said of the goods, site by site, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from chemistry.class_rules.names import NOTHING, named
from chemistry.class_rules.rule import HYDROGEN
from chemistry.depict_marks import is_sign, limb_colour
from watchlist.engine.answer import Failure, Finding, Site
from watchlist.engine.reports.records import unique
from watchlist.engine.reports.words import SITE_VERDICTS, SUBSTITUENTS, words_for
from watchlist.engine.vocabulary import SiteVerdict, Tier


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
    traced, letters = sites(finding), signs(finding)
    filled = [site.atoms for site in traced if site.verdict == SiteVerdict.NO]
    others = (failure for failure in failures(finding) if failure.atoms not in filled)
    return (*(_site(site, letters) for site in traced), *map(_without_site, others))


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


def sites(finding: Finding) -> Sequence[Site]:
    """Return the sites of the rule; none where the finding rests on none."""
    return finding.rule.sites or () if finding.rule else ()


def failures(finding: Finding) -> Sequence[Failure]:
    """Return the conditions that fail: in words, with the atoms."""
    return finding.rule.failures or () if finding.rule else ()


def signs(finding: Finding) -> dict[str, str]:
    """Return limb to its sign on the picture; site to a letter where the class is one without limbs."""
    limbs = finding.rule.limbs if finding.rule else ()
    if not limbs and not failures(finding) and finding.tier != Tier.DRUG_REFERENCE:
        limbs = unique(site.site for site in sites(finding))
    return {limb: limb if is_sign(limb) else letter for letter, limb in zip(ascii_uppercase, limbs, strict=False)}


def sites_of(limb: str, finding: Finding) -> list[Site]:
    """Return the sites of a limb, or of a name in a class without limbs."""
    has_limbs = finding.rule is not None and bool(finding.rule.limbs)
    return [site for site in sites(finding) if (site.limb if has_limbs else site.site) == limb]


def phrase(site: Site) -> str:
    """Return what stands where, in the words of the trace where it has any."""
    return site.words or ": ".join(filter(None, (site.limb and site.site, _group(site))))


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


def _without_site(failure: Failure) -> TracedSiteView:
    """Return a condition that fails at no traced site: the group that a site lacks, or all of its words."""
    site, group = failure.site or "", failure.group or failure.words
    return TracedSiteView(site, group, "", "", "", "", "", SiteVerdict.NO, SITE_VERDICTS["no"])


def _group(site: Site) -> str:
    """Return the group at a site, in words."""
    return NOTHING if site.class_ == HYDROGEN else named(site.substituent, site.class_)

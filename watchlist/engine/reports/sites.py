"""What a class rule said of the goods, site by site, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_uppercase

from chemistry.class_rules.names import named
from chemistry.class_rules.rule import HYDROGEN
from chemistry.depict_marks import is_sign, limb_colour
from watchlist.engine.reports.records import Record, unique
from watchlist.engine.reports.words import SITE_VERDICTS, SUBSTITUENTS, say

NOTHING = "nothing but hydrogen"
IN_PLACE = " in place of "


@dataclass(frozen=True, slots=True)
class SiteView:
    """A site of a rule: what stands there, its class and its branch; by which limb ("" as in the law), what follows."""

    site: str
    stands: str
    kind: str
    branch: str
    limb: str
    sign: str
    colour: str
    outcome: str
    verdict: str


def site_views(finding: Record) -> tuple[SiteView, ...]:
    """The sites of the rule that a finding rests on, and last the conditions that fail where nothing stands."""
    told, letters = sites(finding), signs(finding)
    filled = [site["atoms"] for site in told if site["verdict"] == "no"]
    bare = (failure for failure in failures(finding) if failure["atoms"] not in filled)
    return (*(_site(site, letters) for site in told), *map(_bare, bare))


def sentence(finding: Record) -> str:
    """Why the finding holds, without the questions that it ends with: they are told one by one."""
    asked = " ".join(questions(finding))
    return str(finding["explanation"]).removesuffix(f" Open question: {asked}")


def site_in_words(site: SiteView) -> str:
    """A site and what stands there, as one text."""
    return ", ".join(filter(None, (site.site, site.stands)))


def questions(finding: Record) -> tuple[str, ...]:
    """What the words of the law leave open, in words."""
    return tuple((finding.get("rule") or {}).get("questions") or ())


def sites(finding: Record) -> list[Record]:
    """The sites of the rule as the record has them; none in old records."""
    return (finding.get("rule") or {}).get("sites") or []


def failures(finding: Record) -> list[Record]:
    """The conditions that fail: in words, with the atoms."""
    return (finding.get("rule") or {}).get("failures") or []


def signs(finding: Record) -> dict[str, str]:
    """Limb to its sign on the picture; site to a letter where the class is one without limbs."""
    limbs = (finding.get("rule") or {}).get("limbs") or ()
    if not limbs and not failures(finding) and finding["tier"] != "drug_reference":
        limbs = unique(site["site"] for site in sites(finding))
    return {limb: limb if is_sign(limb) else letter for letter, limb in zip(ascii_uppercase, limbs, strict=False)}


def sites_of(limb: str, finding: Record) -> list[Record]:
    """The sites of a limb, or of a name in a class without limbs."""
    key = "limb" if finding["rule"]["limbs"] else "site"
    return [site for site in sites(finding) if site[key] == limb]


def phrase(site: Record) -> str:
    """What stands where, in the words of the trace where it has any."""
    return site.get("words") or ": ".join(filter(None, (site["limb"] and site["site"], _stands(site))))


def _site(site: Record, letters: Mapping[str, str]) -> SiteView:
    sign = letters.get(site["limb"] or site["site"], "")
    return SiteView(
        site=site["site"],
        stands=_stands(site),
        kind=say(SUBSTITUENTS, site["class"]),
        branch=site["substituent"],
        limb=site["limb"],
        sign=sign,
        colour=limb_colour(sign) if sign else "",
        outcome=site["verdict"],
        verdict=say(SITE_VERDICTS, site["verdict"]),
    )


def _bare(failure: Record) -> SiteView:
    """A condition that fails where nothing stands: "nothing but hydrogen where fentanyl has phenyl"."""
    words = failure["words"]
    stands, _, where = words.partition(IN_PLACE)  # as old records say it
    if words.startswith(NOTHING):
        stands, where = NOTHING, words.partition(" has ")[2]
    return SiteView(where, stands, "", "", "", "", "", "no", SITE_VERDICTS["no"])


def _stands(site: Record) -> str:
    """What stands at a site, in words."""
    return NOTHING if site["class"] == HYDROGEN else named(site["substituent"], site["class"])

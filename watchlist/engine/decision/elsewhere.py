"""Listed elsewhere: what a law held here names, reaches or holds in a class, and no law that was asked does.

A route asks the law of its own countries. Goods that another country controls are no finding of law on it, and never
nothing: they are what producers turn to where a law does not reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from watchlist.engine.decision.everyday_listings import is_everyday_listing
from watchlist.engine.decision.findings import Finding
from watchlist.engine.decision.policy import SEVERITIES
from watchlist.engine.decision.precedence import STRENGTHS, exact_listing_first
from watchlist.engine.phrases import enumerated
from watchlist.engine.vocabulary import LEGAL

ELSEWHERE: Final = "listed_elsewhere"
LISTED_ELSEWHERE: Final = (
    "Named, reached or held in a class by a law held here that was not asked, and by none that was: the law of another "
    "country than those of the route. A signal for a person, and no finding of law."
)
"""The public explanation of such a finding."""
TEXT: Final = "{sentence} No list compared names or reaches it; the law of {others} does, and does not bear here."
CODES: Final = frozenset({"hs_code", "cn_code", "un_number"})
"""What a code alone says of goods is a guess among many: it is told of another country's law, and asks nobody to look.
"""


def listed_elsewhere(not_compared: Sequence[Finding], compared: Sequence[Finding]) -> list[Finding]:
    """Return findings on goods that only other laws list, the gravest listing of each.

    `not_compared`: all findings of other laws. `compared`: all those of the laws compared, of which a near boundary and
    an open question of a class say less than another country's listing.
    """
    settled = [finding for finding in compared if finding.tier != "near_boundary" and not _is_open(finding)]
    listings = [
        replace(finding, severity=_severity(finding))
        for finding in exact_listing_first(list(not_compared))
        if _is_listing(finding)
    ]
    gravest: list[Finding] = []
    for finding in sorted(listings, key=_gravity):
        if not any(_same_goods(finding, other) for other in (*settled, *gravest)):
            gravest.append(finding)
    return [_as_elsewhere(finding, [other for other in listings if _same_goods(finding, other)]) for finding in gravest]


def _gravity(finding: Finding) -> tuple[int, int, str, str, str]:
    row = finding.scheduling
    strength = STRENGTHS.index(finding.tier)
    return SEVERITIES.index(finding.severity), strength, row.list.jurisdiction or "", row.entry, row.event


def _same_goods(finding: Finding, other: Finding) -> bool:
    """Say whether two findings speak of the same goods, as one field declares them: of a mixture, of one component."""
    if finding.resolution.field != other.resolution.field:
        return False
    is_apart = finding.resolution is other.resolution and {*finding.forms, *other.forms} & {"mixture_component"}
    return not is_apart or not (finding.atoms and other.atoms and set(finding.atoms).isdisjoint(other.atoms))


def _is_listing(finding: Finding) -> bool:
    """Say whether a law names or holds the goods."""
    return finding.tier in LEGAL | {"drug_reference"} and not _is_open(finding)


def _is_open(finding: Finding) -> bool:
    """Say whether the words of a class leave it open: such a class holds nearly anything."""
    return finding.rule is not None and finding.rule.trace.outcome == "question"


def _as_elsewhere(finding: Finding, others: Iterable[Finding]) -> Finding:
    countries = sorted({other.scheduling.list.jurisdiction or "" for other in others})
    text = TEXT.format(sentence=finding.explanation, others=enumerated(countries))
    return replace(finding, tier=ELSEWHERE, bears="no", conditions=(), content=None, explanation=text)


def _severity(finding: Finding) -> str:
    if finding.resolution.field in CODES or is_everyday_listing(finding.scheduling):
        return "low"
    is_drug = finding.scheduling.list.branch == "drug"
    return "high" if is_drug and finding.certainty != "guess" else "medium"

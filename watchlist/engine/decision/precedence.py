"""Which findings of a line are shown together: the strongest of a scheduling, what an exact listing leaves.

Listed elsewhere: what a law held here names, reaches or holds in a class, and no law that was asked does.

A route asks the law of its own countries. Goods that another country controls are no finding of law on it, and never
nothing: they are what producers turn to where a law does not reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from watchlist.engine.decision import policy
from watchlist.engine.decision.findings import LineFinding
from watchlist.engine.decision.materials import overlaps
from watchlist.engine.decision.policy import SEVERITIES, is_everyday_listing
from watchlist.engine.law import DERIVATIVES, STEREO
from watchlist.engine.sentence_templates import ELSEWHERE as ELSEWHERE_TOO
from watchlist.engine.texts import enumerated
from watchlist.engine.vocabulary import LEGAL, Certainty, Tier

# When several fields of a line meet one scheduling on the same ground, the one that says most of the goods speaks.
GOODS = ("smiles", "inchi", "inchikey", "cas", "name", "declaration_elements")
FIELDS = (*GOODS, "cn_code", "hs_code", "un_number", "remarked_cas", "remarked_goods", "comment")
CERTAINTIES = tuple(map(str, Certainty))
# A scheduling met in two ways is told by the stronger: what names or reaches the goods before all else.
TIERS = tuple(map(str, Tier))
STRENGTHS = ("listed", "listed_form", "class_member", *(tier for tier in TIERS if tier not in LEGAL))

ELSEWHERE: Final = "listed_elsewhere"
LISTED_ELSEWHERE: Final = (
    "Named, reached or held in a class by a law held here that was not asked, and by none that was: the law of another "
    "country than those of the route. A signal for a person, and no finding of law."
)
"""The public explanation of such a finding."""
CODES: Final = frozenset({"hs_code", "cn_code", "un_number"})
"""What a code alone says of goods is a guess among many: it is told of another country's law, and asks nobody to look.
"""


def strongest_per_scheduling(found: Iterable[LineFinding]) -> list[LineFinding]:
    """Return one finding a scheduling: the sure legal, then by strength of ground, surety of reading, rank of field.

    A guess that the goods are the substance itself must not displace what is known to be a salt of it.
    """
    best: dict[str, LineFinding] = {}
    for finding in found:
        current = best.get(finding.scheduling.event)
        if current is None or _strength(finding) < _strength(current):
            best[finding.scheduling.event] = finding
    return list(best.values())


def _strength(finding: LineFinding) -> tuple[bool, int, int, int]:
    certainty, field = CERTAINTIES.index(finding.certainty), FIELDS.index(finding.resolution.field)
    return not finding.is_legal, STRENGTHS.index(finding.tier), certainty, field


def exact_listing_first(found: list[LineFinding]) -> list[LineFinding]:
    """Leave out what an exact listing settles: laws except from a class, and from a clause, what they name.

    In one jurisdiction, a substance listed by name is not also a derivative or another stereoisomer of a second
    entry; and a controlled drug, or a form of one, is never a near boundary of anything, nor, where it is named or its
    own law has it in a class, by open wording perhaps a relative of some precursor. What is controlled is not also told
    which classes it just misses; and what a country controls it need not also watch.

    Each field settles for itself alone: a second one that says something else takes nothing from the first.
    """
    named = [f for f in found if f.is_legal and not _is_remote(f)]
    drugs = [f for f in found if f.tier == "drug_reference" or (f.tier in LEGAL and f.scheduling.list.branch == "drug")]
    return [
        finding
        for finding in found
        if not (_is_remote(finding) and any(_settles(exact, finding) for exact in named))
        and not (
            finding.rule is not None
            and finding.tier == "near_boundary"
            and any(_same_goods(legal, finding) for legal in found if legal.is_legal)
        )
        and not (_is_no_drug(finding) and any(_settles_as_drug(drug, finding) for drug in drugs))
        and not (finding.tier == "monitored" and any(_is_law_of(legal, finding) for legal in found))
    ]


def _is_law_of(legal: LineFinding, monitored: LineFinding) -> bool:
    same_law = legal.scheduling.list.jurisdiction == monitored.scheduling.list.jurisdiction
    return legal.tier in LEGAL and same_law and _same_goods(legal, monitored)


def _settles_as_drug(drug: LineFinding, other: LineFinding) -> bool:
    """Say whether a drug leaves no question of a class open; by a class of its own, only in its jurisdiction."""
    same_law = drug.scheduling.list.jurisdiction == other.scheduling.list.jurisdiction
    is_named = drug.rule is None or other.tier == "near_boundary"
    return (is_named or same_law) and _same_goods(drug, other)


def _is_no_drug(finding: LineFinding) -> bool:
    is_guess = finding.rule is not None and finding.certainty == "guess"
    return finding.tier == "near_boundary" or (is_guess and finding.scheduling.list.branch != "drug")


def _is_remote(finding: LineFinding) -> bool:
    return (
        finding.rule is not None
        or finding.tier == "near_boundary"
        or "contained" in finding.forms
        or bool((DERIVATIVES | STEREO).intersection(finding.forms))
    )


def _settles(exact: LineFinding, remote: LineFinding) -> bool:
    same_law = exact.scheduling.list.jurisdiction == remote.scheduling.list.jurisdiction
    other = exact.scheduling.substance != remote.scheduling.substance
    return same_law and other and remote.tier != "drug_reference" and _same_goods(exact, remote)


def _same_goods(finding: LineFinding, other: LineFinding) -> bool:
    """Say whether two findings speak of the same component of the goods, as one field declares them."""
    if finding.resolution is not other.resolution:
        return finding.resolution.field == other.resolution.field
    return overlaps(finding.atoms, other.atoms)


def ordered(found: list[LineFinding]) -> list[LineFinding]:
    """Return findings in the order of answers: the gravest first, then by tier and list."""
    return sorted(
        found,
        key=lambda f: (
            policy.SEVERITIES.index(f.severity),
            TIERS.index(f.tier),
            f.scheduling.list.jurisdiction or "~",
            f.scheduling.list.key,
            f.scheduling.entry,
            f.scheduling.event,
        ),
    )


def listed_elsewhere(not_compared: Sequence[LineFinding], compared: Sequence[LineFinding]) -> list[LineFinding]:
    """Return findings on goods that only other laws list, the gravest listing of each.

    `not_compared`: all findings of other laws. `compared`: all those of the laws compared, of which a near boundary and
    an open question of a class say less than another country's listing.
    """
    settled = [finding for finding in compared if finding.tier != "near_boundary" and not _is_open(finding)]
    listings = [
        replace(finding, severity=_severity(finding))
        for finding in exact_listing_first(list(not_compared))
        if finding.tier in LEGAL | {"drug_reference"} and not _is_open(finding)
    ]
    gravest: list[LineFinding] = []
    for finding in sorted(listings, key=_gravity):
        if not any(_are_same_goods(finding, other) for other in (*settled, *gravest)):
            gravest.append(finding)
    elsewhere = []
    for finding in gravest:
        alike = [other for other in listings if _are_same_goods(finding, other)]
        countries = sorted({other.scheduling.list.jurisdiction or "" for other in alike})
        text = f"{finding.explanation} {ELSEWHERE_TOO.english(others=enumerated(countries))}"
        elsewhere.append(replace(finding, tier=ELSEWHERE, bears="no", conditions=(), content=None, explanation=text))
    return elsewhere


def _gravity(finding: LineFinding) -> tuple[int, int, str, str, str]:
    row = finding.scheduling
    strength = STRENGTHS.index(finding.tier)
    return SEVERITIES.index(finding.severity), strength, row.list.jurisdiction or "", row.entry, row.event


def _are_same_goods(finding: LineFinding, other: LineFinding) -> bool:
    """Say whether two findings speak of the same goods, as one field declares them: of a mixture, of one component."""
    is_mixture = "mixture_component" in (*finding.forms, *other.forms)
    return finding.resolution.field == other.resolution.field and (not is_mixture or _same_goods(finding, other))


def _is_open(finding: LineFinding) -> bool:
    """Say whether the words of a class leave it open: such a class holds nearly anything."""
    return finding.rule is not None and finding.rule.trace.outcome == "question"


def _severity(finding: LineFinding) -> str:
    if finding.resolution.field in CODES or is_everyday_listing(finding.scheduling):
        return "low"
    is_drug = finding.scheduling.list.branch == "drug"
    return "high" if is_drug and finding.certainty != "guess" else "medium"

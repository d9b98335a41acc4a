"""Why a finding holds, laid out: the limbs of a class on the structure and site by site, or the relative beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chemistry.depict_marks import limb_colour
from watchlist.engine.phrases import capitalised
from watchlist.engine.reports.findings import FindingView, finding_view
from watchlist.engine.reports.records import Record, place, unique
from watchlist.engine.reports.sites import SiteView, failures, phrase, questions, sentence, signs, site_views, sites_of
from watchlist.engine.reports.structures import Draw, Mark, Picture, drawing_of, is_traced, picture, structures_of
from watchlist.engine.reports.words import FAILING, NOT_MARKED, SHARED
from watchlist.engine.texts import gettext_noop as _

HEADINGS = {"near_boundary": _("Why not"), "analogue": _("What it resembles")}
FACTS = {"words": "Evidence", "mask": "Group set aside", "family": "Family"}
OPEN = {"yes": "", "question": " (an open question)", "no": ""}


@dataclass(frozen=True, slots=True)
class Trace:
    """How findings of one rule, or of one relative, came about; `finding` is the strongest of those on `places`."""

    heading: str
    finding: FindingView
    sentence: str
    places: tuple[str, ...]
    goods: Picture | None
    relative: Picture | None
    legend: tuple[Mark, ...]
    column: str
    sites: tuple[SiteView, ...]
    questions: tuple[str, ...]
    evidence: tuple[tuple[str, str], ...]


def traces(line: Record, draw: Draw) -> tuple[Trace, ...]:
    """The traces of a line whose text has been made visible, in the order of its findings; none in old records."""
    alike: dict[tuple[str, ...], list[Record]] = {}
    for finding in filter(is_traced, line["findings"]):
        alike.setdefault(_ground(finding), []).append(finding)
    return tuple(_trace(findings, line, draw) for findings in alike.values())


def evidence(finding: Record) -> tuple[tuple[str, str], ...]:
    """What a resemblance rests on, each with its label; nothing in old records."""
    held = finding.get("evidence") or {}
    told = held | {"words": capitalised(held.get("words") or "")}
    return tuple((label, told[key]) for key, label in FACTS.items() if told.get(key))


def _ground(finding: Record) -> tuple[str, ...]:
    """Equal for findings that one trace explains."""
    rule = finding.get("rule") or {}
    read = (finding.get("read_from"), finding.get("smiles"))
    facts = (finding["tier"], *read, rule.get("key"), rule.get("version"), _relative_smiles(finding))
    return tuple(str(fact or "") for fact in facts)


def _trace(findings: list[Record], line: Record, draw: Draw) -> Trace:
    finding = findings[0]
    sites = site_views(finding)
    return Trace(
        heading=HEADINGS.get(finding["tier"], _("Why")),
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


def _marks(finding: Record) -> dict[str, tuple[int, ...]]:
    """Sign to atoms: what each limb or site speaks of; of a resemblance, what is shared."""
    if finding["tier"] == "analogue":
        return {"A": tuple(finding["atoms"])} if finding.get("atoms") else {}
    return {sign: _united(site["atoms"] for site in sites_of(limb, finding)) for limb, sign in signs(finding).items()}


def _united(sets: Iterable[Iterable[int]]) -> tuple[int, ...]:
    return tuple(sorted({atom for atoms in sets for atom in atoms}))


def _goods(finding: Record, line: Record, draw: Draw) -> Picture | None:
    """The structure read from the line, with its limbs and what fails, turned as what it resembles."""
    smiles = drawing_of(line, finding)
    if (found := structures_of(line).get(smiles)) is None:
        return None
    failing = _united(failure["atoms"] for failure in failures(finding))
    return picture(smiles, found, draw, marks=_marks(finding), failing=failing, like=_relative_smiles(finding) or None)


def _relative(finding: Record, draw: Draw) -> Picture | None:
    smiles = _relative_smiles(finding)
    named = {"from": "", "name": finding.get("substance"), "inchikey": finding.get("substance_inchikey")}
    return picture(smiles, [named], draw, like=smiles) if smiles else None


def _relative_smiles(finding: Record) -> str:
    return (finding.get("evidence") or {}).get("relative_smiles") or ""


def _legend(finding: Record) -> Iterator[Mark]:
    yield from _shared(finding) if finding["tier"] == "analogue" else _limbs(finding)
    if failed := failures(finding):
        yield Mark("", "fails", FAILING, tuple(failure["words"] for failure in failed))


def _limbs(finding: Record) -> Iterator[Mark]:
    """The sign of each limb with its words, where they are held, and what stands there; without limbs, of each site."""
    rule = finding["rule"]
    words = rule.get("limb_words") or {}
    for limb, sign in signs(finding).items():
        told = unique(f"{phrase(site)}{OPEN[site['verdict']]}" for site in sites_of(limb, finding))
        yield Mark(sign, limb_colour(sign), words.get(limb) or (f"Limb {limb}" if rule["limbs"] else limb), told)


def _shared(finding: Record) -> Iterator[Mark]:
    name = finding.get("substance") or "the listed relative"
    if finding.get("atoms"):
        yield Mark("A", "a", SHARED, (f"What it has in common with {name}.",))
        yield Mark("", "none", NOT_MARKED, (f"What differs from {name}.",))

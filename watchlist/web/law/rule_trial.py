"""A class rule tried out: on its own table of named substances, and on one structure that a person enters."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_noop as _

from chemistry import (
    MAX_ATOMS_OF_WORK,
    Identity,
    ReferenceData,
    StructureError,
    StructureRefusal,
    StructureText,
    parse_structure,
    strip_for_key,
)
from chemistry.class_rules import RuleTrace, SiteTrace, class_words
from watchlist.engine.identification import Examiner
from watchlist.engine.reports import SITE_VERDICTS, visible, words_for
from watchlist.engine.workers import DETAILS
from watchlist.web import words
from watchlist.web.law.rule_view import LimbMark, RuleView, rule_view

NO_CORE = "no_core"
# From the inside outwards, with the style of the chip: solid is law, dashed is not, or not surely.
OUTCOMES: dict[str, tuple[str, str]] = {
    "member": (_("Inside the class"), "law"),
    "question": (_("Open question"), "signal"),
    "excluded": (_("Left out by the law"), "exempt"),
    "outside": (_("Outside the class"), "ended"),
    NO_CORE: (_("Without the core"), "ended"),
}
INSIDE = ("member", "question")
CHANGED = (*INSIDE, "excluded")  # the outcomes that come by limbs
NEAR = (_("Outside by one condition"), "signal")
REFUSALS: dict[str, str] = {
    "structure_too_long": _("Too long"),
    "structure_too_many_parts": _("Too many components"),
    "structure_too_large": _("Too large"),
    **dict.fromkeys(DETAILS, _("Not evaluated")),
}


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """An outcome in a few words: its token, words, style of chip, the limbs by which it came, and what fails."""

    outcome: str
    words: str
    style: str
    limbs: tuple[LimbMark, ...]
    fails: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """A row of the test table: what is expected, what the engine says now, and wherein they differ."""

    row: Mapping[str, str]
    picture: SafeString
    doubt: str
    expected: OutcomeView
    now: OutcomeView
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiteStep:
    """One site of a trace: the group there in words and as a branch, its class, its sign, and yes, question or no."""

    site: str
    phrase: str
    group: str
    branch: str
    kind: str
    mark: LimbMark | None
    verdict: str
    verdict_label: str


@dataclass(frozen=True, slots=True)
class Trial:
    """A structure evaluated under a rule; where it could not be, `refused` says why, and the rest is empty.

    `marked`: the steps with a sign, in the order of the signs.
    """

    text: str
    refused: str = ""
    smiles: str = ""
    formula: str = ""
    picture: str = ""
    result: OutcomeView | None = None
    sentence: str = ""
    steps: tuple[SiteStep, ...] = ()
    marked: tuple[SiteStep, ...] = ()
    forms: tuple[str, ...] = ()

    @property
    def is_inside(self) -> bool:
        """Return whether it is in the class, or may be."""
        return self.result is not None and self.result.outcome in INSIDE


def members_of_named(members: str) -> tuple[int, int]:
    """Return how many substances a table names as inside the class, and how many in all."""
    rows = _rows(members)
    return sum(row["expected"] == "member" for row in rows), len(rows)


def example_rows(text: str, key: str, members: str) -> tuple[ExampleRow, ...]:
    """Return the table of named substances of a rule, with what the engine says of each now."""
    return _example_rows(text, key, members, get_language())


@lru_cache(maxsize=64)
def _example_rows(text: str, key: str, members: str, language: str | None) -> tuple[ExampleRow, ...]:
    rule = rule_view(text, key)
    return tuple(_example_row(rule, row) for row in _rows(members))


def counts(rows: Iterable[ExampleRow]) -> dict[str, int]:
    """Return how many rows expect each outcome, in the order of `OUTCOMES`."""
    counted = Counter(row.expected.outcome for row in rows)
    return {outcome: counted[outcome] for outcome in OUTCOMES if counted[outcome]}


def trial(rule: RuleView, text: str, known_rules: tuple[RuleView, ...]) -> Trial:
    """Return the evaluation of a structure given as SMILES or InChI; nothing is stored.

    It runs in a child process that ends when it takes too long. `known_rules`: the rules known with this one; they
    share the process.
    """
    structure = StructureText(text)
    examined = _examiner(known_rules).examine([structure])[structure]
    if isinstance(examined, StructureRefusal):
        return Trial(text, refused=_refusal(examined.code, examined.detail))
    identity = examined.identity
    match = next((match for match in examined.classes if match.rule == rule.rule.key), None)
    if match is None and (largest := identity.fragments[0].heavy_atoms) > MAX_ATOMS_OF_WORK:
        too_large = gettext(
            "Not evaluated: a component of %(atoms)d heavy atoms, where %(most)d are the most that are compared."
        )
        return Trial(text, refused=too_large % {"atoms": largest, "most": MAX_ATOMS_OF_WORK})
    trace = match.trace if match else None
    try:
        picture = _picture(rule, identity, trace)
    except StructureError as error:
        return Trial(text, refused=_refusal(error.code, error.detail))
    steps = tuple(_step(rule, site) for site in trace.sites) if trace else ()
    return Trial(
        text=text,
        smiles=identity.smiles,
        formula=identity.formula,
        picture=picture,
        result=_outcome_view(rule, trace),
        sentence=trace.sentence if trace else _without_core(rule),
        steps=steps,
        marked=tuple(step for sign in rule.marks.signs for step in steps if step.mark == rule.marks.mark_of(sign)),
        forms=match.forms if match else (),
    )


@lru_cache(maxsize=4)
def _examiner(known_rules: tuple[RuleView, ...]) -> Examiner:
    return Examiner(ReferenceData(rules=tuple(view.rule for view in known_rules)))


def _refusal(code: str, detail: str) -> str:
    reason = visible(detail)
    if code in REFUSALS:
        return gettext("%(refused)s: %(why)s.") % {"refused": gettext(REFUSALS[code]), "why": reason}
    template = gettext("%(why)s. Give a SMILES or an InChI, not a name.")
    return template % {"why": f"{reason[:1].upper()}{reason[1:]}"}


def _without_core(rule: RuleView) -> str:
    template = gettext("Does not have the core of the class “%(title)s”. What %(cores)s.")
    return template % {"title": rule.rule.title, "cores": gettext("; what ").join(rule.cores)}


def _picture(rule: RuleView, identity: Identity, trace: RuleTrace | None) -> SafeString:
    """Return the structure with the atoms of each limb in halos, and what fails in a dashed ring."""
    if trace is None:
        return rule.marks.draw(identity.smiles, {}, title=_structure_of(identity))
    signs: dict[str, set[int]] = {}
    for site in trace.sites:
        signs.setdefault(rule.sign(site), set()).update(site.atoms)
    failing = {atom for failure in trace.failures for atom in failure.atoms}
    return rule.marks.draw(identity.smiles, signs, failing=failing, title=_title(rule, identity, trace))


def _structure_of(identity: Identity) -> str:
    return gettext("Structure of %(formula)s") % {"formula": identity.formula}


def _title(rule: RuleView, identity: Identity, trace: RuleTrace) -> str:
    """What a screen reader says of the picture."""
    signs = ((site.phrase, sign) for site in trace.sites if (sign := rule.sign(site)))
    marked = [gettext("%(group)s, marked %(sign)s") % {"group": phrase, "sign": sign} for phrase, sign in signs]
    ringed = [gettext("%(failure)s, ringed") % {"failure": failure.sentence} for failure in trace.failures]
    return "; ".join([_structure_of(identity), *marked, *ringed])


def _outcome_view(rule: RuleView, trace: RuleTrace | None) -> OutcomeView:
    if trace is None:
        return OutcomeView(NO_CORE, *OUTCOMES[NO_CORE], (), ())
    label, style = NEAR if trace.is_near else OUTCOMES[trace.outcome]
    limbs = tuple(map(rule.marks.mark_of, trace.limbs if trace.outcome in CHANGED else ()))
    return OutcomeView(trace.outcome, label, style, limbs, tuple(failure.sentence for failure in trace.failures))


def _step(rule: RuleView, site: SiteTrace) -> SiteStep:
    return SiteStep(
        site=site.site,
        phrase=site.phrase,
        group=site.group,
        branch=site.substituent,
        kind=class_words(site.class_name),
        mark=rule.marks.mark_of(sign) if (sign := rule.sign(site)) else None,
        verdict=site.verdict,
        verdict_label=words_for(SITE_VERDICTS, site.verdict),
    )


def _rows(members: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(members)))


def _example_row(rule: RuleView, row: dict[str, str]) -> ExampleRow:
    expected = _expected(rule, row)
    now, failed = _now(rule, row["smiles"])
    differences = {
        gettext("outcome"): now.outcome != expected.outcome,
        gettext("limbs"): now.outcome == expected.outcome and now.limbs != expected.limbs,
        gettext("failing condition"): bool(row["fails"]) and failed != [row["fails"]],
    }
    return ExampleRow(
        row=row,
        picture=words.picture(row["smiles"], row["name"]),
        doubt=words.doubt(row["confidence"]),
        expected=expected,
        now=now,
        differs=tuple(name for name, is_so in differences.items() if is_so),
    )


def _expected(rule: RuleView, row: dict[str, str]) -> OutcomeView:
    label, style = NEAR if row["fails"] else OUTCOMES.get(row["expected"], (row["expected"], "ended"))
    limbs = tuple(map(rule.marks.mark_of, row["limbs"].split()))
    return OutcomeView(row["expected"], label, style, limbs, (rule.condition(row["fails"]),) if row["fails"] else ())


def _now(rule: RuleView, smiles: str) -> tuple[OutcomeView, list[str]]:
    """What the rule says of a structure, and the ids of the conditions that fail."""
    try:
        parent, _ = strip_for_key(parse_structure(smiles), smiles)
    except StructureError as error:
        return OutcomeView(error.code, gettext("Not readable"), "ended", (), (error.detail,)), []
    trace = rule.compiled.evaluate(parent)
    return _outcome_view(rule, trace), [failure.condition for failure in trace.failures] if trace else []

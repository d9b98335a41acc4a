"""A rule, compiled, and what it makes of a molecule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rdkit import Chem

from chemistry.class_rules.frames import Frame, part_query
from chemistry.class_rules.rule import MASS, Exclusion, RuleDefinition, RulePart
from chemistry.class_rules.sites import SiteContext, SiteReader
from chemistry.class_rules.trace import FrameReading, Outcome, RuleTrace, UnmetCondition, statement
from chemistry.identity import (
    MAX_ATOMS_OF_WORK,
    UNTOLD,
    Fragment,
    drawn,
    formula_of,
    heavy_formula,
    identify,
    molar_mass,
    parse_structure,
)


class RuleMatcher:
    """A rule ready to be laid on molecules."""

    def __init__(self, rule: RuleDefinition) -> None:
        self.rule = rule
        questions = {question.id: question for question in rule.questions}
        self._law = SiteContext(rule.reference.name, questions)
        self._frames = _frames(rule, self._law)
        # What the words leave open asks nobody where it is a form of a member anyway; an open rule asks of everything.
        self._sure_frames = [] if rule.open else _frames(rule, replace(self._law, asks=False))
        self._present = [Chem.MolFromSmarts(core.smarts) for core in rule.cores if core.joined == "and"]
        self._absent = [Chem.MolFromSmarts(core.smarts) for core in rule.cores if core.joined == "not"]
        excluded = [(_leading(parse_structure(exclusion.smiles)), exclusion) for exclusion in rule.exclusions]
        self._excluded = {leading.match_key: exclusion for leading, exclusion in excluded}
        self.heavy_formulas = {heavy_formula(formula_of(drawn(leading.smiles))) for leading, _ in excluded}

    @property
    def queries(self) -> list[Chem.Mol]:
        """One of these lies on every molecule that has the frame."""
        return [frame.query for frame in self._frames]

    def evaluate(self, mol: Chem.Mol, match_key: str = "") -> RuleTrace | None:
        """How the molecule, one component without charges, isotopes and stereochemistry, stands to the class.

        `match_key`: its own (identity.Fragment), where it is known. None where the frame is not there, and above 100
        heavy atoms.
        """
        if mol.GetNumHeavyAtoms() > MAX_ATOMS_OF_WORK or not self._is_joined(mol):
            return None
        reading = self._best(self._frames, mol)
        return None if reading is None else self._trace(reading, self._exclusion(reading, mol, match_key))

    def as_form(self, mol: Chem.Mol, match_key: str = "") -> RuleTrace | None:
        """How a molecule that is an open question is an ester or ether of a member all the same; None where it is not.

        Whether that answers the question is for the reach of a listing to say.
        """
        reading = self._best(self._sure_frames, mol)
        if reading is None or reading.failures or not reading.forms:
            return None
        return self._trace(reading, self._exclusion(reading, mol, match_key))

    def _best(self, frames: Sequence[Frame], mol: Chem.Mol) -> FrameReading | None:
        readings = [reading for frame in frames if (reading := frame.read(mol)) is not None]
        best = min(readings, key=lambda reading: reading.rank_and_words, default=None)
        return None if best is None else best + self._too_heavy(mol)

    def _is_joined(self, mol: Chem.Mol) -> bool:
        has_one = any(mol.HasSubstructMatch(query) for query in self.queries)
        has_all = all(mol.HasSubstructMatch(query) for query in self._present)
        return has_one and has_all and not any(mol.HasSubstructMatch(query) for query in self._absent)

    def _too_heavy(self, mol: Chem.Mol) -> FrameReading:
        mass = molar_mass(mol) if self.rule.max_mass else 0.0
        if mass <= self.rule.max_mass:
            return FrameReading()
        phrase = f"a molecular mass of {mass:.0f} u, above {self.rule.max_mass:.0f} u"
        return FrameReading(failures=(UnmetCondition(MASS, phrase, ()),))

    def _trace(self, reading: FrameReading, exclusion: Exclusion | None) -> RuleTrace:
        limbs = tuple(limb.id for limb in self.rule.limbs if limb.id in reading.limbs)
        verdict = self._law.verdict(exclusion.question) if exclusion else "no"
        taken_out = exclusion if verdict == "yes" else None
        doubt = exclusion.question if exclusion and verdict == "question" else ""
        open_questions = [name for name in dict.fromkeys((*reading.questions, doubt, self.rule.open)) if name]
        outcome: Outcome = (
            "outside" if reading.failures else "excluded" if taken_out else "question" if open_questions else "member"
        )
        marks = {
            limb: tuple(sorted({atom for site in reading.sites if site.limb == limb for atom in site.atoms}))
            for limb in limbs
        }
        trace = RuleTrace(
            rule=self.rule.key,
            outcome=outcome,
            limbs=limbs,
            sites=reading.sites,
            failures=reading.failures,
            questions=tuple(self._law.questions[name].words for name in open_questions),
            forms=tuple(sorted(set(reading.forms))),
            excluded_by=_who(taken_out) if taken_out else "",
            statement="",
            marks=marks,
            frame=tuple(sorted(reading.frame)),
            elsewhere=taken_out.name if taken_out and not taken_out.question else "",
        )
        return replace(trace, statement=statement(self.rule, trace))

    def _exclusion(self, reading: FrameReading, mol: Chem.Mol, match_key: str) -> Exclusion | None:
        """By name; and the reference itself, which has none of the changes, where the law asks for one."""
        if reading.failures:
            return None
        if self._excluded:
            has_key = match_key not in ("", UNTOLD)
            named = self._excluded.get(match_key if has_key else _leading(mol).match_key)
            if named:
                return named
        is_reference = self.rule.limbs and not reading.limbs
        return Exclusion(self.rule.reference.name, "", "") if is_reference else None


def _who(exclusion: Exclusion) -> str:
    return f"{exclusion.name}, {exclusion.citation}" if exclusion.citation else f"it is {exclusion.name} itself"


def _frames(rule: RuleDefinition, law: SiteContext) -> list[Frame]:
    parts = _parts(rule.parts, law)
    sites = [SiteReader(site, parts, law) for site in rule.sites]
    cores = [core for core in rule.cores if core.joined == "or"]
    return [Frame(core.id, core.words, Chem.MolFromSmarts(core.smarts), sites) for core in cores]


def _parts(parts: Sequence[RulePart], law: SiteContext) -> dict[str, Frame]:
    """A part names only parts that stand after it."""
    compiled: dict[str, Frame] = {}
    for part in reversed(parts):
        sites = [SiteReader(site, dict(compiled), law) for site in part.sites]
        compiled[part.id] = Frame(part.id, part.words, part_query(part), sites)
    return compiled


def _leading(mol: Chem.Mol) -> Fragment:
    return identify(mol).fragments[0]

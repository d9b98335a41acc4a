"""A rule, compiled, and what it makes of a molecule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rdkit import Chem

from chemistry.class_rules.frames import Frame, Reading, SiteReader
from chemistry.class_rules.rule import MASS, OpenQuestion, Part, Rule
from chemistry.class_rules.trace import Failure, Outcome, Trace, sentence
from chemistry.identity import identify
from chemistry.molecules import MAX_ATOMS_OF_WORK, parse_structure


class CompiledRule:
    """A rule ready to be laid on molecules."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self._questions = {question.id: question for question in rule.questions}
        parts = _parts(rule.parts, self._questions)
        sites = [SiteReader(site, parts, self._questions) for site in rule.sites]
        queries = [(core, Chem.MolFromSmarts(core.smarts)) for core in rule.cores]
        self._frames = [Frame(core.id, core.words, query, sites) for core, query in queries if core.joined == "or"]
        self._present = [query for core, query in queries if core.joined == "and"]
        self._absent = [query for core, query in queries if core.joined == "not"]
        self._excluded = {
            _match_key(parse_structure(one.smiles)): f"{one.name}, {one.citation}" for one in rule.exclusions
        }

    @property
    def queries(self) -> list[Chem.Mol]:
        """One of these lies on every molecule that has the frame."""
        return [frame.query for frame in self._frames]

    def evaluate(self, mol: Chem.Mol, match_key: str = "") -> Trace | None:
        """How the molecule, one component without charges, isotopes and stereochemistry, stands to the class.

        `match_key`: its own (identity.Fragment), where it is known. None where the frame is not there, and above 100
        heavy atoms.
        """
        if mol.GetNumHeavyAtoms() > MAX_ATOMS_OF_WORK or not self._is_joined(mol):
            return None
        readings = [reading for frame in self._frames if (reading := frame.read(mol)) is not None]
        if not readings:
            return None
        best = min(readings, key=lambda reading: reading.rank_and_words)
        reading = best + self._too_heavy(mol)
        excluded_by = "" if reading.failures else self._excluded_by(reading, match_key or _match_key(mol))
        return self._trace(reading, excluded_by)

    def _is_joined(self, mol: Chem.Mol) -> bool:
        has_one = any(mol.HasSubstructMatch(query) for query in self.queries)
        has_all = all(mol.HasSubstructMatch(query) for query in self._present)
        return has_one and has_all and not any(mol.HasSubstructMatch(query) for query in self._absent)

    def _too_heavy(self, mol: Chem.Mol) -> Reading:
        mass = _molecular_mass(mol) if self.rule.max_mass else 0.0
        if mass <= self.rule.max_mass:
            return Reading()
        phrase = f"a molecular mass of {mass:.0f} u, above {self.rule.max_mass:.0f} u"
        return Reading(failures=(Failure(MASS, phrase, ()),))

    def _trace(self, reading: Reading, excluded_by: str) -> Trace:
        limbs = tuple(limb.id for limb in self.rule.limbs if limb.id in reading.limbs)
        asked = dict.fromkeys((*reading.questions, *([self.rule.open] if self.rule.open else ())))
        outcome: Outcome = (
            "outside" if reading.failures else "excluded" if excluded_by else "question" if asked else "member"
        )
        marks = {
            limb: tuple(sorted({atom for site in reading.sites if site.limb == limb for atom in site.atoms}))
            for limb in limbs
        }
        trace = Trace(
            rule=self.rule.key,
            outcome=outcome,
            limbs=limbs,
            sites=reading.sites,
            failures=reading.failures,
            questions=tuple(self._questions[name].words for name in asked),
            forms=tuple(sorted(set(reading.forms))),
            excluded_by=excluded_by,
            sentence="",
            marks=marks,
            frame=tuple(sorted(reading.frame)),
        )
        return replace(trace, sentence=sentence(self.rule, trace))

    def _excluded_by(self, reading: Reading, match_key: str) -> str:
        """By name; and the reference itself, which has none of the changes, where the law asks for one."""
        if match_key in self._excluded:
            return self._excluded[match_key]
        return f"it is {self.rule.reference.name} itself" if self.rule.limbs and not reading.limbs else ""


def _parts(parts: Sequence[Part], questions: Mapping[str, OpenQuestion]) -> dict[str, Frame]:
    """A part names only parts that stand after it."""
    compiled: dict[str, Frame] = {}
    for part in reversed(parts):
        query = Chem.MolFromSmarts(f"[#0]{part.smarts.removeprefix('*')}")
        sites = [SiteReader(site, dict(compiled), questions) for site in part.sites]
        compiled[part.id] = Frame(part.id, part.words, query, sites)
    return compiled


def _molecular_mass(mol: Chem.Mol) -> float:
    """Relative, of the elements as they occur."""
    table = Chem.GetPeriodicTable()
    hydrogen = table.GetAtomicWeight(1)
    return float(sum(table.GetAtomicWeight(a.GetAtomicNum()) + hydrogen * a.GetTotalNumHs() for a in mol.GetAtoms()))


def _match_key(mol: Chem.Mol) -> str:
    return identify(mol).fragments[0].match_key

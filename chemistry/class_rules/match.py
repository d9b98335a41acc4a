"""Every class that goods are held against: each component of them, by every rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rdkit import Chem

from chemistry.class_rules.evaluate import RuleMatcher
from chemistry.class_rules.gates import Gates
from chemistry.class_rules.rule import RuleDefinition
from chemistry.class_rules.trace import OUTCOMES, RuleTrace
from chemistry.forms import ordered, partner_forms
from chemistry.identity import PLAIN, Fragment, Identity, bare, drawn, formula_of

REDRAWN: Final = frozenset({"metals_disconnected", "charges_normalised", "isotopes_zeroed", "uncharged"})
"""Steps after which a frame may lie on the component that did not lie on the drawing."""


@dataclass(frozen=True, slots=True)
class ClassMatch:
    """How goods stand to a class; atoms, those of the trace too, are indices in the molecule of Identity.smiles.

    `forms`: words of forms.FORMS in its order: what the goods are of the component, and the component of a member.
    `as_form`: of goods that are an open question, how they are an ester or ether of a member all the same, where they
    are: a listing that reaches it need not ask.
    """

    rule: str
    trace: RuleTrace
    forms: tuple[str, ...]
    atoms: tuple[int, ...]
    as_form: RuleTrace | None = None

    @property
    def ways(self) -> tuple[ClassMatch, ...]:
        """Each way to read the goods by the rule."""
        if self.as_form is None:
            return (self,)
        forms = ordered({*self.forms, *self.as_form.forms})
        return self, ClassMatch(self.rule, self.as_form, forms, self.as_form.atoms)


class RuleSet:
    """Rules compiled once."""

    def __init__(self, rules: Iterable[RuleDefinition]) -> None:
        compiled = [RuleMatcher(rule) for rule in rules]
        self.heavy_formulas = frozenset(formula for rule in compiled for formula in rule.heavy_formulas)
        framed = [(rule, query) for rule in compiled for query in rule.queries]
        self._framed = [rule for rule, _ in framed]
        self._gates = Gates(query for _, query in framed)

    def match(self, mol: Chem.Mol, identity: Identity) -> tuple[ClassMatch, ...]:
        """For each rule whose frame a component has, its best match; members first, then in the order of the rules.

        Components above 100 heavy atoms are not looked at; `identity.steps` then has "key_without_tautomers".
        """
        rules = self._possible(mol, identity)
        if not rules:
            return ()
        components = [_BareComponent(fragment) for fragment in identity.fragments if self._may_be_in(fragment)]
        found = (self._best(rule, components, identity) for rule in rules)
        return tuple(sorted((match for match in found if match is not None), key=_outcome))

    def may_match(self, mol: Chem.Mol) -> bool:
        """Say whether a frame may lie on goods as they were drawn, whatever they are: never no where one does."""
        return any(True for _ in self._gates.open_for(mol, "", formula_of(mol), is_as_drawn=False))

    def _possible(self, mol: Chem.Mol, identity: Identity) -> list[RuleMatcher]:
        """Those whose frame may be there, by one look at the goods as they were drawn."""
        is_as_drawn = REDRAWN.isdisjoint(identity.steps)
        places = self._gates.open_for(mol, identity.smiles, identity.formula, is_as_drawn=is_as_drawn)
        return list(dict.fromkeys(self._framed[place] for place in places))

    def _may_be_in(self, fragment: Fragment) -> bool:
        return fragment.heavy_atoms >= self._gates.smallest and not fragment.match_key.startswith(PLAIN)

    def _best(self, rule: RuleMatcher, components: Iterable[_BareComponent], identity: Identity) -> ClassMatch | None:
        matches = (component.match(rule, identity) for component in components)
        return min((match for match in matches if match is not None), key=_outcome, default=None)


class _BareComponent:
    """A component of the goods, bare, with the way back to the goods' atoms."""

    def __init__(self, fragment: Fragment) -> None:
        self._fragment = fragment
        self._bare = bare(fragment.smiles)
        size = len(fragment.atoms) // fragment.count
        # Deuterium is an atom of the drawing, and none of the bare molecule.
        heavy = [atom.GetIdx() for atom in drawn(fragment.smiles).GetAtoms() if atom.GetAtomicNum() != 1]
        self._places = [fragment.atoms[atom::size] for atom in heavy]

    def match(self, rule: RuleMatcher, identity: Identity) -> ClassMatch | None:
        trace = rule.evaluate(self._bare, self._fragment.match_key)
        if trace is None:
            return None
        as_form = rule.as_form(self._bare, self._fragment.match_key) if trace.outcome == "question" else None
        trace = trace.moved(self._places)
        others = [other for other in identity.fragments if other is not self._fragment]
        forms = partner_forms([self._fragment], others) | set(trace.forms)
        if self._fragment.isotopic:
            forms.add("isotopologue")
        return ClassMatch(
            rule.rule.key, trace, ordered(forms), trace.atoms, as_form.moved(self._places) if as_form else None
        )


def _outcome(match: ClassMatch) -> tuple[int, int]:
    return OUTCOMES.index(match.trace.outcome), len(match.trace.failures)

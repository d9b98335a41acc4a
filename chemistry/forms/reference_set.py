"""Is a structure a reference substance, or a form of one: a salt, a hydrate, an isomer, a component, an ester?

Any component may match, not only the largest: a listed base drawn with stearic acid is still that base. But a
counter-ion is no shipment of its acid: the hydrochloride of a medicine never matches hydrochloric acid.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from rdkit import Chem

from chemistry.forms.adducts import may_be_adduct, opened
from chemistry.forms.counterions import is_perhydrate, is_the_acid_itself, partner_forms
from chemistry.forms.derivatives import Derivative, DerivativeCore, kinds_present
from chemistry.forms.stereo import AGREES, StereoReport, compare, compare_all, has_stereo
from chemistry.identity import (
    TAUTOMER,
    UNNEEDED,
    Fragment,
    Identity,
    NeedsIndex,
    as_named,
    bits_of,
    connections,
    content_of,
    drawn,
    formula_of,
    heavy_formula,
    identify_all,
    parse_structure,
    places_of,
    uncharge,
)

FORMS: Final = (
    "mixture_component",
    "salt",
    "hydrate",
    "isotopologue",
    "stereo_unspecified",
    "optical_isomer",
    "geometric_isomer",
    "ester",
    "ether",
    "amide",
    "carbamate",
    "halide",
    "acetal",
    "adduct",
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A substance to be found. `derivatives`: kinds to look for, of ester, ether, amide, carbamate, halide, acetal."""

    key: str
    smiles: str
    derivatives: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FormMatch:
    """What a structure is of a reference.

    `forms`: words of FORMS in that order; empty means the substance itself as named. `atoms`: those that stand for the
    reference, as indices in the molecule of Identity.smiles.
    """

    reference: str
    forms: tuple[str, ...]
    atoms: tuple[int, ...]


class ReferenceSet:
    """References compiled once. Several may have one key (a substance drawn in several ways); each matches alone.

    Raises StructureError where a reference's own SMILES cannot be read.
    """

    def __init__(self, references: Iterable[Reference]) -> None:
        self._compiled = [_Compiled(reference) for reference in references]
        self._by_key: defaultdict[str, list[_Compiled]] = defaultdict(list)
        for compiled in self._compiled:
            self._by_key[compiled.leading_key].append(compiled)
        self._cores = [(compiled, compiled.core) for compiled in self._compiled if compiled.core is not None]
        self._needs = NeedsIndex([core.needs for _, core in self._cores])
        self._of_kind = {
            kind: bits_of(place for place, (_, core) in enumerate(self._cores) if kind in core.kinds)
            for kind in sorted({kind for _, core in self._cores for kind in core.kinds})
        }
        self.heavy_formulas = frozenset(formula for compiled in self._compiled for formula in compiled.heavy_formulas)

    def match(self, mol: Chem.Mol, identity: Identity) -> tuple[FormMatch, ...]:
        """Every reference that the structure is or is a form of, in the order of the references."""
        found = dict(self._direct(identity))
        found |= dict(self._derived(mol, identity, frozenset(found)))
        found = dict(self._in_adducts(identity)) | found
        if not found:
            return ()
        return tuple(found[compiled] for compiled in self._compiled if compiled in found)

    def _direct(self, identity: Identity) -> Iterator[tuple[_Compiled, FormMatch]]:
        for key in dict.fromkeys(fragment.match_key for fragment in identity.fragments):
            for compiled in self._by_key.get(key, ()):
                match = compiled.match(identity.fragments)
                if match is not None:
                    yield compiled, match

    def _in_adducts(self, identity: Identity) -> Iterator[tuple[_Compiled, FormMatch]]:
        """Yield what the components are reversible adducts of: the parent is compared, and `adduct` is its form."""
        organic = (fragment for fragment in identity.fragments if fragment.match_key.startswith(TAUTOMER))
        for fragment in organic:
            if not may_be_adduct(fragment.smiles):
                continue
            parent = opened(drawn(fragment.smiles), fragment.smiles)
            if parent is None:
                continue
            atoms = _atoms_at(fragment, parent.origin)
            for part in identify_all([parent.mol], [UNNEEDED])[0].fragments:
                for compiled in self._by_key.get(part.match_key, ()):
                    forms = compiled.forms_of_parent(part)
                    if forms is not None:
                        yield compiled, FormMatch(compiled.reference.key, ordered({*forms, "adduct"}), atoms)

    def _derived(
        self, mol: Chem.Mol, identity: Identity, direct: frozenset[_Compiled]
    ) -> Iterator[tuple[_Compiled, FormMatch]]:
        large_enough = self._needs.met(content_of(mol, identity.formula))
        possible = frozenset(kind for kind, bits in self._of_kind.items() if bits & large_enough)
        if not possible:
            return
        # What was taken apart is looked at as it is compared: an enolate of magnesium is named as its ketone.
        whole = mol if identity.is_as_drawn else drawn(identity.smiles)
        named = as_named(whole, identity.smiles)
        smiles = identity.smiles if named is whole else Chem.MolToSmiles(named)
        of_kinds = 0
        for kind in kinds_present(named, smiles, possible):
            of_kinds |= self._of_kind[kind]
        cores = [self._cores[place] for place in places_of(of_kinds & large_enough)]
        cores = [(compiled, core) for compiled, core in cores if compiled not in direct and core.may_be_in(named)]
        if not cores:
            return
        for fragment in identity.fragments:
            if fragment.match_key.startswith(TAUTOMER):
                mol = drawn(fragment.smiles)
                neutral = as_named(uncharge(mol), fragment.smiles)
                for compiled, core in cores:
                    derivative = core.find(neutral)
                    if derivative is not None:
                        yield compiled, compiled.derived(mol, fragment, identity.fragments, derivative)


class _Compiled:
    """A reference with what matching needs: its leading component is looked up, the others must be there too."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        (self._identity,) = identify_all([parse_structure(reference.smiles)], [UNNEEDED])
        self._counts = {fragment.match_key: fragment.count for fragment in self._identity.fragments}
        self.leading_key = self._identity.fragments[0].match_key
        self.heavy_formulas = {heavy_formula(formula_of(drawn(part.smiles))) for part in self._identity.fragments}
        self._role = self._identity.fragments[0].role
        self._mol = Chem.MolFromSmiles(self._identity.fragments[0].smiles)
        self._has_stereo = has_stereo(self._mol)

    @cached_property
    def core(self) -> DerivativeCore | None:
        """None where there is nothing to look for."""
        if len(self._counts) > 1 or not self.leading_key.startswith(TAUTOMER):
            return None
        named = as_named(uncharge(self._mol), self._identity.fragments[0].smiles)
        core = DerivativeCore(named, self.reference.derivatives)
        return core if core.kinds else None

    @cached_property
    def _connections(self) -> Chem.Mol:
        return connections(self._mol)

    def match(self, fragments: Sequence[Fragment]) -> FormMatch | None:
        mains = [fragment for fragment in fragments if fragment.match_key in self._counts]
        others = [fragment for fragment in fragments if fragment.match_key not in self._counts]
        if not self._is_complete(mains, others) or is_perhydrate(mains, others):
            return None
        if len(self._counts) == 1:
            if not is_the_acid_itself(mains, others):
                return None
            forms = partner_forms(mains, others)
        else:
            forms = {"hydrate" if other.role == "water" else "mixture_component" for other in others}
        if all(main.isotopic for main in mains if main.match_key == self.leading_key):
            forms.add("isotopologue")
        forms |= self._stereo_forms(mains)
        return FormMatch(self.reference.key, ordered(forms), tuple(sorted(a for main in mains for a in main.atoms)))

    def derived(
        self, drawn: Chem.Mol, fragment: Fragment, fragments: Sequence[Fragment], derivative: Derivative
    ) -> FormMatch:
        others = [other for other in fragments if other is not fragment]
        main = replace(fragment, role=self._role) if fragment.role == "organic" else fragment
        forms = partner_forms([main], others) | derivative.kinds
        if fragment.isotopic:
            forms.add("isotopologue")
        if self._has_stereo:
            forms |= compare(self._mol, drawn, derivative.mapping).forms
        return FormMatch(self.reference.key, ordered(forms), _atoms_at(fragment, derivative.mapping.values()))

    def forms_of_parent(self, part: Fragment) -> frozenset[str] | None:
        """By which forms a component that an adduct holds is the reference; None where the reference has several."""
        return self._stereo_forms([part]) if len(self._counts) == 1 else None

    def _is_complete(self, mains: Sequence[Fragment], others: Sequence[Fragment]) -> bool:
        """Every component of the reference is there; and in its proportions, unless something else is there too."""
        found: defaultdict[str, int] = defaultdict(int)
        for main in mains:
            found[main.match_key] += main.count
        shares = [found[key] / count for key, count in self._counts.items()]
        if len(shares) == 1:
            return True
        return min(shares) >= 1 and (len(set(shares)) == 1 or any(other.role != "water" for other in others))

    def _stereo_forms(self, mains: Sequence[Fragment]) -> frozenset[str]:
        """Of several drawings of one substance (a racemate drawn as its two halves), the best, and at best open."""
        if not self._has_stereo:
            return frozenset()
        drawn = [main for main in mains if main.match_key == self.leading_key]
        reports = [self._stereo_report(main).forms for main in drawn]
        if len(set(reports)) == 1:
            return reports[0]
        is_among = any(not forms or forms == {"stereo_unspecified"} for forms in reports)
        return frozenset({"stereo_unspecified"}) if is_among else frozenset().union(*reports)

    def _stereo_report(self, main: Fragment) -> StereoReport:
        if main.smiles == self._identity.fragments[0].smiles:
            return AGREES
        return compare_all(self._mol, self._connections, Chem.MolFromSmiles(main.smiles))


def _atoms_at(fragment: Fragment, places: Iterable[int]) -> tuple[int, ...]:
    """The atoms of every copy of a component that stand at these places of one."""
    size, chosen = len(fragment.atoms) // fragment.count, set(places)
    return tuple(atom for place, atom in enumerate(fragment.atoms) if place % size in chosen)


def ordered(forms: Iterable[str]) -> tuple[str, ...]:
    """Words of FORMS, in its order."""
    return tuple(sorted(set(forms), key=FORMS.index))

"""Which references a structure resembles, over all that is held; the caller keeps those that count on the day asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from rdkit import Chem

from chemistry.analogues.relative import Mask, Relative
from chemistry.identity import TAUTOMER, Fragment, Identity, bare, drawn, identify, parse_structure

if TYPE_CHECKING:
    from chemistry.analogues.compiled_relatives import CompiledRelatives
    from chemistry.analogues.cuts import Cuts

LEAST_ATOMS: Final = 6
"""Below so many heavy atoms likeness means nothing."""


@dataclass(frozen=True, slots=True)
class RelativeReference:
    """Something listed, or a controlled end product, by one structure; without a family it stands for itself."""

    key: str
    smiles: str
    family: str = ""


class RelativeSet:
    """References and masks; compiled when first asked, from the committed calibrations where they have them."""

    def __init__(self, references: Iterable[RelativeReference], masks: Iterable[Mask]) -> None:
        self.references = tuple(references)
        self.masks = tuple(masks)

    def relatives(self, mol: Chem.Mol, identity: Identity) -> tuple[Relative, ...]:
        """The rarest first; empty for most. `mol` is what identity was made of. A reference is its own relative."""
        if not self.references:
            return ()
        found: list[Relative] = []
        for component, places in _components(mol, identity):
            if relatives := self._compiled.relatives(component):
                at = places()
                found += (
                    replace(relative, atoms=tuple(sorted(at[atom] for atom in relative.atoms)))
                    for relative in relatives
                )
        return tuple(sorted(found, key=lambda relative: (relative.rarity, relative.reference, relative.mask)))

    def compile(self) -> None:
        """Compile them now, if there are any."""
        if self.references:
            _ = self._compiled

    def closest(self, relatives: Iterable[Relative]) -> Relative | None:
        """The one that stands for those that count on the day asked: its rarity is what the cuts are for."""
        return self._compiled.closest(relatives)

    def cuts(self, references: frozenset[str], masks: frozenset[str]) -> Cuts:
        """The rarities below which a relative is high, medium or low, where just these count."""
        return self._compiled.alerts.cuts(references, masks)

    @cached_property
    def _compiled(self) -> CompiledRelatives:
        # With it come numpy and the calibrations, a tenth of a second: most goods are compared with none.
        from chemistry.analogues.compiled_relatives import CompiledRelatives  # noqa: PLC0415

        compared = ((reference, reference_smiles(reference.smiles)) for reference in self.references)
        return CompiledRelatives(
            [(listed.key, smiles, listed.family) for listed, smiles in compared if smiles], self.masks
        )


def reference_smiles(smiles: str) -> str:
    """A reference as it is compared: its one organic component, uncharged and flat; "" where it has none."""
    mol = parse_structure(smiles)
    fragments = identify(mol).fragments
    if len(fragments) != 1 or not _is_comparable(fragments[0]):
        return ""
    return Chem.MolToSmiles(bare(fragments[0].smiles))


def _is_comparable(fragment: Fragment) -> bool:
    return fragment.match_key.startswith(TAUTOMER) and fragment.heavy_atoms >= LEAST_ATOMS


def _components(mol: Chem.Mol, identity: Identity) -> Iterator[tuple[Chem.Mol, Callable[[], Sequence[int]]]]:
    """Each component that can be compared, and how to tell where its atoms stand in Identity.smiles."""
    first = identity.fragments[0]
    if len(identity.fragments) == 1 and first.count == 1 and identity.is_as_drawn and not first.isotopic:
        if _is_comparable(first):
            yield mol, partial(_ranks, mol)
        return
    for fragment in filter(_is_comparable, identity.fragments):
        mol = drawn(fragment.smiles)
        yield Chem.RemoveAllHs(mol) if "H]" in fragment.smiles else mol, partial(_heavy_places, fragment)


def _heavy_places(fragment: Fragment) -> list[int]:
    """For each heavy atom its place in Identity.smiles. Deuterium is an atom of the drawing, and none that is laid."""
    atoms = drawn(fragment.smiles).GetAtoms()
    return [place for atom, place in zip(atoms, fragment.atoms, strict=False) if atom.GetAtomicNum() > 1]


def _ranks(mol: Chem.Mol) -> list[int]:
    """For each atom its place in the canonical SMILES: identity has written it, and RDKit remembers the order."""
    if not mol.HasProp("_smilesAtomOutputOrder"):
        Chem.MolToSmiles(mol)
    properties = mol.GetPropsAsDict(includePrivate=True, includeComputed=True)
    ranks = [0] * mol.GetNumAtoms()
    for rank, atom in enumerate(properties["_smilesAtomOutputOrder"]):
        ranks[atom] = rank
    return ranks

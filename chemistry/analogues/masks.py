"""Masks: groups that laws and past listings name. With them left out, is a structure a listed one?

A mask compares two structures, and says nothing of how either is made. The listed structure is laid on the other; then
every atom that it does not cover must belong to a mask, whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rdkit import Chem

from chemistry.analogues.overlay import Overlay, changed_bonds, further_bonds
from chemistry.analogues.relative import TAILS, Mask
from chemistry.analogues.shape import Shape
from chemistry.errors import StructureError
from chemistry.identity import NeedsIndex, atoms_of, places_of

MAX_MASKS: Final = 2
MAX_TAIL: Final = 10
MAX_PLACES: Final = 30


@dataclass(frozen=True, slots=True)
class MaskPlace:
    """Where a mask is found on a structure: atoms of the listed structure, atoms to leave out."""

    mask: str
    tail: str
    reshapes: bool
    kept: frozenset[int]
    gone: frozenset[int]


class MaskSet:
    """Masks compiled once. Raises StructureError where a pattern cannot be read or keeps no atom."""

    def __init__(self, masks: Sequence[Mask]) -> None:
        self.masks = {mask.key: mask for mask in masks}
        self._compiled = [(mask, *_compile(mask)) for mask in masks]
        self._needs = NeedsIndex([_elements_of(query) for _, query, _ in self._compiled])
        self.reshapes = [query for mask, query, _ in self._compiled if mask.reshapes]

    def reshape(self, shape: Shape) -> bool:
        """Whether a mask is present under which a listed carbonyl group looks different: no two oxygens, no mask."""
        return shape.elements.count(8) > 1 and any(shape.mol.HasSubstructMatch(query) for query in self.reshapes)

    def places(self, mol: Chem.Mol) -> list[MaskPlace]:
        """Every place of every mask."""
        counts = Counter(atom.GetSymbol() for atom in atoms_of(mol))
        possible = map(self._compiled.__getitem__, places_of(self._needs.met(counts)))
        return [place for compiled in possible for place in _places(mol, *compiled)]


class MaskPlaces:
    """The places of all masks on one molecule, looked for when they are first asked for."""

    __slots__ = ("_found", "_masks", "_mol")

    def __init__(self, masks: MaskSet, mol: Chem.Mol) -> None:
        self._masks = masks
        self._mol = mol
        self._found: list[MaskPlace] | None = None

    def __call__(self) -> list[MaskPlace]:
        if self._found is None:
            self._found = self._masks.places(self._mol)
        return self._found


def _compile(mask: Mask) -> tuple[Chem.Mol, frozenset[int]]:
    query = Chem.MolFromSmarts(mask.pattern)
    kept = frozenset(atom.GetIdx() for atom in query.GetAtoms() if atom.GetAtomMapNum()) if query else frozenset()
    if not kept or mask.tail not in TAILS:
        raise StructureError("mask_unreadable", f"{mask.key}: {mask.pattern!r} with tail {mask.tail!r}")
    return query, kept


def _elements_of(query: Chem.Mol) -> Counter[str]:
    """What a pattern needs of each element; an atom that may be of several has none."""
    return Counter(atom.GetSymbol() for atom in atoms_of(query) if atom.GetAtomicNum())


def _places(mol: Chem.Mol, mask: Mask, query: Chem.Mol, kept: frozenset[int]) -> Iterator[MaskPlace]:
    for match in mol.GetSubstructMatches(query, uniquify=False, maxMatches=MAX_PLACES):
        own = frozenset(match[place] for place in kept)
        yield MaskPlace(mask.key, mask.tail, mask.reshapes, own, frozenset(match) - own)


@dataclass(frozen=True, slots=True)
class MaskedMatch:
    """A listed structure under masks, keys in order."""

    masks: tuple[str, ...]
    overlay: Overlay


def find_masked(
    small: Shape, large: Shape, ways: Sequence[tuple[int, ...]], places: Sequence[MaskPlace]
) -> MaskedMatch | None:
    """The larger as the smaller under the fewest masks; None where something else is left over, or differs."""
    if not places and large.size > small.size:
        return None
    found = (_read(small, large, way, places) for way in ways)
    return min(
        (masked for masked in found if masked is not None),
        key=lambda masked: (len(masked.masks), masked.masks),
        default=None,
    )


def _read(small: Shape, large: Shape, way: tuple[int, ...], places: Sequence[MaskPlace]) -> MaskedMatch | None:
    if any(large.elements[atom] != element for atom, element in zip(way, small.elements, strict=True)):
        return None
    covered = frozenset(way)
    branches = _branches(large.mol, covered)
    if len(branches) > MAX_MASKS:
        return None
    chosen = [_place_of(large, branch, covered, places) for branch in branches]
    if not all(chosen):
        return None
    reshaped = frozenset[int]().union(*(place.kept for place in chosen if place is not None and place.reshapes))
    if any(not set(bond) <= reshaped for bond in changed_bonds(small, large, way)):
        return None
    if not reshaped and further_bonds(small, large, way):
        return None
    keys = tuple(sorted(place.mask for place in chosen if place is not None))
    return MaskedMatch(keys, Overlay(way, 0, 0, len(keys)))


def _place_of(
    large: Shape, branch: frozenset[int], covered: frozenset[int], places: Sequence[MaskPlace]
) -> MaskPlace | None:
    touched = _touched(large.mol, branch) - branch
    fitting = (
        place
        for place in places
        if touched <= place.kept <= covered
        and place.gone <= branch
        and _is_tail(large, branch - place.gone, place.tail)
    )
    return max(fitting, key=lambda place: (len(place.kept), len(place.gone), place.mask), default=None)


def _is_tail(large: Shape, atoms: frozenset[int], tail: str) -> bool:
    if not tail or len(atoms) > MAX_TAIL:
        return not atoms
    allowed = {6 << 2, 6 << 2 | 2} if tail == "alkyl" else {6 << 2, 6 << 2 | 2, 6 << 2 | 3}
    return all(large.kinds[atom] in allowed for atom in atoms)


def _branches(mol: Chem.Mol, covered: frozenset[int]) -> list[frozenset[int]]:
    """The atoms that are not covered, in connected groups."""
    open_atoms = set(range(mol.GetNumAtoms())) - covered
    found = []
    while open_atoms:
        waiting = {open_atoms.pop()}
        branch = set(waiting)
        while waiting:
            waiting = _touched(mol, waiting) & open_atoms
            open_atoms -= waiting
            branch |= waiting
        found.append(frozenset(branch))
    return found


def _touched(mol: Chem.Mol, atoms: Iterable[int]) -> set[int]:
    return {near.GetIdx() for atom in atoms for near in mol.GetAtomWithIdx(atom).GetNeighbors()}

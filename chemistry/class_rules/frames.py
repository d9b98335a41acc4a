"""Laying a frame on a molecule: each branch goes to a site, whole, and each site says what it makes of it.

Of all the ways to lay it the best is kept: fewest failures, then fewest forms, open questions and limbs.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import product
from typing import Final

from rdkit import Chem

from chemistry.class_rules.branches import FrameBranch, branches
from chemistry.class_rules.rule import CLOSED_RING, RulePart
from chemistry.class_rules.sites import Option, SiteReader
from chemistry.class_rules.trace import FrameReading, UnmetCondition
from chemistry.class_rules.vocabulary import named

MAX_MAPPINGS: Final = 20
ATOMS: Final = {6: "carbon", 7: "nitrogen", 8: "oxygen"}


class Frame:
    """A core or a part, with its sites. `query` has map numbers; that of a part begins with the attachment."""

    def __init__(self, name: str, words: str, query: Chem.Mol, sites: Sequence[SiteReader]) -> None:
        self._name = name
        self.words = words
        self.query = query
        self._numbers = map_numbers(query)
        self._sites = [site for site in sites if not self._numbers.keys().isdisjoint(site.site.at)]
        self._bearers = [self._bearer(reader) for reader in self._sites]

    def read(self, mol: Chem.Mol) -> FrameReading | None:
        """The best reading of the molecule by this frame; None where it does not lie on it."""
        by_cover: dict[frozenset[int], list[FrameBranch]] = {}
        readings: dict[tuple[frozenset[int], ...], FrameReading] = {}
        for mapping in mol.GetSubstructMatches(self.query, uniquify=False, maxMatches=MAX_MAPPINGS):
            covered, places = frozenset(mapping), self._places(mapping)
            if covered not in by_cover:
                by_cover[covered] = branches(mol, covered)
            if (covered, *places) not in readings:
                readings[covered, *places] = self._bridges(mol, covered) + self._lay(places, by_cover[covered])
        return min(readings.values(), key=lambda reading: reading.rank_and_words, default=None)

    def _places(self, mapping: Sequence[int]) -> list[frozenset[int]]:
        wanted = ([self._numbers[n] for n in reader.site.at if n in self._numbers] for reader in self._sites)
        return [frozenset(mapping[atom] for atom in atoms) for atoms in wanted]

    def _bearer(self, reader: SiteReader) -> str:
        """What kind of atom a site stands on, in words."""
        atoms = (self.query.GetAtomWithIdx(self._numbers[n]) for n in reader.site.at if n in self._numbers)
        kinds = {ATOMS.get(atom.GetAtomicNum(), "atom") for atom in atoms}
        return kinds.pop() if len(kinds) == 1 else "atom"

    def _lay(self, places: Sequence[frozenset[int]], surrounding: Sequence[FrameBranch]) -> FrameReading:
        reading, choices, closed = FrameReading(), [], set()
        for branch in surrounding:
            options = self._options(branch, places)
            if options:
                choices.append(options)
            else:
                reading += self._unplaced(branch)
                closed |= set(branch.attachments)
        ways = (self._assigned(way, places, closed) for way in product(*choices))
        return reading + min(ways, key=lambda way: way.rank)

    def _assigned(self, way: Sequence[Option], places: Sequence[frozenset[int]], closed: Set[int]) -> FrameReading:
        """The sum of one way to give every branch a site; a site in a `closed` ring is not missed as well."""
        total = FrameReading()
        for reader, atoms, bearer in zip(self._sites, places, self._bearers, strict=True):
            here = [option for option in way if option.reader is reader]
            if not reader.site.required:
                total += reader.read_all(here)
            elif here:
                total += reader.read_single(here, bearer)
            elif not atoms & closed:
                total += reader.empty(atoms)
        return total

    def _bridges(self, mol: Chem.Mol, covered: frozenset[int]) -> FrameReading:
        """A bond between two atoms of the frame that the frame does not have."""
        atoms = tuple(sorted(covered))
        ends = sum(near.GetIdx() in covered for atom in atoms for near in mol.GetAtomWithIdx(atom).GetNeighbors())
        further = UnmetCondition(CLOSED_RING, f"a further ring within {self.words}", atoms)
        return FrameReading(failures=(further,) if ends > 2 * self.query.GetNumBonds() else (), frame=atoms)

    def _options(self, branch: FrameBranch, places: Sequence[frozenset[int]]) -> list[Option]:
        """The sites that the branch may go to. One that closes a ring must be allowed to."""
        near = zip(self._sites, places, strict=True)
        readers = (reader for reader, atoms in near if atoms.issuperset(branch.attachments))
        options = _with_all_allowed([Option(reader, branch, reader.read(branch)) for reader in readers])
        is_closed = len(branch.attachments) > 1
        return [option for option in options if not (is_closed and option.reading.failures)]

    def _unplaced(self, branch: FrameBranch) -> FrameReading:
        """No site holds the branch."""
        if len(branch.attachments) > 1:
            failure = UnmetCondition(CLOSED_RING, f"a further ring closed on {self.words}", branch.atoms)
        else:
            phrase = f"{named(branch.smiles)} on {self.words}, where the class has hydrogen only"
            failure = UnmetCondition(self._name, phrase, branch.atoms)
        return FrameReading(failures=(failure,))


def _with_all_allowed(options: list[Option]) -> list[Option]:
    """Where a branch may go to several sites that need none, the class has there what any of them allows."""
    free = [option for option in options if not option.reader.site.required]
    if len(free) < 2:
        return options
    refused = [failure for option in free for failure in option.reading.failures if _is_own(failure, option)]
    allows = tuple(dict.fromkeys(word for failure in refused for word in failure.allows))
    return [_with_allowed(option, allows) if option in free else option for option in options]


def _with_allowed(option: Option, allows: tuple[str, ...]) -> Option:
    failures = option.reading.failures
    own = tuple(replace(failure, allows=allows) if _is_own(failure, option) else failure for failure in failures)
    return replace(option, reading=replace(option.reading, failures=own))


def _is_own(failure: UnmetCondition, option: Option) -> bool:
    return failure.condition == option.reader.site.id


def part_query(part: RulePart) -> Chem.Mol:
    """The query of a part, its attachment any bond to the frame: a branch is written with * there."""
    return Chem.MolFromSmarts(f"[#0]{part.smarts.removeprefix('*')}")


def map_numbers(query: Chem.Mol) -> dict[int, int]:
    """Map number to atom of a query."""
    return {atom.GetAtomMapNum(): atom.GetIdx() for atom in query.GetAtoms() if atom.GetAtomMapNum()}

"""Laying a frame on a molecule: each branch goes to a site, whole, and each site says what it makes of it.

Of all the ways to lay it the best is kept: fewest failures, then fewest open questions, forms and limbs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import reduce
from itertools import product
from operator import add
from typing import Final

from rdkit import Chem

from chemistry.class_rules.branches import Branch, branches, carbons
from chemistry.class_rules.grammar import map_numbers
from chemistry.class_rules.names import named
from chemistry.class_rules.rule import CLOSED_RING, HYDROGEN, Alternative, OpenQuestion, Site
from chemistry.class_rules.trace import Failure, SiteTrace, Verdict
from chemistry.class_rules.vocabulary import belongs

MAX_MAPPINGS: Final = 20
HYDROXY: Final = "hydroxy"
FORMS_OF_HYDROXY: Final = {"acyloxy": "ester", "organyloxy": "ether"}
"""What an acylated or alkylated hydroxy group makes of the whole."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What sites said; atoms are those of the molecule read. `frame`: those that cores and parts lie on."""

    sites: tuple[SiteTrace, ...] = ()
    failures: tuple[Failure, ...] = ()
    questions: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    frame: tuple[int, ...] = ()

    def __add__(self, other: Reading) -> Reading:
        return Reading(
            self.sites + other.sites,
            self.failures + other.failures,
            self.questions + other.questions,
            self.forms + other.forms,
            self.frame + other.frame,
        )

    @property
    def limbs(self) -> set[str]:
        return {site.limb for site in self.sites if site.limb}

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """The least is the best."""
        return len(self.failures), len(self.questions), len(self.forms), len(self.limbs)

    @property
    def rank_and_words(self) -> tuple[tuple[int, int, int, int], tuple[str, ...]]:
        """Between equals the words decide, so that the order of atoms never does."""
        return self.rank, tuple(site.phrase for site in self.sites)

    def moved(self, origin: Sequence[int]) -> Reading:
        """The same, for the molecule that the branch read was cut from."""
        return replace(
            self,
            sites=tuple(replace(site, atoms=_moved(site.atoms, origin)) for site in self.sites),
            failures=tuple(replace(failure, atoms=_moved(failure.atoms, origin)) for failure in self.failures),
            frame=_moved(self.frame, origin),
        )


def _moved(atoms: Iterable[int], origin: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted(origin[atom] for atom in atoms if origin[atom] >= 0))


class Frame:
    """A core or a part, with its sites. `query` has map numbers; that of a part begins with the attachment."""

    def __init__(self, name: str, words: str, query: Chem.Mol, sites: Sequence[SiteReader]) -> None:
        self._name = name
        self.words = words
        self.query = query
        self._numbers = map_numbers(query)
        self._sites = [site for site in sites if not self._numbers.keys().isdisjoint(site.site.at)]

    def read(self, mol: Chem.Mol) -> Reading | None:
        """The best reading of the molecule by this frame; None where it does not lie on it."""
        around: dict[frozenset[int], list[Branch]] = {}
        readings: dict[tuple[frozenset[int], ...], Reading] = {}
        for mapping in mol.GetSubstructMatches(self.query, uniquify=False, maxMatches=MAX_MAPPINGS):
            covered, places = frozenset(mapping), self._places(mapping)
            if covered not in around:
                around[covered] = branches(mol, covered)
            if (covered, *places) not in readings:
                readings[covered, *places] = self._bridges(mol, covered) + self._lay(places, around[covered])
        return min(readings.values(), key=lambda reading: reading.rank_and_words, default=None)

    def _places(self, mapping: Sequence[int]) -> list[frozenset[int]]:
        """Of each site, its atoms in the molecule."""
        wanted = ([self._numbers[n] for n in reader.site.at if n in self._numbers] for reader in self._sites)
        return [frozenset(mapping[atom] for atom in atoms) for atoms in wanted]

    def _lay(self, places: Sequence[frozenset[int]], around: Sequence[Branch]) -> Reading:
        reading, choices, closed = Reading(), [], set()
        for branch in around:
            options = self._options(branch, places)
            if options:
                choices.append(options)
            else:
                reading += self._unheld(branch)
                closed |= set(branch.attachments)
        ways = (self._assigned(way, places, closed) for way in product(*choices))
        return reading + min(ways, key=lambda way: way.rank)

    def _assigned(self, way: Sequence[_Option], places: Sequence[frozenset[int]], closed: Set[int]) -> Reading:
        """The sum of one way to give every branch a site; a site in a `closed` ring is not missed as well."""
        total = Reading()
        for reader, atoms in zip(self._sites, places, strict=True):
            here = [option for option in way if option.reader is reader]
            if not reader.site.required:
                total += reader.all_of(here)
            elif here:
                total += reader.one_of(here)
            elif not atoms & closed:
                total += reader.empty(atoms)
        return total

    def _bridges(self, mol: Chem.Mol, covered: frozenset[int]) -> Reading:
        """A bond between two atoms of the frame that the frame does not have."""
        atoms = tuple(sorted(covered))
        ends = sum(near.GetIdx() in covered for atom in atoms for near in mol.GetAtomWithIdx(atom).GetNeighbors())
        if ends == 2 * self.query.GetNumBonds():
            return Reading(frame=atoms)
        return Reading(failures=(Failure(CLOSED_RING, f"a further ring within {self.words}", atoms),), frame=atoms)

    def _options(self, branch: Branch, places: Sequence[frozenset[int]]) -> list[_Option]:
        """The sites that the branch may go to. One that closes a ring must be allowed to."""
        near = zip(self._sites, places, strict=True)
        readers = (reader for reader, atoms in near if atoms.issuperset(branch.attachments))
        options = [_Option(reader, branch, reader.read(branch)) for reader in readers]
        is_closed = len(branch.attachments) > 1
        return [option for option in options if not (is_closed and option.reading.failures)]

    def _unheld(self, branch: Branch) -> Reading:
        """No site holds the branch."""
        if len(branch.attachments) > 1:
            failure = Failure(CLOSED_RING, f"a further ring closed on {self.words}", branch.atoms)
        else:
            phrase = f"{named(branch.smiles)} on {self.words}, where the class has hydrogen only"
            failure = Failure(self._name, phrase, branch.atoms)
        return Reading(failures=(failure,))


class SiteReader:
    """A site, its parts compiled and its questions answered."""

    def __init__(self, site: Site, parts: Mapping[str, Frame], questions: Mapping[str, OpenQuestion]) -> None:
        self.site = site
        self._parts = parts
        self._questions = questions
        self._hydroxy = next((choice for choice in site.allow if HYDROXY in choice.classes), None)

    def read(self, branch: Branch) -> Reading:
        """By the first alternative that takes the branch; else its nearest miss."""
        misses = []
        for choice in self.site.allow:
            reading = self._by_part(choice, branch) if choice.part else self._by_class(choice, branch)
            if reading is None:
                continue
            if not reading.failures or self._verdict(choice) == "no":
                return reading
            misses.append(reading)
        as_form = self._as_form(branch)
        if as_form is not None:
            return as_form
        return min(misses, key=lambda miss: miss.rank) if misses else self._refused(branch)

    def empty(self, atoms: Iterable[int]) -> Reading:
        """What a required site says where nothing is."""
        phrase = f"no group in place of {self.site.words}"
        for choice in self.site.allow:
            if HYDROGEN in choice.classes:
                return self._taken(choice, "*[H]", HYDROGEN, phrase, ())
        return Reading(failures=(Failure(self.site.id, phrase, tuple(sorted(atoms))),))

    def one_of(self, options: Sequence[_Option]) -> Reading:
        """What a required site says of its branches: it holds the best, and no other."""
        held, *others = sorted(options, key=lambda option: option.reading.rank)
        phrases = [
            (other, f"{named(other.branch.smiles)} beside the one in place of {self.site.words}") for other in others
        ]
        failures = tuple(Failure(self.site.id, phrase, other.branch.atoms) for other, phrase in phrases)
        return held.reading + Reading(failures=failures)

    def all_of(self, options: Sequence[_Option]) -> Reading:
        """What any other site says of its branches."""
        total = reduce(add, (option.reading for option in options), Reading())
        if not self.site.most or len(options) <= self.site.most:
            return total
        atoms = tuple(sorted(atom for option in options for atom in option.branch.atoms))
        phrase = f"{len(options)} groups on {self.site.words}, where the class has at most {self.site.most}"
        return total + Reading(failures=(Failure(self.site.id, phrase, atoms),))

    def _by_class(self, choice: Alternative, branch: Branch) -> Reading | None:
        name = next((name for name in choice.classes if name != HYDROGEN and belongs(branch.smiles, name)), "")
        if not name and branch.smiles not in choice.smiles:
            return None
        if choice.max_carbons and carbons(branch.mol) > choice.max_carbons:
            return None
        return self._taken(choice, branch.smiles, name, self._phrase(branch, name), branch.atoms)

    def _by_part(self, choice: Alternative, branch: Branch) -> Reading | None:
        """A part on which the branch closes back does not lie on it."""
        part = self._parts[choice.part]
        inner = part.read(branch.mol) if len(branch.attachments) == 1 else None
        if inner is None or any(failure.condition == CLOSED_RING for failure in inner.failures):
            return None
        taken = self._taken(choice, branch.smiles, part.words, self._phrase(branch, ""), branch.atoms)
        return taken + inner.moved(branch.origin)

    def _taken(self, choice: Alternative, smiles: str, class_name: str, phrase: str, atoms: tuple[int, ...]) -> Reading:
        verdict = self._verdict(choice)
        trace = SiteTrace(self.site.words, choice.limb, smiles, class_name, verdict, phrase, atoms)
        failures = (Failure(self.site.id, phrase, atoms),) if verdict == "no" else ()
        questions = (choice.question,) if verdict == "question" else ()
        return Reading((trace,), failures, questions)

    def _verdict(self, choice: Alternative) -> Verdict:
        if not choice.question:
            return "yes"
        answer = self._questions[choice.question].answer
        return "question" if answer is None else "yes" if answer.is_yes else "no"

    def _as_form(self, branch: Branch) -> Reading | None:
        """A hydroxy group that the site allows, acylated or alkylated."""
        choice = self._hydroxy
        name = next((name for name in FORMS_OF_HYDROXY if belongs(branch.smiles, name)), "")
        if choice is None or not name:
            return None
        taken = self._taken(choice, branch.smiles, name, self._phrase(branch, name), branch.atoms)
        return replace(taken, forms=(FORMS_OF_HYDROXY[name],))

    def _refused(self, branch: Branch) -> Reading:
        phrase = self._phrase(branch, "")
        trace = SiteTrace(self.site.words, "", branch.smiles, "", "no", phrase, branch.atoms)
        return Reading((trace,), (Failure(self.site.id, phrase, branch.atoms),))

    def _phrase(self, branch: Branch, class_name: str) -> str:
        return f"{named(branch.smiles, class_name)} {'in place of' if self.site.required else 'on'} {self.site.words}"


@dataclass(frozen=True, slots=True)
class _Option:
    """A branch at one site, read."""

    reader: SiteReader
    branch: Branch
    reading: Reading

"""Where a rule's sites are on the structure that the law compares with, so that the rule can be drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rdkit import Chem

from chemistry.class_rules.branches import FrameBranch, branches
from chemistry.class_rules.frames import MAX_MAPPINGS, map_numbers, part_query
from chemistry.class_rules.rule import HYDROGEN, Alternative, RuleDefinition, RulePart, RuleSite
from chemistry.class_rules.vocabulary import belongs


@dataclass(frozen=True, slots=True)
class SitePlace:
    """A site on the reference: its atoms, and the groups that stand there, as branches written with *.

    The atoms are those of the group that a required site bears; at any other site, those that may bear one too.
    """

    atoms: frozenset[int]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferencePlaces:
    """The atoms of the frame, and the place of each site by its id, the sites of parts too."""

    frame: frozenset[int]
    sites: Mapping[str, SitePlace]


def places(rule: RuleDefinition) -> ReferencePlaces:
    """Where the sites are, of the ways to lay the frame the one that finds most of what the law's reference bears.

    Atoms are indices in the reference's SMILES.
    """
    mol = Chem.MolFromSmiles(rule.reference.smiles)
    parts = {part.id: part for part in rule.parts}
    queries = [Chem.MolFromSmarts(core.smarts) for core in rule.cores if core.joined == "or"]
    return max((_lay(mol, query, rule.sites, parts) for query in queries), key=_found)


def _lay(mol: Chem.Mol, query: Chem.Mol, sites: Sequence[RuleSite], parts: Mapping[str, RulePart]) -> ReferencePlaces:
    numbers = map_numbers(query)
    ways = [ReferencePlaces(frozenset(), {})]
    for mapping in mol.GetSubstructMatches(query, uniquify=False, maxMatches=MAX_MAPPINGS):
        surrounding = branches(mol, frozenset(mapping))
        bearing = {site.id: frozenset(mapping[numbers[n]] for n in site.at if n in numbers) for site in sites}
        ways.append(ReferencePlaces(frozenset(mapping), _sites(surrounding, sites, bearing, parts)))
    return max(ways, key=_found)


def _found(laid: ReferencePlaces) -> tuple[int, int]:
    return sum(bool(place.groups) for place in laid.sites.values()), len(laid.sites)


def _sites(
    surrounding: Sequence[FrameBranch],
    sites: Sequence[RuleSite],
    bearing: Mapping[str, frozenset[int]],
    parts: Mapping[str, RulePart],
) -> dict[str, SitePlace]:
    """Required sites take the group that is theirs; the others share what is left."""
    found: dict[str, SitePlace] = {}
    free = list(surrounding)
    for site in sorted(sites, key=lambda site: not site.required):
        here = [branch for branch in free if bearing[site.id].issuperset(branch.attachments)]
        if site.required:
            as_in_the_reference = [choice for choice in site.allow if not choice.limb]
            here = [branch for branch in here if any(_takes(choice, branch, parts) for choice in as_in_the_reference)]
            here = here[:1]
        free = [branch for branch in free if branch not in here]
        groups = frozenset(atom for branch in here for atom in branch.atoms)
        atoms = groups if site.required and groups else groups | bearing[site.id]
        found[site.id] = SitePlace(atoms, tuple(branch.smiles for branch in here))
        for branch in here:
            found |= _inner(site, branch, parts)
    return found


def _takes(choice: Alternative, branch: FrameBranch, parts: Mapping[str, RulePart]) -> bool:
    if choice.part:
        return branch.mol.HasSubstructMatch(part_query(parts[choice.part]))
    classes = (name for name in choice.classes if name != HYDROGEN)
    return branch.smiles in choice.smiles or any(belongs(branch.smiles, name) for name in classes)


def _inner(site: RuleSite, branch: FrameBranch, parts: Mapping[str, RulePart]) -> dict[str, SitePlace]:
    """The sites of the parts that lie on a branch, as atoms of the molecule that it was cut from."""
    found: dict[str, SitePlace] = {}
    for part in (parts[choice.part] for choice in site.allow if choice.part):
        for name, place in _lay(branch.mol, part_query(part), part.sites, parts).sites.items():
            found[name] = SitePlace(frozenset(branch.origin[atom] for atom in place.atoms), place.groups)
    return found

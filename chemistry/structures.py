"""The structure stage: a batch of texts to picklable results, so that it can run in a child process and be killed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeVar

from rdkit import Chem

from chemistry.analogues.relative import Mask, Relative
from chemistry.analogues.relatives import RelativeReference, RelativeSet
from chemistry.class_rules.match import ClassMatch, RuleSet
from chemistry.class_rules.rule import RuleDefinition
from chemistry.errors import RefusedCode, StructureError
from chemistry.forms import FormMatch, Reference, ReferenceSet
from chemistry.headings import cannot_hold_identified
from chemistry.identity import (
    Identity,
    Notation,
    identify_all,
    inchikey_of_molecule,
    parse_structure,
    parse_written,
    with_inchikey,
)

Question = TypeVar("Question")
Found = TypeVar("Found")

CHUNK: Final = 64
"""Structures that go through each step together: enough for the processor's caches, few enough for memory."""


@dataclass(frozen=True, slots=True)
class StructureText:
    """A structure to be read; `inchikey` where somebody knows it, so that it is not computed again.

    `notation`: "written" is as people write it into a column (`chemistry.identity.written`).
    """

    text: str
    notation: Notation | Literal["written"] | None = None
    inchikey: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """What a structure is: by identity, as a form of references, in or near classes, and what it resembles.

    The identity has an InChIKey where one was known, where the structure meets anything, and where it was asked for.
    """

    identity: Identity
    matches: tuple[FormMatch, ...]
    classes: tuple[ClassMatch, ...]
    relatives: tuple[Relative, ...]

    @property
    def meets_anything(self) -> bool:
        """Say whether it is a form of anything, in or near a class, or resembles something."""
        return bool(self.matches or self.classes or self.relatives)


@dataclass(frozen=True, slots=True)
class StructureRefusal:
    """`code` and `detail` of the StructureError, or why there was none: the line stays unresolved."""

    code: RefusedCode
    detail: str


def or_refusal(read: Callable[[Question], Found], question: Question) -> Found | StructureRefusal:
    """What is read of a question, or the refusal of it."""
    try:
        return read(question)
    except StructureError as error:
        return StructureRefusal(error.code, error.detail)


@dataclass(frozen=True, slots=True)
class MatchSummary:
    """What a structure matches, by key alone: references, class rules, and whether it resembles any."""

    references: tuple[str, ...]
    rules: tuple[str, ...]
    resembles: bool


NOTHING_MATCHED: Final = MatchSummary((), (), resembles=False)


@dataclass(frozen=True, slots=True)
class ReferenceData:
    """What structures are compared with, in plain values: a child process is sent them, and makes its own comparer."""

    references: tuple[Reference, ...] = ()
    rules: tuple[RuleDefinition, ...] = ()
    relatives: tuple[RelativeReference, ...] = ()
    masks: tuple[Mask, ...] = ()


class Comparer:
    """Reference data compiled once. Raises StructureError where a reference cannot be read."""

    def __init__(self, reference_data: ReferenceData) -> None:
        self._references = ReferenceSet(reference_data.references)
        self._rules = RuleSet(reference_data.rules)
        self._relatives = RelativeSet(reference_data.relatives, reference_data.masks)
        self._compared = self._references.heavy_formulas | self._rules.heavy_formulas
        self._is_of_rules = not (reference_data.references or reference_data.relatives or reference_data.masks)

    def load_all(self) -> None:
        """Compile what is compiled only when first asked: the relatives, for which numpy is loaded."""
        self._relatives.compile()

    def may_match(self, mol: Chem.Mol) -> bool:
        """Say whether a molecule that nobody identified may meet anything: a no takes microseconds."""
        return not self._is_of_rules or self._rules.may_match(mol)

    def identities(self, mols: Sequence[Chem.Mol], known_inchikeys: Sequence[str]) -> list[Identity]:
        """Who molecules are; match keys are told only of components that may have one of these references."""
        return identify_all(mols, known_inchikeys, self._compared)

    def compare(self, mol: Chem.Mol, identity: Identity) -> Examination:
        """What a molecule, whose identity is known, is and comes close to."""
        return Examination(
            identity,
            matches=self._references.match(mol, identity),
            classes=self._rules.match(mol, identity),
            relatives=self._relatives.relatives(mol, identity),
        )


def examine(texts: Sequence[StructureText], comparer: Comparer) -> list[Examination | StructureRefusal]:
    """For each text, in order: its identity and what it was found to be, or the refusal.

    An InChIKey takes as long as all else: it is computed of what meets anything, which a record may show.
    """
    return _whole(texts, comparer, lambda found: found.meets_anything)


def examine_with_inchikeys(texts: Sequence[StructureText], comparer: Comparer) -> list[Examination | StructureRefusal]:
    """The same, each with its InChIKey."""
    return _whole(texts, comparer, lambda _: True)


def inchikeys(texts: Sequence[StructureText], _: Comparer) -> list[str | StructureRefusal]:
    """For each text, in order: its InChIKey alone, or the refusal. Under any law."""
    molecules = (or_refusal(_parse, text) for text in texts)
    return [mol if isinstance(mol, StructureRefusal) else inchikey_of_molecule(mol) for mol in molecules]


def match_summaries(texts: Sequence[StructureText], comparer: Comparer) -> list[MatchSummary | StructureRefusal]:
    """For each text, in order: the keys of what it matches alone, or the refusal. Quicker than `examine`: the identity
    of a structure takes longer to tell than that the frame of no rule lies on it.
    """
    return [
        result if isinstance(result, StructureRefusal) else _summary(result)
        for result in _examined(texts, comparer, comparer.may_match, _never)
    ]


def _summary(examination: Examination | None) -> MatchSummary:
    if examination is None:
        return NOTHING_MATCHED
    references = tuple(dict.fromkeys(match.reference for match in examination.matches))
    rules = tuple(dict.fromkeys(match.rule for match in examination.classes))
    return MatchSummary(references, rules, resembles=bool(examination.relatives))


def outcomes(texts: Sequence[StructureText], comparer: Comparer) -> list[str | StructureRefusal]:
    """For each text, in order: how it stands to the one class of the comparer, "" where no frame lies on it."""
    return [
        result if isinstance(result, StructureRefusal) else result.classes[0].trace.outcome if result.classes else ""
        for result in examine(texts, comparer)
    ]


def forms_of(pairs: Sequence[tuple[str, str]], _: Comparer) -> list[frozenset[str] | None]:
    """For each reference and structure, by SMILES: the forms by which it is that reference; None where it is not.

    Under any law: the comparer is there because every task of a child process is given one.
    """
    return [_forms(*pair) for pair in pairs]


def refusals(pairs: Sequence[tuple[str, Identity]], _: Comparer) -> list[str | None]:
    """For each customs code and identity: why the heading of the code cannot hold it, in words; None where it may."""
    return [cannot_hold_identified(code, identity) for code, identity in pairs]


def _forms(reference: str, structure: str) -> frozenset[str] | None:
    comparer = Comparer(ReferenceData((Reference("other", reference),)))
    (examined,) = examine([StructureText(structure, "smiles")], comparer)
    matches = examined.matches if isinstance(examined, Examination) else ()
    return frozenset(matches[0].forms) if matches else None


def _whole(
    texts: Sequence[StructureText], comparer: Comparer, shows_inchikey: Callable[[Examination], bool]
) -> list[Examination | StructureRefusal]:
    found = _examined(texts, comparer, lambda _: True, shows_inchikey)
    return [result for result in found if result is not None]


def _never(_: Examination) -> bool:
    return False


def _examined(
    texts: Sequence[StructureText],
    comparer: Comparer,
    is_wanted: Callable[[Chem.Mol], bool],
    shows_inchikey: Callable[[Examination], bool],
) -> Iterator[Examination | StructureRefusal | None]:
    """Yield for each text what it is, its refusal, or None where its molecule is not wanted."""
    for start in range(0, len(texts), CHUNK):
        chunk = texts[start : start + CHUNK]
        parsed = [or_refusal(_parse, text) for text in chunk]
        wanted = {at: mol for at, mol in enumerate(parsed) if not isinstance(mol, StructureRefusal) and is_wanted(mol)}
        identities = comparer.identities(list(wanted.values()), [chunk[at].inchikey for at in wanted])
        examined = dict(zip(wanted, map(comparer.compare, wanted.values(), identities), strict=True))
        for at, found in examined.items():
            if shows_inchikey(found):
                examined[at] = replace(found, identity=with_inchikey(found.identity, wanted[at]))
        yield from (mol if isinstance(mol, StructureRefusal) else examined.get(at) for at, mol in enumerate(parsed))


def _parse(structure: StructureText) -> Chem.Mol:
    if structure.notation == "written":
        return parse_written(structure.text)
    return parse_structure(structure.text, structure.notation)

"""The structure stage: a batch of texts to picklable results, so that it can run in a child process and be killed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rdkit import Chem

from chemistry.analogues.mask import Mask
from chemistry.analogues.relative import Relative
from chemistry.analogues.relatives import RelativeReference, RelativeSet
from chemistry.class_rules.match import ClassMatch, RuleSet
from chemistry.class_rules.rule import Rule
from chemistry.errors import RefusedCode, StructureError
from chemistry.forms import FormMatch, Reference, ReferenceSet
from chemistry.headings import cannot_hold_identified
from chemistry.identity import Identity, identify_all
from chemistry.molecules import Notation, parse_structure
from chemistry.written import parse_written

CHUNK: Final = 64
"""Structures that go through each step together: enough for the processor's caches, few enough for memory."""


@dataclass(frozen=True, slots=True)
class StructureText:
    """A structure to be read; `inchikey` where somebody knows it, so that it is not computed again.

    `notation`: "written" is as people write it into a column (`chemistry.written`).
    """

    text: str
    notation: Notation | Literal["written"] | None = None
    inchikey: str = ""


@dataclass(frozen=True, slots=True)
class Examined:
    """What a structure is: by identity, as a form of references, in or near classes, and what it resembles."""

    identity: Identity
    matches: tuple[FormMatch, ...]
    classes: tuple[ClassMatch, ...]
    relatives: tuple[Relative, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """`code` and `detail` of the StructureError, or why there was none: the line stays unresolved."""

    code: RefusedCode
    detail: str


@dataclass(frozen=True, slots=True)
class Met:
    """What a structure meets, by key, and no more of it: references, class rules, and whether it resembles any."""

    references: tuple[str, ...]
    rules: tuple[str, ...]
    resembles: bool


NOTHING_MET: Final = Met((), (), resembles=False)


@dataclass(frozen=True, slots=True)
class Comparands:
    """What structures are compared with, in plain values: a child process is sent them, and makes its own comparer."""

    references: tuple[Reference, ...] = ()
    rules: tuple[Rule, ...] = ()
    relatives: tuple[RelativeReference, ...] = ()
    masks: tuple[Mask, ...] = ()


class Comparer:
    """Comparands compiled once. Raises StructureError where a reference cannot be read."""

    def __init__(self, comparands: Comparands) -> None:
        self._references = ReferenceSet(comparands.references)
        self._rules = RuleSet(comparands.rules)
        self._relatives = RelativeSet(comparands.relatives, comparands.masks)
        self._is_of_rules = not (comparands.references or comparands.relatives or comparands.masks)

    def load_all(self) -> None:
        """Compile what is compiled only when first asked: the relatives, for which numpy is loaded."""
        self._relatives.compile()

    def may_meet(self, mol: Chem.Mol, smiles: str) -> bool:
        """Say whether a molecule, of which only a SMILES is known, may meet anything: a no takes microseconds."""
        return not self._is_of_rules or self._rules.may_match(mol, smiles)

    def compare(self, mol: Chem.Mol, identity: Identity) -> Examined:
        """What a molecule, whose identity is known, is and comes close to."""
        return Examined(
            identity,
            matches=self._references.match(mol, identity),
            classes=self._rules.match(mol, identity),
            relatives=self._relatives.relatives(mol, identity),
        )


def examine(texts: Sequence[StructureText], comparer: Comparer) -> list[Examined | Refused]:
    """For each text, in order: its identity and what it was found to be, or the refusal."""
    return [result for some in _chunks(texts) for result in _examine_chunk(some, comparer)]


def met(texts: Sequence[StructureText], comparer: Comparer) -> list[Met | Refused]:
    """For each text, in order: only what it meets, or the refusal. Quicker than `examine` to send, and to ask of.

    Who a structure is takes longer to say than that the frame of no rule lies on it.
    """
    return [result for some in _chunks(texts) for result in _meet_chunk(some, comparer)]


def _chunks(texts: Sequence[StructureText]) -> Iterator[Sequence[StructureText]]:
    return (texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK))


def _met(one: Examined) -> Met:
    references = tuple(dict.fromkeys(match.reference for match in one.matches))
    return Met(references, tuple(dict.fromkeys(match.rule for match in one.classes)), resembles=bool(one.relatives))


def outcomes(texts: Sequence[StructureText], comparer: Comparer) -> list[str | Refused]:
    """For each text, in order: how it stands to the one class of the comparer, "" where no frame lies on it."""
    return [
        one if isinstance(one, Refused) else one.classes[0].trace.outcome if one.classes else ""
        for one in examine(texts, comparer)
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
    comparer = Comparer(Comparands((Reference("other", reference),)))
    (examined,) = examine([StructureText(structure, "smiles")], comparer)
    matches = examined.matches if isinstance(examined, Examined) else ()
    return frozenset(matches[0].forms) if matches else None


def _examine_chunk(texts: Sequence[StructureText], comparer: Comparer) -> list[Examined | Refused]:
    parsed = [_parse(text) for text in texts]
    read = [(mol, text.inchikey) for mol, text in zip(parsed, texts, strict=True) if not isinstance(mol, Refused)]
    examined = _examined(read, comparer)
    return [mol if isinstance(mol, Refused) else next(examined) for mol in parsed]


def _meet_chunk(texts: Sequence[StructureText], comparer: Comparer) -> list[Met | Refused]:
    parsed = [_parse(text) for text in texts]
    asked = {
        at: (mol, texts[at].inchikey)
        for at, mol in enumerate(parsed)
        if not isinstance(mol, Refused) and comparer.may_meet(mol, texts[at].text)
    }
    found = dict(zip(asked, map(_met, _examined(list(asked.values()), comparer)), strict=True))
    return [mol if isinstance(mol, Refused) else found.get(at, NOTHING_MET) for at, mol in enumerate(parsed)]


def _examined(asked: Sequence[tuple[Chem.Mol, str]], comparer: Comparer) -> Iterator[Examined]:
    """Yield what molecules are found to be, each beside an InChIKey that is known of it."""
    identities = identify_all([mol for mol, _ in asked], [known for _, known in asked])
    return (comparer.compare(mol, identity) for (mol, _), identity in zip(asked, identities, strict=True))


def _parse(structure: StructureText) -> Chem.Mol | Refused:
    try:
        if structure.notation == "written":
            return parse_written(structure.text)
        return parse_structure(structure.text, structure.notation)
    except StructureError as error:
        return Refused(error.code, error.detail)

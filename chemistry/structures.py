"""The structure stage: a batch of texts to picklable results, so that it can run in a child process and be killed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rdkit import Chem

from chemistry.analogues.relative import Mask, Relative
from chemistry.analogues.relatives import RelativeReference, RelativeSet
from chemistry.class_rules.match import ClassMatch, RuleSet
from chemistry.class_rules.rule import RuleDefinition
from chemistry.errors import RefusedCode, StructureError
from chemistry.forms import FormMatch, Reference, ReferenceSet
from chemistry.headings import cannot_hold_identified
from chemistry.identity import Identity, Notation, identify_all, parse_structure, parse_written

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
    """What a structure is: by identity, as a form of references, in or near classes, and what it resembles."""

    identity: Identity
    matches: tuple[FormMatch, ...]
    classes: tuple[ClassMatch, ...]
    relatives: tuple[Relative, ...]


@dataclass(frozen=True, slots=True)
class StructureRefusal:
    """`code` and `detail` of the StructureError, or why there was none: the line stays unresolved."""

    code: RefusedCode
    detail: str


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
        self._is_of_rules = not (reference_data.references or reference_data.relatives or reference_data.masks)

    def load_all(self) -> None:
        """Compile what is compiled only when first asked: the relatives, for which numpy is loaded."""
        self._relatives.compile()

    def may_match(self, mol: Chem.Mol, smiles: str) -> bool:
        """Say whether a molecule, of which only a SMILES is known, may meet anything: a no takes microseconds."""
        return not self._is_of_rules or self._rules.may_match(mol, smiles)

    def compare(self, mol: Chem.Mol, identity: Identity) -> Examination:
        """What a molecule, whose identity is known, is and comes close to."""
        return Examination(
            identity,
            matches=self._references.match(mol, identity),
            classes=self._rules.match(mol, identity),
            relatives=self._relatives.relatives(mol, identity),
        )


def examine(texts: Sequence[StructureText], comparer: Comparer) -> list[Examination | StructureRefusal]:
    """For each text, in order: its identity and what it was found to be, or the refusal."""
    return [result for chunk in _chunks(texts) for result in _examine_chunk(chunk, comparer)]


def match_summaries(texts: Sequence[StructureText], comparer: Comparer) -> list[MatchSummary | StructureRefusal]:
    """For each text, in order: the keys of what it matches alone, or the refusal. Quicker than `examine`: the identity
    of a structure takes longer to tell than that the frame of no rule lies on it.
    """
    return [result for chunk in _chunks(texts) for result in _summarise_chunk(chunk, comparer)]


def _chunks(texts: Sequence[StructureText]) -> Iterator[Sequence[StructureText]]:
    return (texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK))


def _summary(examination: Examination) -> MatchSummary:
    references = tuple(dict.fromkeys(match.reference for match in examination.matches))
    return MatchSummary(
        references,
        tuple(dict.fromkeys(match.rule for match in examination.classes)),
        resembles=bool(examination.relatives),
    )


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


def _examine_chunk(texts: Sequence[StructureText], comparer: Comparer) -> list[Examination | StructureRefusal]:
    parsed = [_parse(text) for text in texts]
    read = [
        (mol, text.inchikey) for mol, text in zip(parsed, texts, strict=True) if not isinstance(mol, StructureRefusal)
    ]
    examined = _examinations(read, comparer)
    return [mol if isinstance(mol, StructureRefusal) else next(examined) for mol in parsed]


def _summarise_chunk(texts: Sequence[StructureText], comparer: Comparer) -> list[MatchSummary | StructureRefusal]:
    parsed = [_parse(text) for text in texts]
    eligible = {
        at: (mol, texts[at].inchikey)
        for at, mol in enumerate(parsed)
        if not isinstance(mol, StructureRefusal) and comparer.may_match(mol, texts[at].text)
    }
    found = dict(zip(eligible, map(_summary, _examinations(list(eligible.values()), comparer)), strict=True))
    return [
        mol if isinstance(mol, StructureRefusal) else found.get(at, NOTHING_MATCHED) for at, mol in enumerate(parsed)
    ]


def _examinations(molecules: Sequence[tuple[Chem.Mol, str]], comparer: Comparer) -> Iterator[Examination]:
    """Yield the examinations of molecules, each given with the InChIKey that is known of it."""
    identities = identify_all([mol for mol, _ in molecules], [inchikey for _, inchikey in molecules])
    return (comparer.compare(mol, identity) for (mol, _), identity in zip(molecules, identities, strict=True))


def _parse(structure: StructureText) -> Chem.Mol | StructureRefusal:
    try:
        if structure.notation == "written":
            return parse_written(structure.text)
        return parse_structure(structure.text, structure.notation)
    except StructureError as error:
        return StructureRefusal(error.code, error.detail)

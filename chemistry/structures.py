"""The structure stage: a batch of texts to picklable results, so that it can run in a child process and be killed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rdkit import Chem

from chemistry.errors import StructureError
from chemistry.forms import FormMatch, ReferenceSet
from chemistry.identity import Identity, identify_all
from chemistry.molecules import Notation, parse_structure

CHUNK: Final = 64
"""Structures that go through each step together: enough for the processor's caches, few enough for memory."""


@dataclass(frozen=True, slots=True)
class StructureText:
    """A structure to be read; `inchikey` where somebody knows it, so that it is not computed again."""

    text: str
    notation: Notation | None = None
    inchikey: str = ""


@dataclass(frozen=True, slots=True)
class Examined:
    identity: Identity
    matches: tuple[FormMatch, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """`code` and `detail` of the StructureError: the line stays unresolved, and says why."""

    code: str
    detail: str


def examine(texts: Sequence[StructureText], references: ReferenceSet) -> list[Examined | Refused]:
    """For each text, in order: its identity and the references that it is a form of, or the refusal."""
    chunks = (texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK))
    return [result for chunk in chunks for result in _examine_chunk(chunk, references)]


def _examine_chunk(texts: Sequence[StructureText], references: ReferenceSet) -> list[Examined | Refused]:
    parsed = [_parse(text) for text in texts]
    read = [(mol, text.inchikey) for mol, text in zip(parsed, texts, strict=True) if not isinstance(mol, Refused)]
    mols = [mol for mol, _ in read]
    identities = identify_all(mols, [known for _, known in read])
    examined = (
        Examined(identity, references.match(mol, identity)) for mol, identity in zip(mols, identities, strict=True)
    )
    return [mol if isinstance(mol, Refused) else next(examined) for mol in parsed]


def _parse(structure: StructureText) -> Chem.Mol | Refused:
    try:
        return parse_structure(structure.text, structure.notation)
    except StructureError as error:
        return Refused(error.code, error.detail)

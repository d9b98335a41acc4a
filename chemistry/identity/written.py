"""A structure as people write it into a column: a SMILES in quotes, with a title, over two lines; a molfile."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from rdkit import Chem

from chemistry.errors import StructureError
from chemistry.identity.molecules import MAX_HEAVY_ATOMS, parse_structure

LONGEST_MOLFILE: Final = 100_000
"""Characters: more than 300 atoms and their bonds take."""
COUNTS_LINE: Final = 39
"""Characters of the line of counts, whose first ones are spaces that may be lost."""
SHORTEST_LIKE: Final = 4

_COUNTS: Final = re.compile(r"^.*V[23]000[ \t\r]*$", re.MULTILINE)
_END: Final = re.compile(r"^M  END[ \t\r]*$", re.MULTILINE)
_LABEL: Final = re.compile(r"\s*(?:(?:canonical |isomeric )?smiles|inchi)(?:\s*[:=]\s*|\s+)(?!1S?/)", re.IGNORECASE)
_INCHI: Final = re.compile(r"(?:inchi\s*=\s*)?(?=1S?/)", re.IGNORECASE)
_QUOTES: Final = " \t\r\n\"'`“”‘’«»;,"
_BONDS: Final = re.compile(r"[=#()\[\]@/\\]|[A-Za-z\]]\d")
"""What a SMILES has and a lone word seldom: the first word of a text is not taken for a structure without."""
_EXTENSION: Final = re.compile(r"\S+\s\|[^\s|]+\|")
_LETTERS_OF_SMILES: Final = re.compile(r"(?:Cl|Br|[BCNOPSFIbcnops]|\[[^\[\]\s]{1,30}\]|[-=#:/\\.()%@+0-9])+")
_DRAWN: Final = re.compile(r"[=#\[]|[cnos]\d")


def is_molfile(text: str) -> bool:
    """Say whether a text holds the table of a molfile, V2000 or V3000."""
    return _COUNTS.search(text) is not None


def is_drawing(text: str) -> bool:
    """Say whether a text, written where another thing belongs, is a structure by its letters."""
    return is_molfile(text) or _INCHI.match(text) is not None or is_smiles_like(text)


def is_smiles_like(text: str) -> bool:
    """Say whether a text, written where a name belongs, has only what a SMILES has, and bonds or rings of one."""
    is_long = len(text) >= SHORTEST_LIKE
    return is_long and _LETTERS_OF_SMILES.fullmatch(text) is not None and _DRAWN.search(text) is not None


def parse_written(text: str) -> Chem.Mol:
    """The molecule of what a column of structures holds. Raises StructureError, also where it can be read in two ways.

    Of a SMILES with a title the title is left; a SMILES broken over lines is joined where its beginning alone is none.
    """
    if is_molfile(text):
        return _read_molfile(text)
    bare = unicodedata.normalize("NFKC", text).strip(_QUOTES)
    bare = _LABEL.sub("", bare, count=1).strip(_QUOTES) if _LABEL.match(bare) else bare
    bare = f"InChI={bare[start.end() :]}" if (start := _INCHI.match(bare)) else bare
    words = bare.split()
    if bare.startswith("InChI=") or len(words) < 2 or _EXTENSION.fullmatch(bare):
        return parse_structure("".join(words) if bare.startswith("InChI=") else bare)
    first = _readable(words[0])
    if first is None:
        return parse_structure("".join(words), "smiles")
    if _BONDS.search(words[0]) is None or any(_readable(word) for word in words[1:]):
        raise StructureError("smiles_unreadable", f"{text[:80]!r} cannot be read as one SMILES")
    return first


def _readable(text: str) -> Chem.Mol | None:
    try:
        return parse_structure(text, "smiles")
    except StructureError:
        return None


def _read_molfile(text: str) -> Chem.Mol:
    """The first and only table of a text; its three lines of heading are made anew, as they may be lost or trimmed."""
    if len(text) > LONGEST_MOLFILE:
        raise StructureError("structure_too_long", f"{len(text)} characters of {LONGEST_MOLFILE}")
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    (counts, *others), end = _COUNTS.finditer(lines), _END.search(lines)
    if others or end is None:
        raise StructureError("molfile_unreadable", "holds no table that ends, or several")
    table = f"{counts[0].rstrip().rjust(COUNTS_LINE)}{lines[counts.end() : end.end()]}"
    mol = Chem.MolFromMolBlock(f"\n\n\n{table}\n")
    if mol is None or mol.GetNumAtoms() == 0:
        raise StructureError("molfile_unreadable", "cannot be read as a molfile")
    if any(atom.GetAtomicNum() == 0 or atom.HasQuery() for atom in mol.GetAtoms()):
        raise StructureError("molfile_unreadable", "draws a class and not a substance")
    if mol.GetNumHeavyAtoms() > MAX_HEAVY_ATOMS:
        raise StructureError("structure_too_large", f"{mol.GetNumHeavyAtoms()} heavy atoms of {MAX_HEAVY_ATOMS}")
    return parse_structure(Chem.MolToSmiles(mol), "smiles")

"""InChIKeys as they are made: of a molecule, and of which written structures the same one can be made again."""

from __future__ import annotations

import re
from typing import Final

from rdkit import Chem
from rdkit.Chem import rdinchi

from chemistry.identity.drawing_steps import standardise
from chemistry.identity.molecules import MAX_CHARACTERS, MAX_DOTS

LONE_ION: Final = re.compile(r"(?:^|(?<=\.))\[(?:(?:Li|Na|K)\+|(?:F|Cl|Br|I)-|(?:Ca|Mg|Zn)\+2)\](?=\.|$)")
"""An ion of one atom that salts of organic chemistry are made with."""
ODD_ATOM: Final = re.compile(
    r"\[(?![0-9]*(?:[BCHNOPScnops][@+\-H0-9]|Si|[Ss]e)|[23]H\])"  # another element than organic ones; a radical
    r"|=(?:F|Cl|Br|I)|(?:F|Cl|Br|I)[(=#0-9%]|(?<=[^(.])(?:F|Cl|Br|I)(?=[^).])"  # a halogen with a second neighbour
    r"|\[P\+\]\(=O|[/\\]%?[0-9]"  # a charged phosphoryl; a ring that closes at a double bond drawn cis or trans
)
"""Where a dictionary may draw one thing and its InChIKey say another: metals, oxoacids of the halogens."""
CARBON: Final = re.compile(r"C(?!l|a)|c")


def gives_inchikey(smiles: str) -> bool:
    """Say whether the InChIKey of a standardised structure is had again from its SMILES whenever somebody asks.

    Not of what is too long to be read again, nor of atoms whose bonds one author draws and the next does not.
    """
    if not smiles or len(smiles) > MAX_CHARACTERS or smiles.count(".") > MAX_DOTS:
        return False
    rest = LONE_ION.sub("", smiles)
    return ODD_ATOM.search(rest) is None and (rest == smiles or CARBON.search(rest) is not None)


def inchikey_of_molecule(mol: Chem.Mol) -> str:
    """The InChIKey of a molecule, drawn the one way; it takes as long as all else that is told of a structure."""
    return str(rdinchi.MolToInchiKey(standardise(mol).mol))

"""Structures as an SD file, which programs of chemistry read: one record each, drawn flat, with its properties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdkit import Chem
from rdkit.Chem import rdDepictor

from chemistry.errors import StructureError
from chemistry.identity import parse_structure

MAX_NAME = 80


@dataclass(frozen=True, slots=True)
class SdRecord:
    """One structure, its name, and what is said of it; a property without a value is left out."""

    smiles: str
    name: str
    properties: Mapping[str, str]


def sd_file(records: Iterable[SdRecord]) -> str:
    """Return the records as the text of one file; those whose structure cannot be read are left out."""
    return "".join(_written(record) for record in records)


def _written(record: SdRecord) -> str:
    try:
        mol = parse_structure(record.smiles, "smiles")
    except StructureError:
        return ""
    rdDepictor.Compute2DCoords(mol)
    mol.SetProp("_Name", _one_line(record.name)[:MAX_NAME])
    block: str = Chem.MolToMolBlock(mol)
    fields = "".join(
        f">  <{_one_line(name)}>\n{_data(value)}\n\n" for name, value in record.properties.items() if value
    )
    return f"{block}{fields}$$$$\n"


def _data(value: str) -> str:
    """Lines of data: an empty one would end the property, one of "$$$$" the record."""
    lines = filter(None, map(_one_line, value.splitlines()))
    return "\n".join(f" {line}" if line.startswith("$") else line for line in lines)


def _one_line(text: str) -> str:
    return " ".join(text.replace("<", "(").replace(">", ")").split())

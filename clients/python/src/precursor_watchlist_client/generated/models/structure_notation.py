from typing import Literal

StructureNotation = Literal["smarts", "smiles"]

STRUCTURE_NOTATION_VALUES: set[StructureNotation] = {
    "smarts",
    "smiles",
}


def check_structure_notation(value: str) -> StructureNotation:
    if value in STRUCTURE_NOTATION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {STRUCTURE_NOTATION_VALUES!r}")

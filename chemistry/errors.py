"""What a structure or a registry number can be refused for."""

from __future__ import annotations

from typing import Literal

StructureCode = Literal[
    "structure_empty",
    "structure_too_long",
    "structure_too_many_parts",
    "structure_too_large",
    "smiles_unreadable",
    "inchi_unreadable",
    "molfile_unreadable",
    "inchikey_malformed",
    "mask_unreadable",
    "query_too_long",
    "query_too_large",
    "smarts_unreadable",
]
EndedCode = Literal["structure_timed_out", "structure_exhausted_memory", "structure_crashed"]
"""The process that examined a structure ended before it had done so."""
NameCode = Literal["name_timed_out", "name_crashed", "nomenclature_unavailable", "name_stereo_unreadable"]
"""A systematic name has no structure."""
RefusedCode = StructureCode | EndedCode | NameCode
CasCode = Literal["cas_malformed", "cas_check_digit"]


class StructureError(ValueError):
    """A text that is not taken as a structure.

    `detail` is the fact, for people.
    """

    def __init__(self, code: StructureCode, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class CasError(ValueError):
    """A text that is no CAS Registry Number.

    `number` is the number as read, where nothing but its check digit is wrong; else empty.
    """

    def __init__(self, code: CasCode, detail: str, number: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.number = number

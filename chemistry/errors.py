"""What a structure or a registry number can be refused for."""

from __future__ import annotations


class StructureError(ValueError):
    """A text that is not taken as a structure.

    `code` is one of structure_empty, structure_too_long, structure_too_many_parts, structure_too_large,
    smiles_unreadable, inchi_unreadable; of a query also query_too_long, query_too_large, smarts_unreadable,
    inchikey_malformed. `detail` is the fact, for people.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class CasError(ValueError):
    """A text that is no CAS Registry Number: `code` is cas_malformed or cas_check_digit.

    `number` is the number as read, where nothing but its check digit is wrong; else empty.
    """

    def __init__(self, code: str, detail: str, number: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.number = number

"""Every code of a conflict between two fields of a line, and what it means."""

from __future__ import annotations

from itertools import combinations
from typing import Final

KIND_NAMES: Final = {
    "un": "the UN number",
    "cn": "the CN code",
    "hs": "the HS code",
    "cas": "the CAS number",
    "name": "the name",
    "elements": "the declaration elements",
    "structure": "the structure",
}
"""What a field says, in the order in which a code names two."""

CONFLICTS: Final = {
    **{
        f"{first}_{second}_mismatch": (
            f"What {KIND_NAMES[first]} and {KIND_NAMES[second]} name is not one thing, or not one isomer."
        )
        for first, second in combinations(KIND_NAMES, 2)
    },
    "cn_hs_mismatch": "The CN code is no subdivision of the HS code.",
    "cn_structure_mismatch": "The CN code names something else than the structure, or its heading cannot hold it.",
    "hs_structure_mismatch": "The HS code names something else than the structure, or its heading cannot hold it.",
    "structures_mismatch": "Two structures of one line are not one, or not one isomer.",
}


def conflict_code(first: str, second: str) -> str:
    """Return the code of a conflict between fields of two kinds, given in the order of `KIND_NAMES`."""
    return "structures_mismatch" if first == second else f"{first}_{second}_mismatch"

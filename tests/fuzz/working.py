"""Work for a child process that reads queries. It is imported by the child."""

from __future__ import annotations

from collections.abc import Sequence

from chemistry.errors import StructureError
from chemistry.search.query import Notation, read_inchikey, read_pattern
from chemistry.structures import Comparer


def patterns_of(queries: Sequence[tuple[str, Notation]], _: Comparer) -> list[str]:
    """For each query: how many atoms it has, the key that it is, or the code of its refusal."""
    return [_read(*query) for query in queries]


def _read(text: str, notation: Notation) -> str:
    try:
        return (
            read_inchikey(text, notation) if notation == "inchikey" else str(read_pattern(text, notation).GetNumAtoms())
        )
    except StructureError as error:
        return error.code

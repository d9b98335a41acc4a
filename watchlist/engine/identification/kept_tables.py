"""The tables that a name is compared with which no look-up knows, kept for the processes to come.

They take seconds of the processor to make, of a command that answers one line nearly all; read, a tenth of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from watchlist.engine.identification.fuzzy import Counterions, Nearness, nearness_of
from watchlist.engine.identification.other_forms import FiledNames
from watchlist.engine.kept import KeptFile, digest_of
from watchlist.engine.law import CompiledLaw

MADE_BY: Final = ("chemistry/names", "chemistry/data", "watchlist/engine/host.py", "watchlist/engine/identification")
PACKAGES: Final = ("anyascii", "pystemmer", "numpy")


@dataclass(frozen=True, slots=True)
class NameTables:
    """The names of a law: by their letters, for misspelt ones, and filed by stems and sounds, for other forms."""

    nearness: Nearness
    counterions: Counterions
    filed: FiledNames


KEPT: Final = KeptFile("names-{digest}.pickle", NameTables)


def name_tables(law: CompiledLaw) -> NameTables:
    """Return the tables of the names of a law, as they were kept or made now."""
    digest = digest_of(_names(law), MADE_BY, PACKAGES)
    return KEPT.get(digest, lambda: NameTables(nearness_of(law), Counterions(), FiledNames(law)))


def _names(law: CompiledLaw) -> Iterator[bytes]:
    for key, targets in law.names.items():
        yield f"{key}{targets!r}\n".encode("utf-8", "surrogatepass")

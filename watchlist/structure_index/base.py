"""The protocol of every store of structures: `tests/structure_index` checks each against it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final, Literal, Protocol

from django.utils.translation import gettext_lazy as _

from chemistry import Drawing, StructureHit, StructureRefusal
from chemistry.class_rules import RuleDefinition
from watchlist.engine.errors import CorrectTheQuestion, WatchlistError

Hits = tuple[StructureHit, ...]
Outcomes = Collection[str]

UNEXAMINED: Final = "unexamined"
"""The outcome of a structure that took too long under a class: it is always returned, whatever was asked for."""

LATE: Final = _("The query was given up: not answered within %(seconds)s seconds.")


class QueryNotReadable(CorrectTheQuestion):
    """The query is no structure, pattern or InChIKey, or larger than one may be."""


class QueryTooCostly(CorrectTheQuestion):
    """The query was read, and ended because it took too long or too much memory: ask for something more particular."""


class RebuildTheStore(WatchlistError):
    """The store in the database was made by another RDKit, or by other code, than that which asks it now."""


class StructureIndex(Protocol):
    """Structures under keys. A key may have several; it is one hit, by the structure that matches the query best.

    The same query finds the same hits in the same order. At most `limit` of them are returned, those that follow the
    hit of the key `after`; so that the last key of one page asks for the next. Every search raises `QueryNotReadable`
    and `QueryTooCostly`, and neither hurts the query that follows.
    """

    def count(self) -> int:
        """Return how many keys are indexed."""

    def exact(self, text: str, notation: Literal["inchikey", "smiles"], *, limit: int, after: str = "") -> Hits:
        """Return the structures with an InChIKey or with that of a SMILES; then those with its first block, by key."""

    def substructure(self, text: str, notation: Literal["smiles", "smarts"], *, limit: int, after: str = "") -> Hits:
        """Return those of which a structure or a pattern is a part, by key, whatever the stereochemistry."""

    def similar(self, text: str, *, limit: int, after: str = "") -> Hits:
        """Return those with anything in common with a SMILES, the most alike first, then by key.

        `similarity` is the Tanimoto coefficient of Morgan fingerprints: radius 2, 2,048 bits, not counted.
        """

    def definition(self, rule: RuleDefinition, *, outcomes: Outcomes, limit: int, after: str = "") -> Hits:
        """Return those with one of these outcomes under a class, by key: never fewer than if each were examined.

        `outcome` says how (`OUTCOMES` of the traces of class rules), by the drawing of a key that is furthest inside.
        """

    def add(self, drawings: Iterable[Drawing]) -> tuple[tuple[Drawing, StructureRefusal], ...]:
        """Add drawings; of one key, those added earlier come first. One that is there stays as it is.

        Returns those that cannot be read, and so are not added, each with its refusal.
        """

    def remove(self, keys: Collection[str]) -> int:
        """Remove these keys, and return how many of them were indexed."""

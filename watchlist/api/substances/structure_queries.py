"""Searches by structure: the parameters of a query, and its refusals as problems."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar, Final

from rest_framework import serializers

from chemistry import MAX_CHARACTERS
from watchlist.api.problems import raising_problems
from watchlist.engine.errors import WatchlistError
from watchlist.structure_index import QueryNotReadable, QueryTooCostly, RebuildTheStore

BY_STRUCTURE: Final = ("inchikey", "smiles", "substructure", "similar")
NOTATIONS: Final = ("smiles", "smarts")
ENCODED: Final = "In an address, + is written %2B and # is written %23"
PROBLEMS: Final[tuple[tuple[type[WatchlistError], str], ...]] = (
    (QueryNotReadable, "structure-not-readable"),
    (QueryTooCostly, "structure-query-too-costly"),
    (RebuildTheStore, "store-not-asked"),
)


class StructureSearchQuery(serializers.Serializer[Any]):
    """One search at most. A subclass may name more of them in `searches`."""

    searches: ClassVar[tuple[str, ...]] = BY_STRUCTURE

    inchikey = serializers.CharField(required=False, max_length=27, help_text="whole, or its first block")
    smiles = serializers.CharField(
        required=False, max_length=2_000, help_text=f"this structure, then others of its skeleton. {ENCODED}"
    )
    substructure = serializers.CharField(
        required=False,
        max_length=MAX_CHARACTERS,
        help_text=f"what has this as a part, whatever the stereochemistry. {ENCODED}",
    )
    kind = serializers.ChoiceField(
        NOTATIONS, required=False, help_text="how `substructure` is written; without it, as SMILES"
    )
    similar = serializers.CharField(
        required=False, max_length=2_000, help_text=f"the most like this SMILES first. {ENCODED}"
    )

    def to_internal_value(self, data: Any) -> Any:
        """Return the query; a search for nothing is refused: a form would take it for none, and list all."""
        empty = [name for name in self.searches if isinstance(data, Mapping) and data.get(name) == ""]
        if empty:
            raise serializers.ValidationError(dict.fromkeys(empty, "Give something to search for."))
        return super().to_internal_value(data)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        chosen = [name for name in self.searches if name in attrs]
        if len(chosen) > 1:
            raise serializers.ValidationError({chosen[1]: f"Search by one of {', '.join(self.searches)} at a time."})
        if "kind" in attrs and "substructure" not in attrs:
            raise serializers.ValidationError({"kind": "This says how `substructure` is written, which is not there."})
        return attrs

    @classmethod
    def search_of(cls, query: dict[str, Any]) -> tuple[str, str]:
        """Return by what a query searches, and for what; "" twice where it searches for nothing."""
        by = next((name for name in cls.searches if name in query), "")
        return ("pattern" if query.get("kind") == "smarts" else by), query.get(by, "")


as_problems = partial(raising_problems, PROBLEMS)
"""Raises refusals of a structure search as problems."""

"""What a process keeps to resolve goods with: the dictionary, and the resolvers of the laws it was asked of last."""

from __future__ import annotations

from functools import lru_cache

from watchlist.engine.identification.dictionary import Dictionary
from watchlist.engine.identification.resolver import Resolver
from watchlist.engine.law.compiled import CompiledLaw


@lru_cache(maxsize=1)
def shared_dictionary() -> Dictionary:
    """Return the dictionary of this process."""
    return Dictionary()


@lru_cache(maxsize=2)
def resolver_of(law: CompiledLaw, dictionary: Dictionary) -> Resolver:
    """Return the resolver of a law; kept, because it remembers the structures that it has seen."""
    return Resolver(law, dictionary)

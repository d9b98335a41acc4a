"""The facts of one substance as known at an instant."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

from watchlist.substances.models import Constituent, Description, Identifier, Name, Structure
from watchlist.substances.registry import (
    ConstituentFacts,
    DescriptionFacts,
    IdentifierFacts,
    NameFacts,
    StructureFacts,
    SubstanceFacts,
)
from watchlist.temporal import VersionedModel

Facts = TypeVar("Facts")


def substance_facts(key: str, at: datetime) -> SubstanceFacts | None:
    """Return the facts of a substance as known at `at`; None where it was not known.

    Names stand by language, the preferred one first; identifiers by scheme, value and form; constituents by key.
    """
    described = _facts(Description, DescriptionFacts, key, at)
    if not described:
        return None
    structures = _facts(Structure, StructureFacts, key, at)
    names = _facts(Name, NameFacts, key, at)
    identifiers = _facts(Identifier, IdentifierFacts, key, at)
    constituents = _facts(Constituent, ConstituentFacts, key, at)
    return SubstanceFacts(
        description=described[0],
        structure=structures[0] if structures else None,
        names=sorted(names, key=lambda name: (name.language, name.kind != "preferred", name.text)),
        identifiers=sorted(identifiers, key=lambda identifier: (identifier.scheme, identifier.value, identifier.form)),
        constituents=sorted(constituents, key=lambda constituent: constituent.contains),
    )


def _facts(model: type[VersionedModel], facts: type[Facts], key: str, at: datetime) -> list[Facts]:
    columns = [field.name for field in fields(facts)]  # type: ignore[arg-type] # every Facts is a dataclass
    rows: Any = model.objects.known_at(at).filter(substance__key=key).order_by("pk").values(*columns)
    return [facts(**row) for row in rows]

"""What was held true of one substance at an instant."""

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
from watchlist.temporal import Known

Facts = TypeVar("Facts")


def facts_known(key: str, at: datetime) -> SubstanceFacts | None:
    """Return all that we held true of a substance at `at`; None where we held no such substance.

    Names stand by language, the preferred one first; identifiers by scheme, value and form; constituents by key.
    """
    described = _known(Description, DescriptionFacts, key, at)
    if not described:
        return None
    structures = _known(Structure, StructureFacts, key, at)
    names = _known(Name, NameFacts, key, at)
    identifiers = _known(Identifier, IdentifierFacts, key, at)
    constituents = _known(Constituent, ConstituentFacts, key, at)
    return SubstanceFacts(
        description=described[0],
        structure=structures[0] if structures else None,
        names=sorted(names, key=lambda name: (name.language, name.kind != "preferred", name.text)),
        identifiers=sorted(identifiers, key=lambda one: (one.scheme, one.value, one.form)),
        constituents=sorted(constituents, key=lambda one: one.contains),
    )


def _known(model: type[Known], facts: type[Facts], key: str, at: datetime) -> list[Facts]:
    columns = [field.name for field in fields(facts)]  # type: ignore[arg-type] # every Facts is a dataclass
    rows: Any = model.objects.known_at(at).filter(substance__key=key).order_by("pk").values(*columns)
    return [facts(**row) for row in rows]

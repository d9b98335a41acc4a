"""The verb of this subject: describe a substance, whole, as we now hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction

from watchlist import audit
from watchlist.substances.models import Constituent, Description, Identifier, Name, Structure, Substance
from watchlist.temporal import VersionedModel, tick

Facts = TypeVar("Facts")


@dataclass(frozen=True, slots=True)
class DescriptionFacts:
    """The row of `Description`, without its times."""

    name: str
    kind: str
    confidence: str
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StructureFacts:
    """The row of `Structure`, without its times."""

    smiles: str
    inchikey: str


@dataclass(frozen=True, slots=True)
class NameFacts:
    """The row of `Name`, without its times."""

    text: str
    language: str
    kind: str
    source: str = ""
    confidence: str = "reported"
    note: str = ""


@dataclass(frozen=True, slots=True)
class IdentifierFacts:
    """The row of `Identifier`, without its times."""

    scheme: str
    value: str
    form: str = ""
    form_kind: str = ""
    smiles: str = ""
    confidence: str = "reported"
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConstituentFacts:
    """The row of `Constituent`, without its times."""

    contains: str
    product_form: str
    share_from: str = ""
    share_to: str = ""
    confidence: str = "reported"
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SubstanceFacts:
    """All that we hold true of one substance."""

    description: DescriptionFacts
    structure: StructureFacts | None
    names: Sequence[NameFacts]
    identifiers: Sequence[IdentifierFacts]
    constituents: Sequence[ConstituentFacts] = ()


@transaction.atomic
def describe(*, key: str, facts: SubstanceFacts, actor: str, reason: str) -> Substance:
    """Hold exactly `facts` true of the substance `key` from now on, and return it.

    Rows that differ are superseded and never overwritten: what we said before stays readable. If nothing
    differs, nothing is written, not even an event.
    """
    substance, created = Substance.objects.get_or_create(key=key)
    wanted: list[tuple[type[VersionedModel], list[Any]]] = [
        (Description, [facts.description]),
        (Structure, [facts.structure] if facts.structure else []),
        (Name, list(facts.names)),
        (Identifier, list(facts.identifiers)),
        (Constituent, list(facts.constituents)),
    ]
    changes = [_difference(model, substance, rows) for model, rows in wanted]
    if not any(gone or new for _, gone, new in changes):
        return substance
    at = tick()
    common: dict[str, Any] = {"substance": substance, "recorded_at": at}
    written: list[models.Model] = [substance]
    for model, gone, new in changes:
        model.objects.filter(pk__in=gone).supersede(at)
        rows = model.objects.bulk_create([model(**common, **asdict(row)) for row in new])
        written += [*model.objects.filter(pk__in=gone), *rows]
    audit.append(
        actor=actor,
        verb="record" if created else "correct",
        target_kind="substance",
        target_key=key,
        payload={"reason": reason, "facts": asdict(facts)},
        at=at,
        rows=written,
    )
    return substance


def _difference(
    model: type[VersionedModel], substance: Substance, wanted: list[Any]
) -> tuple[type[VersionedModel], list[int], list[Any]]:
    """Return the primary keys to supersede and the facts to add."""
    left = list(dict.fromkeys(wanted))
    gone: list[int] = []
    for row in model.objects.current().filter(substance=substance):
        same = (want for want in left if all(getattr(row, name) == value for name, value in asdict(want).items()))
        facts = next(same, None)
        if facts is None:
            gone.append(row.pk)
        else:
            left.remove(facts)
    return model, gone, left


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

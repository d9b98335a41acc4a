"""The substances from text to history: each that the new text changes is described again, whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from watchlist.engine.errors import CorrectTheData
from watchlist.engine.law.text import CodeRow, ConstituentRow, FormRow, NameRow, SeedPart, SubstanceRow
from watchlist.law_store.seeds.editions import Delivery, facts_from, touched_since
from watchlist.substances import (
    Constituent,
    ConstituentFacts,
    Description,
    DescriptionFacts,
    Identifier,
    IdentifierFacts,
    Name,
    NameFacts,
    Structure,
    StructureFacts,
    SubstanceFacts,
    describe,
    substance_facts,
)
from watchlist.temporal import tick

Fact = TypeVar("Fact", NameFacts, IdentifierFacts)
DESCRIBED = (Description, Structure, Name, Identifier, Constituent)


def load_substances(old: SeedPart, new: SeedPart, delivery: Delivery) -> None:
    """Bring what we hold of the substances from the old text to the new one; a substance is never lost."""
    old_facts, new_facts = _facts(old), _facts(new)
    for key in sorted(old_facts.keys() - new_facts.keys()):
        raise CorrectTheData(f"seeds/substances/substances.csv: substance {key} is missing: a substance is never lost.")
    for key, facts in new_facts.items():
        if facts != old_facts.get(key):
            stored = (model.objects.filter(substance__key=key) for model in DESCRIBED)
            is_touched = any(touched_since(rows, delivery.since).exists() for rows in stored)
            wanted = _merge_others(key, old_facts.get(key), facts) if is_touched else facts
            describe(key=key, facts=wanted, actor=delivery.actor, reason=delivery.reason)


def _facts(part: SeedPart) -> dict[str, SubstanceFacts]:
    names: defaultdict[str, list[NameFacts]] = defaultdict(list)
    for name in part.rows(NameRow):
        names[name.substance].append(facts_from(NameFacts, name))
    numbers: defaultdict[str, list[IdentifierFacts]] = defaultdict(list)
    for form in part.rows(FormRow):
        numbers[form.substance].append(facts_from(IdentifierFacts, form, scheme="cas", value=form.cas))
    for code in part.rows(CodeRow):
        numbers[code.substance].append(facts_from(IdentifierFacts, code))
    constituents: defaultdict[str, list[ConstituentFacts]] = defaultdict(list)
    for constituent in part.rows(ConstituentRow):
        constituents[constituent.material].append(facts_from(ConstituentFacts, constituent))
    return {
        row.key: SubstanceFacts(
            description=facts_from(DescriptionFacts, row),
            structure=StructureFacts(row.smiles, row.inchikey) if row.smiles else None,
            names=names[row.key],
            identifiers=numbers[row.key],
            constituents=constituents[row.key],
        )
        for row in part.rows(SubstanceRow)
    }


def _merge_others(key: str, old_facts: SubstanceFacts | None, new_facts: SubstanceFacts) -> SubstanceFacts:
    """Return the facts of a new text with the names and numbers that a change set added meanwhile.

    Raises `CorrectTheData` where the two differ on which substance it is.
    """
    stored = substance_facts(key, tick())
    if stored is None:
        return new_facts
    settled = old_facts or new_facts
    drawn = {stored.structure, settled.structure, new_facts.structure}
    if stored.description.kind != new_facts.description.kind or (
        stored.structure != settled.structure and len(drawn) > 1
    ):
        raise CorrectTheData(
            f"substance {key} was changed after the seeds were last loaded, and not by them, and the text draws it "
            "otherwise: bring it as a change set."
        )
    return replace(
        new_facts,
        names=[*new_facts.names, *_added_by_others(stored.names, settled.names, new_facts.names, "text")],
        identifiers=[
            *new_facts.identifiers,
            *_added_by_others(stored.identifiers, settled.identifiers, new_facts.identifiers, "value"),
        ],
    )


def _added_by_others(stored: Sequence[Fact], old: Sequence[Fact], new: Sequence[Fact], key: str) -> list[Fact]:
    """Return the stored facts whose key is neither in the new text nor in the old one."""
    keys = {getattr(fact, key) for fact in (*old, *new)}
    return [fact for fact in stored if getattr(fact, key) not in keys]

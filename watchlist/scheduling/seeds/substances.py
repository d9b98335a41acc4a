"""The substances from text to history: each that the new text says otherwise is described again, whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from watchlist.errors import CorrectTheData
from watchlist.scheduling.seeds.editions import Delivery, SeedPart, touched_since
from watchlist.scheduling.seeds.rows import CodeRow, FormRow, NameRow, SubstanceRow
from watchlist.substances import registry
from watchlist.substances.models import Description, Identifier, Name, Structure

DESCRIBED = (Description, Structure, Name, Identifier)


def load_substances(old: SeedPart, new: SeedPart, delivery: Delivery) -> None:
    """Bring what we hold of the substances from the old text to the new one; a substance is never lost."""
    before, after = _facts(old), _facts(new)
    for key in sorted(before.keys() - after.keys()):
        raise CorrectTheData(f"seeds/substances/substances.csv: substance {key} is missing: a substance is never lost.")
    for key, facts in after.items():
        if facts != before.get(key):
            _refuse_if_touched(key, delivery)
            registry.describe(key=key, facts=facts, actor=delivery.actor, reason=delivery.reason)


def _facts(part: SeedPart) -> dict[str, registry.SubstanceFacts]:
    names: defaultdict[str, list[registry.NameFacts]] = defaultdict(list)
    for name in part.rows(NameRow):
        names[name.substance].append(registry.NameFacts(name.text, name.language, name.kind, name.source))
    numbers = _numbers(part)
    return {
        row.key: registry.SubstanceFacts(
            description=registry.DescriptionFacts(row.name, row.kind, row.confidence, row.source, row.note),
            structure=registry.StructureFacts(row.smiles, row.inchikey) if row.smiles else None,
            names=names[row.key],
            identifiers=numbers.get(row.key, []),
        )
        for row in part.rows(SubstanceRow)
    }


def _numbers(part: SeedPart) -> Mapping[str, list[registry.IdentifierFacts]]:
    numbers: defaultdict[str, list[registry.IdentifierFacts]] = defaultdict(list)
    for form in part.rows(FormRow):
        numbers[form.substance].append(
            registry.IdentifierFacts(
                scheme="cas",
                value=form.cas,
                form=form.form,
                form_kind=form.form_kind,
                smiles=form.smiles,
                confidence=form.confidence,
                source=form.source,
                note=form.note,
            )
        )
    for code in part.rows(CodeRow):
        numbers[code.substance].append(
            registry.IdentifierFacts(
                code.scheme, code.value, confidence=code.confidence, source=code.source, note=code.note
            )
        )
    return numbers


def _refuse_if_touched(key: str, delivery: Delivery) -> None:
    for model in DESCRIBED:
        if touched_since(model.objects.filter(substance__key=key), delivery.since).exists():
            raise CorrectTheData(
                f"substance {key} was changed after the seeds were last loaded, and not by them: "
                "bring the new text as a change set."
            )

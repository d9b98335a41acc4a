"""Families and masks from text to history: each that the new text changes is set anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from watchlist.engine.errors import CorrectTheData
from watchlist.engine.law.text.parts import SeedPart
from watchlist.engine.law.text.rows import FamilyRow, MaskRow, MemberRow
from watchlist.law_store.defining import FamilyFacts, MaskFacts, group, name_mask
from watchlist.law_store.definitions import Family, Mask
from watchlist.law_store.seeds.editions import Delivery, touched_since

Facts = TypeVar("Facts", FamilyFacts, MaskFacts)


def load_relatives(old: SeedPart, new: SeedPart, delivery: Delivery) -> None:
    """Bring families and masks from the old text to the new one; neither is ever lost."""
    for family in _changed(_families(old), _families(new)):
        _refuse_if_touched(Family, family.key, delivery)
        group(facts=family, actor=delivery.actor, reason=delivery.reason)
    for mask in _changed(_masks(old), _masks(new)):
        _refuse_if_touched(Mask, mask.key, delivery)
        name_mask(facts=mask, actor=delivery.actor, reason=delivery.reason)


def _families(part: SeedPart) -> dict[str, FamilyFacts]:
    members: defaultdict[str, list[str]] = defaultdict(list)
    for row in part.rows(MemberRow):
        members[row.family].append(row.substance)
    return {
        row.key: FamilyFacts(row.key, row.title, " ".join(sorted(members[row.key])), row.note)
        for row in part.rows(FamilyRow)
    }


def _masks(part: SeedPart) -> dict[str, MaskFacts]:
    return {row.key: _mask(row) for row in part.rows(MaskRow)}


def _mask(row: MaskRow) -> MaskFacts:
    cells = {column: getattr(row, column) for column in MaskRow.columns()}
    read = {"reshapes": row.reshapes == "yes", "published_on": date.fromisoformat(row.published_on)}
    return MaskFacts(**cells | read)


def _changed(old: Mapping[str, Facts], new: Mapping[str, Facts]) -> list[Facts]:
    for key in sorted(old.keys() - new.keys()):
        raise CorrectTheData(f"seeds/relatives: {key} is missing: what answers rested on is never lost.")
    return [facts for key, facts in new.items() if facts != old.get(key)]


def _refuse_if_touched(model: type[Family] | type[Mask], key: str, delivery: Delivery) -> None:
    if touched_since(model.objects.filter(key=key), delivery.since).exists():
        raise CorrectTheData(f"{key} was changed after the seeds were last loaded, and not by them.")

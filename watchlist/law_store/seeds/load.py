"""Load the seeds: compare the text with the text last loaded, and bring the history from the one to the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from watchlist.audit import AuditEvent
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.law import text
from watchlist.engine.law.text.rules import breaches_of
from watchlist.law_store import registry
from watchlist.law_store.defining import (
    FamilyFacts,
    MaskFacts,
    PlaceFacts,
    RuleFacts,
    TableFacts,
    admit,
    define,
    group,
    name_mask,
    tabulate,
)
from watchlist.law_store.definitions import ClassRule, Family, KeyedTruth, Mask
from watchlist.law_store.models import Edition, Instrument
from watchlist.law_store.seeds.editions import Delivery, facts_from, keep, last_edition, last_part, touched_since
from watchlist.law_store.seeds.lists import ListWasTouched, load_list
from watchlist.law_store.seeds.substances import load_substances
from watchlist.temporal import law_change

Facts = TypeVar("Facts", FamilyFacts, MaskFacts)

HandOver = Callable[[Edition, text.SeedPart], bool]
"""Takes a list's last loaded edition and its new text; returns whether the law already agrees with the text."""
Loader = Callable[[text.SeedPart, text.SeedPart, Delivery], None]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load wrote: the origins whose text changed, and how often each verb was used. Both empty: nothing."""

    editions: tuple[str, ...]
    verbs: Mapping[str, int]


@law_change()
def load_seeds(*, directory: Path, actor: str, hand_over: HandOver | None = None) -> LoadReport:
    """Bring the law as held to the text under `directory`, all of it or nothing, and return what was written.

    A list whose listings were meanwhile changed by another path is left as it is, and what the text says otherwise goes
    to `hand_over`. Raises `CorrectTheData` where the text breaks a rule of curation, loses what an earlier text said,
    or changes what was changed by another path and nobody takes it over.
    """
    seed_text = text.read_seeds(directory)
    if breaches := breaches_of(seed_text):
        others = f" (and {len(breaches) - 1} more: run check_seeds)" if len(breaches) > 1 else ""
        raise CorrectTheData(f"{breaches[0]}{others}")
    parts = list(text.parts_of(seed_text))
    _refuse_lost_parts({part.origin for part in parts})
    event_count = AuditEvent.objects.count()
    changed = [part.origin for part in parts if _load(part, LOADERS[part.folder], actor, hand_over)]
    verbs = AuditEvent.objects.filter(sequence__gt=event_count).values_list("verb", flat=True)
    return LoadReport(tuple(changed), dict(sorted(Counter(verbs).items())))


def _load(part: text.SeedPart, loader: Loader, actor: str, hand_over: HandOver | None) -> bool:
    edition = last_edition(part.origin)
    if edition is not None and edition.content == part.content:
        return False
    try:
        loader(last_part(edition), part, Delivery(actor, part.reason, edition.read_at if edition else None))
    except ListWasTouched:
        if hand_over is None or edition is None:
            raise
        if not hand_over(edition, part):
            return False
    keep(part, actor)
    return True


def _load_jurisdictions(old: text.SeedPart, new: text.SeedPart, delivery: Delivery) -> None:
    for row in _changed(old, new, text.JurisdictionRow):
        registry.set_jurisdiction(key=row.key, name=row.name, actor=delivery.actor, reason=delivery.reason)


def _load_memberships(old: text.SeedPart, new: text.SeedPart, delivery: Delivery) -> None:
    old_places, new_places = (_placed(part.rows(text.MembershipRow), "jurisdiction") for part in (old, new))
    for key in sorted(old_places.keys() | new_places.keys()):
        if old_places.get(key) != new_places.get(key):
            members = new_places.get(key, [])
            admit(jurisdiction=key, members=members, actor=delivery.actor, reason=delivery.reason)


def _load_destinations(old: text.SeedPart, new: text.SeedPart, delivery: Delivery) -> None:
    """Tables are never lost; the countries in one are held exactly as the new text has them."""
    old_places, new_places = (_placed(part.rows(text.DestinationRow), "table") for part in (old, new))
    changed = {row.key for row in _changed(old, new, text.DestinationTableRow)}
    for row in new.rows(text.DestinationTableRow):
        if row.key in changed or old_places.get(row.key) != new_places.get(row.key):
            facts = facts_from(TableFacts, row)
            places = new_places.get(row.key, [])
            tabulate(facts=facts, places=places, actor=delivery.actor, reason=delivery.reason)


def _placed(rows: list[Any], owner: str) -> dict[str, list[PlaceFacts]]:
    found: dict[str, list[PlaceFacts]] = {}
    for row in rows:
        found.setdefault(getattr(row, owner), []).append(facts_from(PlaceFacts, row))
    return found


def _load_authorities(old: text.SeedPart, new: text.SeedPart, delivery: Delivery) -> None:
    for row in _changed(old, new, text.AuthorityRow):
        name, jurisdiction = row.name, row.jurisdiction
        registry.set_authority(
            key=row.key, jurisdiction=jurisdiction, name=name, actor=delivery.actor, reason=delivery.reason
        )


def _load_instruments(old: text.SeedPart, new: text.SeedPart, delivery: Delivery) -> None:
    loaded_keys = {row.key for row in old.rows(text.InstrumentRow)}
    for row in _changed(old, new, text.InstrumentRow):
        # An act that a change set brought in first takes what the curated text says of it.
        if row.key in loaded_keys:
            _refuse_if_touched(Instrument, row.key, f"instrument {row.key}", delivery)
        facts = facts_from(registry.InstrumentFacts, row)
        registry.set_instrument(facts=facts, actor=delivery.actor, reason=delivery.reason)


def _load_rule(old: text.SeedPart, new: text.SeedPart, delivery: Delivery) -> None:
    for row in _changed(old, new, text.RuleRow):
        _refuse_if_touched(ClassRule, row.key, f"rule {row.key}", delivery)
        define(facts=facts_from(RuleFacts, row), actor=delivery.actor, reason=delivery.reason)


def _changed(old: text.SeedPart, new: text.SeedPart, kind: type[Any]) -> Iterator[Any]:
    """Yield the rows that are new or changed; raises `CorrectTheData` where a key is lost."""
    old_rows = {row.key: row for row in old.rows(kind)}
    new_rows = {row.key: row for row in new.rows(kind)}
    for key in sorted(old_rows.keys() - new_rows.keys()):
        raise CorrectTheData(f"seeds/{new.origin}.csv: {key} is missing: what others refer to is never lost.")
    yield from (row for key, row in new_rows.items() if row != old_rows.get(key))


def _refuse_lost_parts(origins: set[str]) -> None:
    """Refuse where a list, a rule, or the instruments of a jurisdiction, were loaded once and have no text any more."""
    for folder in ("instruments/", "class_rules/", "lists/"):
        loaded = set(Edition.objects.filter(origin__startswith=folder).values_list("origin", flat=True))
        for origin in sorted(loaded - origins):
            raise CorrectTheData(f"seeds/{origin} is missing: what was loaded once is never lost.")


def _load_relatives(old: text.SeedPart, new: text.SeedPart, delivery: Delivery) -> None:
    """Bring families and masks from the old text to the new one; neither is ever lost."""
    for family in _changed_relatives(_families(old), _families(new)):
        _refuse_if_touched(Family, family.key, family.key, delivery)
        group(facts=family, actor=delivery.actor, reason=delivery.reason)
    old_masks, new_masks = (
        {row.key: facts_from(MaskFacts, row) for row in part.rows(text.MaskRow)} for part in (old, new)
    )
    for mask in _changed_relatives(old_masks, new_masks):
        _refuse_if_touched(Mask, mask.key, mask.key, delivery)
        name_mask(facts=mask, actor=delivery.actor, reason=delivery.reason)


def _families(part: text.SeedPart) -> dict[str, FamilyFacts]:
    members: defaultdict[str, list[str]] = defaultdict(list)
    for row in part.rows(text.MemberRow):
        members[row.family].append(row.substance)
    return {
        row.key: facts_from(FamilyFacts, row, members=" ".join(sorted(members[row.key])))
        for row in part.rows(text.FamilyRow)
    }


def _changed_relatives(old: Mapping[str, Facts], new: Mapping[str, Facts]) -> list[Facts]:
    for key in sorted(old.keys() - new.keys()):
        raise CorrectTheData(f"seeds/relatives: {key} is missing: what answers rested on is never lost.")
    return [facts for key, facts in new.items() if facts != old.get(key)]


def _refuse_if_touched(model: type[Instrument] | type[KeyedTruth], key: str, name: str, delivery: Delivery) -> None:
    if touched_since(model.objects.filter(key=key), delivery.since).exists():
        raise CorrectTheData(f"{name} was changed after the seeds were last loaded, and not by them.")


LOADERS: Final[Mapping[str, Loader]] = {
    "jurisdictions": _load_jurisdictions,
    "memberships": _load_memberships,
    "destinations": _load_destinations,
    "authorities": _load_authorities,
    "instruments": _load_instruments,
    "substances": load_substances,
    "class_rules": _load_rule,
    "relatives": _load_relatives,
    "lists": load_list,
}
"""What loads a part, by the folder of its origin."""

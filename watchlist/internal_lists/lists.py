"""The verbs of house lists: open one, bring its entries, show it to a group, hide it; and that one was read.

The trail names a list by an opaque key, counts its entries and keeps the hash of the file: who reads the trail learns
neither what a list is called nor what stands on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.contrib.auth.models import Group
from django.db import transaction

from watchlist.audit import chain
from watchlist.engine.errors import CorrectTheData
from watchlist.internal_lists.models import PREFIX, HouseEdition, HouseEntry, HouseList
from watchlist.internal_lists.read import KEY, Brought, EntryFacts

BATCH: Final = 500
FACTS: Final = tuple(EntryFacts.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class ListFacts:
    """The row of `HouseList`, without its owner, its readers and its time."""

    key: str
    title: str
    kind: str = HouseList.Kind.WATCHLIST.value
    note: str = ""


@transaction.atomic
def open_house_list(*, facts: ListFacts, owner: str, actor: str) -> HouseList:
    """Open a house list, empty and shown to nobody, and return it. Raises `CorrectTheData`."""
    if not facts.key.startswith(PREFIX) or not KEY.fullmatch(facts.key):
        raise CorrectTheData(f"the key of a house list is of small letters, digits and hyphens after {PREFIX!r}.")
    if facts.kind not in HouseList.Kind.values:
        raise CorrectTheData(f"a house list is one of {', '.join(HouseList.Kind.values)}, and no {facts.kind!r}.")
    if not facts.title.strip():
        raise CorrectTheData("a house list has a title.")
    if HouseList.objects.filter(key=facts.key).exists():
        raise CorrectTheData(f"the house list {facts.key} is open already.")
    now = datetime.now(UTC)
    opened = HouseList.objects.create(**asdict(facts), owner=owner, opened_at=now)
    _audit(opened, "open_house_list", {"kind": facts.kind}, actor, now)
    return opened


@transaction.atomic
def bring(*, house_list: HouseList, brought: Brought, actor: str, shrink: bool = False) -> HouseEdition:
    """Hold exactly these entries on a list from now on, and return the edition.

    A file that was brought last is not brought again. Raises `CorrectTheData` where more than half of the entries
    would go, unless `shrink` says that they shall.
    """
    of: HouseList = HouseList.objects.select_for_update().get(pk=house_list.pk)
    last = of.last_edition()
    if last is not None and last.sha256 == brought.sha256:
        return last
    held = {row.key: row for row in HouseEntry.objects.current().filter(house_list=of)}
    now_said = {entry.key: entry for entry in brought.entries}
    gone = [key for key in held if key not in now_said]
    if 2 * len(gone) > len(held) and not shrink:
        raise CorrectTheData(f"{len(gone)} of {len(held)} entries are missing from the file; say that it shall shrink.")
    changed = [key for key, row in held.items() if key in now_said and facts_of(row) != now_said[key]]
    added = [key for key in now_said if key not in held]
    at = _instant_after(last)
    HouseEntry.objects.filter(pk__in=[held[key].pk for key in (*gone, *changed)]).supersede(at)
    HouseEntry.objects.bulk_create(
        [HouseEntry(house_list=of, recorded_at=at, **asdict(now_said[key])) for key in (*added, *changed)],
        batch_size=BATCH,
    )
    counts = {"added": len(added), "changed": len(changed), "removed": len(gone), "entries": len(now_said)}
    edition = HouseEdition.objects.create(
        house_list=of, sha256=brought.sha256, recorded_at=at, brought_by=actor, **counts
    )
    _audit(of, "bring_house_list", {**counts, "sha256": brought.sha256}, actor, at)
    return edition


@transaction.atomic
def show_to(*, house_list: HouseList, group: Group, actor: str) -> None:
    """Show a list to the members of a group from now on."""
    house_list.readers.add(group)
    _audit(house_list, "show_house_list", {"group": group.name}, actor, datetime.now(UTC))


@transaction.atomic
def hide_from(*, house_list: HouseList, group: Group, actor: str) -> None:
    """Hide a list from the members of a group at once, whatever they were shown before."""
    house_list.readers.remove(group)
    _audit(house_list, "hide_house_list", {"group": group.name}, actor, datetime.now(UTC))


def was_read(*, house_list: HouseList, edition: HouseEdition | None, entries: int, actor: str) -> None:
    """Keep that a person was shown so many entries of a list, of an edition: screening reads them for nobody."""
    said = {"entries": entries, "sha256": edition.sha256 if edition else ""}
    _audit(house_list, "read_house_list", said, actor, datetime.now(UTC))


def facts_of(row: HouseEntry) -> EntryFacts:
    """Return what a stored entry says."""
    return EntryFacts(**{name: getattr(row, name) for name in FACTS})


def _instant_after(last: HouseEdition | None) -> datetime:
    """Return now, or just after the last edition: the clock of a list runs strictly onwards, as that of the law."""
    now = datetime.now(UTC)
    return max(now, last.recorded_at + timedelta(microseconds=1)) if last else now


def _audit(of: HouseList, verb: str, payload: Mapping[str, Any], actor: str, at: datetime) -> None:
    chain.append(actor=actor, verb=verb, target_kind="house_list", target_key=str(of.pk), payload=payload, at=at)

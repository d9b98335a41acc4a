"""The verbs of house lists: open one, import its entries, show it to a group, hide it; and record that it was read.

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

from watchlist import audit
from watchlist.engine.errors import CorrectTheData
from watchlist.internal_lists.list_file import KEY, EntryFacts, ListFile
from watchlist.internal_lists.models import PREFIX, HouseEdition, HouseEntry, HouseList

BATCH: Final = 500
FACTS: Final = tuple(EntryFacts.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class HouseListFacts:
    """The row of `HouseList`, without its owner, its readers and its time."""

    key: str
    title: str
    kind: str = HouseList.Kind.WATCHLIST.value
    note: str = ""


@transaction.atomic
def open_house_list(*, facts: HouseListFacts, owner: str, actor: str) -> HouseList:
    """Open a house list, empty and shown to nobody, and return it. Raises `CorrectTheData`."""
    if not facts.key.startswith(PREFIX) or not KEY.fullmatch(facts.key):
        raise CorrectTheData(f"the key of a house list is of small letters, digits and hyphens after {PREFIX!r}.")
    if facts.kind not in HouseList.Kind.values:
        raise CorrectTheData(f"a house list is one of {', '.join(HouseList.Kind.values)}, and no {facts.kind!r}.")
    if not facts.title.strip():
        raise CorrectTheData("a house list has a title.")
    if HouseList.objects.filter(key=facts.key).exists():
        raise CorrectTheData(f"the house list {facts.key} is open already.")
    opened = HouseList.objects.create(**asdict(facts), owner=owner, opened_at=datetime.now(UTC))
    _audit(opened, "open_house_list", {"kind": facts.kind}, actor, opened.opened_at)
    return opened


@transaction.atomic
def import_entries(*, house_list: HouseList, list_file: ListFile, actor: str, shrink: bool = False) -> HouseEdition:
    """Make the entries of a file the entries of a list from now on, and return the edition.

    A file that was brought last is not brought again. Raises `CorrectTheData` where more than half of the entries
    would go, unless `shrink` says that they shall.
    """
    locked: HouseList = HouseList.objects.select_for_update().get(pk=house_list.pk)
    last = locked.last_edition()
    if last is not None and last.sha256 == list_file.sha256:
        return last
    current = {row.key: row for row in HouseEntry.objects.current().filter(house_list=locked)}
    new_by_key = {entry.key: entry for entry in list_file.entries}
    gone = [key for key in current if key not in new_by_key]
    if 2 * len(gone) > len(current) and not shrink:
        raise CorrectTheData(
            f"{len(gone)} of {len(current)} entries are missing from the file; say that it shall shrink."
        )
    changed = [key for key, row in current.items() if key in new_by_key and facts_of(row) != new_by_key[key]]
    added = [key for key in new_by_key if key not in current]
    # Just after the last edition at least: the clock of a list runs strictly onwards, as that of the law.
    now = datetime.now(UTC)
    at = max(now, last.recorded_at + timedelta(microseconds=1)) if last else now
    HouseEntry.objects.filter(pk__in=[current[key].pk for key in (*gone, *changed)]).supersede(at)
    HouseEntry.objects.bulk_create(
        [HouseEntry(house_list=locked, recorded_at=at, **asdict(new_by_key[key])) for key in (*added, *changed)],
        batch_size=BATCH,
    )
    counts = {"added": len(added), "changed": len(changed), "removed": len(gone), "entries": len(new_by_key)}
    edition = HouseEdition.objects.create(
        house_list=locked, sha256=list_file.sha256, recorded_at=at, brought_by=actor, **counts
    )
    _audit(locked, "bring_house_list", {**counts, "sha256": list_file.sha256}, actor, at)
    return edition


@transaction.atomic
def show_to(*, house_list: HouseList, group: Group, actor: str) -> None:
    """Show a list to the members of a group from now on."""
    house_list.readers.add(group)
    _audit(house_list, "show_house_list", {"group": group.name}, actor)


@transaction.atomic
def hide_from(*, house_list: HouseList, group: Group, actor: str) -> None:
    """Hide a list from the members of a group at once, whatever they were shown before."""
    house_list.readers.remove(group)
    _audit(house_list, "hide_house_list", {"group": group.name}, actor)


def record_read(*, house_list: HouseList, edition: HouseEdition | None, entries: int, actor: str) -> None:
    """Audit that a person was shown so many entries of an edition of a list; screening is not audited as reading."""
    payload = {"entries": entries, "sha256": edition.sha256 if edition else ""}
    _audit(house_list, "read_house_list", payload, actor)


def facts_of(row: HouseEntry) -> EntryFacts:
    """Return the facts of a stored entry."""
    return EntryFacts(**{name: getattr(row, name) for name in FACTS})


def _audit(
    house_list: HouseList, verb: str, payload: Mapping[str, Any], actor: str, at: datetime | None = None
) -> None:
    key = str(house_list.pk)
    audit.append(actor=actor, verb=verb, target_kind="house_list", target_key=key, payload=payload, at=at)

"""The verbs of house lists: open one, import its entries, show it to a group, hide it; and record that it was read.

The trail names a list by an opaque key, counts its entries and keeps the hash of the file: who reads the trail learns
neither what a list is called nor what stands on it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.text import slugify

from watchlist import audit
from watchlist.engine.errors import CorrectTheData
from watchlist.internal_lists.edition_changes import changes_by
from watchlist.internal_lists.errors import ListWouldShrink
from watchlist.internal_lists.list_file import KEY, ListFile
from watchlist.internal_lists.models import PREFIX, HouseEdition, HouseEntry, HouseList

BATCH: Final = 500
LONGEST_STEM: Final = 40
NO_WORD: Final = re.compile(r"[^a-z0-9]+")


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


def free_key(title: str) -> str:
    """Return a key for a list of a title. Its end is drawn by lot, so that it tells of no other list that is there."""
    words = NO_WORD.sub("-", slugify(title)).strip("-")[:LONGEST_STEM].strip("-")
    while True:
        key = PREFIX + "-".join(filter(None, (words, secrets.token_hex(4))))
        if not HouseList.objects.filter(key=key).exists():
            return key


@transaction.atomic
def import_entries(*, house_list: HouseList, list_file: ListFile, actor: str, shrink: bool = False) -> HouseEdition:
    """Make the entries of a file the entries of a list from now on, and return the edition.

    A file that was brought last is not brought again. Raises `ListWouldShrink` where more than half of the entries
    would go, unless `shrink` says that they shall.
    """
    locked: HouseList = HouseList.objects.select_for_update().get(pk=house_list.pk)
    last = locked.last_edition()
    if last is not None and last.sha256 == list_file.sha256:
        return last
    changes = changes_by(locked, list_file)
    if changes.shrinks and not shrink:
        raise ListWouldShrink(
            f"{len(changes.removed)} of {changes.current} entries are missing from the file; say that it shall shrink."
        )
    # Just after the last edition at least: the clock of a list runs strictly onwards, as that of the law.
    now = datetime.now(UTC)
    at = max(now, last.recorded_at + timedelta(microseconds=1)) if last else now
    outdated = [*changes.removed, *(pair.row for pair in changes.changed)]
    HouseEntry.objects.filter(pk__in=[row.pk for row in outdated]).supersede(at)
    written = [*changes.added, *(pair.facts for pair in changes.changed)]
    HouseEntry.objects.bulk_create(
        [HouseEntry(house_list=locked, recorded_at=at, **asdict(facts)) for facts in written], batch_size=BATCH
    )
    counts = {name: len(getattr(changes, name)) for name in ("added", "changed", "removed")}
    counts["entries"] = changes.entries
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


def _audit(
    house_list: HouseList, verb: str, payload: Mapping[str, Any], actor: str, at: datetime | None = None
) -> None:
    key = str(house_list.pk)
    audit.append(actor=actor, verb=verb, target_kind="house_list", target_key=key, payload=payload, at=at)

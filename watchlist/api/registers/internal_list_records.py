"""House lists, their editions and entries, and what a file would change of them, as records of the API."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from rest_framework import serializers

from watchlist.api.base import example_bodies
from watchlist.api.paging import following
from watchlist.api.record_base import Record, texts
from watchlist.internal_lists import KINDS, ChangedEntry, EditionChanges, HouseEdition, HouseList, ListFile

HOUSE_LIST_KINDS: Final = tuple(KINDS)
MOST_NAMED: Final = 500
EXAMPLES: Final = example_bodies(__file__)
LIST: Final = EXAMPLES.internal_list
ENTRY: Final = EXAMPLES.entry
EDITION: Final = EXAMPLES.edition
CHANGES: Final = EXAMPLES.edition_changes


class HouseEditionRecord(Record):
    """A file as it was brought last."""

    sha256 = serializers.CharField()
    entries = serializers.IntegerField()
    recorded_at = serializers.DateTimeField()


class WholeHouseEdition(HouseEditionRecord):
    """A file as it was brought: the whole list from then on."""

    id = serializers.UUIDField()
    added = serializers.IntegerField()
    changed = serializers.IntegerField()
    removed = serializers.IntegerField()
    brought_by = serializers.CharField()


class BroughtHouseEdition(WholeHouseEdition):
    """An edition as it was brought just now, or was the last already."""

    notes = texts(help_text="a sentence on each entry whose number, structure and InChIKey speak of different things")


class HouseListRecord(Record):
    """A list of the house itself: no law, and it binds nobody."""

    key = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(HOUSE_LIST_KINDS)
    note = serializers.CharField(allow_null=True)
    owner = serializers.CharField(help_text="who answers for it")
    readers = texts(help_text="the groups whose members are shown it")
    edition = HouseEditionRecord(allow_null=True, help_text="null: nothing was brought yet")


class HouseEntryRecord(Record):
    """One entry as it was brought."""

    key = serializers.CharField()
    name = serializers.CharField()
    other_names = texts(source="other_names.splitlines")
    cas = serializers.CharField(allow_null=True)
    smiles = serializers.CharField(allow_null=True)
    inchikey = serializers.CharField(allow_null=True)
    reason = serializers.CharField(allow_null=True)
    note = serializers.CharField(allow_null=True)


class HouseListPage(HouseListRecord):
    """A house list with a page of its entries."""

    items = HouseEntryRecord(many=True)
    next = following()


class ChangedEntryRecord(Record):
    """An entry that says something else in the file."""

    key = serializers.CharField(source="facts.key")
    fields = texts(help_text="what of it differs; `structure`: what is drawn, or is of its number")


class HouseEditionChanges(Record):
    """What a file would change of a house list, were it brought now. Nothing of it is kept."""

    sha256 = serializers.CharField()
    entries = serializers.IntegerField(help_text="so many the list would have")
    added_in_all = serializers.IntegerField()
    changed_in_all = serializers.IntegerField()
    removed_in_all = serializers.IntegerField()
    shrinks = serializers.BooleanField(help_text="more than half would go: it is brought with `shrink` alone")
    added = texts(help_text=f"the keys of the first {MOST_NAMED}, in the order of the file")
    changed = ChangedEntryRecord(many=True, help_text=f"the first {MOST_NAMED}")
    removed = texts(help_text=f"the keys of the first {MOST_NAMED}")
    notes = texts(help_text="a sentence on each entry whose number, structure and InChIKey speak of different things")


def house_list_record(house_list: HouseList, edition: HouseEdition | None) -> dict[str, Any]:
    """Return a list with its edition, and the groups that are shown it."""
    readers = sorted(group.name for group in house_list.readers.all())
    last = HouseEditionRecord.from_row(edition) if edition else None
    return HouseListRecord.from_row(house_list, readers=readers, edition=last)


def changes_record(changes: EditionChanges, list_file: ListFile) -> dict[str, Any]:
    """Return what a file would change, each part in the order of its keys."""
    return HouseEditionChanges.from_row(
        changes,
        sha256=list_file.sha256,
        added_in_all=len(changes.added),
        changed_in_all=len(changes.changed),
        removed_in_all=len(changes.removed),
        added=_keys(changes.added),
        changed=[_changed(pair) for pair in changes.changed[:MOST_NAMED]],
        removed=_keys(changes.removed),
        notes=list(list_file.notes),
    )


def _keys(entries: Iterable[Any]) -> list[str]:
    return [entry.key for entry in entries][:MOST_NAMED]


def _changed(pair: ChangedEntry) -> dict[str, Any]:
    return ChangedEntryRecord.from_row(pair, fields=list(pair.fields))

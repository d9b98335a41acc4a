from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.changed_entry_record import ChangedEntryRecord


T = TypeVar("T", bound="HouseEditionChanges")


@_attrs_define
class HouseEditionChanges:
    """What a file would change of a house list, were it brought now. Nothing of it is kept."""

    sha256: str
    entries: int
    """ so many the list would have """
    added_in_all: int
    changed_in_all: int
    removed_in_all: int
    shrinks: bool
    """ more than half would go: it is brought with `shrink` alone """
    added: list[str]
    """ the keys of the first 500, in the order of the file """
    changed: list[ChangedEntryRecord]
    """ the first 500 """
    removed: list[str]
    """ the keys of the first 500 """
    notes: list[str]
    """ a sentence on each entry whose number, structure and InChIKey speak of different things """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        sha256 = self.sha256

        entries = self.entries

        added_in_all = self.added_in_all

        changed_in_all = self.changed_in_all

        removed_in_all = self.removed_in_all

        shrinks = self.shrinks

        added = self.added

        changed = []
        for changed_item_data in self.changed:
            changed_item = changed_item_data.to_dict()
            changed.append(changed_item)

        removed = self.removed

        notes = self.notes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "sha256": sha256,
                "entries": entries,
                "added_in_all": added_in_all,
                "changed_in_all": changed_in_all,
                "removed_in_all": removed_in_all,
                "shrinks": shrinks,
                "added": added,
                "changed": changed,
                "removed": removed,
                "notes": notes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.changed_entry_record import ChangedEntryRecord  # noqa: PLC0415

        d = dict(src_dict)
        sha256 = d.pop("sha256")

        entries = d.pop("entries")

        added_in_all = d.pop("added_in_all")

        changed_in_all = d.pop("changed_in_all")

        removed_in_all = d.pop("removed_in_all")

        shrinks = d.pop("shrinks")

        added = cast(list[str], d.pop("added"))

        changed = []
        _changed = d.pop("changed")
        for changed_item_data in _changed:
            changed_item = ChangedEntryRecord.from_dict(changed_item_data)

            changed.append(changed_item)

        removed = cast(list[str], d.pop("removed"))

        notes = cast(list[str], d.pop("notes"))

        house_edition_changes = cls(
            sha256=sha256,
            entries=entries,
            added_in_all=added_in_all,
            changed_in_all=changed_in_all,
            removed_in_all=removed_in_all,
            shrinks=shrinks,
            added=added,
            changed=changed,
            removed=removed,
            notes=notes,
        )

        house_edition_changes.additional_properties = d
        return house_edition_changes

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties

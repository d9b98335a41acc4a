from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="WholeHouseEdition")


@_attrs_define
class WholeHouseEdition:
    """A file as it was brought: the whole list from then on."""

    sha256: str
    entries: int
    recorded_at: datetime.datetime
    id: UUID
    added: int
    changed: int
    removed: int
    brought_by: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        sha256 = self.sha256

        entries = self.entries

        recorded_at = self.recorded_at.isoformat()

        id = str(self.id)

        added = self.added

        changed = self.changed

        removed = self.removed

        brought_by = self.brought_by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "sha256": sha256,
                "entries": entries,
                "recorded_at": recorded_at,
                "id": id,
                "added": added,
                "changed": changed,
                "removed": removed,
                "brought_by": brought_by,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        sha256 = d.pop("sha256")

        entries = d.pop("entries")

        recorded_at = datetime.datetime.fromisoformat(d.pop("recorded_at"))

        id = UUID(d.pop("id"))

        added = d.pop("added")

        changed = d.pop("changed")

        removed = d.pop("removed")

        brought_by = d.pop("brought_by")

        whole_house_edition = cls(
            sha256=sha256,
            entries=entries,
            recorded_at=recorded_at,
            id=id,
            added=added,
            changed=changed,
            removed=removed,
            brought_by=brought_by,
        )

        whole_house_edition.additional_properties = d
        return whole_house_edition

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

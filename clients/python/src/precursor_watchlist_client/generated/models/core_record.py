from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.joined_enum import JoinedEnum, check_joined_enum

T = TypeVar("T", bound="CoreRecord")


@_attrs_define
class CoreRecord:
    """A frame: one joined by `or` must be there and bears the sites, each `and` too, and no `not`."""

    id: str
    words: str
    smarts: str
    joined: JoinedEnum
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        words = self.words

        smarts = self.smarts

        joined: str = self.joined

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "words": words,
                "smarts": smarts,
                "joined": joined,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        words = d.pop("words")

        smarts = d.pop("smarts")

        joined = check_joined_enum(d.pop("joined"))

        core_record = cls(
            id=id,
            words=words,
            smarts=smarts,
            joined=joined,
        )

        core_record.additional_properties = d
        return core_record

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

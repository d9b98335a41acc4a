from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.house_list_kind import HouseListKind, check_house_list_kind
from ..types import UNSET, Unset

T = TypeVar("T", bound="OpeningRequest")


@_attrs_define
class OpeningRequest:
    """A list to be opened."""

    title: str
    kind: HouseListKind | Unset = "watchlist"
    note: str | Unset = ""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind

        note = self.note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "title": title,
            }
        )
        if kind is not UNSET:
            field_dict["kind"] = kind
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        title = d.pop("title")

        _kind = d.pop("kind", UNSET)
        kind: HouseListKind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = check_house_list_kind(_kind)

        note = d.pop("note", UNSET)

        opening_request = cls(
            title=title,
            kind=kind,
            note=note,
        )

        opening_request.additional_properties = d
        return opening_request

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

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.house_entry_body import HouseEntryBody


T = TypeVar("T", bound="EntriesRequest")


@_attrs_define
class EntriesRequest:
    """All entries that the list is to have from now on."""

    entries: list[HouseEntryBody]
    shrink: bool | None | Unset = False
    """ though more than half of the entries go """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        entries = []
        for entries_item_data in self.entries:
            entries_item = entries_item_data.to_dict()
            entries.append(entries_item)

        shrink: bool | None | Unset
        if isinstance(self.shrink, Unset):
            shrink = UNSET
        else:
            shrink = self.shrink

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "entries": entries,
            }
        )
        if shrink is not UNSET:
            field_dict["shrink"] = shrink

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.house_entry_body import HouseEntryBody  # noqa: PLC0415

        d = dict(src_dict)
        entries = []
        _entries = d.pop("entries")
        for entries_item_data in _entries:
            entries_item = HouseEntryBody.from_dict(entries_item_data)

            entries.append(entries_item)

        def _parse_shrink(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        shrink = _parse_shrink(d.pop("shrink", UNSET))

        entries_request = cls(
            entries=entries,
            shrink=shrink,
        )

        entries_request.additional_properties = d
        return entries_request

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

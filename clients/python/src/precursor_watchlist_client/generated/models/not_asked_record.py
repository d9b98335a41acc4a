from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="NotAskedRecord")


@_attrs_define
class NotAskedRecord:
    """What the answer does not speak of."""

    waiting: int
    """ distinct goods whose structures wait to be taken up """
    unread: int
    """ distinct goods that were never read to the end """
    refused: int
    """ structures that cannot be searched: too large, or not read """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        waiting = self.waiting

        unread = self.unread

        refused = self.refused

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "waiting": waiting,
                "unread": unread,
                "refused": refused,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        waiting = d.pop("waiting")

        unread = d.pop("unread")

        refused = d.pop("refused")

        not_asked_record = cls(
            waiting=waiting,
            unread=unread,
            refused=refused,
        )

        not_asked_record.additional_properties = d
        return not_asked_record

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.totalled_party_record_role_enum import TotalledPartyRecordRoleEnum, check_totalled_party_record_role_enum

T = TypeVar("T", bound="TotalledPartyRecord")


@_attrs_define
class TotalledPartyRecord:
    """The party whose total it is: the consignor of an import, else the consignee."""

    name: str
    """ Its name; empty: none is named, the shipment is summed as a whole. """
    role: TotalledPartyRecordRoleEnum
    """ Which side of a shipment a party is on.

    * `consignor`: It sends the goods.
    * `consignee`: It is sent the goods.
    * `shipment`: No party is named: the shipment is summed as a whole. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        role: str = self.role

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "role": role,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        role = check_totalled_party_record_role_enum(d.pop("role"))

        totalled_party_record = cls(
            name=name,
            role=role,
        )

        totalled_party_record.additional_properties = d
        return totalled_party_record

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

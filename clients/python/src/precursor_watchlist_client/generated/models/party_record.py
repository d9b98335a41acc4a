from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.roles_enum import RolesEnum, check_roles_enum

if TYPE_CHECKING:
    from ..models.known_as_record import KnownAsRecord


T = TypeVar("T", bound="PartyRecord")


@_attrs_define
class PartyRecord:
    """A party that the shipment names."""

    name: str
    """ As first written in it. """
    roles: list[RolesEnum]
    """ Which sides of the shipment it is on. """
    key: str
    """ The name without its legal form, by which it is known. """
    known_as: list[KnownAsRecord]
    """ Stored parties that it is, or whose names are similar. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        roles = []
        for roles_item_data in self.roles:
            roles_item: str = roles_item_data
            roles.append(roles_item)

        key = self.key

        known_as = []
        for known_as_item_data in self.known_as:
            known_as_item = known_as_item_data.to_dict()
            known_as.append(known_as_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "roles": roles,
                "key": key,
                "known_as": known_as,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.known_as_record import KnownAsRecord  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        roles = []
        _roles = d.pop("roles")
        for roles_item_data in _roles:
            roles_item = check_roles_enum(roles_item_data)

            roles.append(roles_item)

        key = d.pop("key")

        known_as = []
        _known_as = d.pop("known_as")
        for known_as_item_data in _known_as:
            known_as_item = KnownAsRecord.from_dict(known_as_item_data)

            known_as.append(known_as_item)

        party_record = cls(
            name=name,
            roles=roles,
            key=key,
            known_as=known_as,
        )

        party_record.additional_properties = d
        return party_record

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

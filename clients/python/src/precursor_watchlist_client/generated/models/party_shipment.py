from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="PartyShipment")


@_attrs_define
class PartyShipment:
    """The last screening of a shipment that names the party."""

    screening: UUID
    shipment: str
    made_at: datetime.datetime
    case: None | str
    """ its number; null: no line needed a person """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        screening = str(self.screening)

        shipment = self.shipment

        made_at = self.made_at.isoformat()

        case: None | str
        case = self.case

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "screening": screening,
                "shipment": shipment,
                "made_at": made_at,
                "case": case,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        screening = UUID(d.pop("screening"))

        shipment = d.pop("shipment")

        made_at = datetime.datetime.fromisoformat(d.pop("made_at"))

        def _parse_case(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        case = _parse_case(d.pop("case"))

        party_shipment = cls(
            screening=screening,
            shipment=shipment,
            made_at=made_at,
            case=case,
        )

        party_shipment.additional_properties = d
        return party_shipment

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

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.route_result import RouteResult, check_route_result

T = TypeVar("T", bound="KeptRouteCheck")


@_attrs_define
class KeptRouteCheck:
    """What was recorded, or asked of a second officer."""

    number: str
    country: str
    result: RouteResult
    """ What a person found who checked the law of a country that is not held.

    * `allowed`: It asks no permit for the goods.
    * `permit`: It asks a permit, which is there.
    * `refused`: It does not let the goods pass, or asks a permit that is not there: it covers nothing. """
    source: str
    until: datetime.date
    permit_number: None | str
    any_shipment: bool
    """ it waits for a second officer """
    substances: list[str]
    """ as they were named; none: any goods """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        country = self.country

        result: str = self.result

        source = self.source

        until = self.until.isoformat()

        permit_number: None | str
        permit_number = self.permit_number

        any_shipment = self.any_shipment

        substances = self.substances

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "country": country,
                "result": result,
                "source": source,
                "until": until,
                "permit_number": permit_number,
                "any_shipment": any_shipment,
                "substances": substances,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number")

        country = d.pop("country")

        result = check_route_result(d.pop("result"))

        source = d.pop("source")

        until = datetime.date.fromisoformat(d.pop("until"))

        def _parse_permit_number(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        permit_number = _parse_permit_number(d.pop("permit_number"))

        any_shipment = d.pop("any_shipment")

        substances = cast(list[str], d.pop("substances"))

        kept_route_check = cls(
            number=number,
            country=country,
            result=result,
            source=source,
            until=until,
            permit_number=permit_number,
            any_shipment=any_shipment,
            substances=substances,
        )

        kept_route_check.additional_properties = d
        return kept_route_check

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

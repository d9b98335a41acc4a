from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.route_result import RouteResult, check_route_result
from ..types import UNSET, Unset

T = TypeVar("T", bound="RouteCheckForm")


@_attrs_define
class RouteCheckForm:
    """What was found of the law of a country that is not held, and for what that holds."""

    country: str
    """ a country among the tasks of the case """
    result: RouteResult
    """ What a person found who checked the law of a country that is not held.

    * `allowed`: It asks no permit for the goods.
    * `permit`: It asks a permit, which is there.
    * `refused`: It does not let the goods pass, or asks a permit that is not there: it covers nothing. """
    source: str
    """ the law that was read, or whom was asked """
    until: datetime.date
    """ the first day on which it holds no more, within a year """
    permit_number: None | str | Unset = UNSET
    permit_sha256: None | str | Unset = UNSET
    """ of a file that the case keeps """
    any_shipment: bool | None | Unset = False
    """ ask a second officer that it hold for any shipment """
    substances: list[str] | None | Unset = UNSET
    """ of any shipment: names or CAS numbers of the goods; none: any goods """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        country = self.country

        result: str = self.result

        source = self.source

        until = self.until.isoformat()

        permit_number: None | str | Unset
        if isinstance(self.permit_number, Unset):
            permit_number = UNSET
        else:
            permit_number = self.permit_number

        permit_sha256: None | str | Unset
        if isinstance(self.permit_sha256, Unset):
            permit_sha256 = UNSET
        else:
            permit_sha256 = self.permit_sha256

        any_shipment: bool | None | Unset
        if isinstance(self.any_shipment, Unset):
            any_shipment = UNSET
        else:
            any_shipment = self.any_shipment

        substances: list[str] | None | Unset
        if isinstance(self.substances, Unset):
            substances = UNSET
        elif isinstance(self.substances, list):
            substances = self.substances

        else:
            substances = self.substances

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "country": country,
                "result": result,
                "source": source,
                "until": until,
            }
        )
        if permit_number is not UNSET:
            field_dict["permit_number"] = permit_number
        if permit_sha256 is not UNSET:
            field_dict["permit_sha256"] = permit_sha256
        if any_shipment is not UNSET:
            field_dict["any_shipment"] = any_shipment
        if substances is not UNSET:
            field_dict["substances"] = substances

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        country = d.pop("country")

        result = check_route_result(d.pop("result"))

        source = d.pop("source")

        until = datetime.date.fromisoformat(d.pop("until"))

        def _parse_permit_number(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        permit_number = _parse_permit_number(d.pop("permit_number", UNSET))

        def _parse_permit_sha256(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        permit_sha256 = _parse_permit_sha256(d.pop("permit_sha256", UNSET))

        def _parse_any_shipment(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        any_shipment = _parse_any_shipment(d.pop("any_shipment", UNSET))

        def _parse_substances(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                substances_type_0 = cast(list[str], data)

                return substances_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        substances = _parse_substances(d.pop("substances", UNSET))

        route_check_form = cls(
            country=country,
            result=result,
            source=source,
            until=until,
            permit_number=permit_number,
            permit_sha256=permit_sha256,
            any_shipment=any_shipment,
            substances=substances,
        )

        route_check_form.additional_properties = d
        return route_check_form

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

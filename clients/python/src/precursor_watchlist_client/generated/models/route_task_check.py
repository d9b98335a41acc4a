from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.route_result import RouteResult, check_route_result

T = TypeVar("T", bound="RouteTaskCheck")


@_attrs_define
class RouteTaskCheck:
    """A check that holds."""

    number: str
    result: RouteResult
    """ What a person found who checked the law of a country that is not held.

    * `allowed`: It asks no permit for the goods.
    * `permit`: It asks a permit, which is there.
    * `refused`: It does not let the goods pass, or asks a permit that is not there: it covers nothing. """
    source: str
    permit: None | str
    """ its number; null: none is asked """
    by: str
    second: None | str
    """ who agreed; null: it is of this shipment alone """
    checked_on: datetime.date
    until: datetime.date
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        result: str = self.result

        source = self.source

        permit: None | str
        permit = self.permit

        by = self.by

        second: None | str
        second = self.second

        checked_on = self.checked_on.isoformat()

        until = self.until.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "result": result,
                "source": source,
                "permit": permit,
                "by": by,
                "second": second,
                "checked_on": checked_on,
                "until": until,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number")

        result = check_route_result(d.pop("result"))

        source = d.pop("source")

        def _parse_permit(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        permit = _parse_permit(d.pop("permit"))

        by = d.pop("by")

        def _parse_second(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        second = _parse_second(d.pop("second"))

        checked_on = datetime.date.fromisoformat(d.pop("checked_on"))

        until = datetime.date.fromisoformat(d.pop("until"))

        route_task_check = cls(
            number=number,
            result=result,
            source=source,
            permit=permit,
            by=by,
            second=second,
            checked_on=checked_on,
            until=until,
        )

        route_task_check.additional_properties = d
        return route_task_check

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

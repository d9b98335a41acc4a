from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.route_result import RouteResult, check_route_result

T = TypeVar("T", bound="RouteCheckRecord")


@_attrs_define
class RouteCheckRecord:
    """What people recorded of the law of a country that is not held whole."""

    id: int
    """ Its number in the register of route checks. """
    check: str
    """ The number that people use. """
    result: RouteResult
    """ What a person found who checked the law of a country that is not held.

    * `allowed`: It asks no permit for the goods.
    * `permit`: It asks a permit, which is there.
    * `refused`: It does not let the goods pass, or asks a permit that is not there: it covers nothing. """
    by: str
    """ Who checked. """
    second: str
    """ Who agreed; empty: it is of this shipment alone, which one person answers. """
    checked_on: datetime.date
    """ The day on which it was recorded. """
    until: datetime.date
    """ The first day without it. """
    basis: str
    """ By what it was checked. """
    permit_number: str
    """ The number of the permit; empty: none is asked. """
    all_goods: bool
    """ False: it is for certain substances alone. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        check = self.check

        result: str = self.result

        by = self.by

        second = self.second

        checked_on = self.checked_on.isoformat()

        until = self.until.isoformat()

        basis = self.basis

        permit_number = self.permit_number

        all_goods = self.all_goods

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "check": check,
                "result": result,
                "by": by,
                "second": second,
                "checked_on": checked_on,
                "until": until,
                "basis": basis,
                "permit_number": permit_number,
                "all_goods": all_goods,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        check = d.pop("check")

        result = check_route_result(d.pop("result"))

        by = d.pop("by")

        second = d.pop("second")

        checked_on = datetime.date.fromisoformat(d.pop("checked_on"))

        until = datetime.date.fromisoformat(d.pop("until"))

        basis = d.pop("basis")

        permit_number = d.pop("permit_number")

        all_goods = d.pop("all_goods")

        route_check_record = cls(
            id=id,
            check=check,
            result=result,
            by=by,
            second=second,
            checked_on=checked_on,
            until=until,
            basis=basis,
            permit_number=permit_number,
            all_goods=all_goods,
        )

        route_check_record.additional_properties = d
        return route_check_record

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

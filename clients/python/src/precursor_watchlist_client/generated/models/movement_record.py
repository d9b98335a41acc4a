from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.operation import Operation, check_operation

T = TypeVar("T", bound="MovementRecord")


@_attrs_define
class MovementRecord:
    """What a line was read to say of its movement, with what the question says where the line is silent.

    Countries are ISO 3166 alpha-2, or XI; null is what neither of them says.

    """

    origin: None | str
    """ The country that the goods leave. """
    destination: None | str
    """ The country that they reach. """
    transit: list[str]
    """ The countries that they pass. """
    operator_country: None | str
    """ The country of whoever arranges it. """
    operation: None | Operation
    """ What is done with the goods. """
    supplied_on: datetime.date | None
    """ The day of supply. """
    exported_on: datetime.date | None
    """ The day of export. """
    arrives_on: datetime.date | None
    """ The day of arrival. """
    as_of: datetime.date | None
    """ The day asked of, which no day of the line stands against. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        origin: None | str
        origin = self.origin

        destination: None | str
        destination = self.destination

        transit = self.transit

        operator_country: None | str
        operator_country = self.operator_country

        operation: None | str
        if isinstance(self.operation, str):
            operation = self.operation
        else:
            operation = self.operation

        supplied_on: None | str
        if isinstance(self.supplied_on, datetime.date):
            supplied_on = self.supplied_on.isoformat()
        else:
            supplied_on = self.supplied_on

        exported_on: None | str
        if isinstance(self.exported_on, datetime.date):
            exported_on = self.exported_on.isoformat()
        else:
            exported_on = self.exported_on

        arrives_on: None | str
        if isinstance(self.arrives_on, datetime.date):
            arrives_on = self.arrives_on.isoformat()
        else:
            arrives_on = self.arrives_on

        as_of: None | str
        if isinstance(self.as_of, datetime.date):
            as_of = self.as_of.isoformat()
        else:
            as_of = self.as_of

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "origin": origin,
                "destination": destination,
                "transit": transit,
                "operator_country": operator_country,
                "operation": operation,
                "supplied_on": supplied_on,
                "exported_on": exported_on,
                "arrives_on": arrives_on,
                "as_of": as_of,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_origin(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        origin = _parse_origin(d.pop("origin"))

        def _parse_destination(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        destination = _parse_destination(d.pop("destination"))

        transit = cast(list[str], d.pop("transit"))

        def _parse_operator_country(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        operator_country = _parse_operator_country(d.pop("operator_country"))

        def _parse_operation(data: object) -> None | Operation:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                operation_type_0 = check_operation(data)

                return operation_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Operation, data)

        operation = _parse_operation(d.pop("operation"))

        def _parse_supplied_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                supplied_on_type_0 = datetime.date.fromisoformat(data)

                return supplied_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        supplied_on = _parse_supplied_on(d.pop("supplied_on"))

        def _parse_exported_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                exported_on_type_0 = datetime.date.fromisoformat(data)

                return exported_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        exported_on = _parse_exported_on(d.pop("exported_on"))

        def _parse_arrives_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                arrives_on_type_0 = datetime.date.fromisoformat(data)

                return arrives_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        arrives_on = _parse_arrives_on(d.pop("arrives_on"))

        def _parse_as_of(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                as_of_type_0 = datetime.date.fromisoformat(data)

                return as_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        as_of = _parse_as_of(d.pop("as_of"))

        movement_record = cls(
            origin=origin,
            destination=destination,
            transit=transit,
            operator_country=operator_country,
            operation=operation,
            supplied_on=supplied_on,
            exported_on=exported_on,
            arrives_on=arrives_on,
            as_of=as_of,
        )

        movement_record.additional_properties = d
        return movement_record

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

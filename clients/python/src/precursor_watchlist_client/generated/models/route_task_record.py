from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.route_answer import RouteAnswer, check_route_answer
from ..models.route_held import RouteHeld, check_route_held

if TYPE_CHECKING:
    from ..models.route_check_record import RouteCheckRecord


T = TypeVar("T", bound="RouteTaskRecord")


@_attrs_define
class RouteTaskRecord:
    """A gap in the law held for the route: one task of the shipment."""

    country: str
    """ The country as ISO 3166 alpha-2, or XI; of a jurisdiction that was asked for by name, its key. """
    name: str
    """ Its name in words. """
    held: RouteHeld
    """ How much is held of the law of a country on the route.

    * `none`: No list of it is held.
    * `in_part`: Some of its lists or entries are held, which never speak for the rest. """
    outcome: RouteAnswer
    """ How far the task of a gap in the law held is answered, by what people recorded before.

    * `open`: Nothing recorded covers it.
    * `some_goods`: What was checked is for certain substances: lines of others ask still.
    * `covered`: What was checked covers every line.
    * `refused`: It was checked, and refused: the lines ask still. """
    checks: list[RouteCheckRecord]
    """ What they recorded, and holds. """
    lines: int
    """ How many lines of the shipment are `review` for their route alone. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        country = self.country

        name = self.name

        held: str = self.held

        outcome: str = self.outcome

        checks = []
        for checks_item_data in self.checks:
            checks_item = checks_item_data.to_dict()
            checks.append(checks_item)

        lines = self.lines

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "country": country,
                "name": name,
                "held": held,
                "outcome": outcome,
                "checks": checks,
                "lines": lines,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.route_check_record import RouteCheckRecord  # noqa: PLC0415

        d = dict(src_dict)
        country = d.pop("country")

        name = d.pop("name")

        held = check_route_held(d.pop("held"))

        outcome = check_route_answer(d.pop("outcome"))

        checks = []
        _checks = d.pop("checks")
        for checks_item_data in _checks:
            checks_item = RouteCheckRecord.from_dict(checks_item_data)

            checks.append(checks_item)

        lines = d.pop("lines")

        route_task_record = cls(
            country=country,
            name=name,
            held=held,
            outcome=outcome,
            checks=checks,
            lines=lines,
        )

        route_task_record.additional_properties = d
        return route_task_record

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

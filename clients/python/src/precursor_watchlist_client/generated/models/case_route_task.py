from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.route_answer import RouteAnswer, check_route_answer
from ..models.route_held import RouteHeld, check_route_held

if TYPE_CHECKING:
    from ..models.route_task_check import RouteTaskCheck


T = TypeVar("T", bound="CaseRouteTask")


@_attrs_define
class CaseRouteTask:
    """A country of the route whose law is not held whole: one task of the shipment."""

    country: str
    name: str
    held: RouteHeld
    """ How much is held of the law of a country on the route.

    * `none`: No list of it is held.
    * `in_part`: Some of its lists or entries are held, which never speak for the rest. """
    answer: RouteAnswer
    """ How far the task of a gap in the law held is answered, by what people recorded before.

    * `open`: Nothing recorded covers it.
    * `some_goods`: What was checked is for certain substances: lines of others ask still.
    * `covered`: What was checked covers every line.
    * `refused`: It was checked, and refused: the lines ask still. """
    lines: int
    """ those for review for their route alone """
    checks: list[RouteTaskCheck]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        country = self.country

        name = self.name

        held: str = self.held

        answer: str = self.answer

        lines = self.lines

        checks = []
        for checks_item_data in self.checks:
            checks_item = checks_item_data.to_dict()
            checks.append(checks_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "country": country,
                "name": name,
                "held": held,
                "answer": answer,
                "lines": lines,
                "checks": checks,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.route_task_check import RouteTaskCheck  # noqa: PLC0415

        d = dict(src_dict)
        country = d.pop("country")

        name = d.pop("name")

        held = check_route_held(d.pop("held"))

        answer = check_route_answer(d.pop("answer"))

        lines = d.pop("lines")

        checks = []
        _checks = d.pop("checks")
        for checks_item_data in _checks:
            checks_item = RouteTaskCheck.from_dict(checks_item_data)

            checks.append(checks_item)

        case_route_task = cls(
            country=country,
            name=name,
            held=held,
            answer=answer,
            lines=lines,
            checks=checks,
        )

        case_route_task.additional_properties = d
        return case_route_task

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

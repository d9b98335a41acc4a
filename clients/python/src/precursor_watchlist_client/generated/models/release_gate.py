from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.release_obstacle import ReleaseObstacle


T = TypeVar("T", bound="ReleaseGate")


@_attrs_define
class ReleaseGate:
    """What stands in the way of a release of all lines without a final word that names no authorisation."""

    obstacles: list[ReleaseObstacle]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        obstacles = []
        for obstacles_item_data in self.obstacles:
            obstacles_item = obstacles_item_data.to_dict()
            obstacles.append(obstacles_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "obstacles": obstacles,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.release_obstacle import ReleaseObstacle  # noqa: PLC0415

        d = dict(src_dict)
        obstacles = []
        _obstacles = d.pop("obstacles")
        for obstacles_item_data in _obstacles:
            obstacles_item = ReleaseObstacle.from_dict(obstacles_item_data)

            obstacles.append(obstacles_item)

        release_gate = cls(
            obstacles=obstacles,
        )

        release_gate.additional_properties = d
        return release_gate

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

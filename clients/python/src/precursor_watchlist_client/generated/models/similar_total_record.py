from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.limit_unit import LimitUnit, check_limit_unit

T = TypeVar("T", bound="SimilarTotalRecord")


@_attrs_define
class SimilarTotalRecord:
    """The total with the parties of similar names, which is told beside that of the party and never in it."""

    names: list[str]
    """ The similar names. """
    total: str
    """ What is surely measured. """
    unit: LimitUnit
    """ In which unit a limit on a sum is stated.

    * `kg`: Kilograms.
    * `l`: Litres.
    * `gal`: Gallons of the United States. """
    reached: bool
    """ Whether it reaches the limit. """
    parcels: int
    """ How many parcels are of the similar names. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        names = self.names

        total = self.total

        unit: str = self.unit

        reached = self.reached

        parcels = self.parcels

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "names": names,
                "total": total,
                "unit": unit,
                "reached": reached,
                "parcels": parcels,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        names = cast(list[str], d.pop("names"))

        total = d.pop("total")

        unit = check_limit_unit(d.pop("unit"))

        reached = d.pop("reached")

        parcels = d.pop("parcels")

        similar_total_record = cls(
            names=names,
            total=total,
            unit=unit,
            reached=reached,
            parcels=parcels,
        )

        similar_total_record.additional_properties = d
        return similar_total_record

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.known_as_record_by_enum import KnownAsRecordByEnum, check_known_as_record_by_enum

T = TypeVar("T", bound="KnownAsRecord")


@_attrs_define
class KnownAsRecord:
    """A stored party that one of the shipment is, or whose name is similar."""

    name: str
    """ As first written. """
    by: KnownAsRecordByEnum
    """ How a party of the shipment is linked with a stored one.

    * `exact`: The name is the same, but for its legal form and its spelling.
    * `similar`: The name looks alike; the two are never taken for one. """
    score: float
    """ How alike the names are, of 1. """
    shipments: int
    """ How many are stored, without this one. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        by: str = self.by

        score = self.score

        shipments = self.shipments

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "by": by,
                "score": score,
                "shipments": shipments,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        by = check_known_as_record_by_enum(d.pop("by"))

        score = d.pop("score")

        shipments = d.pop("shipments")

        known_as_record = cls(
            name=name,
            by=by,
            score=score,
            shipments=shipments,
        )

        known_as_record.additional_properties = d
        return known_as_record

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

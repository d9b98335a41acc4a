from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.met_enum import MetEnum, check_met_enum

T = TypeVar("T", bound="VerdictLimitRecord")


@_attrs_define
class VerdictLimitRecord:
    """A limit that lines reach together, maybe with shipments stored before."""

    id: str
    list_: str
    substance: str
    met: MetEnum
    lines: list[int]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        list_ = self.list_

        substance = self.substance

        met: str = self.met

        lines = self.lines

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "list": list_,
                "substance": substance,
                "met": met,
                "lines": lines,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        list_ = d.pop("list")

        substance = d.pop("substance")

        met = check_met_enum(d.pop("met"))

        lines = cast(list[int], d.pop("lines"))

        verdict_limit_record = cls(
            id=id,
            list_=list_,
            substance=substance,
            met=met,
            lines=lines,
        )

        verdict_limit_record.additional_properties = d
        return verdict_limit_record

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

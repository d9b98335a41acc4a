from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.ground_record_kind_enum import GroundRecordKindEnum, check_ground_record_kind_enum

T = TypeVar("T", bound="GroundRecord")


@_attrs_define
class GroundRecord:
    """One reason."""

    kind: GroundRecordKindEnum
    code: str
    """ as answers bear it; of a request, which of its sentences """
    explanation: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        code = self.code

        explanation = self.explanation

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "code": code,
                "explanation": explanation,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_ground_record_kind_enum(d.pop("kind"))

        code = d.pop("code")

        explanation = d.pop("explanation")

        ground_record = cls(
            kind=kind,
            code=code,
            explanation=explanation,
        )

        ground_record.additional_properties = d
        return ground_record

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

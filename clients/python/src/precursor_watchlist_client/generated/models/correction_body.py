from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.correctable_field import CorrectableField, check_correctable_field
from ..types import UNSET, Unset

T = TypeVar("T", bound="CorrectionBody")


@_attrs_define
class CorrectionBody:
    """One field of a line, what it should say, and what shows it."""

    line: int
    """ its number in the file """
    field: CorrectableField
    reason: str
    corrected: None | str | Unset = UNSET
    """ a quantity as 25.5 or 25.5 kg, a day as 2026-11-28; empty: nothing is right """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        line = self.line

        field: str = self.field

        reason = self.reason

        corrected: None | str | Unset
        if isinstance(self.corrected, Unset):
            corrected = UNSET
        else:
            corrected = self.corrected

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "line": line,
                "field": field,
                "reason": reason,
            }
        )
        if corrected is not UNSET:
            field_dict["corrected"] = corrected

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        line = d.pop("line")

        field = check_correctable_field(d.pop("field"))

        reason = d.pop("reason")

        def _parse_corrected(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        corrected = _parse_corrected(d.pop("corrected", UNSET))

        correction_body = cls(
            line=line,
            field=field,
            reason=reason,
            corrected=corrected,
        )

        correction_body.additional_properties = d
        return correction_body

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

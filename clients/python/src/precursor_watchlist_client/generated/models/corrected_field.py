from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="CorrectedField")


@_attrs_define
class CorrectedField:
    """What a person corrected in a field of a line, and why; the line was answered with it."""

    field: str
    """ The canonical field. """
    declared: str
    """ What the field was read to say of the file; empty: nothing. """
    corrected: str
    """ What it is taken to say instead; empty: nothing. """
    reason: str
    """ What shows it, in that person's words. """
    by: str
    """ Who corrected it. """
    at: datetime.datetime
    """ From which instant on it counts. """
    agreed_by: None | str
    """ The second officer who agreed; null: none had to. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field = self.field

        declared = self.declared

        corrected = self.corrected

        reason = self.reason

        by = self.by

        at = self.at.isoformat()

        agreed_by: None | str
        agreed_by = self.agreed_by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "field": field,
                "declared": declared,
                "corrected": corrected,
                "reason": reason,
                "by": by,
                "at": at,
                "agreed_by": agreed_by,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        field = d.pop("field")

        declared = d.pop("declared")

        corrected = d.pop("corrected")

        reason = d.pop("reason")

        by = d.pop("by")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        def _parse_agreed_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        agreed_by = _parse_agreed_by(d.pop("agreed_by"))

        corrected_field = cls(
            field=field,
            declared=declared,
            corrected=corrected,
            reason=reason,
            by=by,
            at=at,
            agreed_by=agreed_by,
        )

        corrected_field.additional_properties = d
        return corrected_field

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

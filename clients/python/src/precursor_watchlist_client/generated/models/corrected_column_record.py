from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="CorrectedColumnRecord")


@_attrs_define
class CorrectedColumnRecord:
    """A column read as an officer said, whatever its header says."""

    sheet: str
    """ The name of the sheet; empty for a text. """
    shape: str
    """ SHA-256 of the headers: what files of one form share. """
    column: str
    """ The header of the column. """
    field: None | str
    """ As which field it is read; null: it is not read. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        sheet = self.sheet

        shape = self.shape

        column = self.column

        field: None | str
        field = self.field

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "sheet": sheet,
                "shape": shape,
                "column": column,
                "field": field,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        sheet = d.pop("sheet")

        shape = d.pop("shape")

        column = d.pop("column")

        def _parse_field(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        field = _parse_field(d.pop("field"))

        corrected_column_record = cls(
            sheet=sheet,
            shape=shape,
            column=column,
            field=field,
        )

        corrected_column_record.additional_properties = d
        return corrected_column_record

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

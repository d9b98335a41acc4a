from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.corrected_column_record import CorrectedColumnRecord
    from ..models.sheet_record import SheetRecord


T = TypeVar("T", bound="AccountRecord")


@_attrs_define
class AccountRecord:
    """How a file was read, and what became of each sheet."""

    encoding: str
    """ The encoding of a text; empty where the format has none. """
    dialect: str
    """ How a text separates its cells, or the format that it is in; empty where there is nothing to say. """
    sheets: list[SheetRecord]
    """ The sheets that were read, or the whole text as one. """
    not_read: list[str]
    """ Sheets that were not read; of papers the pages without text, of a letter or archive the files, each with
    why. """
    mapping: list[CorrectedColumnRecord] | Unset = UNSET
    """ Columns that an officer corrected; not in answers stored before these were told. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        encoding = self.encoding

        dialect = self.dialect

        sheets = []
        for sheets_item_data in self.sheets:
            sheets_item = sheets_item_data.to_dict()
            sheets.append(sheets_item)

        not_read = self.not_read

        mapping: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.mapping, Unset):
            mapping = []
            for mapping_item_data in self.mapping:
                mapping_item = mapping_item_data.to_dict()
                mapping.append(mapping_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "encoding": encoding,
                "dialect": dialect,
                "sheets": sheets,
                "not_read": not_read,
            }
        )
        if mapping is not UNSET:
            field_dict["mapping"] = mapping

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.corrected_column_record import CorrectedColumnRecord  # noqa: PLC0415
        from ..models.sheet_record import SheetRecord  # noqa: PLC0415

        d = dict(src_dict)
        encoding = d.pop("encoding")

        dialect = d.pop("dialect")

        sheets = []
        _sheets = d.pop("sheets")
        for sheets_item_data in _sheets:
            sheets_item = SheetRecord.from_dict(sheets_item_data)

            sheets.append(sheets_item)

        not_read = cast(list[str], d.pop("not_read"))

        _mapping = d.pop("mapping", UNSET)
        mapping: list[CorrectedColumnRecord] | Unset = UNSET
        if _mapping is not UNSET:
            mapping = []
            for mapping_item_data in _mapping:
                mapping_item = CorrectedColumnRecord.from_dict(mapping_item_data)

                mapping.append(mapping_item)

        account_record = cls(
            encoding=encoding,
            dialect=dialect,
            sheets=sheets,
            not_read=not_read,
            mapping=mapping,
        )

        account_record.additional_properties = d
        return account_record

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="UnmeasuredRecord")


@_attrs_define
class UnmeasuredRecord:
    """A parcel of which nothing counts, and why."""

    reference: None | str
    """ The reference of its shipment; null: it has none. """
    line: int
    """ Its number in that shipment. """
    stored: bool
    """ Whether it is of a stored shipment. """
    why: str
    """ What keeps it from being measured. """
    may_be: str | Unset = UNSET
    """ The greatest that it may be, with its unit; only where what is declared bounds it. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        reference: None | str
        reference = self.reference

        line = self.line

        stored = self.stored

        why = self.why

        may_be = self.may_be

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "reference": reference,
                "line": line,
                "stored": stored,
                "why": why,
            }
        )
        if may_be is not UNSET:
            field_dict["may_be"] = may_be

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_reference(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reference = _parse_reference(d.pop("reference"))

        line = d.pop("line")

        stored = d.pop("stored")

        why = d.pop("why")

        may_be = d.pop("may_be", UNSET)

        unmeasured_record = cls(
            reference=reference,
            line=line,
            stored=stored,
            why=why,
            may_be=may_be,
        )

        unmeasured_record.additional_properties = d
        return unmeasured_record

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

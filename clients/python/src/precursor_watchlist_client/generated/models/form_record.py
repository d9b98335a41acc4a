from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="FormRecord")


@_attrs_define
class FormRecord:
    """A form of a substance that has a registry number of its own: a salt, a hydrate, a stereoisomer."""

    cas: str
    form: str
    """ in words """
    form_kind: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        cas = self.cas

        form = self.form

        form_kind = self.form_kind

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "cas": cas,
                "form": form,
                "form_kind": form_kind,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        cas = d.pop("cas")

        form = d.pop("form")

        form_kind = d.pop("form_kind")

        form_record = cls(
            cas=cas,
            form=form,
            form_kind=form_kind,
        )

        form_record.additional_properties = d
        return form_record

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

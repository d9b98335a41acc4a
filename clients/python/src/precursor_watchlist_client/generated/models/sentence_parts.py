from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="SentenceParts")


@_attrs_define
class SentenceParts:
    """The sentence on a line that law controls, in parts: joined they are the sentence."""

    goods: str
    """ What they are, by the name that is listed and their form of it, or that a class holds them; no full stop.
    """
    controlled_by: str
    """ By which lists, on which days. """
    more: str
    """ What else is told of the line; it may be empty. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        goods = self.goods

        controlled_by = self.controlled_by

        more = self.more

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "goods": goods,
                "controlled_by": controlled_by,
                "more": more,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        goods = d.pop("goods")

        controlled_by = d.pop("controlled_by")

        more = d.pop("more")

        sentence_parts = cls(
            goods=goods,
            controlled_by=controlled_by,
            more=more,
        )

        sentence_parts.additional_properties = d
        return sentence_parts

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

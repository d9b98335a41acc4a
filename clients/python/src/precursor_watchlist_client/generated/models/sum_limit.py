from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.limit_reached import LimitReached, check_limit_reached

T = TypeVar("T", bound="SumLimit")


@_attrs_define
class SumLimit:
    """The limit that a sum is measured against, as the law states it."""

    list_: str
    amount: str
    required: str
    citation: None | str
    reached: LimitReached
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        list_ = self.list_

        amount = self.amount

        required = self.required

        citation: None | str
        citation = self.citation

        reached: str = self.reached

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "list": list_,
                "amount": amount,
                "required": required,
                "citation": citation,
                "reached": reached,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        list_ = d.pop("list")

        amount = d.pop("amount")

        required = d.pop("required")

        def _parse_citation(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        citation = _parse_citation(d.pop("citation"))

        reached = check_limit_reached(d.pop("reached"))

        sum_limit = cls(
            list_=list_,
            amount=amount,
            required=required,
            citation=citation,
            reached=reached,
        )

        sum_limit.additional_properties = d
        return sum_limit

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

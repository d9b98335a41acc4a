from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="SameGoodsRecord")


@_attrs_define
class SameGoodsRecord:
    """A shipment with the very same goods that was screened before under another reference."""

    reference: None | str
    screening: UUID
    """ its last one until then """
    case: None | str
    """ its number; null: it has none, or the token may not read cases """
    made_at: datetime.datetime
    counts_too: bool
    """ false: sums count the goods once; true: one of them was sent with `another_shipment` """
    sentence: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        reference: None | str
        reference = self.reference

        screening = str(self.screening)

        case: None | str
        case = self.case

        made_at = self.made_at.isoformat()

        counts_too = self.counts_too

        sentence = self.sentence

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "reference": reference,
                "screening": screening,
                "case": case,
                "made_at": made_at,
                "counts_too": counts_too,
                "sentence": sentence,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_reference(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reference = _parse_reference(d.pop("reference"))

        screening = UUID(d.pop("screening"))

        def _parse_case(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        case = _parse_case(d.pop("case"))

        made_at = datetime.datetime.fromisoformat(d.pop("made_at"))

        counts_too = d.pop("counts_too")

        sentence = d.pop("sentence")

        same_goods_record = cls(
            reference=reference,
            screening=screening,
            case=case,
            made_at=made_at,
            counts_too=counts_too,
            sentence=sentence,
        )

        same_goods_record.additional_properties = d
        return same_goods_record

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

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.case_item import CaseItem
    from ..models.judgement_record import JudgementRecord


T = TypeVar("T", bound="Judged")


@_attrs_define
class Judged:
    """What was judged, and how far the case is now."""

    count: int
    items: list[JudgementRecord]
    """ the first 1,000 of them """
    left: int
    """ equal lines beyond these that are open still; 0 without `alike` """
    next_: int | None
    """ to be sent as `after`, with all else as before; null: no line is left """
    case: CaseItem
    """ A case: the work on one shipment, however often it was screened. Verdict and counts are of the last
    screening. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        count = self.count

        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        left = self.left

        next_: int | None
        next_ = self.next_

        case = self.case.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "count": count,
                "items": items,
                "left": left,
                "next": next_,
                "case": case,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.case_item import CaseItem  # noqa: PLC0415
        from ..models.judgement_record import JudgementRecord  # noqa: PLC0415

        d = dict(src_dict)
        count = d.pop("count")

        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = JudgementRecord.from_dict(items_item_data)

            items.append(items_item)

        left = d.pop("left")

        def _parse_next_(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        next_ = _parse_next_(d.pop("next"))

        case = CaseItem.from_dict(d.pop("case"))

        judged = cls(
            count=count,
            items=items,
            left=left,
            next_=next_,
            case=case,
        )

        judged.additional_properties = d
        return judged

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

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.goods_item import GoodsItem
    from ..models.not_asked_record import NotAskedRecord


T = TypeVar("T", bound="GoodsSearchPage")


@_attrs_define
class GoodsSearchPage:
    """A page of what a search found."""

    not_asked: NotAskedRecord
    """ What the answer does not speak of. """
    next_: None | str
    """ `cursor` of the next page, sent with the same search; null: this is the last """
    items: list[GoodsItem]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        not_asked = self.not_asked.to_dict()

        next_: None | str
        next_ = self.next_

        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "not_asked": not_asked,
                "next": next_,
                "items": items,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.goods_item import GoodsItem  # noqa: PLC0415
        from ..models.not_asked_record import NotAskedRecord  # noqa: PLC0415

        d = dict(src_dict)
        not_asked = NotAskedRecord.from_dict(d.pop("not_asked"))

        def _parse_next_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_ = _parse_next_(d.pop("next"))

        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = GoodsItem.from_dict(items_item_data)

            items.append(items_item)

        goods_search_page = cls(
            not_asked=not_asked,
            next_=next_,
            items=items,
        )

        goods_search_page.additional_properties = d
        return goods_search_page

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

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.catalogued_list import CataloguedList


T = TypeVar("T", bound="Catalogue")


@_attrs_define
class Catalogue:
    """Every list held, with its edition and hash, and whether it was checked lately enough."""

    known_at: datetime.datetime
    """ the tick of the law clock that the answer rests on """
    day: datetime.date
    """ the day (UTC) on which staleness is told """
    items: list[CataloguedList]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        known_at = self.known_at.isoformat()

        day = self.day.isoformat()

        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "known_at": known_at,
                "day": day,
                "items": items,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.catalogued_list import CataloguedList  # noqa: PLC0415

        d = dict(src_dict)
        known_at = datetime.datetime.fromisoformat(d.pop("known_at"))

        day = datetime.date.fromisoformat(d.pop("day"))

        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = CataloguedList.from_dict(items_item_data)

            items.append(items_item)

        catalogue = cls(
            known_at=known_at,
            day=day,
            items=items,
        )

        catalogue.additional_properties = d
        return catalogue

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

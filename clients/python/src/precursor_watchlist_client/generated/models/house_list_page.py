from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.house_list_kind import HouseListKind, check_house_list_kind

if TYPE_CHECKING:
    from ..models.house_edition_record import HouseEditionRecord
    from ..models.house_entry_record import HouseEntryRecord


T = TypeVar("T", bound="HouseListPage")


@_attrs_define
class HouseListPage:
    """A house list with a page of its entries."""

    key: str
    title: str
    kind: HouseListKind
    note: None | str
    owner: str
    """ who answers for it """
    readers: list[str]
    """ the groups whose members are shown it """
    edition: HouseEditionRecord | None
    """ null: nothing was brought yet """
    items: list[HouseEntryRecord]
    next_: None | str
    """ the next page; null: this is the last """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.house_edition_record import HouseEditionRecord  # noqa: PLC0415

        key = self.key

        title = self.title

        kind: str = self.kind

        note: None | str
        note = self.note

        owner = self.owner

        readers = self.readers

        edition: dict[str, Any] | None
        if isinstance(self.edition, HouseEditionRecord):
            edition = self.edition.to_dict()
        else:
            edition = self.edition

        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        next_: None | str
        next_ = self.next_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "title": title,
                "kind": kind,
                "note": note,
                "owner": owner,
                "readers": readers,
                "edition": edition,
                "items": items,
                "next": next_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.house_edition_record import HouseEditionRecord  # noqa: PLC0415
        from ..models.house_entry_record import HouseEntryRecord  # noqa: PLC0415

        d = dict(src_dict)
        key = d.pop("key")

        title = d.pop("title")

        kind = check_house_list_kind(d.pop("kind"))

        def _parse_note(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        note = _parse_note(d.pop("note"))

        owner = d.pop("owner")

        readers = cast(list[str], d.pop("readers"))

        def _parse_edition(data: object) -> HouseEditionRecord | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                edition_type_0 = HouseEditionRecord.from_dict(data)

                return edition_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(HouseEditionRecord | None, data)

        edition = _parse_edition(d.pop("edition"))

        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = HouseEntryRecord.from_dict(items_item_data)

            items.append(items_item)

        def _parse_next_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_ = _parse_next_(d.pop("next"))

        house_list_page = cls(
            key=key,
            title=title,
            kind=kind,
            note=note,
            owner=owner,
            readers=readers,
            edition=edition,
            items=items,
            next_=next_,
        )

        house_list_page.additional_properties = d
        return house_list_page

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

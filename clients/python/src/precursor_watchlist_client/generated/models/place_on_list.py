from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.branch import Branch, check_branch

T = TypeVar("T", bound="PlaceOnList")


@_attrs_define
class PlaceOnList:
    """A list that holds the substance on the day asked."""

    jurisdiction: None | str
    list_: str
    list_title: str
    category: str
    branch: Branch
    """ Which kind of control a list belongs to.

    * `precursor`: Chemicals of which drugs are made.
    * `drug`: Controlled drugs themselves, and classes of them.
    * `surveillance`: Watched by agreement or by the house; no duty of law. """
    entry: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        jurisdiction: None | str
        jurisdiction = self.jurisdiction

        list_ = self.list_

        list_title = self.list_title

        category = self.category

        branch: str = self.branch

        entry = self.entry

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "jurisdiction": jurisdiction,
                "list": list_,
                "list_title": list_title,
                "category": category,
                "branch": branch,
                "entry": entry,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_jurisdiction(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        jurisdiction = _parse_jurisdiction(d.pop("jurisdiction"))

        list_ = d.pop("list")

        list_title = d.pop("list_title")

        category = d.pop("category")

        branch = check_branch(d.pop("branch"))

        entry = d.pop("entry")

        place_on_list = cls(
            jurisdiction=jurisdiction,
            list_=list_,
            list_title=list_title,
            category=category,
            branch=branch,
            entry=entry,
        )

        place_on_list.additional_properties = d
        return place_on_list

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

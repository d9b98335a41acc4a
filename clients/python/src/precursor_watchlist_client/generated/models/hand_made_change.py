from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.change_kind import ChangeKind, check_change_kind
from ..types import UNSET, Unset

T = TypeVar("T", bound="HandMadeChange")


@_attrs_define
class HandMadeChange:
    """One change that a person brings."""

    kind: ChangeKind
    list_: str
    name: str
    """ as printed """
    after: Any
    """ what the law would say """
    entry: None | str | Unset = UNSET
    """ on which it bears; not of an addition """
    code: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        list_ = self.list_

        name = self.name

        after = self.after

        entry: None | str | Unset
        if isinstance(self.entry, Unset):
            entry = UNSET
        else:
            entry = self.entry

        code: None | str | Unset
        if isinstance(self.code, Unset):
            code = UNSET
        else:
            code = self.code

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "list": list_,
                "name": name,
                "after": after,
            }
        )
        if entry is not UNSET:
            field_dict["entry"] = entry
        if code is not UNSET:
            field_dict["code"] = code

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_change_kind(d.pop("kind"))

        list_ = d.pop("list")

        name = d.pop("name")

        after = d.pop("after")

        def _parse_entry(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        entry = _parse_entry(d.pop("entry", UNSET))

        def _parse_code(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        code = _parse_code(d.pop("code", UNSET))

        hand_made_change = cls(
            kind=kind,
            list_=list_,
            name=name,
            after=after,
            entry=entry,
            code=code,
        )

        hand_made_change.additional_properties = d
        return hand_made_change

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

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.allowed_record import AllowedRecord


T = TypeVar("T", bound="RuleSiteRecord")


@_attrs_define
class RuleSiteRecord:
    """Atoms of a core or part, and what may be there."""

    id: str
    words: str
    at: list[int]
    """ map numbers of the SMARTS """
    required: bool
    """ it bears exactly one branch """
    most: int | None
    """ branches at most; null: no limit """
    allow: list[AllowedRecord]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        words = self.words

        at = self.at

        required = self.required

        most: int | None
        most = self.most

        allow = []
        for allow_item_data in self.allow:
            allow_item = allow_item_data.to_dict()
            allow.append(allow_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "words": words,
                "at": at,
                "required": required,
                "most": most,
                "allow": allow,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.allowed_record import AllowedRecord  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        words = d.pop("words")

        at = cast(list[int], d.pop("at"))

        required = d.pop("required")

        def _parse_most(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        most = _parse_most(d.pop("most"))

        allow = []
        _allow = d.pop("allow")
        for allow_item_data in _allow:
            allow_item = AllowedRecord.from_dict(allow_item_data)

            allow.append(allow_item)

        rule_site_record = cls(
            id=id,
            words=words,
            at=at,
            required=required,
            most=most,
            allow=allow,
        )

        rule_site_record.additional_properties = d
        return rule_site_record

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

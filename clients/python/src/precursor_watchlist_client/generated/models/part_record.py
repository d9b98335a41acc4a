from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.rule_site_record import RuleSiteRecord


T = TypeVar("T", bound="PartRecord")


@_attrs_define
class PartRecord:
    """A pattern for a whole branch; it begins with the attachment."""

    id: str
    words: str
    smarts: str
    sites: list[RuleSiteRecord]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        words = self.words

        smarts = self.smarts

        sites = []
        for sites_item_data in self.sites:
            sites_item = sites_item_data.to_dict()
            sites.append(sites_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "words": words,
                "smarts": smarts,
                "sites": sites,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.rule_site_record import RuleSiteRecord  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        words = d.pop("words")

        smarts = d.pop("smarts")

        sites = []
        _sites = d.pop("sites")
        for sites_item_data in _sites:
            sites_item = RuleSiteRecord.from_dict(sites_item_data)

            sites.append(sites_item)

        part_record = cls(
            id=id,
            words=words,
            smarts=smarts,
            sites=sites,
        )

        part_record.additional_properties = d
        return part_record

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

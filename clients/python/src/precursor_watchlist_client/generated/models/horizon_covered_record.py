from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="HorizonCoveredRecord")


@_attrs_define
class HorizonCoveredRecord:
    """What was known of proposals and announcements when a screening was asked to name them."""

    notices: int
    """ How many were known. """
    about_substances: int
    """ How many of them are about a substance of the law held. """
    jurisdictions: list[str]
    """ Whose notices they are. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        notices = self.notices

        about_substances = self.about_substances

        jurisdictions = self.jurisdictions

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "notices": notices,
                "about_substances": about_substances,
                "jurisdictions": jurisdictions,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        notices = d.pop("notices")

        about_substances = d.pop("about_substances")

        jurisdictions = cast(list[str], d.pop("jurisdictions"))

        horizon_covered_record = cls(
            notices=notices,
            about_substances=about_substances,
            jurisdictions=jurisdictions,
        )

        horizon_covered_record.additional_properties = d
        return horizon_covered_record

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FailureRecord")


@_attrs_define
class FailureRecord:
    """A condition of a class that the goods do not meet."""

    condition: str
    """ Its id in the rule. """
    words: str
    """ The condition in words. """
    atoms: list[int]
    """ Where it fails: indices in the SMILES of the finding. """
    site: str | Unset = UNSET
    """ The site that must hold something, in words; empty where what fails is of none; not in older answers. """
    group: str | Unset = UNSET
    """ What that site holds instead, in words; empty where what fails is of none; not in older answers. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        condition = self.condition

        words = self.words

        atoms = self.atoms

        site = self.site

        group = self.group

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "condition": condition,
                "words": words,
                "atoms": atoms,
            }
        )
        if site is not UNSET:
            field_dict["site"] = site
        if group is not UNSET:
            field_dict["group"] = group

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        condition = d.pop("condition")

        words = d.pop("words")

        atoms = cast(list[int], d.pop("atoms"))

        site = d.pop("site", UNSET)

        group = d.pop("group", UNSET)

        failure_record = cls(
            condition=condition,
            words=words,
            atoms=atoms,
            site=site,
            group=group,
        )

        failure_record.additional_properties = d
        return failure_record

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

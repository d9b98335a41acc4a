from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.site_record_verdict_enum import SiteRecordVerdictEnum, check_site_record_verdict_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="SiteRecord")


@_attrs_define
class SiteRecord:
    """What stands at one site of a class's frame, and whether the class allows it."""

    site: str
    """ The site in words. """
    limb: str
    """ The limb of the class that it is under; empty: as in the structure that the law compares with. """
    substituent: str
    """ SMILES of the branch, its attachment written *; empty where none is cut out. """
    class_: str
    """ The class of substituent, in words. """
    verdict: SiteRecordVerdictEnum
    """ Whether a class allows what stands at one site of its frame.

    * `yes`: The class allows it.
    * `question`: The words of the class leave it open.
    * `no`: The class does not allow it. """
    atoms: list[int]
    """ Indices in the SMILES of the finding. """
    words: str | Unset = UNSET
    """ What stands there, as a sentence says it; not in answers stored before rules had words for their sites. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        site = self.site

        limb = self.limb

        substituent = self.substituent

        class_ = self.class_

        verdict: str = self.verdict

        atoms = self.atoms

        words = self.words

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "site": site,
                "limb": limb,
                "substituent": substituent,
                "class": class_,
                "verdict": verdict,
                "atoms": atoms,
            }
        )
        if words is not UNSET:
            field_dict["words"] = words

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        site = d.pop("site")

        limb = d.pop("limb")

        substituent = d.pop("substituent")

        class_ = d.pop("class")

        verdict = check_site_record_verdict_enum(d.pop("verdict"))

        atoms = cast(list[int], d.pop("atoms"))

        words = d.pop("words", UNSET)

        site_record = cls(
            site=site,
            limb=limb,
            substituent=substituent,
            class_=class_,
            verdict=verdict,
            atoms=atoms,
            words=words,
        )

        site_record.additional_properties = d
        return site_record

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

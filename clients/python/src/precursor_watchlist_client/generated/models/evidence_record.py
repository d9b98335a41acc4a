from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.evidence_record_kind_enum import EvidenceRecordKindEnum, check_evidence_record_kind_enum

T = TypeVar("T", bound="EvidenceRecord")


@_attrs_define
class EvidenceRecord:
    """What a resemblance to something listed rests on."""

    kind: EvidenceRecordKindEnum
    """ What a resemblance to something listed rests on, the strongest claim first.

    * `masked`: With a group left out that laws or past listings name, it is the listed structure.
    * `same_skeleton`: It has the skeleton of the listed structure, with other elements or bond orders.
    * `contains`: It contains the whole skeleton of the listed structure.
    * `contained`: Its whole skeleton is part of the listed structure.
    * `similar`: It is built of like groups of atoms. """
    mask: str
    """ The groups left out in the comparison, in words; empty: none. """
    family: str
    """ Of what the listed relative is. """
    words: str
    """ What is shared, and what differs. """
    relative_smiles: str
    """ The structure of the listed relative. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        mask = self.mask

        family = self.family

        words = self.words

        relative_smiles = self.relative_smiles

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "mask": mask,
                "family": family,
                "words": words,
                "relative_smiles": relative_smiles,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_evidence_record_kind_enum(d.pop("kind"))

        mask = d.pop("mask")

        family = d.pop("family")

        words = d.pop("words")

        relative_smiles = d.pop("relative_smiles")

        evidence_record = cls(
            kind=kind,
            mask=mask,
            family=family,
            words=words,
            relative_smiles=relative_smiles,
        )

        evidence_record.additional_properties = d
        return evidence_record

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

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.case_decision_word import CaseDecisionWord, check_case_decision_word

T = TypeVar("T", bound="PartyDisposition")


@_attrs_define
class PartyDisposition:
    """What became of a shipment that names the party."""

    case: str
    word: CaseDecisionWord
    by: str
    at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        case = self.case

        word: str = self.word

        by = self.by

        at = self.at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "case": case,
                "word": word,
                "by": by,
                "at": at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        case = d.pop("case")

        word = check_case_decision_word(d.pop("word"))

        by = d.pop("by")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        party_disposition = cls(
            case=case,
            word=word,
            by=by,
            at=at,
        )

        party_disposition.additional_properties = d
        return party_disposition

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
